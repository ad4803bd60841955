//! The short way to a result: one question a page, the most useful next one chosen by the model from the answers so far.
//!
//! In scope: which card is shown, its inputs, and the end. Out of scope: what a question is worth (see `sensitivity/`)
//! and the page with all questions (see `planner/`).

mod card;
mod chosen;
mod inputs;
mod progress;

use maud::{Markup, html};

use self::card::Card;
use self::chosen::{SoFar, USUAL, changed};
use self::progress::{DO, Progress};
use super::fields::WAY;
use super::kit::{FieldFaults, Page, error_list, fault_id, hidden, place};
use super::plain::plain;
use super::scene::Scene;
use super::{by_hand, layout, planner};
use crate::wire::{Problem, Request};

/// The path of the questions.
pub const PATH: &str = "/questions";

/// The most skipped questions that the end lists.
const MOST_SKIPPED: usize = 10;

/// Returns the question of an answer's path, in words.
pub fn text(scene: &Scene<'_>, path: &str) -> Option<String> {
    Some(Card::of(scene, path)?.question(scene))
}

/// Renders the next question, or the one that was on the page if its answer is invalid.
pub fn page(scene: &Scene<'_>) -> Page {
    let progress = Progress::read(scene);
    let fields = progress.fields(scene);
    let scene = &Scene { fields: &fields, ..*scene };
    let made = match scene.request() {
        Ok(request) => made(scene, &request, progress),
        Err(problem) => return faulty(scene, &progress, &problem),
    };
    match made {
        Ok(body) => Page::html(200, layout::page(scene, scene.say("questions.title"), &body)),
        Err(problem) => planner::faulty(scene, &problem),
    }
}

fn made(scene: &Scene<'_>, request: &Request, progress: Progress) -> Result<Markup, Problem> {
    let so_far = SoFar::new(scene.advisor, request)?;
    let progress = progress.moved(|seen, unknown| so_far.next(scene, seen, unknown));
    let change = changed(scene, request, &so_far, &progress)?;
    Ok(match Card::of(scene, progress.current()) {
        Some(card) => Asking { scene, progress: &progress, card, is_begun: so_far.is_begun, change }
            .markup(FieldFaults::default()),
        None => end(scene, &progress, &so_far),
    })
}

/// Shows the question again with its errors; if another field has some, the page with all fields shows them.
fn faulty(scene: &Scene<'_>, progress: &Progress, problem: &Problem) -> Page {
    let is_here = |card: &Card<'_>| problem.errors.iter().all(|error| card.shows(&error.pointer));
    let Some(card) = Card::of(scene, progress.current()).filter(is_here) else {
        return planner::faulty(scene, problem);
    };
    let problem = plain(scene, problem);
    let errors = html! {
        ul { @for error in &problem.errors {
            li { a href={ "#" (place(&error.pointer)) } { (named(scene, &error.pointer)) (error.detail) } }
        } }
    };
    let asking = Asking { scene, progress, card, is_begun: false, change: None };
    let body = html! { (error_list(scene, errors)) (asking.markup(FieldFaults(&problem.errors))) };
    let title = format!("{}: {}", scene.say("planner.faulty"), scene.say("questions.title"));
    Page::html(problem.status, layout::page(scene, &title, &body))
}

/// Returns the name of a fact before its error; a question has its name above it.
fn named(scene: &Scene<'_>, field: &str) -> String {
    let fact = scene.word("questions.fact.", inputs::last_part(field));
    if fact.is_empty() { String::new() } else { format!("{fact} ") }
}

/// A question on the page.
struct Asking<'a> {
    scene: &'a Scene<'a>,
    progress: &'a Progress,
    card: Card<'a>,
    /// Whether there is a result to show.
    is_begun: bool,
    /// What the last answer changed.
    change: Option<String>,
}

impl Asking<'_> {
    /// Renders the question with its choices and the ways on.
    fn markup(&self, faults: FieldFaults<'_>) -> Markup {
        let Self { scene, progress, card, .. } = self;
        html! {
            form.ask #state method="post" action=(PATH) {
                (carried(scene, progress, |name| card.shows(name)))
                (counted(scene, progress.seen().len()))
                fieldset.question aria-describedby=[fault_id(faults, &card.id)] {
                    legend { h1 { (card.question(scene)) } }
                    (inputs::of_card(scene, faults, card))
                    @if progress.is_unknown(&card.id) { p.small { (scene.say("questions.was_unknown")) } }
                }
                (self.ways())
                @if let Some(change) = &self.change { p.small { (change) } }
                (by_hand::bar(scene, "state"))
            }
        }
    }

    fn ways(&self) -> Markup {
        let Self { scene, progress, card, .. } = self;
        html! {
            p.actions {
                button.primary name=(DO) value="next" { (scene.say("questions.next")) }
                @if card.may_be_unknown() { button name=(DO) value="unknown" { (scene.say("level.unknown")) } }
                button name=(DO) value="skip" { (scene.say("questions.skip")) }
                @if progress.seen().len() > 1 { (back(scene)) }
            }
            @if self.is_begun { p { button.link formaction="/ranking" { (scene.say("questions.enough")) } } }
        }
    }
}

fn back(scene: &Scene<'_>) -> Markup {
    html! { button name=(DO) value="back" { (scene.say("questions.back")) } }
}

/// The answers so far and the questions seen, except what the page shows as inputs.
fn carried(scene: &Scene<'_>, progress: &Progress, shown: impl Fn(&str) -> bool) -> Markup {
    let state = progress.state();
    let state = state.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, value.as_str()));
    html! { (hidden(scene.fields.carried().filter(|(name, _)| !shown(name) && !name.starts_with(WAY)))) (hidden(state)) }
}

/// Shows how far the questions are; after the usual number, only which one it is.
fn counted(scene: &Scene<'_>, number: usize) -> Markup {
    let (at, about) = (number.to_string(), USUAL.to_string());
    html! {
        p.counted {
            @if number > USUAL { (scene.fill("questions.number", &[("number", &at)])) }
            @else { label {
                span { (scene.fill("questions.counted", &[("number", &at), ("about", &about)])) }
                progress value=(number) max=(USUAL) {}
            } }
        }
    }
}

/// Says why no more is asked, with the result, the page with all questions, and the questions that were skipped.
fn end(scene: &Scene<'_>, progress: &Progress, so_far: &SoFar) -> Markup {
    let skipped: Vec<Card<'_>> = progress.skipped(scene).take(MOST_SKIPPED).collect();
    html! {
        form.ask #state method="post" action=(PATH) {
            (carried(scene, progress, |_| false))
            (by_hand::bar(scene, "state"))
            h1 { (scene.say(if so_far.is_begun { "questions.done" } else { "questions.nothing" })) }
            p.lead { (scene.say(so_far.why_done())) }
            p.actions {
                @if so_far.is_begun { button.primary formaction="/ranking" { (scene.say("questions.result")) } }
                button formaction=(planner::PATH) { (scene.say("questions.exact")) }
                (back(scene))
            }
            @if !skipped.is_empty() {
                p { (scene.say("questions.skipped")) }
                ul { @for card in &skipped {
                    li { button.link name=(DO) value=(card.id) { (card.question(scene)) } }
                } }
            }
        }
    }
}
