//! Request state of a plan page: submitted fields, errors, and the review.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::super::fields::{Fields, is_read};
use super::super::layout;
use super::super::levels::{Faults, place as anchor};
use super::super::scene::Scene;
use super::super::view::Page;
use super::edit::{Edited, edited, tidied};
use super::{BEGIN, known, place};
use crate::planning::{Finding, Review};
use crate::wire::{
    FieldError, MOST_ENTRIES, PLAN_PREFIX, PlanRequest, Problem, field_of_place, fields_of_plan, read_plan_form,
};

/// The data for rendering a plan page.
#[derive(Debug)]
pub struct Desk<'a> {
    pub scene: Scene<'a>,
    /// The plan and its review; `None` if a field is invalid.
    pub read: Option<(&'a PlanRequest, &'a Review<'a>)>,
    pub faults: Faults<'a>,
    /// The new entry that is still empty, such as `plan.needs.2`.
    pub added: Option<&'a str>,
    /// The current step.
    pub at: Option<&'a str>,
    /// A note about the opened plan.
    pub note: Option<&'a str>,
    values: BTreeMap<&'a str, Vec<&'a str>>,
    shown: RefCell<BTreeSet<String>>,
    fresh: RefCell<BTreeMap<String, usize>>,
    numbers: Cell<usize>,
}

impl<'a> Desk<'a> {
    fn new(scene: Scene<'a>, edited: &'a Edited, faults: Faults<'a>) -> Self {
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
            note: edited.pooled.then(|| scene.say("planner.opened_groups")),
            values,
            shown: RefCell::default(),
            fresh: RefCell::default(),
            numbers: Cell::default(),
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

    /// Returns a number that is unique on the page, for ids.
    pub fn number(&self) -> usize {
        self.numbers.set(self.numbers.get() + 1);
        self.numbers.get()
    }

    /// Marks a field as an input of this page, so that it is not also carried as a hidden field.
    pub fn show(&self, name: &str) {
        self.shown.borrow_mut().insert(name.to_owned());
    }

    /// Renders a hidden field that the page submits with its questions.
    pub fn hidden(&self, name: &str, value: &str) -> Markup {
        self.show(name);
        html! { input type="hidden" name=(name) value=(value) form="state"; }
    }

    /// Renders the page with the navigation before it.
    fn whole(&self, body: &Markup) -> Markup {
        let shown = self.shown.borrow();
        // Do not carry fields that the user cannot fix on any page.
        let is_lost = |name: &str| {
            name.starts_with(PLAN_PREFIX)
                && !shown.contains(name)
                && self.faults.0.iter().any(|fault| fault.pointer == name)
        };
        html! {
            (layout::plan_tools(&self.scene, |name| shown.contains(name) || is_lost(name)))
            @if let Some(note) = self.note { p.warn { (note) } }
            (self.summary(body))
            (body)
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
                section.summary role="alert" aria-labelledby="faults" {
                    h2 #faults { (self.say("planner.faults")) }
                    ul {
                        @for fault in self.faults.0 {
                            li {
                                @let anchor = anchor(&fault.pointer);
                                @if !fault.pointer.is_empty() && body.0.contains(&format!("id=\"{anchor}\"")) {
                                    a href={ "#" (anchor) } { (told(fault)) }
                                } @else if let Some(to) = place::page_of(&fault.pointer) {
                                    button.link form="state" formaction={ (to) "#" (anchor) } { (told(fault)) }
                                } @else { (told(fault)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Renders a plan page.
pub fn page(scene: &Scene<'_>, title: &str, body: fn(&Desk<'_>) -> Markup) -> Page {
    on_desk(scene, |desk, status| {
        let faulty = (status != 200).then(|| format!("{}: {title}", scene.say("plans.faulty")));
        let body = desk.whole(&body(desk));
        Page::html(status, layout::page(&desk.scene, faulty.as_deref().unwrap_or(title), &body))
    })
}

/// Returns a file made from a plan; if a field is invalid, the plan page with its errors.
pub fn file(
    scene: &Scene<'_>,
    (name, media): (&'static str, &'static str),
    make: impl Fn(&Desk<'_>) -> Vec<u8>,
) -> Page {
    let made =
        on_desk(scene, |desk, _| desk.read.map(|_| Page { status: 200, bytes: make(desk), file: Some((name, media)) }));
    made.unwrap_or_else(|| page(&Scene { path: BEGIN, ..*scene }, scene.say("plans.title"), super::steps))
}

/// Reads the submitted plan, reviews it, and passes both to `make` with the status.
fn on_desk<T>(scene: &Scene<'_>, make: impl Fn(&Desk<'_>, u16) -> T) -> T {
    let edited = edited(scene);
    reviewed(scene, &edited, &make).unwrap_or_else(|problem| {
        let whole = || vec![FieldError { pointer: String::new(), detail: problem.detail.clone() }];
        let faults = if problem.errors.is_empty() { whole() } else { problem.errors.clone() };
        make(&Desk::new(Scene { fields: &edited.fields, ..*scene }, &edited, Faults(&faults)), problem.status)
    })
}

fn reviewed<T>(scene: &Scene<'_>, edited: &Edited, make: &impl Fn(&Desk<'_>, u16) -> T) -> Result<T, Problem> {
    if let Some(problem) = &edited.problem {
        return Err(problem.clone());
    }
    let request = tidied(scene, read_plan_form(scene.advisor, &edited.fields.of_plan())?);
    let standings = scene.advisor.standings(&request.plan, &request.options)?;
    let review = scene.advisor.review(&request.plan, &standings);
    let fields = as_read(scene, &edited.fields, &request);
    let faults = out_of_order(&review);
    let mut desk = Desk::new(Scene { fields: &fields, ..*scene }, edited, Faults(&faults));
    desk.read = Some((&request, &review));
    Ok(make(&desk, if faults.is_empty() { 200 } else { 422 }))
}

/// Returns the fields as parsed, plus the other fields of the pages.
fn as_read(scene: &Scene<'_>, fields: &Fields, request: &PlanRequest) -> Fields {
    let kept = fields.without(is_read);
    kept.and(fields_of_plan(scene.catalogue(), request))
}

/// Reports dates in the wrong order as errors of their fields.
fn out_of_order(review: &Review<'_>) -> Vec<FieldError> {
    let late = review.findings.iter().filter(|finding| finding.id == OUT_OF_ORDER && finding.waived.is_none());
    let told = |finding: &Finding| {
        let pointer = last_day(field_of_place(&finding.place)?);
        Some(FieldError { pointer, detail: format!("{} {}", finding.found, finding.mend) })
    };
    late.filter_map(told).collect()
}

/// Returns the field with the last day of a part, if it has one.
fn last_day(name: String) -> String {
    let path = known::path_of(&name);
    let end = ["until", "target_on"].into_iter().find(|end| known::field(&format!("{path}.{end}")).is_some());
    end.map_or_else(|| name.clone(), |end| format!("{name}.{end}"))
}

/// The finding that is a typing error, not a judgment.
const OUT_OF_ORDER: &str = "plan.dates_out_of_order";
