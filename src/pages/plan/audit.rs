//! The audit of a plan against the standards: levels, findings, and questions.

use maud::{Markup, html};

use super::super::kit::{about, section, submit, term};
use super::asked::asked;
use super::desk::Desk;
use super::findings;
use super::inputs::part;
use crate::planning::{Audited, By, Finding, Looked, Review, Shown};

pub fn body(desk: &Desk<'_>) -> Markup {
    html! {
        h1 { (desk.say("audit.heading")) }
        p.lead { (desk.say("audit.lead")) " " a href="/standards" { (desk.say("audit.standards")) } }
        @if let Some(review) = desk.review() {
            (levels(desk, review))
            (found(desk, review))
            (stated(desk, review))
            (questions(desk, review))
        }
        (accepted(desk))
        p.actions { (submit(&desk.scene, "/plan/audit", "plans.check")) }
    }
}

fn levels(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! { (section(&desk.scene, "levels", "audit.levels", html! {
        p { (desk.say("audit.levels_why")) " " (term(&desk.scene, "standard-level", "audit.level_word")) }
        @for audited in &review.audit.standards { (level(desk, audited)) }
    })) }
}

fn level(desk: &Desk<'_>, audited: &Audited<'_>) -> Markup {
    let standard = audited.standard;
    let known = audited.looked.iter().filter(|one| one.shown != Shown::Open).count();
    let met = audited.looked.iter().filter(|one| one.shown == Shown::Met).count();
    html! {
        div.design {
            div.title {
                h3 { a href={ "/standards/" (standard.id) } { (standard.name) } }
                b { (desk.scene.word("standard_level.", audited.level.id())) }
            }
            p { (desk.scene.fill("audit.known", &[
                ("known", &known.to_string()), ("all", &audited.looked.len().to_string()), ("met", &met.to_string()),
            ])) }
            details data-print-open="" {
                summary { (desk.say("audit.evidence")) (about(&standard.name)) }
                ul.plain {
                    @for looked in audited.looked.iter().filter(|one| one.shown != Shown::Open) { (evidence(desk, standard.id.as_str(), looked)) }
                }
            }
        }
    }
}

fn evidence(desk: &Desk<'_>, standard: &str, looked: &Looked<'_>) -> Markup {
    html! {
        li {
            b { (desk.scene.word("shown.", looked.shown.id())) } " "
            a href={ "/standards/" (standard) "#" (looked.look_for.id) } { (looked.look_for.question) } " "
            (looked.evidence) " "
            span.held { (desk.say(if looked.by == By::Plan { "audit.by_plan" } else { "audit.by_team" })) } " "
            (desk.way(&looked.place))
        }
    }
}

fn found(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let all: Vec<&Finding> = review.audit_findings();
    html! { (section(&desk.scene, "found", "audit.found", html! {
        p { (desk.say("audit.found_why")) }
        (findings::list(desk, &all))
    })) }
}

/// Shows what the plan states with nothing behind it, with room for what is.
fn stated(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let is_stated = |one: &&Looked<'_>| one.shown == Shown::Stated && one.by == By::Plan;
    let all = || review.audit.standards.iter().flat_map(|audited| audited.looked.iter().filter(is_stated));
    html! {
        @if all().next().is_some() {
            (section(&desk.scene, "stated", "audit.stated", html! {
                p { (desk.say("audit.stated_why")) }
                details {
                    summary { (desk.scene.fill("audit.stated_all", &[("number", &all().count().to_string())])) }
                    @for one in all() {
                        (asked(desk, &one.id, &one.look_for.question, html! { p { (one.evidence) " " (desk.way(&one.place)) } }))
                    }
                }
            }))
        }
    }
}

/// Shows the criteria that the plan cannot answer, in the order of the standards, with the answers so far.
fn questions(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let is_asked = |one: &&Looked<'_>| one.shown == Shown::Open || one.by == By::Team;
    html! { (section(&desk.scene, "asked", "audit.asked", html! {
        p { (desk.say("audit.asked_why")) }
        @for audited in &review.audit.standards {
            @let asked: Vec<&Looked<'_>> = audited.looked.iter().filter(is_asked).collect();
            @if !asked.is_empty() {
                details open[asked.iter().any(|one| one.shown != Shown::Open)] {
                    summary { h3 { (audited.standard.name) } " " span.held { "(" (asked.len()) ")" } }
                    @for one in asked { (question(desk, one)) }
                }
            }
        }
    })) }
}

fn question(desk: &Desk<'_>, looked: &Looked<'_>) -> Markup {
    let of = looked.look_for;
    let help = html! {
        details.behind {
            summary { (desk.say("audit.looks")) (about(&of.question)) }
            @if let Some(good) = &of.looks_like { p { b { (desk.say("standards.looks_like")) } " " (good) } }
            @if let Some(bad) = &of.does_not_look_like { p { b { (desk.say("standards.not_like")) } " " (bad) } }
        }
    };
    asked(desk, &looked.id, &of.question, help)
}

/// Shows the accepted findings, with their reasons.
fn accepted(desk: &Desk<'_>) -> Markup {
    let own = desk.entries("plan.waivers");
    html! {
        @if own.iter().any(|at| desk.says(&format!("plan.waivers.{at}"))) {
            (section(&desk.scene, "accepted", "audit.accepted", part(desk, "waivers", &[])))
        }
    }
}
