//! Weighted sums of potential and of losses, a few alternatives at a time.

use crate::catalogue::Side;

/// The alternatives summed at a time, so that their sums stay in registers while the rows are added.
pub(super) const LANES: usize = 16;

/// The values that no unanswered factor changes, compiled for summing.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    potential: Rows,
    lost: Rows,
    /// By group of alternatives: their values on the rows of potential on which they differ, then on those of
    /// readiness.
    blocks: Vec<[f32; LANES]>,
    /// The potential where no row of it has weight.
    constant: f32,
}

/// The rows of one side.
#[derive(Clone, Debug, Default)]
struct Rows {
    /// Rows on which the alternatives differ.
    differing: Vec<usize>,
    /// Rows on which all have the same value, with that value.
    common: Vec<(usize, f32)>,
}

/// By alternative, then padding for the last group.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pub potential: Vec<f32>,
    pub lost: Vec<f32>,
}

impl Sums {
    pub(super) fn new(alternatives: usize) -> Self {
        let zeros = vec![0.0; alternatives.next_multiple_of(LANES)];
        Self { potential: zeros.clone(), lost: zeros }
    }

    pub(super) fn of(&mut self, side: Side) -> &mut [f32] {
        match side {
            Side::Potential => &mut self.potential,
            Side::Readiness => &mut self.lost,
        }
    }

    pub(super) fn copy_from(&mut self, other: &Self) {
        self.potential.copy_from_slice(&other.potential);
        self.lost.copy_from_slice(&other.lost);
    }
}

impl Rows {
    fn new(rows: impl Iterator<Item = usize>, values: &[Vec<f32>]) -> Self {
        let mut found = Self::default();
        for row in rows {
            match values[row].split_first() {
                Some((first, rest)) if rest.iter().any(|value| value != first) => found.differing.push(row),
                Some((first, _)) if *first != 0.0 => found.common.push((row, *first)),
                _ => {}
            }
        }
        found
    }

    /// The sum that all alternatives share.
    fn common(&self, weights: &[f32]) -> f32 {
        self.common.iter().map(|(row, value)| weights[*row] * value).sum()
    }

    fn add(&self, weights: &[f32], start: f32, block: &[[f32; LANES]]) -> [f32; LANES] {
        let mut sums = [start; LANES];
        for (row, values) in self.differing.iter().zip(block) {
            let weight = weights[*row];
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
        }
        sums
    }
}

impl Lanes {
    /// Values by row, then alternative; `constant` is potential that no row affects.
    pub(super) fn new(sides: &[Side], values: &[Vec<f32>], constant: f32) -> Self {
        let of_side = |side: Side| Rows::new((0..sides.len()).filter(move |row| sides[*row] == side), values);
        let (potential, lost) = (of_side(Side::Potential), of_side(Side::Readiness));
        let mut blocks = Vec::new();
        for start in (0..values.first().map_or(0, Vec::len)).step_by(LANES) {
            let rows = potential.differing.iter().chain(&lost.differing).map(|row| &values[*row][start..]);
            blocks.extend(rows.map(|values| std::array::from_fn(|at| values.get(at).copied().unwrap_or(0.0))));
        }
        Self { potential, lost, blocks, constant }
    }

    /// Sums of weights times values.
    pub(super) fn sum(&self, weights: &[f32], sums: &mut Sums) {
        let potential = self.potential.common(weights) + self.constant;
        let lost = self.lost.common(weights);
        let rows = self.potential.differing.len() + self.lost.differing.len();
        if rows == 0 {
            sums.potential.fill(potential);
            sums.lost.fill(lost);
            return;
        }
        let groups = sums.potential.chunks_exact_mut(LANES).zip(sums.lost.chunks_exact_mut(LANES));
        for ((potentials, losts), block) in groups.zip(self.blocks.chunks_exact(rows)) {
            let (of_potential, of_lost) = block.split_at(self.potential.differing.len());
            potentials.copy_from_slice(&self.potential.add(weights, potential, of_potential));
            losts.copy_from_slice(&self.lost.add(weights, lost, of_lost));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_a_plain_loop_whatever_rows_are_common() {
        let sides = [Side::Potential, Side::Readiness, Side::Potential, Side::Readiness, Side::Readiness];
        let count = 2 * LANES + 3;
        let values: Vec<Vec<f32>> = (0..sides.len())
            .map(|row| {
                (0..count)
                    .map(|at| {
                        if row == 2 {
                            0.5
                        } else if row == 4 {
                            0.0
                        } else {
                            (row + at) as f32
                        }
                    })
                    .collect()
            })
            .collect();
        let weights = [0.5, 0.25, 2.0, 1.0, 8.0];
        let mut sums = Sums::new(count);
        Lanes::new(&sides, &values, 1.0).sum(&weights, &mut sums);
        for (at, found) in sums.potential.iter().zip(&sums.lost).take(count).enumerate() {
            let plain = |side: Side| -> f32 {
                (0..sides.len()).filter(|row| sides[*row] == side).map(|row| weights[row] * values[row][at]).sum()
            };
            assert_eq!(found, (&(1.0 + plain(Side::Potential)), &plain(Side::Readiness)));
        }
    }
}
