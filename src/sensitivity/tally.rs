//! Counts ranks, wins and weights over many simulations.
//!
//! Scores are sorted as whole numbers with their designs in the lower half, so that sorting never branches on them. The
//! designs that a design beats are the bits of one number, and bits are counted in columns: a few operations advance
//! sixty-four counts.

/// The counts.
pub(super) struct Tally {
    designs: usize,
    rows: usize,
    /// Design × rank.
    ranks: Vec<f64>,
    /// By design: the designs that it beats.
    beaten: Vec<Columns>,
    /// Design × design: halves of wins, from ties.
    halves: Vec<f64>,
    /// Design × row: sums of weights over the simulations in which the design is first.
    weights: Vec<f64>,
    /// Scores with their designs, best first.
    order: Vec<u64>,
}

/// Sixty-four counts below 2^20, each in one bit of every plane.
#[derive(Clone, Copy, Default)]
struct Columns {
    /// Counts of the last few additions, so that adding never branches on how far it carries.
    few: [u64; FEW],
    all: [u64; 20],
    added: u32,
}

/// The number of planes for recent additions, which count up to two to this power minus one.
const FEW: usize = 4;

impl Columns {
    fn add(&mut self, mut bits: u64) {
        for plane in &mut self.few {
            (*plane, bits) = (*plane ^ bits, *plane & bits);
        }
        self.added += 1;
        if self.added == (1 << FEW) - 1 {
            self.settle();
        }
    }

    /// Carries the recent additions over to the totals.
    fn settle(&mut self) {
        let mut carried = 0;
        for (at, plane) in self.all.iter_mut().enumerate() {
            let few = self.few.get(at).copied().unwrap_or(0);
            let either = *plane ^ few;
            (*plane, carried) = (either ^ carried, *plane & few | either & carried);
        }
        (self.few, self.added) = ([0; FEW], 0);
    }

    fn count(&self, at: usize) -> u32 {
        let sum =
            |planes: &[u64]| (0..).zip(planes).map(|(power, plane)| ((plane >> at & 1) as u32) << power).sum::<u32>();
        sum(&self.all) + sum(&self.few)
    }
}

impl Tally {
    /// For at most sixty-four designs; a catalog has fewer.
    pub(super) fn new(designs: usize, rows: usize) -> Self {
        Self {
            designs,
            rows,
            ranks: vec![0.0; designs * designs],
            beaten: vec![Columns::default(); designs],
            halves: vec![0.0; designs * designs],
            weights: vec![0.0; designs * rows],
            order: Vec::with_capacity(designs),
        }
    }

    pub(super) fn count(&mut self, best: &[f32], weights: &[f32]) {
        if self.designs == 0 {
            return;
        }
        self.order.clear();
        self.order.extend(best.iter().zip(0..).map(|(score, design)| key(*score, design)));
        self.order.sort_unstable();
        if self.order.windows(2).all(|two| score(two[0]) != score(two[1])) {
            self.apart();
            self.first(1, weights);
            return;
        }
        let mut below = 0_u64;
        let mut end = self.designs;
        while end > 0 {
            // Designs with equal scores share their ranks and half of the wins among them.
            let start = self.order[..end].iter().rposition(|other| score(*other) != score(self.order[end - 1]));
            let start = start.map_or(0, |at| at + 1);
            self.group(start, end, below);
            for key in &self.order[start..end] {
                below |= 1 << design(*key);
            }
            if start == 0 {
                self.first(end, weights);
            }
            end = start;
        }
    }

    /// Counts when no two designs have the same score, which is nearly always the case.
    fn apart(&mut self) {
        let mut below = 0_u64;
        for (place, key) in self.order.iter().enumerate().rev() {
            let design = design(*key);
            self.beaten[design].add(below);
            self.ranks[design * self.designs + place] += 1.0;
            below |= 1 << design;
        }
    }

    /// Counts designs with equal scores, from `start` to before `end`; they beat those below.
    fn group(&mut self, start: usize, end: usize, below: u64) {
        let share = 1.0 / (end - start) as f64;
        for at in start..end {
            let own = design(self.order[at]) * self.designs;
            self.beaten[design(self.order[at])].add(below);
            self.ranks[own + start..own + end].iter_mut().for_each(|times| *times += share);
            for other in (start..end).filter(|other| *other != at) {
                self.halves[own + design(self.order[other])] += 0.5;
            }
        }
    }

    /// Adds the weights of a simulation in which the designs before `end` are first.
    fn first(&mut self, end: usize, weights: &[f32]) {
        let share = 1.0 / end as f64;
        for key in &self.order[..end] {
            let own = design(*key) * self.rows;
            for (sum, weight) in self.weights[own..own + self.rows].iter_mut().zip(weights) {
                *sum += share * f64::from(*weight);
            }
        }
    }

    /// How often a design had each rank, the counts of (E23).
    pub(super) fn ranks(&self, design: usize) -> impl Iterator<Item = f64> {
        self.ranks[design * self.designs..(design + 1) * self.designs].iter().copied()
    }

    /// How often a design beat each other one; against itself, half of all simulations, as in any tie.
    pub(super) fn wins(&self, design: usize) -> impl Iterator<Item = f64> {
        let all: f64 = self.ranks(design).sum();
        (0..self.designs).map(move |other| {
            let won = if other == design { all / 2.0 } else { self.beaten[design].count(other).into() };
            won + self.halves[design * self.designs + other]
        })
    }

    /// Sums of weights over the simulations in which a design was first, those of the means in (E24).
    pub(super) fn weights(&self, design: usize) -> impl Iterator<Item = f64> {
        self.weights[design * self.rows..(design + 1) * self.rows].iter().copied()
    }
}

/// Packs a score and its design into a whole number that is smaller for a higher score: the bits of a floating-point
/// number sort as its value does once negative ones are flipped.
fn key(score: f32, design: u64) -> u64 {
    let bits = score.to_bits();
    let ordered = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
    u64::from(!ordered) << 32 | design
}

fn design(key: u64) -> usize {
    (key & u64::from(u32::MAX)) as usize
}

/// The score bits of a key; equal for equal scores.
fn score(key: u64) -> u64 {
    key >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_each_bit_by_itself() {
        let mut columns = Columns::default();
        for time in 0..1000_u64 {
            columns.add(1 | (time % 2) << 5 | u64::from(time % 3 == 0) << 63);
        }
        assert_eq!([0, 5, 63, 7].map(|at| columns.count(at)), [1000, 500, 334, 0]);
    }

    #[test]
    fn keys_order_as_scores_do_from_best_to_worst() {
        let scores = [f32::INFINITY, 91.25, 91.249_99, 0.5, 0.0, -0.25, -3.0, f32::NEG_INFINITY];
        let keys: Vec<u64> = scores.iter().zip(0..).map(|(score, design)| key(*score, design)).collect();
        assert!(keys.is_sorted());
        assert_eq!(keys.iter().map(|key| design(*key)).collect::<Vec<usize>>(), (0..8).collect::<Vec<usize>>());
        assert_eq!(score(key(2.0, 1)), score(key(2.0, 7)));
    }

    #[test]
    fn ranks_wins_and_ties_are_counted_as_by_hand() {
        let mut tally = Tally::new(3, 1);
        tally.count(&[3.0, 1.0, 2.0], &[1.0]);
        tally.count(&[2.0, 2.0, 5.0], &[0.5]);
        assert_eq!(tally.ranks(0).collect::<Vec<f64>>(), [1.0, 0.5, 0.5]);
        assert_eq!(tally.ranks(1).collect::<Vec<f64>>(), [0.0, 0.5, 1.5]);
        assert_eq!(tally.ranks(2).collect::<Vec<f64>>(), [1.0, 1.0, 0.0]);
        assert_eq!(tally.wins(0).collect::<Vec<f64>>(), [1.0, 1.5, 1.0]);
        assert_eq!(tally.wins(2).collect::<Vec<f64>>(), [1.0, 2.0, 1.0]);
        assert_eq!(tally.weights(2).collect::<Vec<f64>>(), [0.5]);
    }
}
