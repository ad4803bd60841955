//! The closed form of contributions and costs (E4): a score is a product of blocks, each multilinear in its parts, so a
//! Shapley value is the integral of a polynomial in one variable, which seven of its values give exactly.
//!
//! Generic over the kind of number: floating-point on the fast path, and exact rationals where those cannot decide a
//! rounding and in the tests that compare the fast path with the exact one.

use num_traits::{FromPrimitive, Num};

use crate::catalogue::{FactorIndex, Side};

/// A number type for the closed form.
pub trait Number: Num + Clone + FromPrimitive {}

impl<N: Num + Clone + FromPrimitive> Number for N {}

/// A part of a block, at typical answers and at the team's answers.
#[derive(Clone, Debug)]
pub struct Part<N> {
    pub factor: FactorIndex,
    pub start: N,
    pub end: N,
}

/// A part of a block that depends on two factors: with neither, the first, the second and both at the team's answers.
#[derive(Clone, Debug)]
pub struct PairPart<N> {
    pub side: Side,
    pub factors: [FactorIndex; 2],
    pub neither: N,
    pub first: N,
    pub second: N,
    pub both: N,
}

/// What follow-up or simplicity adds to potential, (E5): `rise · (1 − unsupported) + routine · unsupported ·
/// simplicity`.
#[derive(Clone, Debug)]
pub struct TransferPart<N> {
    /// By the outcome wanted: the most that follow-up adds.
    pub rise: Part<N>,
    /// By the outcome wanted: the part of it that a routine of the lowest complexity reaches without follow-up.
    pub routine: Part<N>,
    /// How much support is missing.
    pub unsupported: Part<N>,
    /// How far complexity is below its maximum.
    pub simplicity: Part<N>,
}

impl<N: Number> TransferPart<N> {
    /// The addition at the team's answers.
    pub fn end(&self) -> N {
        let Self { rise, routine, unsupported, simplicity } = self;
        rise.end.clone() * (N::one() - unsupported.end.clone())
            + routine.end.clone() * unsupported.end.clone() * simplicity.end.clone()
    }
}

/// All parts of one alternative's score, as shares of 1.
#[derive(Clone, Debug)]
pub struct ScoreParts<N> {
    /// The share of potential that is left in a program of this size.
    pub size: N,
    /// Potential that no factor affects: 1 where no factor of potential has weight.
    pub potential_constant: N,
    /// By term: its side, and what it gives of potential or takes of readiness.
    pub terms: Vec<(Side, Part<N>)>,
    /// By interaction.
    pub pairs: Vec<PairPart<N>>,
    pub transfer: Option<TransferPart<N>>,
    pub gates: Vec<Part<N>>,
}

/// Equidistant points of the path from typical answers to the team's, both ends included.
const POINTS: usize = 7;

/// Newton and Cotes's weights of the points, in 840ths: exact up to degree 7. No integrand has more: three from
/// transfer, two from readiness with an interaction, and two gates make a score of degree 7.
const WEIGHTS: [u32; POINTS] = [41, 216, 27, 272, 27, 216, 41];

/// A polynomial along the path, by its values at the points.
#[derive(Clone)]
struct Curve<N>([N; POINTS]);

impl<N: Number> Curve<N> {
    fn constant(value: &N) -> Self {
        Self(std::array::from_fn(|_| value.clone()))
    }

    fn line(start: &N, end: &N) -> Self {
        let change = end.clone() - start.clone();
        Self(std::array::from_fn(|at| start.clone() + change.clone() * progress(at)))
    }

    fn of(part: &Part<N>) -> Self {
        Self::line(&part.start, &part.end)
    }

    fn of_pair(pair: &PairPart<N>) -> Self {
        let bend = pair.bend();
        let change = pair.both.clone() - pair.neither.clone() - bend.clone();
        let at = |at: usize| pair.neither.clone() + (change.clone() + bend.clone() * progress(at)) * progress(at);
        Self(std::array::from_fn(at))
    }

    fn with(&self, other: &Self, of: impl Fn(N, N) -> N) -> Self {
        Self(std::array::from_fn(|at| of(self.0[at].clone(), other.0[at].clone())))
    }

    fn plus(&self, other: &Self) -> Self {
        self.with(other, |one, two| one + two)
    }

    fn times(&self, other: &Self) -> Self {
        self.with(other, |one, two| one * two)
    }

    /// What is left of 1.
    fn rest(&self) -> Self {
        Self(std::array::from_fn(|at| N::one() - self.0[at].clone()))
    }

    /// The integral from typical answers (0) to the team's (1).
    fn integral(&self) -> N {
        (0..POINTS).fold(N::zero(), |sum, at| sum + self.0[at].clone() * number(WEIGHTS[at])) / number(840)
    }

    /// The integral of the polynomial times its variable.
    fn moment(&self) -> N {
        self.times(&Self(std::array::from_fn(progress))).integral()
    }

    /// The integral of a product.
    fn mean(&self, other: &Self) -> N {
        self.times(other).integral()
    }

    /// The value at the typical answers.
    fn start(&self) -> N {
        self.0[0].clone()
    }
}

fn number<N: Number>(whole: u32) -> N {
    N::from_u32(whole).expect("a whole number is a number")
}

/// How far along the path a point lies, 0 to 1.
fn progress<N: Number>(at: usize) -> N {
    number::<N>(at as u32) / number((POINTS - 1) as u32)
}

impl<N: Number> PairPart<N> {
    /// Whether the interaction gives and takes nothing, as for the many designs that it does not touch.
    fn is_nothing(&self) -> bool {
        [&self.neither, &self.first, &self.second, &self.both].into_iter().all(N::is_zero)
    }

    /// The joint effect of both factors beyond their separate effects.
    fn bend(&self) -> N {
        self.both.clone() + self.neither.clone() - self.first.clone() - self.second.clone()
    }
}

/// Contributions by factor, and their parts from interactions.
#[derive(Clone, Debug)]
pub struct Contributions<N> {
    /// (E1): the expected score with no answer known, as a share of 1.
    pub base: N,
    pub by_factor: Vec<N>,
    /// By interaction: the shares of its two factors.
    pub of_pairs: Vec<[N; 2]>,
}

/// The blocks of a score along the path from typical answers to the team's.
struct Blocks<N> {
    potential: Curve<N>,
    readiness: Curve<N>,
    gates: Vec<Curve<N>>,
}

impl<N: Number> ScoreParts<N> {
    fn blocks(&self) -> Blocks<N> {
        let [potential, lost] = self.sums();
        let transfer = self.transfer.as_ref().map(|transfer| {
            let unsupported = Curve::of(&transfer.unsupported);
            let routine = Curve::of(&transfer.routine).times(&unsupported).times(&Curve::of(&transfer.simplicity));
            Curve::of(&transfer.rise).times(&unsupported.rest()).plus(&routine)
        });
        let potential = transfer.iter().fold(potential, |sum, transfer| sum.plus(transfer));
        Blocks {
            potential: potential.times(&Curve::constant(&self.size)),
            readiness: lost.rest(),
            gates: self.gates.iter().map(Curve::of).collect(),
        }
    }

    /// By side: the sum of its terms and interactions, the constant of potential included.
    fn sums(&self) -> [Curve<N>; 2] {
        let mut sums = [Side::Potential, Side::Readiness].map(|side| [self.constant(side), self.constant(side)]);
        for (side, part) in &self.terms {
            let [start, end] = &mut sums[usize::from(*side == Side::Readiness)];
            *start = start.clone() + part.start.clone();
            *end = end.clone() + part.end.clone();
        }
        let mut curves = sums.map(|[start, end]| Curve::line(&start, &end));
        for pair in self.pairs.iter().filter(|pair| !pair.is_nothing()) {
            let sum = &mut curves[usize::from(pair.side == Side::Readiness)];
            *sum = sum.plus(&Curve::of_pair(pair));
        }
        curves
    }

    fn constant(&self, side: Side) -> N {
        if side == Side::Potential { self.potential_constant.clone() } else { N::zero() }
    }

    /// The sum of a side's terms and interactions at the team's answers.
    fn end(&self, side: Side) -> N {
        let terms = self.terms.iter().filter(|(of, _)| *of == side);
        let sum = terms.fold(self.constant(side), |sum, (_, part)| sum + part.end.clone());
        self.pairs.iter().filter(|pair| pair.side == side).fold(sum, |sum, pair| sum + pair.both.clone())
    }

    /// (E1): the expected score with no answer known, as a share of 1.
    pub fn base(&self) -> N {
        let Blocks { potential, readiness, gates } = self.blocks();
        gates.iter().fold(potential.start() * readiness.start(), |product, gate| product * gate.start())
    }

    /// (E1): the score at the team's answers, as a share of 1.
    pub fn score(&self) -> N {
        self.potential() * self.readiness_with_gates()
    }

    /// (E2): the potential at the team's answers.
    pub fn potential(&self) -> N {
        let sum = self.end(Side::Potential);
        self.transfer.iter().fold(sum, |sum, transfer| sum + transfer.end()) * self.size.clone()
    }

    /// The readiness at the team's answers, with gates.
    pub fn readiness_with_gates(&self) -> N {
        let readiness = N::one() - self.end(Side::Readiness);
        self.gates.iter().fold(readiness, |product, gate| product * gate.end.clone())
    }

    /// (E4): the Shapley values of all factors relative to typical answers, as shares of 1.
    pub fn contributions(&self, factors: usize) -> Contributions<N> {
        let Blocks { potential, readiness, gates } = self.blocks();
        let all_gates = product(&gates, None);
        let of_potential = readiness.times(&all_gates).times(&Curve::constant(&self.size));
        let of_lost = potential.times(&all_gates).times(&Curve::constant(&(N::zero() - N::one())));
        let mut by_factor = vec![N::zero(); factors];
        let mut add = |factor: FactorIndex, points: N| by_factor[factor] = by_factor[factor].clone() + points;
        let change = |part: &Part<N>| part.end.clone() - part.start.clone();
        let rates = [of_potential.integral(), of_lost.integral()];
        let growths = [of_potential.moment(), of_lost.moment()];
        for (side, part) in &self.terms {
            add(part.factor, change(part) * rates[usize::from(*side == Side::Readiness)].clone());
        }
        // The effect of each of two factors grows with the progress of the other.
        let of_pair = |pair: &PairPart<N>| {
            if pair.is_nothing() {
                return [N::zero(), N::zero()];
            }
            let side = usize::from(pair.side == Side::Readiness);
            let (rate, together) = (rates[side].clone(), pair.bend() * growths[side].clone());
            [&pair.first, &pair.second]
                .map(|with| (with.clone() - pair.neither.clone()) * rate.clone() + together.clone())
        };
        let of_pairs: Vec<[N; 2]> = self.pairs.iter().map(of_pair).collect();
        for (pair, shares) in self.pairs.iter().zip(&of_pairs) {
            pair.factors.into_iter().zip(shares).for_each(|(factor, share)| add(factor, share.clone()));
        }
        if let Some(TransferPart { rise, routine, unsupported, simplicity }) = &self.transfer {
            let (lacking, simple) = (Curve::of(unsupported), Curve::of(simplicity));
            let of_routine = Curve::of(routine).times(&of_potential);
            let of_rise = Curve::of(rise).times(&of_potential);
            add(rise.factor, change(rise) * lacking.rest().mean(&of_potential));
            add(routine.factor, change(routine) * lacking.times(&simple).mean(&of_potential));
            add(unsupported.factor, change(unsupported) * (of_routine.mean(&simple) - of_rise.integral()));
            add(simplicity.factor, change(simplicity) * of_routine.mean(&lacking));
        }
        let without_gates = potential.times(&readiness);
        for (at, gate) in self.gates.iter().enumerate() {
            add(gate.factor, change(gate) * without_gates.mean(&product(&gates, Some(at))));
        }
        let base = without_gates.start() * all_gates.start();
        Contributions { base, by_factor, of_pairs }
    }

    /// (E4) against all needs met: what each factor takes from the design's potential, as shares of 1. The part of an
    /// interaction goes to those of its factors for which `bears` is true, in equal shares.
    pub fn costs(&self, factors: usize, bears: impl Fn(FactorIndex) -> bool) -> Vec<N> {
        let mut costs = vec![N::zero(); factors];
        let mut add = |factor: FactorIndex, cost: N| costs[factor] = costs[factor].clone() + cost;
        let potential = self.potential();
        let gates: Vec<Curve<N>> = self.gates.iter().map(|gate| Curve::line(&N::one(), &gate.end)).collect();
        let of_lost = potential.clone() * product(&gates, None).integral();
        for (_, part) in self.terms.iter().filter(|(side, _)| *side == Side::Readiness) {
            add(part.factor, part.end.clone() * of_lost.clone());
        }
        for pair in self.pairs.iter().filter(|pair| pair.side == Side::Readiness && !pair.both.is_zero()) {
            let bearing = pair.factors.into_iter().filter(|factor| bears(*factor));
            let share = pair.both.clone() * of_lost.clone() / number(bearing.clone().count() as u32);
            bearing.for_each(|factor| add(factor, share.clone()));
        }
        let readiness = Curve::line(&N::one(), &(N::one() - self.end(Side::Readiness)));
        for (at, gate) in self.gates.iter().enumerate() {
            let beside = potential.clone() * readiness.mean(&product(&gates, Some(at)));
            add(gate.factor, (N::one() - gate.end.clone()) * beside);
        }
        costs
    }
}

/// The product of gates, except one.
fn product<N: Number>(gates: &[Curve<N>], but: Option<usize>) -> Curve<N> {
    let others = gates.iter().enumerate().filter(|(at, _)| Some(*at) != but);
    others.fold(Curve::constant(&N::one()), |product, (_, gate)| product.times(gate))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A product of two blocks with one part each: the mean of both orders, by hand.
    #[test]
    fn two_blocks_share_their_product_as_both_orders_do_on_average() {
        let parts: ScoreParts<f64> = ScoreParts {
            size: 1.0,
            potential_constant: 0.0,
            terms: vec![
                (Side::Potential, Part { factor: 0.into(), start: 0.5, end: 0.8 }),
                (Side::Readiness, Part { factor: 1.into(), start: 0.4, end: 0.1 }),
            ],
            pairs: Vec::new(),
            transfer: None,
            gates: Vec::new(),
        };
        let found = parts.contributions(2).by_factor;
        assert!((parts.base() - 0.30).abs() < 1e-12 && (parts.score() - 0.72).abs() < 1e-12);
        assert!((found[0] - 0.3 * (0.6 + 0.9) / 2.0).abs() < 1e-12);
        assert!((found[1] - 0.3 * (0.5 + 0.8) / 2.0).abs() < 1e-12);
        assert!((parts.costs(2, |_| true)[1] - 0.08).abs() < 1e-12);
    }
}
