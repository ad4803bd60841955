//! The rows that a score adds up: factors, then interactions. A row has one weight, which is uncertain as a whole, and
//! for each alternative a value: its share of potential, or its importance times what is missing (E1 to E3).

use crate::answers::{LEVELS, Mixture};
use crate::catalogue::{AlternativeIndex, DesignIndex, Side, TermIndex};
use crate::scoring::{Evaluation, Tables};

/// The number of rows.
pub(super) fn count(tables: &Tables) -> usize {
    tables.factors() + tables.pair_terms.len()
}

pub(super) fn side(tables: &Tables, row: usize) -> Side {
    match pair(tables, row) {
        Some(pair) => tables.pair_terms[pair].side,
        None => tables.sides[tables.first_term(row.into())],
    }
}

/// The interaction that a row represents, if any.
pub(super) fn pair(tables: &Tables, row: usize) -> Option<usize> {
    row.checked_sub(tables.factors())
}

/// The weight of a row at a multiplier of 1: all terms of a factor together.
pub(super) fn weight(tables: &Tables, row: usize) -> f64 {
    let millionths = match pair(tables, row) {
        Some(pair) => tables.pair_weights[pair],
        None => tables.terms_of_factor(row.into()).map(|term| tables.weights[term]).sum(),
    };
    millionths as f64 / 1e6
}

/// The multiplier of a row's weight: for an interaction, the smaller one of its two factors.
pub(super) fn multiplier(evaluation: &Evaluation<'_>, row: usize) -> f64 {
    let (tables, multipliers) = (evaluation.tables(), evaluation.weighting().multipliers());
    let millionths = pair(tables, row).map_or_else(
        || multipliers[row],
        |pair| {
            let of = &tables.pair_terms[pair];
            multipliers[of.first_factor].min(multipliers[of.second_factor])
        },
    );
    millionths as f64 / 1e6
}

/// (E3): the one denominator of readiness, in weights times multipliers; 0 where none of it counts.
pub(super) fn denominator(evaluation: &Evaluation<'_>) -> f64 {
    let tables = evaluation.tables();
    let of_side = (0..count(tables)).filter(|row| side(tables, *row) == Side::Readiness);
    let (weights, shares) = of_side.fold((0.0, 0.0), |(weights, shares), row| {
        (weights + weight(tables, row) * multiplier(evaluation, row), shares + share(evaluation, row))
    });
    if shares > 0.0 { weights / shares } else { 0.0 }
}

/// A row's share of its side's weight: of the weights of potential, or of the denominator of readiness.
pub(super) fn share(evaluation: &Evaluation<'_>, row: usize) -> f64 {
    let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
    match pair(tables, row) {
        Some(pair) => weighting.pair_share(pair),
        None => tables.terms_of_factor(row.into()).map(|term| weighting.share(term)).sum(),
    }
}

/// How far a row's weight may deviate from its value, as a share of it. The terms of a factor share one grade.
pub(super) fn half_width(tables: &Tables, row: usize) -> f64 {
    match pair(tables, row) {
        Some(pair) => tables.half_widths[tables.terms.len() + pair],
        None => tables.half_widths[tables.first_term(row.into())],
    }
}

/// The addition of a term at a cell to its row's value.
pub(super) fn term_value(tables: &Tables, term: TermIndex, cell: usize, alternative: AlternativeIndex) -> f64 {
    let factor = tables.terms[term].factor;
    let of_factor: u64 = tables.terms_of_factor(factor).map(|term| tables.weights[term]).sum();
    if of_factor == 0 {
        return 0.0;
    }
    let worth = tables.utilities[[term.at(), cell, alternative.at()]];
    let millionths = match tables.sides[term] {
        Side::Potential => f64::from(worth),
        Side::Readiness => f64::from(tables.importances[[term.at(), alternative.at()]]) * f64::from(1_000_000 - worth),
    };
    millionths / 1e6 * (tables.weights[term] as f64 / of_factor as f64)
}

/// The joint addition of several terms to a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Joint {
    /// An interaction, which is its own row.
    Interaction(usize),
    /// (E5): the addition of follow-up, which belongs to the row of the outcome: the shares of the outcome's weight for
    /// follow-up and for a simple routine.
    FollowUp([f64; 2]),
}

impl Joint {
    pub(super) fn all(evaluation: &Evaluation<'_>) -> impl Iterator<Item = Self> {
        let tables = evaluation.tables();
        let follow_up = Self::FollowUp(evaluation.weighting().transfer_shares(tables));
        (0..tables.pair_terms.len()).map(Self::Interaction).chain([follow_up])
    }

    pub(super) fn row(self, tables: &Tables) -> usize {
        match self {
            Self::Interaction(pair) => tables.factors() + pair,
            Self::FollowUp(_) => tables.terms[tables.transfer.outcome].factor.at(),
        }
    }

    pub(super) fn terms(self, tables: &Tables) -> Vec<TermIndex> {
        match self {
            Self::Interaction(pair) => {
                let of = &tables.pair_terms[pair];
                vec![of.first_term, of.second_term]
            }
            Self::FollowUp(_) => {
                let of = tables.transfer;
                vec![of.outcome, of.support, of.complexity]
            }
        }
    }

    /// Whether it can add anything to an alternative.
    fn concerns(self, tables: &Tables, alternative: AlternativeIndex) -> bool {
        matches!(self, Self::Interaction(_)) || tables.alternatives[alternative].transfer.is_some()
    }

    /// Its addition when its terms are at these cells.
    fn value(self, tables: &Tables, [first, second, third]: [usize; MOST_TERMS], alternative: AlternativeIndex) -> f64 {
        match self {
            Self::Interaction(pair) => {
                let worth = tables.pair_utility(pair, first, second, alternative);
                let millionths = match tables.pair_terms[pair].side {
                    Side::Potential => worth,
                    Side::Readiness => 1_000_000 - worth,
                };
                f64::from(millionths) / 1e6
            }
            Self::FollowUp([of_rise, of_routine]) => {
                let Some(transfer) = &tables.alternatives[alternative].transfer else { return 0.0 };
                let (unsupported, simple) = (lack(second), lack(third));
                let [rise, routine] = [transfer.rise, transfer.routine].map(|of| f64::from(of[first]) / 1e6);
                of_rise * rise * (1.0 - unsupported) + of_routine * routine * unsupported * simple
            }
        }
    }

    /// The expectation under one mixture for each of its terms.
    pub(super) fn mean(self, tables: &Tables, mixtures: &[&Mixture], alternative: AlternativeIndex) -> f64 {
        if self.concerns(tables, alternative) {
            self.mean_of(tables, mixtures, 0, [0; MOST_TERMS], alternative)
        } else {
            0.0
        }
    }

    /// The expectation over the mixtures from a place on, given the cells before it.
    fn mean_of(
        self,
        tables: &Tables,
        mixtures: &[&Mixture],
        place: usize,
        mut cells: [usize; MOST_TERMS],
        alternative: AlternativeIndex,
    ) -> f64 {
        let Some(mixture) = mixtures.get(place) else { return self.value(tables, cells, alternative) };
        let mut sum = 0.0;
        for (cell, share) in mixture.held() {
            cells[place] = cell;
            sum += share * self.mean_of(tables, mixtures, place + 1, cells, alternative);
        }
        sum
    }
}

/// The most terms in a joint effect.
const MOST_TERMS: usize = 3;

/// How far a level, counted from 0, is below the top: from 1 down to 0.
fn lack(cell: usize) -> f64 {
    (LEVELS - 1).saturating_sub(cell) as f64 / (LEVELS - 1) as f64
}

/// The answer that counts for an alternative, or a typical one.
fn mixture<'a>(evaluation: &'a Evaluation<'_>, term: TermIndex, alternative: AlternativeIndex) -> &'a Mixture {
    let tables = evaluation.tables();
    let design = tables.alternatives[alternative].design;
    evaluation.mixtures.get(term, design).unwrap_or(&tables.priors[term])
}

/// The whole team's answer to a term, or a typical one.
pub(super) fn of_team<'a>(evaluation: &'a Evaluation<'_>, term: TermIndex) -> &'a Mixture {
    evaluation.mixtures.get(term, DesignIndex::default()).unwrap_or(&evaluation.tables().priors[term])
}

/// A row's values for some alternatives, at the answers, with typical ones for unanswered factors. Only the terms
/// picked for an alternative count, and joint effects whose terms are all picked.
pub(super) fn values(
    evaluation: &Evaluation<'_>,
    row: usize,
    alternatives: &[AlternativeIndex],
    picked: &dyn Fn(TermIndex, AlternativeIndex) -> bool,
) -> Vec<f64> {
    let tables = evaluation.tables();
    let terms: Vec<TermIndex> =
        if pair(tables, row).is_none() { tables.terms_of_factor(row.into()).collect() } else { Vec::new() };
    let joints = Joint::all(evaluation).filter(|joint| joint.row(tables) == row);
    let joints: Vec<(Joint, Vec<TermIndex>)> = joints.map(|joint| (joint, joint.terms(tables))).collect();
    let of_term = |term: TermIndex, alternative: AlternativeIndex| -> f64 {
        let held = mixture(evaluation, term, alternative).held();
        held.map(|(cell, share)| share * term_value(tables, term, cell, alternative)).sum()
    };
    // Joint effects use answers that the whole team shares.
    let of_joint = |joint: Joint, terms: &[TermIndex], alternative: AlternativeIndex| {
        let mixtures: Vec<&Mixture> = terms.iter().map(|term| of_team(evaluation, *term)).collect();
        joint.mean(tables, &mixtures, alternative)
    };
    let value = |alternative: AlternativeIndex| {
        let terms = terms.iter().copied().filter(|term| picked(*term, alternative));
        let joints = joints.iter().filter(|(_, terms)| terms.iter().all(|term| picked(*term, alternative)));
        terms.map(|term| of_term(term, alternative)).sum::<f64>()
            + joints.map(|(joint, terms)| of_joint(*joint, terms, alternative)).sum::<f64>()
    };
    alternatives.iter().map(|alternative| value(*alternative)).collect()
}

/// The share of an alternative's potential left by the program's size.
pub(super) fn size(evaluation: &Evaluation<'_>, alternative: AlternativeIndex) -> f64 {
    evaluation.tables().size_keeps(alternative, evaluation.mixtures.program_teachers()) as f64 / 1e6
}
