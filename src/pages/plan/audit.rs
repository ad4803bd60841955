//! The audit of a plan against the standards: levels, findings, and questions.

use maud::{Markup, html};

use super::super::layout::term;
use super::asked::asked;
use super::desk::Desk;
use super::findings;
use super::inputs::part;
use super::place::way;
use crate::planning::{Audited, By, Finding, Looked, Review, Shown, StandardLevel};

pub fn body(desk: &Desk<'_>) -> Markup {
    html! {
        h1 { (desk.say("audit.heading")) }
        p.lead { (desk.say("audit.lead")) " " a href="/standards" { (desk.say("audit.standards")) } }
        @if let Some(review) = desk.review() {
            (levels(desk, review))
            (found(desk, review))
            (questions(desk, review))
        }
        (accepted(desk))
        p.actions { button.primary form="state" formaction="/plan/audit" { (desk.say("plans.check")) } }
    }
}

fn levels(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        section aria-labelledby="levels" {
            h2 #levels { (desk.say("audit.levels")) }
            p { (desk.say("audit.levels_why")) " " (term(&desk.scene, "standard-level", "audit.level_word")) }
            @for audited in &review.audit.standards { (level(desk, audited)) }
        }
    }
}

fn level(desk: &Desk<'_>, audited: &Audited<'_>) -> Markup {
    let standard = audited.standard;
    let known = audited.looked.iter().filter(|one| one.shown != Shown::Open).count();
    let met = audited.looked.iter().filter(|one| one.shown == Shown::Met).count();
    html! {
        div.design {
            div.title {
                h3 { a href={ "/standards/" (standard.id) } { (standard.name) } }
                b { (desk.say(level_word(audited.level))) }
            }
            p { (desk.scene.fill("audit.known", &[
                ("known", &known.to_string()), ("all", &audited.looked.len().to_string()), ("met", &met.to_string()),
            ])) }
            details data-print-open="" {
                summary { (desk.say("audit.evidence")) span.unseen { ": " (standard.name) } }
                ul.plain {
                    @for looked in audited.looked.iter().filter(|one| one.shown != Shown::Open) { (evidence(desk, standard.id.as_str(), looked)) }
                }
            }
        }
    }
}

fn level_word(level: StandardLevel) -> &'static str {
    match level {
        StandardLevel::Open => "audit.open",
        StandardLevel::Hardly => "audit.hardly",
        StandardLevel::Partly => "audit.partly",
        StandardLevel::Largely => "audit.largely",
        StandardLevel::Met => "audit.met",
    }
}

fn shown_word(shown: Shown) -> &'static str {
    match shown {
        Shown::Met => "audit.shown_met",
        Shown::Partly => "audit.shown_partly",
        Shown::Contrary => "audit.shown_contrary",
        Shown::Open => "audit.shown_open",
    }
}

fn evidence(desk: &Desk<'_>, standard: &str, looked: &Looked<'_>) -> Markup {
    html! {
        li {
            b { (desk.say(shown_word(looked.shown))) } " "
            a href={ "/standards/" (standard) "#" (looked.look_for.id) } { (looked.look_for.question) } " "
            (looked.evidence) " "
            span.held { (desk.say(if looked.by == By::Plan { "audit.by_plan" } else { "audit.by_team" })) } " "
            (way(desk, &looked.place))
        }
    }
}

fn found(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let all: Vec<&Finding> = review.audit.findings.iter().collect();
    html! {
        section aria-labelledby="found" {
            h2 #found { (desk.say("audit.found")) }
            p { (desk.say("audit.found_why")) }
            (findings::list(desk, &all))
        }
    }
}

/// Shows the criteria that the plan cannot answer, in the order of the standards, with the answers so far.
fn questions(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let is_asked = |one: &&Looked<'_>| one.shown == Shown::Open || one.by == By::Team;
    html! {
        section aria-labelledby="asked" {
            h2 #asked { (desk.say("audit.asked")) }
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
        }
    }
}

fn question(desk: &Desk<'_>, looked: &Looked<'_>) -> Markup {
    let of = looked.look_for;
    asked(
        desk,
        &looked.id,
        &of.question,
        &html! {
            details.behind {
                summary { (desk.say("audit.looks")) span.unseen { ": " (of.question) } }
                @if let Some(good) = &of.looks_like { p { b { (desk.say("standards.looks_like")) } " " (good) } }
                @if let Some(bad) = &of.does_not_look_like { p { b { (desk.say("standards.not_like")) } " " (bad) } }
            }
        },
    )
}

/// Shows the accepted findings, with their reasons.
fn accepted(desk: &Desk<'_>) -> Markup {
    let own = desk.entries("plan.waivers");
    html! {
        @if own.iter().any(|at| desk.says(&format!("plan.waivers.{at}"))) {
            section aria-labelledby="accepted" {
                h2 #accepted { (desk.say("audit.accepted")) }
                (part(desk, "waivers", &[]))
            }
        }
    }
}
