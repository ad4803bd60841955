//! The closest rival of the choice, and where it does better.

use super::scene::Scene;
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex};
use crate::scoring::{Placed, apart};
use crate::sentences::{Statement, number, tell, word};
use crate::words::{in_sentence, one_decimal, text};

/// The most factors named on which the rival does better.
const MOST: usize = 3;

/// The smallest difference named, in hundredths.
const LEAST: i32 = 5;

/// The design that is hardest to tell apart from the choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    pub design: DesignIndex,
    /// How many hundredths the choice is ahead; negative when the rival is ahead.
    pub lead: i32,
    /// Factors on which the rival does better, with the hundredths, largest first.
    pub better_on: Vec<(FactorIndex, i32)>,
    pub statement: Statement,
}

/// Finds the rival among all feasible designs.
pub(super) fn rival(scene: &Scene<'_, '_>) -> Option<Rival> {
    let evaluation = scene.evaluation;
    let distance = |other: &Placed| apart(evaluation, scene.alternative, other.alternative);
    let others = scene.ranking.placed.iter().filter(|other| other.design != scene.design_index());
    let other = others.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let lead = scene.score() - other.score;
    let better_on = better_on(scene, other.alternative);
    let statement = statement(scene, other.design, lead, &better_on);
    Some(Rival { design: other.design, lead, better_on, statement })
}

fn better_on(scene: &Scene<'_, '_>, other: AlternativeIndex) -> Vec<(FactorIndex, i32)> {
    let evaluation = scene.evaluation;
    let (own, theirs) = (evaluation.detail(scene.alternative).points(), evaluation.detail(other).points());
    let factors = scene.tables().all_factors();
    let gains = factors.map(|factor| (factor, theirs[factor] - own[factor]));
    let mut better: Vec<(FactorIndex, i32)> = gains.filter(|(_, gain)| *gain >= LEAST).collect();
    better.sort_by_key(|(_, gain)| -gain);
    better.truncate(MOST);
    better
}

fn statement(scene: &Scene<'_, '_>, other: DesignIndex, lead: i32, better_on: &[(FactorIndex, i32)]) -> Statement {
    let rival = &scene.catalogue().designs[other];
    let slots = [
        word("rival", in_sentence(&rival.name)),
        word("design", scene.name()),
        number("lead", format!("lead.{}", rival.id), one_decimal(lead.abs())),
    ];
    let template = match lead {
        0 => text("explain.case.rival.same_score"),
        1.. => text("explain.case.rival.behind"),
        _ => text("explain.case.rival.ahead"),
    };
    let first = tell(template, &slots).capitalised();
    better_on.iter().fold(first, |so_far, (factor, gain)| {
        let factor = &scene.catalogue().factors[*factor];
        let id = format!("differences.{}.{}", rival.id, factor.id);
        let slots = [word("factor", in_sentence(&factor.name)), number("points", id, one_decimal(gain.abs()))];
        so_far.then(tell(text("explain.case.rival.better_on"), &slots))
    })
}
