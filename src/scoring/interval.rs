//! How far a score may lie from what is printed: the central 90 % under what is unknown.
//!
//! Independent sources (docs/model.md, E7): the spread of the typical distributions of unknown answers in each block, and
//! the spread of weights, importances and the strength of gates. The blocks' means and variances give those of their
//! product. An unknown gate and the one unknown answer that spreads potential most are far from normal, so their cells
//! are kept apart and only the rest is taken as normal.

use crate::answers::CELLS;
use crate::catalogue::{AlternativeIndex, Side, TermIndex};
use crate::lanes::normal::{self, Mixture, Part};

use super::alternative::MOST_GATES;
use super::blocks::Replaced;
use super::blocks::lack;
use super::effects::{BlockSpread, Heaviest, gate_variance};
use super::tables::Tables;
use super::weighting::Weighting;

/// The 95 % point of the standard normal distribution.
const Z: f64 = 1.644_853_626_951_472_2;

/// The Cornish-Fisher shift of both ends: `(z² − 1) / 6` of the third cumulant over the variance.
const SKEW_SHIFT: f64 = (Z * Z - 1.0) / 6.0;

/// The share of scores beyond each end.
const TAIL: f64 = 0.05;

/// How near to an end of the interval the search for it comes, in points, and the most steps that it takes.
const NEAR: f64 = 0.000_5;
const STEPS: usize = 20;

/// An unknown answer's cells are kept apart if its variance is at least this share of the rest of its block's.
const APART: f64 = 0.25;

/// Gauss and Legendre's four points for the mean over an even spread from -1 to 1, with their shares.
const NODES: [(f64, f64); 4] = [
    (0.173_927_422_568_726_93, -0.861_136_311_594_052_6),
    (0.326_072_577_431_273_07, -0.339_981_043_584_856_26),
    (0.326_072_577_431_273_07, 0.339_981_043_584_856_26),
    (0.173_927_422_568_726_93, 0.861_136_311_594_052_6),
];

/// Both ends in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: i32,
    pub high: i32,
}

/// Mean, variance and third central moment of a block.
#[derive(Clone, Copy, Debug)]
struct Moments {
    mean: f64,
    variance: f64,
    third: f64,
}

impl Moments {
    fn certain(mean: f64) -> Self {
        Self { mean, variance: 0.0, third: 0.0 }
    }

    fn raw(self) -> (f64, f64, f64) {
        let Self { mean, variance, third } = self;
        (mean, variance + mean * mean, third + 3.0 * mean * variance + mean.powi(3))
    }

    /// Of the product of two independent ones.
    fn times(self, other: Self) -> Self {
        let ((a1, a2, a3), (b1, b2, b3)) = (self.raw(), other.raw());
        let (first, second, third) = (a1 * b1, a2 * b2, a3 * b3);
        Self {
            mean: first,
            variance: (second - first * first).max(0.0),
            third: third - 3.0 * first * second + 2.0 * first.powi(3),
        }
    }
}

/// One combination of cells: its share, and where its scores lie, in points.
#[derive(Clone, Copy, Debug)]
struct Cell {
    share: f64,
    centre: f64,
    deviation: f64,
    /// Half of the width over which the strength of an open gate spreads the centre evenly.
    half: f64,
}

impl Cell {
    /// Adds what counts of it to a mixture: an even spread and a normal one together is the mean of the normal one over the
    /// width, which its two ends give.
    fn add_to(&self, mixture: &mut Mixture) {
        let (rate, share) = (1.0 / self.deviation, self.share);
        if self.is_normal() {
            return mixture.push(Part { centre: self.centre, rate, below: share, area: 0.0 });
        }
        let area = share * self.deviation / (2.0 * self.half);
        mixture.push(Part { centre: self.centre - self.half, rate, below: 0.0, area });
        mixture.push(Part { centre: self.centre + self.half, rate, below: 0.0, area: -area });
    }

    /// Whether what spreads it evenly is too narrow to count.
    fn is_normal(&self) -> bool {
        self.half <= self.deviation * 1e-3 || self.half == 0.0
    }

    /// Of scores that are not spread normally: the share that lies below a point, and how fast it grows there.
    fn certain_below(&self, point: f64) -> [f64; 2] {
        let (from, width) = (point - self.centre, 2.0 * self.half);
        if self.is_normal() {
            return [f64::from(u8::from(from >= 0.0)), 0.0];
        }
        let inside = if from.abs() < self.half { 1.0 / width } else { 0.0 };
        [((from + self.half) / width).clamp(0.0, 1.0), inside]
    }
}

/// What the interval of an alternative's score depends on.
pub(super) struct Unsure<'a> {
    pub tables: &'a Tables,
    pub weighting: &'a Weighting,
    pub alternative: AlternativeIndex,
    /// In hundredths.
    pub score: i32,
    pub potential: f64,
    pub readiness: f64,
    pub gates: [f64; MOST_GATES],
    /// The share of potential that is left in a program of this size.
    pub size: f64,
    /// Where use depends on follow-up.
    pub follow_up: Option<FollowUp>,
    pub of_weights: BlockSpread,
    /// Whether a term has no answer for the whole team.
    pub is_open: &'a dyn Fn(TermIndex) -> bool,
    /// The terms that are unanswered for the design, and what each of their cells would change.
    pub open: &'a [(TermIndex, Replaced)],
}

/// What follow-up depends on (E5), at the answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct FollowUp {
    pub rise: f64,
    pub routine: f64,
    pub unsupported: f64,
    pub simplicity: f64,
}

impl FollowUp {
    /// What it adds to potential.
    pub(super) fn gives(&self) -> f64 {
        self.rise * (1.0 - self.unsupported) + self.routine * self.unsupported * self.simplicity
    }
}

/// The interval of an alternative's score.
pub(super) fn interval(unsure: &Unsure<'_>) -> Interval {
    let score = unsure.score;
    let cells = Spread::new(unsure).cells();
    let (low, high) = if let [one @ Cell { half: 0.0, .. }] = cells.as_slice() {
        (one.centre - Z * one.deviation, one.centre + Z * one.deviation)
    } else {
        let mut spread = Mixture::default();
        cells.iter().filter(|cell| cell.deviation > 0.0).for_each(|cell| cell.add_to(&mut spread));
        (quantile(&cells, &spread, TAIL), quantile(&cells, &spread, 1.0 - TAIL))
    };
    let (low, high) = ((low * 100.0).floor() as i32, (high * 100.0).ceil() as i32);
    Interval { low: low.clamp(0, score), high: high.clamp(score, 10_000) }
}

/// Cells with their shares.
type Cells = [(f64, f64); CELLS];

/// One cell with all of the share, which adds nothing.
const WHOLE: Cells = {
    let mut cells = [(0.0, 0.0); CELLS];
    cells[0].0 = 1.0;
    cells
};

/// What is unknown of one alternative.
struct Spread<'a> {
    unsure: &'a Unsure<'a>,
    potential: Moments,
    readiness: Moments,
    gates: [Moments; MOST_GATES],
    /// The weight that spreads potential most.
    heaviest: Option<Heaviest>,
    /// The unknown answer that spreads potential most: its term, and by cell its share and what it adds.
    widest: Option<(TermIndex, Cells)>,
    /// How far support is lacking, by cell, where it is unknown and use depends on it: what it does depends on the outcome.
    supports: Option<Cells>,
    /// The unknown answer that spreads readiness most: by cell, its share and what it adds.
    widest_lost: Option<Cells>,
    /// By gate: the cells of an unknown need.
    open_gates: [Option<Cells>; MOST_GATES],
}

impl<'a> Spread<'a> {
    fn new(unsure: &'a Unsure<'a>) -> Self {
        let of_weights = unsure.of_weights;
        let mut spread = Self {
            potential: Moments { mean: unsure.potential, variance: of_weights.potential.max(0.0), third: 0.0 },
            heaviest: of_weights.heaviest,
            readiness: Moments { mean: unsure.readiness, variance: of_weights.lost, third: 0.0 },
            gates: std::array::from_fn(|at| Moments {
                mean: unsure.gates[at],
                variance: of_weights.gates[at],
                third: 0.0,
            }),
            widest: None,
            supports: None,
            widest_lost: None,
            open_gates: [None; MOST_GATES],
            unsure,
        };
        spread.supports = spread.open_supports();
        spread.open_answers();
        spread
    }

    /// The cells of an unknown support on which use depends, unless two open gates make too many combinations.
    fn open_supports(&self) -> Option<Cells> {
        let Unsure { tables, is_open, .. } = self.unsure;
        let alternative = &tables.alternatives[self.unsure.alternative];
        alternative.transfer.as_ref()?;
        let support = tables.transfer.support;
        let open = alternative.gates.iter().filter(|gate| is_open(gate.term));
        let prior = &tables.priors[support];
        (is_open(support) && open.count() < MOST_GATES)
            .then(|| std::array::from_fn(|cell| (prior.share(cell), lack(cell))))
    }

    /// Adds what unknown answers leave open.
    fn open_answers(&mut self) {
        let tables = self.unsure.tables;
        let mut lost = (0.0, 0.0);
        let mut widest: Option<(f64, f64, TermIndex, Cells)> = None;
        for (term, replaced) in self.unsure.open {
            let term = *term;
            let prior = &tables.priors[term];
            let cells = |values: [f64; CELLS]| std::array::from_fn(|cell| (prior.share(cell), values[cell]));
            for (open, keeps) in self.open_gates.iter_mut().zip(replaced.gates) {
                *open = open.or(keeps.map(cells));
            }
            let (variance, third) = moments(&cells(replaced.lost));
            // What an uncertain weight and importance do grows with what is lost, so an open answer adds to it.
            self.readiness.variance += variance * tables.weight_spreads[[self.unsure.alternative.at(), term.at()]];
            if variance > lost.0 {
                self.readiness.variance += lost.0;
                self.readiness.third -= lost.1;
                lost = (variance, third);
                self.widest_lost = Some(cells(replaced.lost.map(|lost| -lost)));
            } else {
                self.readiness.variance += variance;
                self.readiness.third -= third;
            }
            if term == tables.transfer.support && self.supports.is_some() {
                continue;
            }
            let (variance, third) = moments(&cells(replaced.potential));
            let (variance, third) = match &mut widest {
                Some(most) if most.0 >= variance => (variance, third),
                _ if variance > 0.0 => {
                    let before = widest.replace((variance, third, term, cells(replaced.potential)));
                    before.map_or((0.0, 0.0), |(variance, third, ..)| (variance, third))
                }
                _ => (0.0, 0.0),
            };
            self.potential.variance += variance;
            self.potential.third += third;
        }
        self.interactions();
        self.follow_up();
        if lost.0 < APART * self.readiness.variance {
            self.readiness.variance += lost.0;
            self.readiness.third -= lost.1;
            self.widest_lost = None;
        }
        match widest {
            Some((variance, third, ..)) if variance < APART * self.potential.variance => {
                self.potential.variance += variance;
                self.potential.third += third;
            }
            widest => self.widest = widest.map(|(_, _, term, cells)| (term, cells)),
        }
    }

    /// What an interaction leaves open beyond its factors' own effects, where neither is known.
    fn interactions(&mut self) {
        let Unsure { tables, weighting, is_open, size, .. } = self.unsure;
        for (pair, term) in tables.pair_terms.iter().enumerate() {
            if !is_open(term.first_term) || !is_open(term.second_term) {
                continue;
            }
            let (first, second) = (&tables.priors[term.first_term], &tables.priors[term.second_term]);
            let at = |row: usize, column: usize| weighting.pair_parts_at(pair, row, column)[self.unsure.alternative];
            let of_row = |row: usize| second.held().map(|(column, share)| share * at(row, column)).sum::<f64>();
            let of_column = |column: usize| first.held().map(|(row, share)| share * at(row, column)).sum::<f64>();
            let mean: f64 = first.held().map(|(row, share)| share * of_row(row)).sum();
            let mut variance = 0.0;
            for (row, share) in first.held() {
                for (column, other) in second.held() {
                    let left = at(row, column) - of_row(row) - of_column(column) + mean;
                    variance += share * other * left * left;
                }
            }
            match term.side {
                Side::Potential => self.potential.variance += variance * size * size,
                Side::Readiness => self.readiness.variance += variance,
            }
        }
    }

    /// What follow-up leaves open beyond its factors' own effects, where more than one of them is unknown.
    fn follow_up(&mut self) {
        let Unsure { tables, weighting, alternative, is_open, follow_up: Some(follow_up), .. } = self.unsure else {
            return;
        };
        let (terms, alternative) = (tables.transfer, *alternative);
        let open = [terms.outcome, terms.support, terms.complexity].map(is_open);
        if open.iter().filter(|open| **open).count() < 2 {
            return;
        }
        // An answer that is known has one value with all of the share.
        let values = |open: bool, term: TermIndex, known: f64, at: &dyn Fn(usize) -> f64| -> Vec<(f64, f64)> {
            if open {
                tables.priors[term].held().map(|(cell, share)| (share, at(cell))).collect()
            } else {
                vec![(1.0, known)]
            }
        };
        // Where the cells of support are kept apart, what it does with the outcome is counted there.
        let rises: Vec<(f64, f64, f64)> = if open[0] && self.supports.is_none() {
            let held = tables.priors[terms.outcome].held();
            let at = |cell: usize| (weighting.rise_at(cell)[alternative], weighting.routine_at(cell)[alternative]);
            held.map(|(cell, share)| (share, at(cell).0, at(cell).1)).collect()
        } else {
            vec![(1.0, follow_up.rise, follow_up.routine)]
        };
        let lacking = values(open[1], terms.support, follow_up.unsupported, &lack);
        let simple = values(open[2], terms.complexity, follow_up.simplicity, &lack);
        let mean = |of: &[(f64, f64)]| of.iter().map(|(share, value)| share * value).sum::<f64>();
        let (mean_lacking, mean_simple) = (mean(&lacking), mean(&simple));
        let mean_rise: f64 = rises.iter().map(|(share, rise, _)| share * rise).sum();
        let mean_routine: f64 = rises.iter().map(|(share, _, routine)| share * routine).sum();
        let at =
            |rise: f64, routine: f64, lacking: f64, simple: f64| rise * (1.0 - lacking) + routine * lacking * simple;
        let middle = at(mean_rise, mean_routine, mean_lacking, mean_simple);
        let mut variance = 0.0;
        for (of_rise, rise, routine) in &rises {
            for (of_lacking, lacking) in &lacking {
                for (of_simple, simple) in &simple {
                    let alone = at(*rise, *routine, mean_lacking, mean_simple)
                        + at(mean_rise, mean_routine, *lacking, mean_simple)
                        + at(mean_rise, mean_routine, mean_lacking, *simple);
                    let left = at(*rise, *routine, *lacking, *simple) - alone + 2.0 * middle;
                    variance += of_rise * of_lacking * of_simple * left * left;
                }
            }
        }
        self.potential.variance += variance * self.unsure.size * self.unsure.size;
    }

    /// All combinations of cells that are kept apart.
    fn cells(&self) -> Vec<Cell> {
        let potential = self.widest.as_ref().map_or(&WHOLE, |(_, cells)| cells);
        let mut all = Vec::with_capacity(potential.len());
        for (cell, &(share, added)) in potential.iter().enumerate().filter(|(_, (share, _))| *share > 0.0) {
            for (of_support, supported) in self.supported(cell).into_iter().filter(|(share, _)| *share > 0.0) {
                let (potential, half) = self.weighed(added, supported);
                self.lost(share * of_support, potential, half, &mut all);
            }
        }
        all
    }

    /// What the cells of an unknown support add to potential at a cell of the widest answer, with their shares.
    fn supported(&self, cell: usize) -> Cells {
        let (Some(supports), Some(follow_up)) = (&self.supports, &self.unsure.follow_up) else {
            return WHOLE;
        };
        let Unsure { tables, weighting, alternative, size, .. } = self.unsure;
        let at_cell = self.widest.as_ref().is_some_and(|(term, _)| *term == tables.transfer.outcome);
        let (rise, routine) = if at_cell {
            (weighting.rise_at(cell)[*alternative], weighting.routine_at(cell)[*alternative])
        } else {
            (follow_up.rise, follow_up.routine)
        };
        let rate = (routine * follow_up.simplicity - rise) * size;
        supports.map(|(share, lacking)| (share, rate * (lacking - follow_up.unsupported)))
    }

    /// The combinations of potential with the cells of readiness that are kept apart.
    fn lost(&self, share: f64, potential: Moments, half: f64, all: &mut Vec<Cell>) {
        for &(of_lost, kept) in self.lost_cells().iter().filter(|(share, _)| *share > 0.0) {
            let readiness = Moments { mean: self.readiness.mean + kept, ..self.readiness() };
            self.gated(0, share * of_lost, potential.times(readiness), half, all);
        }
    }

    /// Whether few enough answers are open for cells to be kept apart more finely.
    fn is_fine(&self) -> bool {
        self.widest.is_none() && self.supports.is_none() && self.open_gates.iter().flatten().count() < MOST_GATES
    }

    /// The cells of the answer that spreads readiness most, where they are kept apart.
    fn lost_cells(&self) -> Cells {
        self.widest_lost.filter(|_| self.is_fine()).unwrap_or(WHOLE)
    }

    /// Readiness without the answer whose cells are kept apart.
    fn readiness(&self) -> Moments {
        let (variance, third) = match self.widest_lost.filter(|_| !self.is_fine()) {
            Some(cells) => moments(&cells),
            None => (0.0, 0.0),
        };
        Moments { variance: self.readiness.variance + variance, third: self.readiness.third + third, ..self.readiness }
    }

    /// Potential with what a cell of the widest answer and one of support add, under all that its heaviest weight may be;
    /// and half of the width over which that weight spreads it evenly, as a share of it, where its own cells are kept apart.
    fn weighed(&self, added: f64, supported: f64) -> (Moments, f64) {
        let Some(heaviest) = &self.heaviest else {
            return (Moments { mean: self.potential.mean + added + supported, ..self.potential }, 0.0);
        };
        // What a cell adds is weighed by the weight of its own term, what support adds by that of the outcome.
        let own = |term: TermIndex, added: f64| if term.at() == heaviest.row { (added, 0.0) } else { (0.0, added) };
        let widest = self.widest.as_ref().map_or((0.0, 0.0), |(term, _)| own(*term, added));
        let support = own(self.unsure.tables.transfer.outcome, supported);
        let at = |off: f64| {
            let weighed = heaviest.potential(self.potential.mean, widest.0 + support.0, self.unsure.size, off);
            weighed + widest.1 + support.1
        };
        let values = NODES.map(|(share, off)| (share, at(off)));
        let mean: f64 = values.iter().map(|(share, value)| share * value).sum();
        if self.supports.is_some() && self.widest.as_ref().is_some_and(|(term, _)| term.at() == heaviest.row) {
            return (Moments { mean, ..self.potential }, (at(1.0) - at(-1.0)).abs() / (2.0 * mean));
        }
        let moment = |power: i32| values.iter().map(|(share, value)| share * (value - mean).powi(power)).sum::<f64>();
        let (variance, third) = (self.potential.variance + moment(2), self.potential.third + moment(3));
        (Moments { mean, variance, third }, 0.0)
    }

    /// The combinations from one gate on; `half` is the widest even spread of a gate so far, as a share of what it leaves.
    fn gated(&self, gate: usize, share: f64, product: Moments, half: f64, all: &mut Vec<Cell>) {
        if gate == MOST_GATES {
            let Moments { mean, variance, third } = product;
            let skew = if variance > 0.0 { SKEW_SHIFT * third / variance } else { 0.0 };
            let (centre, deviation) = ((mean + skew) * 100.0, variance.sqrt() * 100.0);
            all.push(Cell { share, centre, deviation, half: half * mean * 100.0 });
            return;
        }
        let known = [(1.0, self.gates[gate].mean)];
        let cells: &[(f64, f64)] = self.open_gates[gate].as_ref().map_or(&known, |cells| cells);
        for &(of, keeps) in cells.iter().filter(|(of, _)| *of > 0.0) {
            let variance = gate_variance(self.unsure.tables, self.unsure.alternative, gate, keeps);
            // An even spread is far from normal: the widest of an open gate is kept as it is, any other taken as normal.
            let is_open = self.open_gates[gate].is_some();
            let own = if is_open { (3.0 * variance).sqrt() / keeps } else { 0.0 };
            let (half, variance) = if own > half { (own, half * half * keeps * keeps / 3.0) } else { (half, variance) };
            let left = Moments { variance, ..Moments::certain(keeps) };
            self.gated(gate + 1, share * of, product.times(left), half, all);
        }
    }
}

/// Variance and third central moment of cells with shares.
fn moments(cells: &Cells) -> (f64, f64) {
    let mean: f64 = cells.iter().map(|(share, value)| share * value).sum();
    let moment = |power: i32| cells.iter().map(|(share, value)| share * (value - mean).powi(power)).sum::<f64>();
    (moment(2), moment(3))
}

/// The point below which a share of a mixture of normal distributions lies. It lies where it would if all cells were the
/// first or the last; Newton's steps find it, and halving where one would leave that range.
fn quantile(cells: &[Cell], spread: &Mixture, share: f64) -> f64 {
    let certain = || cells.iter().filter(|cell| cell.deviation <= 0.0);
    let reach = if share < 0.5 { -Z } else { Z };
    let at = || cells.iter().map(|cell| cell.centre + reach * cell.deviation + reach.signum() * cell.half);
    let mut low = at().fold(f64::INFINITY, f64::min);
    let mut high = at().fold(f64::NEG_INFINITY, f64::max);
    let mut point = (low + high) / 2.0;
    for _ in 0..STEPS {
        let [mut below, mut density] = normal::below(spread, point);
        for cell in certain() {
            let of_cell = cell.certain_below(point);
            below += cell.share * of_cell[0];
            density += cell.share * of_cell[1];
        }
        *(if below < share { &mut low } else { &mut high }) = point;
        let newton = point + (share - below) / density;
        let next = if (low..=high).contains(&newton) { newton } else { (low + high) / 2.0 };
        if (next - point).abs() < NEAR {
            return next;
        }
        point = next;
    }
    point
}
