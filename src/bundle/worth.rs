//! The worth of a set of designs, equation (E10) of docs/model.md, in exact integers.

use crate::answers::MILLION;

/// The share of the score that comes from coverage, and the number of marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worth {
    coverage_weight: u64,
    marks: u64,
}

impl Worth {
    pub(super) fn new(coverage_weight: f64, marks: usize) -> Self {
        Self { coverage_weight: super::candidate::millionths(coverage_weight), marks: marks as u64 }
    }

    /// The score in hundredths, rounded to the nearest, halves up. Takes the sum of the designs' scores in hundredths,
    /// the number of designs, and the number of marks they cover together.
    pub(super) fn score(&self, scores: u64, designs: usize, covered: usize) -> u32 {
        let (designs, covered) = (designs as u64, covered as u64);
        let own = (MILLION - self.coverage_weight) * scores * self.marks;
        let together = self.coverage_weight * 10_000 * covered * designs;
        nearest(own + together, MILLION * designs * self.marks) as u32
    }
}

/// The mean of scores with this sum, in hundredths, rounded the same way.
pub(super) fn mean(scores: u64, designs: usize) -> i32 {
    nearest(scores, designs as u64) as i32
}

fn nearest(numerator: u64, denominator: u64) -> u64 {
    (2 * numerator + denominator) / (2 * denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_coverage_add_up_as_the_equation_says() {
        let worth = Worth::new(0.4, 13);
        // 0.6 * 80 + 0.4 * 100 * 13 / 13
        assert_eq!(worth.score(24_000, 3, 13), 8_800);
        // 0.6 * 71.235 + 0.4 * 100 * 6 / 13 = 42.741 + 18.4615... = 61.2025...
        assert_eq!(worth.score(14_247, 2, 6), 6_120);
        assert_eq!(mean(14_247, 2), 7_124, "halves go up");
    }

    #[test]
    fn the_ends_of_the_weight_leave_one_side_alone() {
        assert_eq!(Worth::new(0.0, 13).score(9_999, 1, 0), 9_999);
        assert_eq!(Worth::new(1.0, 13).score(9_999, 1, 13), 10_000);
    }
}
