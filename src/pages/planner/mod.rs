//! The form: the aim, facts about the team, and the factors in groups, with results so far beside it.

mod facts;
mod faults;

use maud::{Markup, html};

pub use self::facts::number;

use super::answers::who;
use super::fields::{AIM, KEEP, is_beside, is_of_plan};
use super::groups;
use super::kit::{FieldFaults, GROUPS, Page, about, cited, fault, fault_id, hidden, place, section};
use super::layout;
use super::levels::{inputs, is_answered};
use super::plain::plain;
use super::scene::Scene;
use super::standing;
use crate::catalogue::{Factor, Group};
use crate::wire::{FieldError, Problem, fields_of, read_profile_or_request};
use crate::words::sentence;

/// The path of the page with all questions.
pub const PATH: &str = "/answers";

/// Renders the form with the submitted fields; opens an uploaded profile into its fields.
pub fn page(scene: &Scene<'_>) -> Page {
    let kept = scene.fields.get(KEEP);
    let Some(given) = scene.fields.get("open").or(kept) else { return shown(scene) };
    match read_profile_or_request(scene.advisor, given.as_bytes()) {
        Ok(request) => {
            let fields = scene
                .fields
                .without(|name| !stays(name, kept.is_some()))
                .and(fields_of(scene.catalogue(), &request))
                .and(groups::kept(scene.catalogue(), &request.profile));
            shown(&Scene { fields: &fields, ..*scene })
        }
        Err(problem) => {
            let detail = scene.say("errors.not_a_profile").to_owned();
            let is_other = |error: &FieldError| ["", "/profile", "/factors"].contains(&error.pointer.as_str());
            let errors = if problem.errors.iter().any(is_other) { Vec::new() } else { problem.errors.clone() };
            let problem = Problem { detail, errors, ..problem };
            let fields = scene.fields.without(|name| name == "open" || name == KEEP);
            faulty(&Scene { fields: &fields, ..*scene }, &problem)
        }
    }
}

/// Returns whether a field stays when a file is opened; changed answers that are kept are of the same groups.
fn stays(name: &str, is_kept: bool) -> bool {
    name.starts_with(AIM) || is_of_plan(name) || is_kept && name.starts_with(groups::PREFIX)
}

/// Renders the form as submitted.
fn shown(scene: &Scene<'_>) -> Page {
    match scene.request() {
        Ok(request) => {
            let body = form(scene, FieldFaults::default(), standing::first(scene, &request));
            Page::html(200, layout::page(scene, scene.say("planner.title"), &body))
        }
        Err(problem) => faulty(scene, &problem),
    }
}

/// Renders the form with its errors, above it and beside each field.
pub fn faulty(scene: &Scene<'_>, problem: &Problem) -> Page {
    let problem = &plain(scene, problem);
    let form = form(scene, FieldFaults(&problem.errors), html! {});
    let body = html! {
        (faults::summary(scene, problem, &form.0))
        (form)
    };
    let title = format!("{}: {}", scene.say("planner.faulty"), scene.say("planner.title"));
    Page::html(problem.status, layout::page(scene, &title, &body))
}

fn form(scene: &Scene<'_>, faults: FieldFaults<'_>, standing: Markup) -> Markup {
    html! {
        form.planner #planner method="post" action="/ranking" data-live="/standing" {
            div.begin {
                h1 { (scene.say("planner.heading")) }
                p.lead { (scene.say("planner.lead")) }
                (contents(scene))
            }
            aside #standing aria-label=(scene.say("standing.label")) { (standing) }
            div.questions {
                (facts::before(scene, faults))
                @for (group, id) in GROUPS { (group_of(scene, faults, group, id)) }
                (facts::limits(scene, faults))
                (kept(scene, faults))
                p.submit { button.primary { (scene.say("planner.submit")) } }
            }
            p.now.scripted { a href="#standing" data-now="" { (scene.say("standing.heading")) } }
        }
    }
}

/// Links to the sections of the page.
fn contents(scene: &Scene<'_>) -> Markup {
    html! {
        nav.contents aria-label=(scene.say("planner.contents")) {
            ol {
                li { a href="#before" { (scene.say("planner.before")) } }
                @for (group, id) in GROUPS {
                    li { a href={ "#" (id) } {
                        (scene.say(&format!("group.{id}"))) " (" (of_group(scene, group).count()) ")"
                    } }
                }
                li { a href="#limits" { (scene.say("planner.limits")) } }
            }
        }
        details.import {
            summary { (scene.say("planner.import")) }
            p { (scene.say("planner.import_why")) }
            label for="profile-file" { (scene.say("planner.import_file")) }
            input #profile-file type="file" accept=".json,application/json" data-open-profile="";
            p { a href="/teams" { (scene.say("planner.import_survey")) } }
            noscript { p { (scene.say("planner.import_noscript")) } label { (scene.say("planner.import_paste"))
                textarea name="open" rows="3" {} } button formaction=(PATH) { (scene.say("planner.import_open")) } }
        }
    }
}

fn of_group<'a>(scene: &Scene<'a>, group: Group) -> impl Iterator<Item = &'a Factor> {
    scene.catalogue().factors.iter().filter(move |factor| factor.group == group)
}

fn group_of(scene: &Scene<'_>, faults: FieldFaults<'_>, group: Group, id: &str) -> Markup {
    html! { (section(scene, id, &format!("group.{id}"), html! {
        p { (scene.say(&format!("group.{id}_why"))) }
        @for factor in of_group(scene, group) { (question(scene, faults, factor)) }
    })) }
}

fn question(scene: &Scene<'_>, faults: FieldFaults<'_>, factor: &Factor) -> Markup {
    html! {
        fieldset.factor id=(place(&factor.id)) .answered[is_answered(scene, factor)] aria-describedby=[fault_id(faults, &factor.id)] {
            legend { span.name { (factor.name) } " " (factor.question) }
            (inputs(scene, faults, factor))
            details.help {
                summary { (scene.say("factor.help")) (about(&factor.name)) }
                (help(scene, factor))
            }
        }
    }
}

/// Shows what a factor means, who can answer, why it matters, and the source.
fn help(scene: &Scene<'_>, factor: &Factor) -> Markup {
    html! {
        p { b { (factor.name) } ". " (factor.meaning) }
        p { b { (scene.say("factor.who")) } " " (who(scene, factor)) ". " (factor.caution) }
        p {
            b { (scene.say("factor.why")) } " " (sentence(&factor.weight.rationale)) " "
            (cited(scene, &factor.weight.grade, &factor.weight.sources))
        }
        p { a href={ "/factors/" (factor.id) } { (scene.say("factor.all")) } }
    }
}

/// Carries fields that other pages set as hidden fields, unless they have errors.
fn kept(scene: &Scene<'_>, faults: FieldFaults<'_>) -> Markup {
    let weights = || scene.fields.iter().filter(|(name, _)| name.starts_with("weights."));
    html! {
        @if faults.any("weights") {
            fieldset.counts #f-weights {
                legend { (scene.say("weights.yours")) }
                @for (name, value) in weights() {
                    label { span { (name) } input type="number" min="0" step="any" name=(name) value=(value); }
                }
                (fault(faults, "weights"))
            }
        } @else { (hidden(weights())) }
        (hidden(scene.fields.carried().filter(|(name, _)| is_of_plan(name) || is_beside(name) && !name.starts_with(AIM))))
    }
}
