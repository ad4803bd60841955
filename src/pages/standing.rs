//! Results so far, beside the form: what to answer next, and the first designs.

use maud::{Markup, html};

use super::aim;
use super::by_hand;
use super::certainty;
use super::kit::{Made, place, score, term, verdict};
use super::questions;
use super::scene::Scene;
use crate::advisor::Advice;
use crate::sensitivity::Questions;
use crate::wire::Request;
use crate::words::whole;

/// Number of designs shown beside the form.
const SHOWN: usize = 5;

/// The id of the form beside these results.
const FORM: &str = "planner";

/// Number of suggested questions.
const ASKED: usize = 2;

/// Renders the part of the page that a script replaces.
pub fn part(scene: &Scene<'_>, request: &Request) -> Made {
    Ok(so_far(scene, request)?.into())
}

/// Renders it with the whole page, which already shows an error if the weights are invalid.
pub fn first(scene: &Scene<'_>, request: &Request) -> Markup {
    so_far(scene, request).unwrap_or_default()
}

fn so_far(scene: &Scene<'_>, request: &Request) -> Result<Markup, crate::scoring::WeightError> {
    let advice = scene.advisor.recommend(&request.profile, &request.options)?;
    let known = request.profile.answers.iter().filter(|answer| answer.is_some()).count();
    let all = request.profile.answers.len();
    if known == 0 {
        return Ok(html! { (by_hand::bar(scene, FORM)) (nothing_yet(scene)) });
    }
    let evaluation = scene.advisor.evaluate(&request.profile, &request.options)?;
    let certainty = scene.advisor.certainty(&evaluation, &advice);
    Ok(html! {
        (by_hand::bar(scene, FORM))
        h2 { (scene.say("standing.heading")) }
        p {
            label { span { (scene.fill("standing.known", &[("known", &known.to_string()), ("all", &all.to_string())])) }
                progress value=(known) max=(all) {} }
        }
        (certainty::block(scene, &certainty, false))
        (next(scene, &certainty.questions))
        @for missing in aim::missing(scene) { p.warn { (missing) } }
        (designs(scene, &advice))
        p { button.primary formaction="/ranking" form="planner" { (scene.say("planner.submit")) } }
    })
}

/// Says what to do before there is any result.
fn nothing_yet(scene: &Scene<'_>) -> Markup {
    let catalogue = scene.catalogue();
    let outcome = catalogue.factors.iter().find(|factor| factor.id == catalogue.model.transfer.outcome);
    html! {
        h2 { (scene.say("standing.heading")) }
        p { (scene.say("standing.nothing_yet")) }
        @if let Some(outcome) = outcome {
            @let at = place(&outcome.id);
            p { a href={ "#" (at) } data-goes-to=(at) { (outcome.question) } }
        }
        p { a href=(questions::PATH) { (scene.say("standing.one_by_one")) } }
    }
}

/// Links to what to answer next, if that would help.
fn next(scene: &Scene<'_>, found: &Questions) -> Markup {
    let worth = found.questions.iter().filter(|question| question.gain > 0.0 && !found.settled).take(ASKED);
    let worth: Vec<(String, String)> = worth
        .filter_map(|question| {
            let path = question.of.path(scene.catalogue(), scene.advisor.tables());
            Some((questions::text(scene, &path)?, place(&path)))
        })
        .collect();
    html! {
        @if !worth.is_empty() {
            section.next aria-labelledby="next" {
                h2 #next { (scene.say("standing.next")) }
                @for (question, place) in &worth {
                    p { a href={ "#" (place) } data-goes-to=(place) { (question) } }
                }
            }
        }
    }
}

fn designs(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @match &advice.first_place {
            Some(first) => { p { (verdict(scene, first.verdict)) } }
            None => { @for notice in &advice.notices { p.warn { (notice.text) } } }
        }
        ol.places data-first=(spoken(scene, advice)) {
            @for one in advice.recommendations.iter().take(SHOWN) {
                li value=(one.placed.rank) {
                    span.name { (scene.design_name(one.placed.design)) }
                    (score(scene, one.placed.score, one.interval))
                    span.bar aria-hidden="true" { (super::chart::interval(one.placed.score, one.interval)) }
                }
            }
        }
        @if !advice.not_feasible.is_empty() {
            p.small { (scene.fill("standing.not_feasible", &[
                ("number", &advice.not_feasible.len().to_string()), ("all", &scene.catalogue().designs.len().to_string()),
            ])) }
        }
        p.small { (scene.say("standing.what")) " " (term(scene, "score", "standing.score")) ", " (term(scene, "range", "standing.range")) "." }
    }
}

/// A short text about the first rank, for screen readers.
fn spoken(scene: &Scene<'_>, advice: &Advice<'_>) -> String {
    let Some(first) = advice.recommendations.first() else { return scene.say("standing.nothing").to_owned() };
    let score = whole(first.placed.score).to_string();
    scene.fill("standing.spoken", &[("design", scene.design_name(first.placed.design)), ("score", &score)])
}
