//! Pairwise comparisons of factors, converted to shares by the principal eigenvector.

use super::ElicitationError;
use super::consistency::{Consistency, consistency};
use super::matrix::Matrix;
use super::shares::{Share, proportional};

/// The maximum number of factors to compare: 105 comparisons, and the limit of the published random indices.
pub const MOST_COMPARED: usize = 15;

/// The maximum importance ratio of two factors.
pub const MOST_TIMES: f64 = 9.0;

/// Parts of a share below this are floating-point noise, which must not decide a rounding.
const PARTS: f64 = 1e12;

/// One comparison: how many times as important one factor is as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    pub more: usize,
    pub less: usize,
    /// 1 (equally important) to [`MOST_TIMES`].
    pub times: f64,
}

/// A set of factors with every pair compared once.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairwise {
    /// In catalog order.
    factors: Vec<usize>,
    matrix: Matrix,
}

impl Pairwise {
    /// # Errors
    /// If there are fewer than two factors, more than [`MOST_COMPARED`], or duplicates; if a comparison is of a
    /// factor with itself, of an unknown factor, off the scale, or of a pair already judged; or if pairs are missing.
    pub fn new(mut factors: Vec<usize>, judgements: &[Judgement]) -> Result<Self, ElicitationError> {
        factors.sort_unstable();
        if let Some(pair) = factors.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(ElicitationError::Repeated { factor: pair[0] });
        }
        match factors.len() {
            0 | 1 => return Err(ElicitationError::TooFew),
            size if size > MOST_COMPARED => return Err(ElicitationError::TooMany { most: MOST_COMPARED }),
            _ => {}
        }
        let mut matrix = Matrix::ones(factors.len());
        let mut judged: Vec<(usize, usize)> = Vec::new();
        let place = |factor| factors.iter().position(|one| *one == factor).ok_or(ElicitationError::NotNamed { factor });
        for judgement in judgements {
            let (more, less) = (place(judgement.more)?, place(judgement.less)?);
            if more == less {
                return Err(ElicitationError::Itself { factor: judgement.more });
            }
            if !(1.0..=MOST_TIMES).contains(&judgement.times) {
                return Err(ElicitationError::OutOfScale);
            }
            let pair = (more.min(less), more.max(less));
            if judged.contains(&pair) {
                return Err(ElicitationError::JudgedTwice { pair: (judgement.more, judgement.less) });
            }
            judged.push(pair);
            matrix.set(more, less, judgement.times);
            matrix.set(less, more, 1.0 / judgement.times);
        }
        let missing: Vec<(usize, usize)> = pairs(factors.len()).filter(|pair| !judged.contains(pair)).collect();
        if !missing.is_empty() {
            let pairs = missing.into_iter().map(|(one, other)| (factors[one], factors[other])).collect();
            return Err(ElicitationError::Missing { pairs });
        }
        Ok(Self { factors, matrix })
    }

    /// Returns the number of comparisons.
    pub fn comparisons(&self) -> usize {
        pairs(self.factors.len()).count()
    }

    /// Computes (E14): the vector `w` with sum 1 and `A w = λ w`, where `λ` is the largest eigenvalue of the
    /// comparisons `A` (Saaty 1977). If no comparison contradicts another, `A` contains the ratios of `w`.
    ///
    /// ```
    /// use backmap_model::elicitation::{Judgement, Pairwise};
    /// let judgements = [(0, 1, 2.0), (1, 2, 3.0), (0, 2, 6.0)].map(|(more, less, times)| Judgement { more, less, times });
    /// let shares = Pairwise::new(vec![0, 1, 2], &judgements).unwrap().shares();
    /// assert_eq!(shares.iter().map(|one| one.share).collect::<Vec<_>>(), [600_000, 300_000, 100_000]);
    /// ```
    pub fn shares(&self) -> Vec<Share> {
        let vector = self.matrix.principal().vector;
        let parts = self.factors.iter().zip(vector).map(|(factor, part)| (*factor, (part * PARTS).round() as u128));
        proportional(parts.collect())
    }

    pub fn consistency(&self) -> Consistency {
        consistency(&self.factors, &self.matrix)
    }
}

/// Returns all pairs of `size` indices, in order.
pub(super) fn pairs(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(move |one| (one + 1..size).map(move |other| (one, other)))
}
