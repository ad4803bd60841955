//! The seven steps of backmapping, from student needs to ongoing support.

use maud::{Markup, html};

use super::super::aim;
use super::super::fields::AIM;
use super::super::kit::section;
use super::desk::Desk;
use super::inputs::part;
use super::keep::keep;
use super::place::{STEPS_PAGE, parts_of};
use super::step::{answered, step};
use crate::catalogue::Step;

/// Fields before the steps, such as the title and the scope.
const HEAD: [&str; 5] = ["title", "id", "scope", "as_of", "extends"];

pub fn body(desk: &Desk<'_>) -> Markup {
    let steps = &desk.scene.catalogue().planning.steps;
    let open = open(desk, steps);
    html! {
        h1 { (heading(desk)) }
        p.lead { (desk.say("plans.lead")) }
        p { label { input #short-names type="checkbox"; span { (desk.say("plans.show_ids")) } } }
        @if desk.scene.fields.any_under(AIM) { (aim::lines(&desk.scene)) }
        (progress(desk, steps))
        (head(desk))
        @for one in steps { (step(desk, one, Some(one.id.as_str()) == open || is_faulty(desk, one))) }
        (keep(desk, STEPS_PAGE, Some("plans.check_all")))
    }
}

/// Returns the plan's title, or the name of the page.
pub fn heading<'d>(desk: &'d Desk<'_>) -> &'d str {
    desk.value("plan.title").unwrap_or_else(|| desk.say("plans.heading"))
}

/// Returns the current step, or else the first with an unanswered question.
fn open<'d>(desk: &'d Desk<'_>, steps: &'d [Step]) -> Option<&'d str> {
    let first = || {
        let states = desk.review().map(|review| review.steps.as_slice()).unwrap_or_default();
        states.iter().find(|state| state.open() > 0).map(|state| state.step.id.as_str())
    };
    desk.at.or_else(first).or_else(|| steps.first().map(|step| step.id.as_str()))
}

/// Returns whether a field of the step is invalid.
fn is_faulty(desk: &Desk<'_>, step: &Step) -> bool {
    parts_of(&step.id).iter().any(|part| desk.faults.any(&format!("plan.{part}")))
}

/// Links to each step, with its progress.
fn progress(desk: &Desk<'_>, steps: &[Step]) -> Markup {
    html! {
        nav.contents aria-label=(desk.say("plans.steps")) {
            ol.steps {
                @for (at, one) in steps.iter().enumerate() {
                    li {
                        a href={ "#step-" (one.id) } { (one.number) ". " (one.name) }
                        @if let Some(state) = desk.review().and_then(|review| review.steps.get(at)) {
                            " " span.small { (answered(desk, state)) }
                        }
                    }
                }
            }
        }
    }
}

fn head(desk: &Desk<'_>) -> Markup {
    let scopes = &desk.scene.catalogue().planning.scopes;
    let scope = desk.value("plan.scope").and_then(|id| scopes.iter().find(|scope| scope.id == id));
    html! { (section(&desk.scene, "about", "plans.about", html! {
        @for path in HEAD { (part(desk, path, &[])) }
        @if let Some(scope) = scope { p { b { (scope.name) } ": " (scope.note) } }
    })) }
}
