//! All unrounded scores as they run along the multiplier of one factor, the others as they are: what
//! `Weighting::new` would give, from sums that are made once.

use crate::answers::{LEVELS, Mixture};
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex, Side, TermIndex};
use crate::scoring::{Evaluation, MOST_GATES, MOST_IMPORTANCE, Multiplier, middle};

use super::rows::{self, Joint};

/// The scores of some alternatives along one factor's multiplier.
pub(super) struct Course<'a> {
    evaluation: &'a Evaluation<'a>,
    factor: FactorIndex,
    alternatives: &'a [AlternativeIndex],
    /// By alternative: sums of weights, in millions of multipliers, times values over the rows that do not move.
    potential: Vec<f64>,
    lost: Vec<f64>,
    /// What the rows of potential that do not move weigh.
    weight: f64,
    moving: Vec<Moving>,
    /// What takes part in the denominator: multipliers and the most that can count by them.
    capacities: Vec<(Capped, f64)>,
    /// The gates that some alternative has.
    gates: Vec<CourseGate<'a>>,
    /// By alternative: which gates it has.
    gated: Vec<[Option<usize>; MOST_GATES]>,
    /// By alternative: what the program's size leaves.
    sizes: Vec<f64>,
}

/// A row that moves with the factor, one of several factors no further than the others' multipliers.
struct Moving {
    side: Side,
    multiplier: Capped,
    weight: f64,
    /// Whether what it weighs is part of all that potential weighs: follow-up shares the outcome's weight.
    counts: bool,
    values: Vec<f64>,
}

/// A multiplier that may depend on the factor's.
#[derive(Clone, Copy)]
enum Capped {
    Fixed(f64),
    Moving { most: f64 },
}

impl Capped {
    fn new(evaluation: &Evaluation<'_>, row: usize, factor: FactorIndex) -> Self {
        let tables = evaluation.tables();
        match rows::pair(tables, row).map(|pair| &tables.pair_terms[pair]) {
            None => Self::of(evaluation, &[row.into()], factor),
            Some(pair) => Self::of(evaluation, &[pair.first_factor, pair.second_factor], factor),
        }
    }

    /// The least multiplier of some factors.
    fn of(evaluation: &Evaluation<'_>, factors: &[FactorIndex], factor: FactorIndex) -> Self {
        let multiplier = |of: &FactorIndex| evaluation.weighting().multipliers()[*of] as f64;
        let others = factors.iter().filter(|of| **of != factor).map(multiplier).fold(f64::INFINITY, f64::min);
        if factors.contains(&factor) { Self::Moving { most: others } } else { Self::Fixed(others) }
    }

    fn at(self, multiplier: f64) -> f64 {
        match self {
            Self::Fixed(fixed) => fixed,
            Self::Moving { most } => multiplier.min(most),
        }
    }
}

/// What is left at each level at one times the factor's weight, and the answer.
struct CourseGate<'a> {
    factor: FactorIndex,
    term: TermIndex,
    keeps: &'a [u32; LEVELS],
    mixture: &'a Mixture,
}

impl CourseGate<'_> {
    /// (E6): what is left, to a power; rounded as the weighting rounds it.
    fn left(&self, power: f64) -> f64 {
        let raised = |keeps: u32| (libm::pow(f64::from(keeps) / 1e6, power) * 1e6).round();
        let at = |cell: usize| self.keeps[cell.min(LEVELS - 1)];
        let of = |cell: usize| if power == 1.0 { f64::from(at(cell)) } else { raised(at(cell)) };
        self.mixture.held().map(|(cell, share)| share * of(cell) / 1e6).sum()
    }
}

impl<'a> Course<'a> {
    /// Values by row, then alternative. `None` for a factor that does not count now or bears on none of them.
    pub(super) fn new(
        evaluation: &'a Evaluation<'a>,
        alternatives: &'a [AlternativeIndex],
        values: &'a [Vec<f64>],
        factor: FactorIndex,
    ) -> Option<Self> {
        let tables = evaluation.tables();
        let mut course = Self {
            evaluation,
            factor,
            alternatives,
            potential: vec![0.0; alternatives.len()],
            lost: vec![0.0; alternatives.len()],
            weight: 0.0,
            moving: Vec::new(),
            capacities: capacities(evaluation, factor),
            gates: Vec::new(),
            gated: Vec::new(),
            sizes: alternatives.iter().map(|alternative| rows::size(evaluation, *alternative)).collect(),
        };
        let outcome = tables.terms[tables.transfer.outcome].factor;
        for (row, values) in values.iter().enumerate() {
            let values = if row == outcome.at() { course.add_follow_up(values) } else { values.clone() };
            let multiplier = Capped::new(evaluation, row, factor);
            course.add(multiplier, rows::side(tables, row), rows::weight(tables, row), true, values);
        }
        course.gated = alternatives.iter().map(|alternative| course.gates_of(*alternative)).collect();
        let bears = course.moving.iter().any(|row| row.weight > 0.0 && row.values.iter().any(|value| *value != 0.0))
            || course.gates.iter().any(|gate| gate.factor == factor);
        (course.start() > 0 && bears).then_some(course)
    }

    fn add(&mut self, multiplier: Capped, side: Side, weight: f64, counts: bool, values: Vec<f64>) {
        match multiplier {
            Capped::Fixed(multiplier) => {
                let sums = if side == Side::Potential { &mut self.potential } else { &mut self.lost };
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += multiplier * weight * value);
                self.weight += if side == Side::Potential && counts { multiplier * weight } else { 0.0 };
            }
            Capped::Moving { .. } => self.moving.push(Moving { side, multiplier, weight, counts, values }),
        }
    }

    /// Adds what follow-up and then a simple routine give, each at the least multiplier of the factors that it depends
    /// on, and returns what the outcome gives without them.
    fn add_follow_up(&mut self, outcome: &[f64]) -> Vec<f64> {
        let tables = self.evaluation.tables();
        let terms = Joint::FollowUp([1.0, 0.0]).terms(tables);
        let factors: Vec<FactorIndex> = terms.iter().map(|term| tables.terms[*term].factor).collect();
        let mixtures: Vec<&Mixture> = terms.iter().map(|term| rows::of_team(self.evaluation, *term)).collect();
        let shares = self.evaluation.weighting().transfer_shares(tables);
        let weight = rows::weight(tables, factors[0].at());
        let mut alone = outcome.to_vec();
        for (joint, factors, share) in [([1.0, 0.0], &factors[..2], shares[0]), ([0.0, 1.0], &factors[..], shares[1])] {
            let of = |alternative: &AlternativeIndex| Joint::FollowUp(joint).mean(tables, &mixtures, *alternative);
            let values: Vec<f64> = self.alternatives.iter().map(of).collect();
            alone.iter_mut().zip(&values).for_each(|(alone, value)| *alone -= share * value);
            let multiplier = Capped::of(self.evaluation, factors, self.factor);
            self.add(multiplier, Side::Potential, weight, false, values);
        }
        alone
    }

    /// The gates of an alternative, each kept once for all that have the same.
    fn gates_of(&mut self, alternative: AlternativeIndex) -> [Option<usize>; MOST_GATES] {
        let tables = self.evaluation.tables();
        let mut found = [None; MOST_GATES];
        for (found, gate) in found.iter_mut().zip(&tables.alternatives[alternative].gates) {
            let same = |one: &CourseGate<'_>| one.term == gate.term && *one.keeps == gate.keeps;
            *found = self.gates.iter().position(same).or_else(|| {
                let factor = tables.terms[gate.term].factor;
                let mixture = rows::of_team(self.evaluation, gate.term);
                self.gates.push(CourseGate { factor, term: gate.term, keeps: &gate.keeps, mixture });
                Some(self.gates.len() - 1)
            });
        }
        found
    }

    /// The factor's multiplier now.
    pub(super) fn start(&self) -> Multiplier {
        self.evaluation.weighting().multipliers()[self.factor]
    }

    /// The least multiplier: 0 unless nothing would count then.
    pub(super) fn least(&self) -> Multiplier {
        let mut others = self.evaluation.weighting().multipliers().iter().enumerate();
        u64::from(!others.any(|(factor, multiplier)| factor != self.factor.at() && *multiplier > 0))
    }

    /// How far a design is behind the best other one at a multiplier, as a share of 1; below 0 when it is ahead.
    pub(super) fn behind(&self, multiplier: Multiplier, design: DesignIndex) -> (f64, Option<DesignIndex>) {
        let tables = self.evaluation.tables();
        let (mut own, mut rival) = (f64::NEG_INFINITY, (f64::NEG_INFINITY, None));
        for (alternative, score) in self.alternatives.iter().zip(self.scores(multiplier)) {
            let of = tables.alternatives[*alternative].design;
            if of == design {
                own = own.max(score);
            } else if score > rival.0 {
                rival = (score, Some(of));
            }
        }
        (rival.0 - own, rival.1)
    }

    /// (E26): (E1) at a multiplier, as shares of 1.
    pub(super) fn scores(&self, multiplier: Multiplier) -> impl Iterator<Item = f64> {
        let at = multiplier as f64;
        let of_potential = self.moving.iter().filter(|row| row.side == Side::Potential && row.counts);
        let weight = self.weight + of_potential.map(|row| row.multiplier.at(at) * row.weight).sum::<f64>();
        let denominator = self.denominator(at);
        let left = self.left(multiplier);
        (0..self.alternatives.len()).map(move |alternative| {
            let (mut potential, mut lost) = (self.potential[alternative], self.lost[alternative]);
            for row in &self.moving {
                let sum = if row.side == Side::Potential { &mut potential } else { &mut lost };
                *sum += row.multiplier.at(at) * row.weight * row.values[alternative];
            }
            let potential = if weight > 0.0 { potential / weight } else { 1.0 };
            let lost = if denominator > 0.0 { lost / denominator } else { 0.0 };
            let gates = self.gated[alternative].iter().flatten().map(|gate| left[*gate]);
            potential * self.sizes[alternative] * (1.0 - lost) * gates.product::<f64>()
        })
    }

    /// (E3): the denominator of readiness, filled up in the order of the multipliers.
    fn denominator(&self, multiplier: f64) -> f64 {
        let mut all: Vec<(f64, f64)> =
            self.capacities.iter().map(|(of, capacity)| (of.at(multiplier), *capacity)).collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut left = self.evaluation.tables().most_readiness as f64 / 1e6;
        let mut sum = 0.0;
        for (multiplier, capacity) in all {
            let taken = capacity.min(left);
            sum += taken * multiplier;
            left -= taken;
        }
        sum
    }

    /// What each gate leaves at a multiplier. Those on the other side stay as they are.
    fn left(&self, multiplier: Multiplier) -> Vec<f64> {
        let tables = self.evaluation.tables();
        let mut multipliers = self.evaluation.weighting().multipliers().to_vec();
        multipliers[self.factor] = multiplier;
        let middles = [Side::Potential, Side::Readiness].map(|side| middle(tables, &multipliers, side) as f64);
        let left = |gate: &CourseGate<'_>| {
            let middle = middles[usize::from(tables.sides[gate.term] == Side::Readiness)];
            gate.left(multipliers[gate.factor] as f64 / middle)
        };
        self.gates.iter().map(left).collect()
    }
}

/// The terms and interactions of readiness: multipliers, and the most that can count by them.
fn capacities(evaluation: &Evaluation<'_>, factor: FactorIndex) -> Vec<(Capped, f64)> {
    let tables = evaluation.tables();
    let of_side = (0..rows::count(tables)).filter(|row| rows::side(tables, *row) == Side::Readiness);
    let capacity = |row: usize| {
        let most = if rows::pair(tables, row).is_none() { f64::from(MOST_IMPORTANCE) } else { 1.0 };
        (Capped::new(evaluation, row, factor), rows::weight(tables, row) * most)
    };
    of_side.map(capacity).collect()
}
