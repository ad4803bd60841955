//! Implementation requirements: what is met, what is missing, and when to judge results.

use maud::{Markup, html};

use super::super::kit::{cited, linked, section, state_mark, submit, term};
use super::asked::asked;
use super::desk::Desk;
use crate::planning::{Met, RequirementState, Review, State};

pub fn body(desk: &Desk<'_>) -> Markup {
    html! {
        h1 { (desk.say("implementation.heading")) }
        p.lead { (desk.say("implementation.lead")) " " a href="/planning#requirements" { (desk.say("plans.more")) } }
        @if let Some(review) = desk.review() {
            (judging(desk, review))
            @for one in &review.implementation { (requirement(desk, one)) }
        }
        p.actions { (submit(&desk.scene, "/plan/implementation", "plans.check")) }
    }
}

/// The expected dip, the earliest fair date, and when to stop.
pub fn judging(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let scene = &desk.scene;
    html! { (section(scene, "judging", "implementation.judging", html! {
        @for chosen in &review.facts.chosen {
            @if let Some(ranked) = chosen.ranked {
                h3 { (chosen.name()) }
                p { (term(scene, "dip", "implementation.dip")) ": " (linked(scene, &ranked.dip)) }
                p { (term(scene, "fair-judgement", "implementation.fair")) ": " (linked(scene, &chosen.fairness().unwrap_or_default())) }
                @if !ranked.look_at.is_empty() {
                    p { (scene.say("implementation.until_then")) }
                    ul { @for what in &ranked.look_at { li { (linked(scene, what)) } } }
                }
            }
        }
        p {
            b { (scene.say("implementation.earliest")) " " }
            @match review.progress.fair_date {
                Some(date) => { (date) "." }
                None => { (scene.say("implementation.no_date")) }
            }
        }
        p { b { (scene.say("implementation.stop")) " " } (crate::words::text("planning.stop.rule")) }
        p.warn[review.progress.stop.0] { (review.progress.stop.1) }
    })) }
}

fn requirement(desk: &Desk<'_>, one: &RequirementState<'_>) -> Markup {
    let of = one.requirement;
    let heading = format!("r-{}", of.id);
    html! {
        section.design aria-labelledby=(heading) {
            div.title { h2 id=(heading) { (of.name) } (met(desk, one.state.met)) }
            p { (of.what) }
            (state(desk, &one.state, &of.fix))
            p.small { (of.why) " " (cited(&desk.scene, &of.grade, std::slice::from_ref(&of.source))) }
            @if is_asked(&one.state) { (asked(desk, &format!("implementation.{}", of.id), &of.question, html! {})) }
            @for (part, own) in &one.parts {
                h3 { (part.what) " " (met(desk, own.met)) }
                (state(desk, own, &part.fix))
                @if is_asked(own) { (asked(desk, &format!("implementation.{}", part.id), &part.question, html! {})) }
            }
        }
    }
}

/// Returns whether the team is asked or has answered.
fn is_asked(state: &State) -> bool {
    matches!(state.met, Met::Open | Met::Stated) || state.said
}

/// Shows a state as a sign and a word.
pub fn met(desk: &Desk<'_>, met: Met) -> Markup {
    let (sign, key) = match met {
        Met::Yes => ("✓", "implementation.met"),
        Met::Stated => ("“", "implementation.stated"),
        Met::Partly => ("◐", "implementation.partly"),
        Met::No => ("✕", "implementation.missing"),
        Met::Open => ("?", "implementation.open"),
    };
    state_mark(sign, desk.say(key))
}

fn state(desk: &Desk<'_>, state: &State, fix: &str) -> Markup {
    html! {
        @if !state.because.is_empty() { p { (desk.say("implementation.because")) " " (state.because) } }
        // What a statement still needs is in its evidence.
        @if !matches!(state.met, Met::Yes | Met::Stated) {
            p { (desk.say("implementation.fix")) " " (state.fix.unwrap_or(fix)) }
        }
    }
}
