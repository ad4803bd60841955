//! Which question comes next, and what the last answer changed.

use super::super::scene::Scene;
use super::card::{AIM, Card, TEAM};
use super::progress::{END, Progress};
use crate::advisor::Advisor;
use crate::catalogue::DesignIndex;
use crate::scoring::WeightError;
use crate::sensitivity::{Draws, Questions, questions};
use crate::wire::{Problem, Request, read_form};

/// The usual number of questions, which is what a visitor is told to expect.
pub(super) const USUAL: usize = 8;

/// Enough simulations to choose a question: the standard error of a share is 0.011 or below (E25).
const SAMPLES: usize = 2_000;

/// The fact that answers a question, and the answer of the fact.
const IMPLIES: [(&str, &str, &str); 1] = [("setting.cover_available", "false", "resources.time")];

/// How sure the answers so far are.
pub(super) struct SoFar {
    /// Whether any factor is answered.
    pub is_begun: bool,
    pub first: Option<DesignIndex>,
    /// The unanswered factors by path, the most useful first.
    ahead: Vec<String>,
    settled: bool,
}

impl SoFar {
    pub(super) fn new(advisor: &Advisor, request: &Request) -> Result<Self, WeightError> {
        let evaluation = advisor.evaluate(&request.profile, &request.options)?;
        let Questions { questions, settled, .. } =
            questions(&evaluation, Draws { samples: SAMPLES, ..Draws::default() });
        let path = |of: crate::scoring::AnswerOf| of.path(advisor.catalogue(), advisor.tables());
        Ok(Self {
            is_begun: request.profile.answers.iter().any(Option::is_some),
            first: evaluation.ranking().placed.first().map(|first| first.design),
            ahead: questions.into_iter().map(|question| path(question.of)).collect(),
            settled,
        })
    }

    /// The key of the reason why no more is asked.
    pub(super) fn why_done(&self) -> &'static str {
        match (self.first, self.settled) {
            _ if !self.is_begun => "questions.done_unanswered",
            (None, _) => "questions.done_nothing",
            (Some(_), true) => "questions.done_settled",
            (Some(_), false) => "questions.done_all",
        }
    }

    /// Returns the card to show next: the aim, the kind of result, the facts that decide, and then what the model asks.
    pub(super) fn next(&self, scene: &Scene<'_>, seen: &[String], unknown: &[String]) -> String {
        let is_new = |id: &str| {
            let card = Card::of(scene, id).filter(|card| !card.is_answered(scene));
            card.is_some() && !seen.iter().chain(unknown).any(|known| known == id)
        };
        let outcome = scene.catalogue().model.transfer.outcome.as_str();
        if let Some(begin) = [AIM, outcome, TEAM].into_iter().find(|id| is_new(id)) {
            return begin.to_owned();
        }
        let is_over = self.settled || self.first.is_none();
        let ahead = self.ahead.iter().filter(|_| !is_over).find(|path| is_new(path) && !is_implied(scene, path));
        ahead.map_or_else(|| END.to_owned(), Clone::clone)
    }
}

/// Returns whether a fact already answers a question.
fn is_implied(scene: &Scene<'_>, path: &str) -> bool {
    IMPLIES.iter().any(|(fact, value, implied)| *implied == path && scene.fields.get(fact) == Some(value))
}

/// Says what ranks first so far, and what did before the last answer if that was another design.
pub(super) fn changed(
    scene: &Scene<'_>,
    request: &Request,
    so_far: &SoFar,
    progress: &Progress,
) -> Result<Option<String>, Problem> {
    let Some(first) = so_far.first.filter(|_| so_far.is_begun) else { return Ok(None) };
    let now = scene.design_in_sentence(first);
    let Some(last) = progress.answered().and_then(|id| Card::of(scene, id)).filter(|card| card.is_answered(scene))
    else {
        return Ok(None);
    };
    let without = read_form(scene.advisor, &scene.fields.without(|name| last.shows(name)).of_request())?;
    let had_answers = without.profile.answers.iter().any(Option::is_some);
    let ranking = scene.advisor.evaluate(&without.profile, &request.options)?.ranking();
    let before = ranking.placed.first().map(|first| first.design).filter(|_| had_answers);
    Ok(Some(match before {
        Some(before) if before != first => {
            scene.fill("questions.changed", &[("design", &now), ("before", &scene.design_in_sentence(before))])
        }
        Some(_) => scene.fill("questions.unchanged", &[("design", &now)]),
        None => scene.fill("questions.so_far", &[("design", &now)]),
    }))
}
