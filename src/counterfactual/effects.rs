//! Effects of lever states on the blocks of a score, in floating-point numbers.
//!
//! A score is a product of potential, readiness and gates. Levers add to potential and to readiness, and each gate
//! depends on the levers of one group, so the blocks of any state follow from the effects of each group alone.

use crate::catalogue::AlternativeIndex;
use crate::scoring::{Blocks, MOST_GATES};

/// Smaller differences between two scores, as a share of 1, come from rounding: equal scores computed in two ways
/// differ by far less, and a real difference this small would show in print once in a hundred million cases.
pub(super) const NOISE: f64 = 1e-12;

/// The blocks of one alternative's score, as shares of 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Product {
    potential: f64,
    readiness: f64,
    gates: [f64; MOST_GATES],
}

impl Product {
    pub(super) fn of(blocks: &Blocks, alternative: AlternativeIndex) -> Self {
        Self {
            potential: blocks.potential[alternative],
            readiness: 1.0 - blocks.lost[alternative],
            gates: blocks.gates[alternative],
        }
    }

    pub(super) fn score(&self) -> f64 {
        self.gates.iter().fold(self.potential * self.readiness, |product, gate| product * gate)
    }

    #[must_use]
    pub(super) fn with(&self, effect: &Effect) -> Self {
        Self {
            potential: self.potential + effect.potential,
            readiness: self.readiness + effect.readiness,
            gates: std::array::from_fn(|at| effect.gates[at].unwrap_or(self.gates[at])),
        }
    }
}

/// The effect of a joint state of one group's levers on one alternative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effect {
    /// The amounts it adds.
    potential: f64,
    readiness: f64,
    /// The gates it sets; `None` where a gate depends on no lever of the group.
    gates: [Option<f64>; MOST_GATES],
}

impl Effect {
    /// The difference between two states; `owns` names the gates that depend on the group.
    pub(super) fn between(before: &Product, after: &Product, owns: [bool; MOST_GATES]) -> Self {
        Self {
            potential: after.potential - before.potential,
            readiness: after.readiness - before.readiness,
            gates: std::array::from_fn(|at| owns[at].then_some(after.gates[at])),
        }
    }

    /// Whether it does more than add to readiness: then the effect of other levers on the score depends on it.
    pub(super) fn scales(&self, before: &Product) -> bool {
        self.potential != 0.0
            || self.gates.iter().zip(before.gates).any(|(gate, now)| gate.is_some_and(|gate| gate != now))
    }

    /// Whether no block ends up lower than with another state of the same group.
    pub(super) fn is_no_lower(&self, other: &Self) -> bool {
        let mut gates = self.gates.iter().zip(&other.gates);
        self.potential >= other.potential - NOISE
            && self.readiness >= other.readiness - NOISE
            && gates.all(|(own, other)| own.zip(*other).is_none_or(|(own, other)| own >= other - NOISE))
    }
}

/// From a lowest to a highest value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub low: f64,
    pub high: f64,
}

impl Span {
    fn at(value: f64) -> Self {
        Self { low: value, high: value }
    }

    fn include(&mut self, value: f64) {
        self.low = self.low.min(value);
        self.high = self.high.max(value);
    }

    fn ends(self) -> [f64; 2] {
        [self.low, self.high]
    }
}

/// How far the blocks of one alternative can move while some groups are open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// The blocks with the open groups at the present answers.
    now: Product,
    potential: Span,
    readiness: Span,
    gates: [Span; MOST_GATES],
}

impl Reach {
    pub(super) fn of(now: Product) -> Self {
        let Product { potential, readiness, gates } = now;
        Self { now, potential: Span::at(potential), readiness: Span::at(readiness), gates: gates.map(Span::at) }
    }

    /// Opens one more group; `effects` are those of all its states.
    pub(super) fn open<'e>(&mut self, effects: impl Iterator<Item = &'e Effect>) {
        let (mut potential, mut readiness) = (Span::at(0.0), Span::at(0.0));
        for effect in effects {
            potential.include(effect.potential);
            readiness.include(effect.readiness);
            for (span, gate) in self.gates.iter_mut().zip(effect.gates) {
                gate.into_iter().for_each(|gate| span.include(gate));
            }
        }
        for (span, more) in [(&mut self.potential, potential), (&mut self.readiness, readiness)] {
            span.low += more.low;
            span.high += more.high;
        }
    }

    /// The smallest and the largest change that an open group's state makes to the score, whatever the other open
    /// groups do.
    ///
    /// The change is linear in each block, so both are at corners of what the blocks can reach.
    pub(super) fn change(&self, effect: &Effect) -> Span {
        let (mut before, mut after, mut beside) = (1.0, 1.0, Span::at(1.0));
        for ((gate, now), reach) in effect.gates.iter().zip(self.now.gates).zip(self.gates) {
            match gate {
                Some(gate) => (before, after) = (before * now, after * gate),
                None => beside = Span { low: beside.low * reach.low, high: beside.high * reach.high },
            }
        }
        if effect.potential == 0.0 && effect.readiness == 0.0 && before == after {
            return Span::at(0.0);
        }
        let mut change = Span { low: f64::INFINITY, high: f64::NEG_INFINITY };
        for potential in self.potential.ends() {
            for readiness in self.readiness.ends() {
                let raised = (potential + effect.potential) * (readiness + effect.readiness) * after;
                let difference = raised - potential * readiness * before;
                beside.ends().into_iter().for_each(|beside| change.include(difference * beside));
            }
        }
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(potential: f64, readiness: f64, gates: [f64; MOST_GATES]) -> Product {
        Product { potential, readiness, gates }
    }

    #[test]
    fn a_reach_bounds_what_a_state_does_after_any_state_of_the_other_groups() {
        let now = product(0.8, 0.5, [0.25, 0.5]);
        let others: Vec<Effect> = [(0.0, 0.0, 0.5), (0.1, -0.2, 0.75), (-0.1, 0.3, 1.0)]
            .map(|(potential, readiness, gate)| Effect { potential, readiness, gates: [None, Some(gate)] })
            .to_vec();
        let own = [(0.0, 0.2, None), (0.05, -0.1, Some(1.0)), (-0.05, 0.0, Some(0.1))]
            .map(|(potential, readiness, gate)| Effect { potential, readiness, gates: [gate, None] });
        let mut reach = Reach::of(now);
        reach.open(others.iter());
        reach.open(own.iter());
        for effect in own {
            let Span { low, high } = reach.change(&effect);
            for other in &others {
                let change = now.with(other).with(&effect).score() - now.with(other).score();
                assert!(low <= change && change <= high, "{low} {change} {high}");
            }
        }
    }

    #[test]
    fn the_change_is_exact_where_only_readiness_is_open() {
        let now = product(0.8, 0.5, [0.5, 1.0]);
        let effect = Effect { potential: 0.0, readiness: 0.25, gates: [None, None] };
        let mut reach = Reach::of(now);
        reach.open([effect, Effect { readiness: 0.1, ..effect }].iter());
        let Span { low, high } = reach.change(&effect);
        assert!((low - 0.1).abs() < 1e-12 && (high - 0.1).abs() < 1e-12, "{low} {high}");
    }
}
