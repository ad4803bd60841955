//! Every alternative's score for one profile, and what it is made of, rounded.
//!
//! Hundredths are rounded down, contributions and costs by running totals in the order of the factors, so that they add
//! up to what is printed. A floating number decides unless it lies so near a whole hundredth that its error could.

use num_rational::BigRational;

use crate::answers::Mixture;
use crate::catalogue::Side;
use crate::words::named;

use super::blocks::{Blocks, is_per_design, lack, or_prior};
use super::exact;
use super::mixtures::Mixtures;
use super::shapley::{self, PairPart, Part, TransferPart};
use super::tables::Tables;
use super::weighting::{Weighting, mean};

/// More than the error that a floating score in hundredths can have: some hundred roundings of a sixteenth digit, and
/// ten thousand hundredths.
const DOUBT: f64 = 1e-9;

/// A total that is at most this far below a whole hundredth counts as that hundredth. Totals are often whole, where the
/// floating number may fall on either side; a boundary a little below is one that hardly any total comes near.
const SLACK: f64 = 1e-8;

/// The scores of all alternatives, in hundredths of a point, and what they are made of.
#[derive(Clone, Debug)]
pub struct Parts {
    pub blocks: Blocks,
    scores: Vec<i32>,
}

/// Points by factor, in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributed {
    /// The expected score with no answer known.
    pub base: i32,
    /// By factor: what the answer adds to the base or takes from it.
    pub by_factor: Vec<i32>,
    /// What of it comes from interactions: by pair, for its two factors.
    pub of_pairs: Vec<(usize, [i32; 2])>,
}

impl Parts {
    pub fn new(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures) -> Self {
        let blocks = Blocks::new(tables, weighting, mixtures);
        let score = |alternative: usize| {
            floor(blocks.score(alternative), || exact::parts(tables, weighting, mixtures, alternative).score())
        };
        Self { scores: (0..tables.alternatives.len()).map(score).collect(), blocks }
    }

    /// Of one alternative alone, in hundredths.
    pub fn score(&self, alternative: usize) -> i32 {
        self.scores[alternative]
    }

    /// What the design could achieve for the outcome wanted, in hundredths.
    pub fn potential(&self, of: Of<'_>, alternative: usize) -> i32 {
        if self.is_ready(alternative) {
            return self.score(alternative);
        }
        total(self.blocks.potential[alternative], || of.exact(alternative).potential())
    }

    /// Whether nothing of the potential is lost.
    fn is_ready(&self, alternative: usize) -> bool {
        let Blocks { lost, gates, .. } = &self.blocks;
        lost[alternative] == 0.0 && gates[alternative].iter().all(|keeps| *keeps == 1.0)
    }

    /// The share of it that can be had here, gates included, in hundredths.
    pub fn readiness(&self, of: Of<'_>, alternative: usize) -> i32 {
        if self.is_ready(alternative) {
            return 10_000;
        }
        total(self.blocks.readiness(alternative), || of.exact(alternative).readiness_with_gates())
    }

    /// (E4): what every answer adds to the expected score or takes from it, and what each factor takes of the potential.
    pub fn explained(&self, of: Of<'_>, alternative: usize) -> (Contributed, Vec<i32>) {
        let parts = of.floating(alternative);
        (self.contributions_from(&parts, of, alternative), self.costs_from(&parts, of, alternative))
    }

    /// (E4): what every answer adds to the expected score or takes from it.
    pub fn contributions(&self, of: Of<'_>, alternative: usize) -> Contributed {
        self.contributions_from(&of.floating(alternative), of, alternative)
    }

    fn contributions_from(&self, parts: &shapley::Parts<f64>, of: Of<'_>, alternative: usize) -> Contributed {
        let factors = of.tables.factors();
        let found = parts.contributions(factors);
        let base = if found.by_factor.iter().all(|change| *change == 0.0) {
            self.score(alternative)
        } else {
            total(parts.base(), || of.exact(alternative).base())
        };
        let long = || {
            let parts = of.exact(alternative);
            (parts.base(), parts.contributions(factors).by_factor)
        };
        let by_factor = running([base, self.score(alternative)], parts.base(), &found.by_factor, long);
        let rounded = |share: f64| (share * 1e4).round() as i32;
        let of_pairs = found.of_pairs.iter().map(|one| (one.pair, one.shares.map(rounded))).collect();
        Contributed { base, by_factor, of_pairs }
    }

    /// (E4) against all needs met: what each factor takes of the potential; together, potential less score.
    pub fn costs(&self, of: Of<'_>, alternative: usize) -> Vec<i32> {
        self.costs_from(&of.floating(alternative), of, alternative)
    }

    fn costs_from(&self, parts: &shapley::Parts<f64>, of: Of<'_>, alternative: usize) -> Vec<i32> {
        let factors = of.tables.factors();
        let bears = |factor: usize| of.tables.bears_cost(factor, alternative);
        let costs = parts.costs(factors, bears);
        let negative: Vec<f64> = costs.into_iter().map(|cost| -cost).collect();
        let long = || {
            let parts = of.exact(alternative);
            let costs = parts.costs(factors, bears);
            (parts.potential(), costs.into_iter().map(|cost| -cost).collect())
        };
        let ends = [self.potential(of, alternative), self.score(alternative)];
        let changes = running(ends, self.blocks.potential[alternative], &negative, long);
        changes.into_iter().map(|change| -change).collect()
    }

    /// What each factor gives of potential less what it costs; together, the score.
    pub fn points(&self, of: Of<'_>, alternative: usize) -> Vec<i32> {
        let potential = of.potential_points(alternative, self.potential(of, alternative));
        let costs = self.costs(of, alternative);
        potential.into_iter().zip(costs).map(|(points, cost)| points - cost).collect()
    }
}

/// What a rounding in doubt has to go back to.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    pub tables: &'a Tables,
    pub weighting: &'a Weighting,
    pub mixtures: &'a Mixtures,
}

impl Of<'_> {
    pub(super) fn exact(&self, alternative: usize) -> shapley::Parts<BigRational> {
        exact::parts(self.tables, self.weighting, self.mixtures, alternative)
    }

    /// The parts of one alternative at what is typical and at the answers.
    pub(super) fn floating(&self, alternative: usize) -> shapley::Parts<f64> {
        let Self { tables, weighting, mixtures } = *self;
        let mut parts = shapley::Parts {
            size: tables.size_keeps(alternative, mixtures.program_teachers()) as f64 / 1e6,
            potential_constant: weighting.potential_constant(),
            potential: Vec::with_capacity(tables.terms.len()),
            potential_pairs: Vec::new(),
            transfer: self.transfer(alternative),
            losses: Vec::with_capacity(tables.terms.len()),
            loss_pairs: Vec::new(),
            gates: Vec::with_capacity(2),
        };
        for term in 0..tables.terms.len() {
            let start = weighting.prior_parts(term)[alternative];
            let end = self
                .answer(term, alternative)
                .map_or(start, |mixture| mean(mixture, |cell| weighting.parts_at(term, cell)[alternative]));
            let part = Part { factor: tables.terms[term].factor, start, end };
            if tables.sides[term] == Side::Potential { &mut parts.potential } else { &mut parts.losses }.push(part);
        }
        for (pair, term) in tables.pair_terms.iter().enumerate() {
            let part = self.pair(pair, alternative);
            if term.side == Side::Potential { &mut parts.potential_pairs } else { &mut parts.loss_pairs }.push(part);
        }
        for (at, gate) in tables.alternatives[alternative].gates.iter().enumerate() {
            let keeps = weighting.gate_keeps(alternative, at);
            let left = |mixture: &Mixture| mean(mixture, |cell| f64::from(keeps[cell.min(keeps.len() - 1)]) / 1e6);
            let start = left(&tables.priors[gate.term]);
            let end = self.answer(gate.term, alternative).map_or(start, left);
            parts.gates.push(Part { factor: tables.terms[gate.term].factor, start, end });
        }
        parts
    }

    fn answer(&self, term: usize, alternative: usize) -> Option<&Mixture> {
        if is_per_design(self.tables, term) {
            self.mixtures.get(term, self.tables.alternatives[alternative].design)
        } else {
            self.mixtures.of_team(term)
        }
    }

    fn pair(&self, pair: usize, alternative: usize) -> PairPart<f64> {
        let Self { tables, weighting, mixtures } = *self;
        let term = &tables.pair_terms[pair];
        let priors = [&tables.priors[term.first_term], &tables.priors[term.second_term]];
        let ends = [or_prior(tables, mixtures, term.first_term), or_prior(tables, mixtures, term.second_term)];
        let at = |first: &Mixture, second: &Mixture| {
            mean(first, |row| mean(second, |column| weighting.pair_parts_at(pair, row, column)[alternative]))
        };
        PairPart {
            pair,
            factors: [term.first_factor, term.second_factor],
            neither: at(priors[0], priors[1]),
            first: at(ends[0], priors[1]),
            second: at(priors[0], ends[1]),
            both: at(ends[0], ends[1]),
        }
    }

    pub(super) fn transfer(&self, alternative: usize) -> Option<TransferPart<f64>> {
        let Self { tables, weighting, mixtures } = *self;
        let terms = tables.transfer;
        tables.alternatives[alternative].transfer.as_ref()?;
        let part = |term: usize, of: &dyn Fn(&Mixture) -> f64| Part {
            factor: tables.terms[term].factor,
            start: of(&tables.priors[term]),
            end: of(or_prior(tables, mixtures, term)),
        };
        let of_outcome = |at: fn(&Weighting, usize) -> &[f64]| {
            part(terms.outcome, &|mixture| mean(mixture, |cell| at(weighting, cell)[alternative]))
        };
        Some(TransferPart {
            rise: of_outcome(Weighting::rise_at),
            routine: of_outcome(Weighting::routine_at),
            unsupported: part(terms.support, &|mixture| mean(mixture, lack)),
            simplicity: part(terms.complexity, &|mixture| mean(mixture, lack)),
        })
    }

    /// What each factor gives of potential at the answers, in hundredths: follow-up to the factor of support, an
    /// interaction in halves.
    fn potential_points(&self, alternative: usize, potential: i32) -> Vec<i32> {
        let points = points_of_potential(self.tables, &self.floating(alternative));
        let long = || (exact::zero(), points_of_potential(self.tables, &self.exact(alternative)));
        running([0, potential], 0.0, &points, long)
    }
}

fn points_of_potential<N: shapley::Number>(tables: &Tables, parts: &shapley::Parts<N>) -> Vec<N> {
    let mut points = vec![N::zero(); tables.factors()];
    let mut add = |factor: usize, share: N| points[factor] = points[factor].clone() + share * parts.size.clone();
    for part in &parts.potential {
        add(part.factor, part.end.clone());
    }
    for pair in &parts.potential_pairs {
        let half = pair.both.clone() / N::from_usize(2).expect("two is a number");
        pair.factors.into_iter().for_each(|factor| add(factor, half.clone()));
    }
    if let Some(transfer) = &parts.transfer {
        add(transfer.unsupported.factor, transfer.end());
    }
    // Where nothing of potential is weighed, all of it belongs to the outcome.
    add(transfer_outcome(tables), parts.potential_constant.clone());
    points
}

fn transfer_outcome(tables: &Tables) -> usize {
    tables.terms[tables.transfer.outcome].factor
}

/// A share of 1 in hundredths of a point, rounded down; `long` decides what floating numbers leave in doubt.
fn floor(share: f64, long: impl FnOnce() -> BigRational) -> i32 {
    let hundredths = share * 1e4;
    if (hundredths - hundredths.round()).abs() > DOUBT { hundredths.floor() as i32 } else { exact::floor(&long()) }
}

/// A share of 1 in hundredths of a point, rounded down with a little slack.
fn total(share: f64, long: impl FnOnce() -> BigRational) -> i32 {
    slackly(share).unwrap_or_else(|| exact::total(&long()))
}

/// The same, unless a floating number cannot decide it.
fn slackly(share: f64) -> Option<i32> {
    let hundredths = share * 1e4 + SLACK;
    ((hundredths - hundredths.round()).abs() > DOUBT).then(|| hundredths.floor() as i32)
}

/// Changes from a start, rounded by running totals. The first and the last total are known in hundredths; `long` has
/// start and changes in exact numbers.
fn running(
    [first, last]: [i32; 2],
    start: f64,
    changes: &[f64],
    long: impl FnOnce() -> (BigRational, Vec<BigRational>),
) -> Vec<i32> {
    let end = changes.iter().rposition(|change| *change != 0.0);
    let (mut total, mut at) = (start, first);
    let mut rounded = vec![0; changes.len()];
    for (index, change) in changes.iter().enumerate().filter(|(_, change)| **change != 0.0) {
        total += change;
        let next = if Some(index) == end { Some(last) } else { slackly(total) };
        let Some(next) = next else { return exact_running([first, last], end, long()) };
        rounded[index] = next - at;
        at = next;
    }
    rounded
}

fn exact_running(
    [first, last]: [i32; 2],
    end: Option<usize>,
    (start, changes): (BigRational, Vec<BigRational>),
) -> Vec<i32> {
    let (mut total, mut at) = (start, first);
    let rounded = changes.iter().enumerate().map(|(index, change)| {
        total += change;
        let next = if end.is_some_and(|end| index >= end) { last } else { exact::total(&total) };
        next - std::mem::replace(&mut at, next)
    });
    rounded.collect()
}

impl Tables {
    /// Whether a factor has a cost for an alternative: whether it is on the side of readiness there, or a gate.
    pub fn bears_cost(&self, factor: usize, alternative: usize) -> bool {
        self.block(factor, alternative) != Block::Potential
    }

    /// The block that a factor is named under for an alternative.
    pub fn block(&self, factor: usize, alternative: usize) -> Block {
        let of = &self.alternatives[alternative];
        let terms = &self.factor_terms[factor];
        if of.gates.iter().any(|gate| terms.contains(&gate.term)) {
            Block::Gate
        } else if self.sides[terms.start] == Side::Potential || self.is_transfer(terms.start, alternative) {
            Block::Potential
        } else {
            Block::Readiness
        }
    }

    /// Whether a term counts as follow-up in what an alternative can achieve, and not in readiness.
    fn is_transfer(&self, term: usize, alternative: usize) -> bool {
        let has_transfer = self.alternatives[alternative].transfer.is_some();
        has_transfer && term == self.transfer.support && self.importances[[term, alternative]] == 0
    }
}

named! {
    /// What of a score a factor bears on, for one alternative.
    Block { Potential = "potential", Readiness = "readiness", Gate = "gate" }
}
