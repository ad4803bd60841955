//! What bundles are chosen from, and by what.

use super::candidate::Candidate;
use super::search::Budget;
use super::worth::Worth;
use crate::scoring::Evaluation;

/// The designs that may be in a bundle, what a bundle is worth, and what it may need.
#[derive(Clone, Copy)]
pub(super) struct Pool<'a> {
    pub evaluation: &'a Evaluation<'a>,
    pub candidates: &'a [Candidate],
    pub worth: Worth,
    pub budget: Budget,
}
