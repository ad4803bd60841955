//! Request state of a plan page: submitted fields, errors, and the review.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::super::kit::{FieldFaults, error_list, place as anchor};
use super::super::layout;
use super::super::scene::Scene;
use super::edit::Edited;
use super::place;
use crate::calendars::SchoolCalendar;
use crate::planning::{Finding, Review};
use crate::wire::{FieldError, MOST_ENTRIES, PLAN_PREFIX, PlanRequest, field_of_place};

/// The data for rendering a plan page.
#[derive(Debug)]
pub struct Desk<'a> {
    pub scene: Scene<'a>,
    /// The plan and its review; `None` if a field is invalid.
    pub read: Option<(&'a PlanRequest, &'a Review<'a>)>,
    pub faults: FieldFaults<'a>,
    /// The new entry that is still empty, such as `plan.needs.2`.
    pub added: Option<&'a str>,
    /// The current step.
    pub at: Option<&'a str>,
    /// What a district's calendar says that was opened, or why it cannot be read.
    pub days: Option<&'a Result<SchoolCalendar, String>>,
    values: BTreeMap<&'a str, Vec<&'a str>>,
    shown: RefCell<BTreeSet<String>>,
    fresh: RefCell<BTreeMap<String, usize>>,
}

impl<'a> Desk<'a> {
    pub fn new(scene: Scene<'a>, edited: &'a Edited, faults: FieldFaults<'a>) -> Self {
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in scene.fields.iter().filter(|(name, _)| name.starts_with(PLAN_PREFIX)) {
            values.entry(name).or_default().push(value);
        }
        Self {
            scene,
            read: None,
            faults,
            added: edited.added.as_deref(),
            at: edited.at.as_deref(),
            days: edited.days.as_ref(),
            values,
            shown: RefCell::default(),
            fresh: RefCell::default(),
        }
    }

    pub fn review(&self) -> Option<&'a Review<'a>> {
        self.read.map(|(_, review)| review)
    }

    pub fn say(&self, key: &'a str) -> &'a str {
        self.scene.say(key)
    }

    /// Returns the first value of a plan field.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.values(name).first().copied()
    }

    pub fn values(&self, name: &str) -> &[&'a str] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a name or anything under it has a value.
    pub fn says(&self, name: &str) -> bool {
        self.values.contains_key(name) || self.under(&format!("{name}.")).next().is_some()
    }

    fn under<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'a str> + 's {
        let from = self.values.range::<str, _>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded));
        from.map(|(name, _)| *name).take_while(move |name| name.starts_with(prefix))
    }

    /// Returns the positions of a list's entries, including a new one.
    pub fn entries(&self, list: &str) -> Vec<usize> {
        let prefix = format!("{list}.");
        let place = |name: &str| name.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok();
        let places: BTreeSet<usize> = self.under(&prefix).chain(self.added).filter_map(place).collect();
        places.into_iter().collect()
    }

    /// Returns the next free position of a list on this page, or `None` if the list is full.
    pub fn fresh(&self, list: &str) -> Option<usize> {
        let mut fresh = self.fresh.borrow_mut();
        let next = fresh.entry(list.to_owned()).or_insert_with(|| self.entries(list).last().map_or(0, |last| last + 1));
        *next += 1;
        (*next <= MOST_ENTRIES).then_some(*next - 1)
    }

    /// Marks a field as an input of this page, so that it is not also carried as a hidden field.
    pub fn show(&self, name: &str) {
        self.shown.borrow_mut().insert(name.to_owned());
    }

    /// Returns whether a field is an input of this page.
    pub fn is_shown(&self, name: &str) -> bool {
        self.shown.borrow().contains(name)
    }

    /// Renders a hidden field that the page submits with its questions.
    pub fn hidden(&self, name: &str, value: &str) -> Markup {
        self.show(name);
        html! { input type="hidden" name=(name) value=(value) form="state"; }
    }

    /// Renders the page with the navigation before it.
    pub fn whole(&self, body: &Markup) -> Markup {
        let shown = self.shown.borrow();
        // Do not carry fields that the user cannot fix on any page.
        let is_lost = |name: &str| {
            name.starts_with(PLAN_PREFIX)
                && !shown.contains(name)
                && self.faults.0.iter().any(|fault| fault.pointer == name)
        };
        html! {
            (layout::plan_tools(&self.scene, |name| shown.contains(name) || is_lost(name)))
            (self.summary(body))
            (body)
        }
    }

    /// Renders a link to the field that settles a finding, with its own words; the words alone without such a field.
    pub fn way_to(&self, finding: &Finding, words: &str) -> Markup {
        let Some(name) = place::settled_by(finding) else { return html! { (words) } };
        let is_here = self.is_shown(&name);
        let page = place::page_of(&name);
        self.link(is_here || page == Some(self.scene.path), page, &anchor(&self.nearest(&name)), words)
    }

    /// Returns a field, or the list that has no such entry yet and shows none.
    fn nearest(&self, name: &str) -> String {
        // A list of the plan itself begins with an empty entry.
        let is_there =
            |list: &str, at: &str| (at == "0" && list.split('.').count() == 2) || self.says(&format!("{list}.{at}"));
        let parts: Vec<&str> = name.split('.').collect();
        let numbered = parts.iter().enumerate().filter(|(_, part)| part.parse::<u16>().is_ok());
        let mut lists = numbered.map(|(at, part)| (parts[..at].join("."), *part));
        let shown = self.is_shown(name);
        lists.find(|(list, at)| !shown && !is_there(list, at)).map_or_else(|| name.to_owned(), |(list, _)| list)
    }

    /// Renders a labeled link to a place in the plan.
    pub fn way(&self, pointer: &str) -> Markup {
        let Some(name) = field_of_place(pointer) else { return html! {} };
        let check = self.value(&format!("{name}.id")).filter(|_| name.starts_with("plan.checks"));
        let is_required = check.is_some_and(|id| id.starts_with("implementation."));
        let page = if is_required { Some("/plan/implementation") } else { place::page_of(&name) };
        let label = place::label(&self.scene, &name);
        html! { @if page.is_some() { (self.link(page == Some(self.scene.path), page, &anchor(&name), &label)) } }
    }

    /// Renders a link to a place on this page, a button to another page, or the label alone.
    fn link(&self, is_here: bool, page: Option<&str>, anchor: &str, label: &str) -> Markup {
        html! {
            @if is_here { a href={ "#" (anchor) } { (label) } }
            @else if let Some(page) = page { button.link form="state" formaction={ (page) "#" (anchor) } { (label) } }
            @else { (label) }
        }
    }

    /// Lists the invalid fields, with links to them.
    fn summary(&self, body: &Markup) -> Markup {
        let told = |fault: &FieldError| {
            let label = place::label(&self.scene, &fault.pointer);
            if label.is_empty() { fault.detail.clone() } else { format!("{label}: {}", fault.detail) }
        };
        html! {
            @if !self.faults.0.is_empty() {
                (error_list(&self.scene, html! { ul {
                    @for fault in self.faults.0 {
                        @let anchor = anchor(&fault.pointer);
                        @let is_here = !fault.pointer.is_empty() && body.0.contains(&format!("id=\"{anchor}\""));
                        li { (self.link(is_here, place::page_of(&fault.pointer), &anchor, &told(fault))) }
                    }
                } }))
            }
        }
    }
}
