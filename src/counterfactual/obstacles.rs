//! Obstacles to a goal that no change reaches, and unanswered factors that could raise the design.

use crate::answers::{CELLS, Mixture};
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex, TermIndex};
use crate::scoring::{AnswerOf, Evaluation, Need, Unmet, is_per_design, replaced};

use super::aim::Aim;
use super::board::Board;
use super::bound::Bounds;
use super::change::{Goal, Obstacle, OpenQuestion};
use super::levers::Lever;

/// The most obstacles of each kind named; readers do not take in more.
const MOST_NAMED: usize = 3;

/// The most unanswered factors named.
const MOST_QUESTIONS: usize = 5;

pub(super) fn obstacles(aim: Aim<'_>, levers: &[Lever]) -> Vec<Obstacle> {
    let evaluation = aim.evaluation;
    let needs = lasting_needs(aim, levers);
    match needs {
        None => vec![Obstacle::NotOffered],
        Some(needs) if !needs.is_empty() => needs.into_iter().map(Obstacle::Need).collect(),
        Some(_) if aim.goal == Goal::Feasible => Vec::new(),
        Some(_) => {
            rivals_that_stay(aim, levers).into_iter().take(MOST_NAMED).chain(fixed(evaluation, aim.design)).collect()
        }
    }
}

/// Requirements that no lever meets, if every allowed environment has some; `None` when no environment is allowed.
fn lasting_needs(aim: Aim<'_>, levers: &[Lever]) -> Option<Vec<Unmet>> {
    let evaluation = aim.evaluation;
    let all = evaluation.tables().alternatives_of(aim.design);
    let allowed: Vec<AlternativeIndex> = all.filter(|alternative| evaluation.is_allowed(*alternative)).collect();
    if allowed.is_empty() {
        return None;
    }
    let raised = |unmet: &Unmet| match unmet.need {
        Need::Term(term) => levers.iter().any(|lever| {
            lever.of.term == term && lever.states.last().is_some_and(|state| state.mean >= unmet.required)
        }),
        Need::Limit(_) | Need::Setting(_) => false,
    };
    let mut lasting: Vec<Unmet> = Vec::new();
    for alternative in allowed {
        let left: Vec<Unmet> = evaluation.unmet(alternative).into_iter().filter(|unmet| !raised(unmet)).collect();
        if left.is_empty() {
            return Some(Vec::new());
        }
        for unmet in left {
            if !lasting.iter().any(|other| (&other.need, other.required) == (&unmet.need, unmet.required)) {
                lasting.push(unmet);
            }
        }
    }
    Some(lasting)
}

/// Designs that stay ahead of the design whatever is raised, nearest the first place first; where none does so alone,
/// those that do so together.
fn rivals_that_stay(aim: Aim<'_>, levers: &[Lever]) -> Vec<Obstacle> {
    let boards = aim.targets(levers).map(|target| Bounds::new(&Board::new(aim, levers, target)).stay_ahead());
    // A design stays ahead when it is ahead of every alternative that could run; the smallest difference counts.
    let both = |one: Vec<(DesignIndex, i32)>, other: Vec<(DesignIndex, i32)>| {
        let nearer = |(design, ahead): (DesignIndex, i32)| {
            let (_, also) = other.iter().find(|(of, _)| *of == design)?;
            Some((design, ahead.min(*also)))
        };
        one.into_iter().filter_map(nearer).collect()
    };
    let mut stay = boards.reduce(both).unwrap_or_default();
    stay.sort_by_key(|(_, ahead)| -ahead);
    if stay.is_empty() {
        let ranking = aim.evaluation.ranking();
        let others = ranking.placed.iter().filter(|placed| placed.design != aim.design);
        return others.map(|placed| Obstacle::Rival { design: placed.design, ahead_by: None }).collect();
    }
    stay.into_iter().map(|(design, ahead)| Obstacle::Rival { design, ahead_by: Some(ahead) }).collect()
}

/// The factors that a school cannot change and that favor the first place most over the design, by their differences
/// (E18).
fn fixed(evaluation: &Evaluation<'_>, design: DesignIndex) -> Vec<Obstacle> {
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.iter().find(|placed| placed.design != design) else { return Vec::new() };
    let points = |design: DesignIndex| Some(evaluation.detail(evaluation.representative(design)?).points());
    let Some((theirs, own)) = points(first.design).zip(points(design)) else { return Vec::new() };
    let factors = &evaluation.catalogue().factors;
    let mut against: Vec<(FactorIndex, i32)> = FactorIndex::all(factors.len())
        .map(|factor| (factor, theirs[factor] - own[factor]))
        .filter(|(factor, difference)| *difference > 0 && !factors[*factor].change.by_school)
        .collect();
    against.sort_by_key(|(_, points)| -points);
    against.truncate(MOST_NAMED);
    against.into_iter().map(|(factor, against)| Obstacle::Fixed { factor, against }).collect()
}

/// Unanswered factors with which the design could gain on the best other one, largest gain first.
pub(super) fn open_questions(evaluation: &Evaluation<'_>, design: DesignIndex) -> Vec<OpenQuestion> {
    let tables = evaluation.tables();
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.iter().find(|placed| placed.design != design) else { return Vec::new() };
    let Some(own) = evaluation.representative(design) else { return Vec::new() };
    let question = |term: TermIndex| {
        if evaluation.mixtures.is_known(term, design) {
            return None;
        }
        // For a factor answered for each design, only the design's own answer matters.
        let per_design = is_per_design(tables, term);
        let own = changes(evaluation, term, own);
        let theirs = if per_design { [0.0; CELLS] } else { changes(evaluation, term, first.alternative) };
        let differences = own.iter().zip(theirs).take(tables.cells(term)).map(|(own, theirs)| own - theirs);
        let gain = (differences.fold(0.0, f64::max) * 1e4).round() as i32;
        (gain > 0).then_some(OpenQuestion { of: AnswerOf { term, design: per_design.then_some(design) }, gain })
    };
    let mut questions: Vec<OpenQuestion> = tables.all_terms().filter_map(question).collect();
    questions.sort_by_key(|question| -question.gain);
    questions.truncate(MOST_QUESTIONS);
    questions
}

/// By cell of a term: the change in an alternative's score, as a share of 1, if that were the answer.
fn changes(evaluation: &Evaluation<'_>, term: TermIndex, alternative: AlternativeIndex) -> [f64; CELLS] {
    let blocks = &evaluation.parts.blocks;
    let replaced = replaced(evaluation.of(), term, alternative);
    let now = blocks.score(alternative);
    std::array::from_fn(|cell| blocks.score_with(&replaced, &Mixture::whole(cell), alternative) - now)
}
