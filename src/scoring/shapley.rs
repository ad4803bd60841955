//! The closed form of contributions and costs (E4): a score is a product of blocks, each multilinear in its parts, so a
//! Shapley value is the integral of a polynomial in one variable.
//!
//! Generic over the kind of number: floating-point on the fast path, and exact rationals where those cannot decide a
//! rounding and in the tests that compare the fast path with the exact one.

use num_traits::{FromPrimitive, Num};

/// A number type for the closed form.
pub trait Number: Num + Clone + FromPrimitive {}

impl<N: Num + Clone + FromPrimitive> Number for N {}

/// A part of a block, at typical answers and at the team's answers.
#[derive(Clone, Debug)]
pub struct Part<N> {
    pub factor: usize,
    pub start: N,
    pub end: N,
}

/// A part of a block that depends on two factors: with neither, the first, the second and both at the team's answers.
#[derive(Clone, Debug)]
pub struct PairPart<N> {
    pub pair: usize,
    pub factors: [usize; 2],
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

    fn curve(&self) -> Polynomial<N> {
        let unsupported = Polynomial::of(&self.unsupported);
        let supported = Polynomial::constant(N::one()).minus(&unsupported);
        let routine = Polynomial::of(&self.routine).times(&unsupported).times(&Polynomial::of(&self.simplicity));
        Polynomial::of(&self.rise).times(&supported).plus(&routine)
    }
}

/// All parts of one alternative's score, as shares of 1.
#[derive(Clone, Debug)]
pub struct Parts<N> {
    /// The share of potential that is left in a program of this size.
    pub size: N,
    /// Potential that no factor affects: 1 where no factor of potential has weight.
    pub potential_constant: N,
    pub potential: Vec<Part<N>>,
    pub potential_pairs: Vec<PairPart<N>>,
    pub transfer: Option<TransferPart<N>>,
    /// The losses of readiness.
    pub losses: Vec<Part<N>>,
    pub loss_pairs: Vec<PairPart<N>>,
    pub gates: Vec<Part<N>>,
}

/// The number of coefficients: degree three from a transfer, two from an interaction of readiness, two gates; and one
/// to spare.
const COEFFICIENTS: usize = 9;

/// A polynomial along the path from typical answers (0) to the team's (1).
#[derive(Clone)]
struct Polynomial<N> {
    coefficients: [N; COEFFICIENTS],
    degree: usize,
}

impl<N: Number> Polynomial<N> {
    fn constant(value: N) -> Self {
        let mut coefficients = std::array::from_fn(|_| N::zero());
        coefficients[0] = value;
        Self { coefficients, degree: 0 }
    }

    fn line(start: N, end: N) -> Self {
        let mut line = Self::constant(start.clone());
        line.coefficients[1] = end - start;
        line.degree = 1;
        line
    }

    fn of(part: &Part<N>) -> Self {
        Self::line(part.start.clone(), part.end.clone())
    }

    fn of_pair(part: &PairPart<N>) -> Self {
        let mut curve = Self::constant(part.neither.clone());
        let bend = part.bend();
        curve.coefficients[1] = part.both.clone() - part.neither.clone() - bend.clone();
        curve.coefficients[2] = bend;
        curve.degree = 2;
        curve
    }

    fn plus(mut self, other: &Self) -> Self {
        for at in 0..=other.degree {
            self.coefficients[at] = self.coefficients[at].clone() + other.coefficients[at].clone();
        }
        self.degree = self.degree.max(other.degree);
        self
    }

    fn minus(mut self, other: &Self) -> Self {
        for at in 0..=other.degree {
            self.coefficients[at] = self.coefficients[at].clone() - other.coefficients[at].clone();
        }
        self.degree = self.degree.max(other.degree);
        self
    }

    fn times(&self, other: &Self) -> Self {
        let mut product = Self::constant(N::zero());
        product.degree = self.degree + other.degree;
        for (at, one) in self.coefficients[..=self.degree].iter().enumerate() {
            for (by, two) in other.coefficients[..=other.degree].iter().enumerate() {
                product.coefficients[at + by] = product.coefficients[at + by].clone() + one.clone() * two.clone();
            }
        }
        product
    }

    /// The integral from 0 to 1.
    fn integral(&self) -> N {
        let of = |at: usize| self.coefficients[at].clone() / N::from_usize(at + 1).expect("a degree is a number");
        (0..=self.degree).map(of).fold(N::zero(), |sum, one| sum + one)
    }

    /// The integral of the polynomial times its variable.
    fn moment(&self) -> N {
        let of = |at: usize| self.coefficients[at].clone() / N::from_usize(at + 2).expect("a degree is a number");
        (0..=self.degree).map(of).fold(N::zero(), |sum, one| sum + one)
    }

    /// The value at the typical answers.
    fn start(&self) -> N {
        self.coefficients[0].clone()
    }
}

impl<N: Number> PairPart<N> {
    /// The joint effect of both factors beyond their separate effects.
    fn bend(&self) -> N {
        self.both.clone() + self.neither.clone() - self.first.clone() - self.second.clone()
    }
}

/// Each factor's share of an interaction, by pair.
#[derive(Clone, Debug)]
pub struct PairShare<N> {
    pub pair: usize,
    pub factors: [usize; 2],
    pub shares: [N; 2],
}

/// Contributions by factor, and their parts from interactions.
#[derive(Clone, Debug)]
pub struct Contributions<N> {
    pub by_factor: Vec<N>,
    pub of_pairs: Vec<PairShare<N>>,
}

/// The blocks of a score along the path from typical answers to the team's.
struct Blocks<N> {
    potential: Polynomial<N>,
    readiness: Polynomial<N>,
    gates: Vec<Polynomial<N>>,
}

impl<N: Number> Parts<N> {
    fn blocks(&self) -> Blocks<N> {
        let mut potential = Polynomial::constant(self.potential_constant.clone());
        let (mut start, mut end) = (N::zero(), N::zero());
        for part in &self.potential {
            start = start + part.start.clone();
            end = end + part.end.clone();
        }
        potential = potential.plus(&Polynomial::line(start, end));
        for pair in &self.potential_pairs {
            potential = potential.plus(&Polynomial::of_pair(pair));
        }
        if let Some(transfer) = &self.transfer {
            potential = potential.plus(&transfer.curve());
        }
        Blocks {
            potential: potential.times(&Polynomial::constant(self.size.clone())),
            readiness: Polynomial::constant(N::one()).minus(&self.losses()),
            gates: self.gates.iter().map(Polynomial::of).collect(),
        }
    }

    fn losses(&self) -> Polynomial<N> {
        let (mut start, mut end) = (N::zero(), N::zero());
        for part in &self.losses {
            start = start + part.start.clone();
            end = end + part.end.clone();
        }
        let lost = Polynomial::line(start, end);
        self.loss_pairs.iter().fold(lost, |lost, pair| lost.plus(&Polynomial::of_pair(pair)))
    }

    /// (E1): the expected score with no answer known, as a share of 1.
    pub fn base(&self) -> N {
        self.blocks().all(None).start()
    }

    /// (E1): the score at the team's answers, as a share of 1.
    pub fn score(&self) -> N {
        let gates = self.gates.iter().fold(N::one(), |product, gate| product * gate.end.clone());
        self.potential() * self.readiness() * gates
    }

    /// (E2): the potential at the team's answers.
    pub fn potential(&self) -> N {
        let mut sum = self.potential.iter().fold(self.potential_constant.clone(), |sum, part| sum + part.end.clone());
        sum = self.potential_pairs.iter().fold(sum, |sum, pair| sum + pair.both.clone());
        if let Some(transfer) = &self.transfer {
            sum = sum + transfer.end();
        }
        sum * self.size.clone()
    }

    /// The readiness at the team's answers, without gates.
    fn readiness(&self) -> N {
        let lost = self.losses.iter().fold(N::zero(), |sum, part| sum + part.end.clone());
        N::one() - self.loss_pairs.iter().fold(lost, |sum, pair| sum + pair.both.clone())
    }

    /// The readiness at the team's answers, with gates.
    pub fn readiness_with_gates(&self) -> N {
        self.gates.iter().fold(self.readiness(), |product, gate| product * gate.end.clone())
    }

    /// (E4): the Shapley values of all factors relative to typical answers, as shares of 1.
    pub fn contributions(&self, factors: usize) -> Contributions<N> {
        let blocks = self.blocks();
        let mut sums = Sums { by_factor: vec![N::zero(); factors], of_pairs: Vec::new() };
        let gates = blocks.gates(None);
        let beside_potential = blocks.readiness.times(&gates).times(&Polynomial::constant(self.size.clone()));
        sums.add_parts(&self.potential, &beside_potential, &N::one());
        sums.add_pairs(&self.potential_pairs, &beside_potential, &N::one());
        if let Some(transfer) = &self.transfer {
            sums.add_transfer(transfer, &beside_potential);
        }
        let beside_readiness = blocks.potential.times(&gates);
        let lost = N::zero() - N::one();
        sums.add_parts(&self.losses, &beside_readiness, &lost);
        sums.add_pairs(&self.loss_pairs, &beside_readiness, &lost);
        let without_gates = blocks.potential.times(&blocks.readiness);
        for (at, gate) in self.gates.iter().enumerate() {
            let beside = without_gates.times(&blocks.gates(Some(at)));
            sums.add_parts(std::slice::from_ref(gate), &beside, &N::one());
        }
        Contributions { by_factor: sums.by_factor, of_pairs: sums.of_pairs }
    }

    /// (E4) against all needs met: what each factor takes from the design's potential, as shares of 1. The part of an
    /// interaction goes to those of its factors for which `bears` is true, in equal shares.
    pub fn costs(&self, factors: usize, bears: impl Fn(usize) -> bool) -> Vec<N> {
        let potential = Polynomial::constant(self.potential());
        let met = |part: &Part<N>, full: N| Part { factor: part.factor, start: full, end: part.end.clone() };
        let losses: Vec<Part<N>> = self.losses.iter().map(|part| met(part, N::zero())).collect();
        let gates: Vec<Part<N>> = self.gates.iter().map(|part| met(part, N::one())).collect();
        let pairs: Vec<N> = self.loss_pairs.iter().map(|pair| pair.both.clone()).collect();
        let lost = losses.iter().fold(N::zero(), |sum, part| sum + part.end.clone());
        let lost = pairs.iter().fold(lost, |sum, pair| sum + pair.clone());
        let blocks = Blocks {
            potential,
            readiness: Polynomial::line(N::one(), N::one() - lost),
            gates: gates.iter().map(Polynomial::of).collect(),
        };
        let mut costs = vec![N::zero(); factors];
        let of_readiness = blocks.potential.times(&blocks.gates(None)).integral();
        for part in &losses {
            costs[part.factor] = costs[part.factor].clone() + part.end.clone() * of_readiness.clone();
        }
        for (pair, lost) in self.loss_pairs.iter().zip(pairs) {
            let bearing: Vec<usize> = pair.factors.into_iter().filter(|factor| bears(*factor)).collect();
            let share = lost * of_readiness.clone() / N::from_usize(bearing.len()).expect("a count is a number");
            for factor in bearing {
                costs[factor] = costs[factor].clone() + share.clone();
            }
        }
        let without_gates = blocks.potential.times(&blocks.readiness);
        for (at, gate) in gates.iter().enumerate() {
            let beside = without_gates.times(&blocks.gates(Some(at))).integral();
            costs[gate.factor] = costs[gate.factor].clone() + (N::one() - gate.end.clone()) * beside;
        }
        costs
    }
}

impl<N: Number> Blocks<N> {
    /// The product of the gates, except one.
    fn gates(&self, but: Option<usize>) -> Polynomial<N> {
        let others = self.gates.iter().enumerate().filter(|(at, _)| Some(*at) != but);
        others.fold(Polynomial::constant(N::one()), |product, (_, gate)| product.times(gate))
    }

    fn all(&self, but: Option<usize>) -> Polynomial<N> {
        self.potential.times(&self.readiness).times(&self.gates(but))
    }
}

/// Running sums of Shapley values.
struct Sums<N> {
    by_factor: Vec<N>,
    of_pairs: Vec<PairShare<N>>,
}

impl<N: Number> Sums<N> {
    fn add(&mut self, factor: usize, points: N) {
        self.by_factor[factor] = self.by_factor[factor].clone() + points;
    }

    /// Adds parts of a block: the change of each times the mean of the other blocks.
    fn add_parts(&mut self, parts: &[Part<N>], beside: &Polynomial<N>, sign: &N) {
        let rate = beside.integral() * sign.clone();
        for part in parts {
            self.add(part.factor, (part.end.clone() - part.start.clone()) * rate.clone());
        }
    }

    /// Adds parts of two factors: the effect of each grows with the progress of the other.
    fn add_pairs(&mut self, pairs: &[PairPart<N>], beside: &Polynomial<N>, sign: &N) {
        let (rate, growth) = (beside.integral() * sign.clone(), beside.moment() * sign.clone());
        for pair in pairs {
            let together = pair.bend() * growth.clone();
            let alone = |with: &N| (with.clone() - pair.neither.clone()) * rate.clone() + together.clone();
            let shares = [alone(&pair.first), alone(&pair.second)];
            for (factor, share) in pair.factors.into_iter().zip(shares.clone()) {
                self.add(factor, share);
            }
            self.of_pairs.push(PairShare { pair: pair.pair, factors: pair.factors, shares });
        }
    }

    fn add_transfer(&mut self, transfer: &TransferPart<N>, beside: &Polynomial<N>) {
        let TransferPart { rise, routine, unsupported, simplicity } = transfer;
        let change = |part: &Part<N>| part.end.clone() - part.start.clone();
        let lacking = Polynomial::of(unsupported);
        let supported = Polynomial::constant(N::one()).minus(&lacking);
        let simple = Polynomial::of(simplicity);
        let mean = |curve: &Polynomial<N>| curve.times(beside).integral();
        self.add(rise.factor, change(rise) * mean(&supported));
        self.add(routine.factor, change(routine) * mean(&lacking.times(&simple)));
        let of_lacking = Polynomial::of(routine).times(&simple).minus(&Polynomial::of(rise));
        self.add(unsupported.factor, change(unsupported) * mean(&of_lacking));
        self.add(simplicity.factor, change(simplicity) * mean(&Polynomial::of(routine).times(&lacking)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A product of two blocks with one part each: the mean of both orders, by hand.
    #[test]
    fn two_blocks_share_their_product_as_both_orders_do_on_average() {
        let parts: Parts<f64> = Parts {
            size: 1.0,
            potential_constant: 0.0,
            potential: vec![Part { factor: 0, start: 0.5, end: 0.8 }],
            potential_pairs: Vec::new(),
            transfer: None,
            losses: vec![Part { factor: 1, start: 0.4, end: 0.1 }],
            loss_pairs: Vec::new(),
            gates: Vec::new(),
        };
        let found = parts.contributions(2).by_factor;
        assert!((parts.base() - 0.30).abs() < 1e-12 && (parts.score() - 0.72).abs() < 1e-12);
        assert!((found[0] - 0.3 * (0.6 + 0.9) / 2.0).abs() < 1e-12);
        assert!((found[1] - 0.3 * (0.5 + 0.8) / 2.0).abs() < 1e-12);
        assert!((parts.costs(2, |_| true)[1] - 0.08).abs() < 1e-12);
    }
}
