//! Findings: what is wrong, why it matters, how to fix it, and a way to accept it.

use maud::{Markup, html};

use super::super::kit::{about, cited, field, linked, place as anchor, source, term};
use super::desk::Desk;
use crate::catalogue::Severity;
use crate::planning::{Against, Finding, Review};

/// Lists findings, most serious first, with accepted ones collapsed.
pub fn list(desk: &Desk<'_>, findings: &[&Finding]) -> Markup {
    let (open, waived): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.waived.is_none());
    html! {
        @if open.is_empty() { p { (desk.say("plans.no_findings")) } }
        @else { ul.findings { @for finding in open { (one(desk, finding)) } } }
        @if !waived.is_empty() {
            details {
                summary { (desk.scene.fill("plans.waived", &[("number", &waived.len().to_string())])) }
                ul.findings { @for finding in waived { (one(desk, finding)) } }
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

fn one(desk: &Desk<'_>, finding: &Finding) -> Markup {
    html! {
        li.finding.{ (finding.severity.id()) } {
            p.found { (weight(desk, finding.severity)) " " b { (finding.found) } " " (desk.way(&finding.place)) }
            p { (desk.say("plans.why")) " " (linked(&desk.scene, &finding.why)) }
            p { (desk.say("plans.fix")) " " (linked(&desk.scene, &finding.fix)) }
            @if let Some(differs) = &finding.differs { p.warn { (desk.say("plans.differs")) " " (linked(&desk.scene, differs)) } }
            @match &finding.grade {
                Some(grade) => { p { (cited(&desk.scene, grade, &finding.sources)) } }
                None => { @if !finding.sources.is_empty() { p { @for id in &finding.sources { (source(&desk.scene, id)) " " } } } }
            }
            @match &finding.waived {
                Some(reason) => { p { (desk.say("plans.accepted")) " " (reason) } }
                None => { (waive(desk, finding)) }
            }
        }
    }
}

/// Lists the findings about a step.
pub fn of_step<'r>(review: &'r Review<'_>, step: &str) -> Vec<&'r Finding> {
    review.findings.iter().filter(|finding| matches!(finding.against, Against::Step(own) if own == step)).collect()
}

/// A form to accept a finding with a reason.
fn waive(desk: &Desk<'_>, finding: &Finding) -> Markup {
    let Some(at) = desk.fresh("plan.waivers") else { return html! {} };
    let name = |field: &str| format!("plan.waivers.{at}.{field}");
    let reason = name("reason");
    desk.show(&reason);
    let id = anchor(&reason);
    html! {
        details.waive {
            summary { (desk.say("plans.waive")) (about(&finding.found)) }
            (desk.hidden(&name("finding"), &finding.id))
            @if !finding.place.is_empty() { (desk.hidden(&name("place"), &finding.place)) }
            (field(&id, desk.say("plans.waive_reason"), Some(desk.say("plans.waive_hint")), html! {
                input id=(id) name=(reason) form="state" maxlength="2000" aria-describedby={ (id) "-hint" };
            }))
            button.small form="state" formaction=(desk.scene.path) { (desk.say("plans.waive_do")) }
        }
    }
}
