//! Least squares with a prior and bounds, by linfa's Cholesky factors (L4).
//!
//! The prior adds to the diagonal, so one solution of the normal equations is the posterior mode; the prior also keeps them
//! well conditioned. Bounds are an active set around it. linfa-linear is not used: it would fit rows that only a factor of
//! the same matrix can give, it needs argmin, and without an L1 part its elastic net does not end.

use linfa_linalg::cholesky::{InverseC, SolveC};
use ndarray::{Array1, Array2, Axis};

/// A problem: minimize ½ d'(G + diag(penalty)) d − b'd within bounds.
#[derive(Clone, Debug)]
pub struct Bounded {
    pub products: Array2<f64>,
    pub with: Array1<f64>,
    pub penalty: Array1<f64>,
    pub low: Array1<f64>,
    pub high: Array1<f64>,
}

/// What a bounded offset must push beyond its bound before it is let go.
const TOLERANCE: f64 = 1e-12;

impl Bounded {
    fn hessian(&self) -> Array2<f64> {
        let mut hessian = self.products.clone();
        hessian.diag_mut().iter_mut().zip(&self.penalty).for_each(|(one, more)| *one += more);
        hessian
    }

    /// Returns the solution; `None` if the problem has no finite one.
    pub fn solve(&self) -> Option<Array1<f64>> {
        let count = self.with.len();
        let hessian = self.hessian();
        let mut fixed: Vec<Option<f64>> = vec![None; count];
        let mut best = Array1::zeros(count);
        // Each round fixes the offsets beyond a bound or frees the one that pushes hardest inward.
        for _ in 0..20 * (count + 1) {
            best = free_solution(&hessian, &self.with, &fixed)?;
            let mut beyond = false;
            for at in 0..count {
                let bound = if best[at] < self.low[at] { self.low[at] } else { self.high[at] };
                if fixed[at].is_none() && (best[at] < self.low[at] || best[at] > self.high[at]) {
                    (fixed[at], beyond) = (Some(bound), true);
                }
            }
            if beyond {
                continue;
            }
            let slope = hessian.dot(&best) - &self.with;
            let inward = |at: usize| match fixed[at] {
                Some(bound) if bound <= self.low[at] => -slope[at],
                Some(_) => slope[at],
                None => 0.0,
            };
            let hardest = (0..count).max_by(|a, b| inward(*a).total_cmp(&inward(*b)))?;
            let scale = hessian[[hardest, hardest]].abs().max(1.0);
            if inward(hardest) <= TOLERANCE * scale || self.low[hardest] >= self.high[hardest] {
                return Some(best);
            }
            fixed[hardest] = None;
        }
        Some(best)
    }
}

/// Solves for the offsets that are not fixed.
fn free_solution(hessian: &Array2<f64>, with: &Array1<f64>, fixed: &[Option<f64>]) -> Option<Array1<f64>> {
    let free: Vec<usize> = (0..fixed.len()).filter(|at| fixed[*at].is_none()).collect();
    let mut solution: Array1<f64> = fixed.iter().map(|one| one.unwrap_or(0.0)).collect();
    if free.is_empty() {
        return Some(solution);
    }
    let mut own = Array2::from_shape_fn((free.len(), free.len()), |(a, b)| hessian[[free[a], free[b]]]);
    let target = |at: &usize| {
        let of_fixed: f64 =
            fixed.iter().enumerate().filter_map(|(other, one)| Some(hessian[[*at, other]] * (*one)?)).sum();
        with[*at] - of_fixed
    };
    let target: Array1<f64> = free.iter().map(target).collect();
    let fitted = own.solvec(&target.insert_axis(Axis(1))).ok()?;
    free.iter().zip(&fitted).for_each(|(at, one)| solution[*at] = *one);
    solution.iter().all(|one| one.is_finite()).then_some(solution)
}

/// Returns the inverse of a positive definite matrix.
pub fn inverse(matrix: &Array2<f64>) -> Option<Array2<f64>> {
    matrix.invc().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::chance::Chance;

    fn problem(seed: u64, width: f64) -> Bounded {
        let mut chance = Chance(seed);
        let rows = Array2::from_shape_fn((60, 25), |_| chance.normal());
        let outcome: Array1<f64> = (0..60).map(|_| chance.normal()).collect();
        Bounded {
            products: rows.t().dot(&rows),
            with: rows.t().dot(&outcome),
            penalty: Array1::from_elem(25, 3.0),
            low: Array1::from_elem(25, -width),
            high: Array1::from_elem(25, width),
        }
    }

    /// Projected coordinate descent, which shares nothing with the solver.
    fn descent(problem: &Bounded) -> Array1<f64> {
        let hessian = problem.hessian();
        let mut at = Array1::<f64>::zeros(problem.with.len());
        for _ in 0..20_000 {
            for one in 0..at.len() {
                let rest: f64 = hessian.row(one).dot(&at) - hessian[[one, one]] * at[one];
                let best = (problem.with[one] - rest) / hessian[[one, one]];
                at[one] = best.clamp(problem.low[one], problem.high[one]);
            }
        }
        at
    }

    #[test]
    fn the_active_set_finds_what_coordinate_descent_finds() {
        let mut bounded = 0;
        for (seed, width) in [(1, 1.0), (2, 0.1), (3, 0.05), (4, 0.01), (5, 0.2)] {
            let problem = problem(seed, width);
            let (solved, expected) = (problem.solve().unwrap(), descent(&problem));
            bounded += solved.iter().filter(|one| one.abs() >= width).count();
            assert!((&solved - &expected).iter().all(|one| one.abs() < 1e-10), "{seed}: {solved} {expected}");
        }
        assert!(bounded > 30, "{bounded} offsets are at a bound");
    }

    /// The problems and scipy's solutions are made by `.ci/learning.py`.
    #[test]
    fn it_finds_what_scipy_finds_with_bounded_least_squares() {
        let mut problems = 0;
        for line in include_str!("bvls.txt").lines() {
            let numbers: Vec<f64> = line.split(' ').map(|number| number.parse().unwrap()).collect();
            let (size, penalty, bound) = (numbers[0] as usize, numbers[1], numbers[2]);
            let rows = (numbers.len() - 3 - size) / (size + 1);
            let (matrix, rest) = numbers[3..].split_at(rows * size);
            let matrix = Array2::from_shape_vec((rows, size), matrix.to_vec()).unwrap();
            let (outcome, expected) = rest.split_at(rows);
            let problem = Bounded {
                products: matrix.t().dot(&matrix),
                with: matrix.t().dot(&Array1::from_vec(outcome.to_vec())),
                penalty: Array1::from_elem(size, penalty),
                low: Array1::from_elem(size, -bound),
                high: Array1::from_elem(size, bound),
            };
            let solved = problem.solve().unwrap();
            assert!(
                solved.iter().zip(expected).all(|(one, scipy)| (one - scipy).abs() < 1e-9),
                "{solved} {expected:?}"
            );
            problems += 1;
        }
        assert_eq!(problems, 3);
    }
}
