//! Findings by what is to be done: what was found, where, why it matters, and a way to keep it as it is.

use maud::{Markup, html};

use super::super::kit::{about, cited, field, linked, place as anchor, source, term};
use super::desk::Desk;
use crate::catalogue::Severity;
use crate::planning::{Against, Finding, Review, ToDo};
use crate::words::listed;

/// How many things to do are shown at once; the others can be opened.
const FIRST_SCREEN: usize = 10;

/// Lists what is to be done, most serious first, with what was accepted collapsed.
pub fn list(desk: &Desk<'_>, findings: &[&Finding]) -> Markup {
    let (open, waived): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.waived.is_none());
    html! {
        @if open.is_empty() { p { (desk.say("plans.no_findings")) } }
        @else {
            @let all = ToDo::of(open);
            @let (first, rest) = all.split_at(all.len().min(FIRST_SCREEN));
            ul.findings { @for one in first { (to_do(desk, one)) } }
            @if !rest.is_empty() {
                details data-print-open="" {
                    summary { (desk.scene.fill("plans.show_all", &[("number", &rest.len().to_string())])) }
                    ul.findings { @for one in rest { (to_do(desk, one)) } }
                }
            }
        }
        @if !waived.is_empty() {
            details {
                summary { (desk.scene.fill("plans.waived", &[("number", &waived.len().to_string())])) }
                ul.findings { @for one in ToDo::of(waived) { (to_do(desk, &one)) } }
            }
        }
    }
}

/// Shows the severity of a finding as a sign and a word.
pub fn weight(desk: &Desk<'_>, severity: Severity) -> Markup {
    let sign = match severity {
        Severity::Error => "✕",
        Severity::Warning => "!",
        Severity::Note => "i",
    };
    html! {
        span.weight.{ (severity.id()) } {
            span.sign aria-hidden="true" { (sign) } " "
            (term(&desk.scene, "severity", &format!("severity.{}", severity.id())))
        }
    }
}

fn to_do(desk: &Desk<'_>, one: &ToDo<'_>) -> Markup {
    let facts = one.facts();
    html! {
        li.finding.{ (one.severity().id()) } {
            p.found { (weight(desk, one.severity())) " " b { (linked(&desk.scene, one.fix())) } }
            @for fix in one.more_fixes() { p { (linked(&desk.scene, fix)) } }
            @if let [fact] = facts.as_slice() { p { (shown(desk, fact)) } }
            @else { ul { @for fact in &facts { li { (shown(desk, fact)) } } } }
            p { (desk.say("plans.why")) @for why in one.reasons() { " " (linked(&desk.scene, why)) } }
            @for finding in &one.findings {
                @if let Some(names) = listed(finding.also_touches(desk.scene.catalogue())) {
                    p { (desk.scene.fill("plans.also", &[("names", &names)])) }
                }
            }
            @for differs in one.differs() { p.warn { (desk.say("plans.differs")) " " (linked(&desk.scene, differs)) } }
            (basis(desk, one))
            (waivers(desk, one))
        }
    }
}

/// Shows a fact with a link to its place.
fn shown(desk: &Desk<'_>, finding: &Finding) -> Markup {
    html! { (finding.found) " " (desk.way(&finding.place)) }
}

/// Shows the grade and the sources, each once.
fn basis(desk: &Desk<'_>, one: &ToDo<'_>) -> Markup {
    let mut sources: Vec<String> = Vec::new();
    for id in one.findings.iter().flat_map(|finding| &finding.sources) {
        if !sources.contains(id) {
            sources.push(id.clone());
        }
    }
    html! {
        @match &one.findings[0].grade {
            Some(grade) => { p { (cited(&desk.scene, grade, &sources)) } }
            None => { @if !sources.is_empty() { p { @for id in &sources { (source(&desk.scene, id)) " " } } } }
        }
    }
}

/// Lists the findings about a step.
pub fn of_step<'r>(review: &'r Review<'_>, step: &str) -> Vec<&'r Finding> {
    review.findings.iter().filter(|finding| matches!(finding.against, Against::Step(own) if own == step)).collect()
}

/// The reasons for keeping it as it is, or a form to give one for each finding.
fn waivers(desk: &Desk<'_>, one: &ToDo<'_>) -> Markup {
    html! {
        @for reason in one.findings.iter().filter_map(|finding| finding.waived.as_ref()) {
            p { (desk.say("plans.accepted")) " " (reason) }
        }
        @if one.findings[0].waived.is_none() {
            details.waive {
                summary { (desk.say("plans.waive")) (about(one.fix())) }
                @for finding in &one.findings { (waive(desk, finding)) }
                button.small form="state" formaction=(desk.scene.path) { (desk.say("plans.waive_do")) }
            }
        }
    }
}

fn waive(desk: &Desk<'_>, finding: &Finding) -> Markup {
    let Some(at) = desk.fresh("plan.waivers") else { return html! {} };
    let name = |field: &str| format!("plan.waivers.{at}.{field}");
    let reason = name("reason");
    desk.show(&reason);
    let id = anchor(&reason);
    let label = desk.scene.fill("plans.waive_reason", &[("found", &finding.found)]);
    html! {
        (desk.hidden(&name("finding"), &finding.id))
        @if !finding.place.is_empty() { (desk.hidden(&name("place"), &finding.place)) }
        (field(&id, &label, Some(desk.say("plans.waive_hint")), html! {
            input id=(id) name=(reason) form="state" maxlength="2000" aria-describedby={ (id) "-hint" };
        }))
    }
}
