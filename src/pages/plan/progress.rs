//! Progress of a plan: indicators, cycles, learning community, levels of evaluation, and resources.

use maud::{Markup, html};

use super::super::kit::{section, state_mark, submit, table, term};
use super::desk::Desk;
use super::findings;
use super::inputs::{field, help_text, part};
use super::place::STEPS_PAGE;
use super::{known, pictures, resources};
use crate::planning::{IndicatorState, Review, Track};

/// This page shows the findings of the last step.
const STEP: &str = "implement";

pub fn body(desk: &Desk<'_>) -> Markup {
    let scene = &desk.scene;
    html! {
        h1 { (desk.say("progress.heading")) }
        p.lead { (desk.say("progress.lead")) }
        (indicators(desk))
        (section(scene, "cycles", "progress.cycles", html! {
            p { (desk.say("progress.cycles_why")) " " a href="/planning#cycle" { (desk.say("plans.more")) } }
            (part(desk, "cycles", &[]))
        }))
        @if let Some(review) = desk.review() {
            (found(desk, review))
            (community(desk, review))
            (levels(desk, review))
            (pictures::theory(desk, review))
            (resources::section(desk, review))
        }
        (section(scene, "prices", "progress.prices", part(desk, "prices", &[])))
        p.actions { (submit(scene, "/plan/progress", "plans.check")) }
    }
}

fn indicators(desk: &Desk<'_>) -> Markup {
    html! { (section(&desk.scene, "indicators", "progress.indicators", html! {
        p { (crate::words::text("planning.progress.rule")) " " (term(&desk.scene, "on-track", "progress.on_track_word")) }
        @if let Some(review) = desk.review() {
            p { b { (desk.say("implementation.stop")) " " } (crate::words::text("planning.stop.rule")) " " (review.progress.stop.1) }
        }
        @if desk.entries("plan.indicators").is_empty() {
            p { (desk.say("progress.no_indicators")) " " button.link form="state" formaction={ (STEPS_PAGE) "#step-plan" } { (desk.say("progress.to_indicators")) } }
        }
        @for at in desk.entries("plan.indicators") { (indicator(desk, at)) }
    })) }
}

/// Shows an indicator with its status, and inputs for its readings.
fn indicator(desk: &Desk<'_>, at: usize) -> Markup {
    let name = format!("plan.indicators.{at}");
    let state = desk.review().and_then(|review| review.progress.indicators.iter().find(|one| one.at == at));
    html! {
        div.design {
            h3 { (help_text(desk, &name).unwrap_or_default()) }
            @if let Some(state) = state { (track(desk, state)) }
            @if let Some(of) = known::field("indicators.readings") { (field(desk, &format!("{name}.readings"), &of, &[])) }
        }
    }
}

pub fn track(desk: &Desk<'_>, state: &IndicatorState<'_>) -> Markup {
    let (sign, key) = match state.track {
        Track::OnTrack => ("✓", "progress.on_track"),
        Track::Behind => ("✕", "progress.behind"),
        Track::NotDue => ("–", "progress.not_due"),
        Track::NotRead => ("?", "progress.not_read"),
        Track::NoRule => ("?", "progress.no_rule"),
    };
    html! { p { (state_mark(sign, desk.say(key))) " " (state.sentence) } }
}

fn found(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let all = findings::of_step(review, STEP);
    html! { @if !all.is_empty() { h2 { (desk.say("plans.found")) } (findings::list(desk, &all)) } }
}

/// Shows the seven steps of a learning community, and where the plan addresses them.
fn community(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! { (section(&desk.scene, "community", "progress.community", html! {
        ol.plain {
            @for one in &review.progress.community {
                li {
                    b { (one.words.name) } ". " (one.words.what) " "
                    @if one.places.is_empty() { span.open-state { (desk.say("plans.open")) } }
                    @for place in &one.places { (desk.way(place)) }
                }
            }
        }
    })) }
}

/// Shows the levels of evaluation, from students backward.
fn levels(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        div.tabled {
            h2 #levels { (desk.say("progress.levels")) }
            p { (desk.say("progress.levels_why")) " " a href="/planning#levels" { (desk.say("plans.more")) } }
            (table(&desk.scene, "levels", &["progress.level", "progress.question", "progress.looks_at"], html! {
                @for level in &review.progress.levels {
                    tr {
                        th scope="row" { (level.words.number) ". " (level.words.name) }
                        td { (level.words.question) }
                        td {
                            @if level.indicators.is_empty() { (desk.say("progress.none_here")) " " (level.words.gather) }
                            @else { ul.plain { @for at in &level.indicators {
                                li { (review.facts.plan.indicators[*at].text.as_deref().unwrap_or("–")) }
                            } } }
                        }
                    }
                }
            }))
        }
    }
}
