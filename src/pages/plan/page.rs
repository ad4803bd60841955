//! Reads a submitted plan, reviews it, and renders a page or a file.

use maud::Markup;

use super::super::fields::{Fields, is_read};
use super::super::groups;
use super::super::kit::{FieldFaults, Page};
use super::super::layout;
use super::super::plain::plain;
use super::super::scene::Scene;
use super::desk::Desk;
use super::edit::{Edited, edited, tidied};
use super::place::BEGIN;
use super::{known, steps};
use crate::planning::{Finding, Review};
use crate::wire::{FieldError, PlanRequest, Problem, field_of_place, fields_of_plan, read_plan_form};

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
    made.unwrap_or_else(|| page(&Scene { path: BEGIN, ..*scene }, scene.say("plans.title"), steps::body))
}

/// Reads the submitted plan, reviews it, and passes both to `make` with the status.
fn on_desk<T>(scene: &Scene<'_>, make: impl Fn(&Desk<'_>, u16) -> T) -> T {
    let edited = edited(scene);
    reviewed(scene, &edited, &make).unwrap_or_else(|problem| {
        let text =
            if edited.problem.is_some() { scene.say("errors.not_a_plan").to_owned() } else { problem.detail.clone() };
        let whole = || vec![FieldError { pointer: String::new(), detail: text }];
        let scene = Scene { fields: &edited.fields, ..*scene };
        let faults = if problem.errors.is_empty() { whole() } else { plain(&scene, &problem).errors };
        make(&Desk::new(scene, &edited, FieldFaults(&faults)), problem.status)
    })
}

fn reviewed<T>(scene: &Scene<'_>, edited: &Edited, make: &impl Fn(&Desk<'_>, u16) -> T) -> Result<T, Problem> {
    if let Some(problem) = &edited.problem {
        return Err(problem.clone());
    }
    let mut request = tidied(scene, read_plan_form(scene.advisor, &edited.fields.of_plan())?);
    if let Some(profile) = &mut request.plan.profile {
        groups::attach(scene.advisor, &edited.fields, profile);
    }
    let ranks = scene.advisor.design_ranks(&request.plan, &request.options)?;
    let review = scene.advisor.review(&request.plan, &ranks);
    let fields = as_read(scene, &edited.fields, &request);
    let faults = out_of_order(&review);
    let mut desk = Desk::new(Scene { fields: &fields, ..*scene }, edited, FieldFaults(&faults));
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
        Some(FieldError { pointer, detail: format!("{} {}", finding.found, finding.fix) })
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
