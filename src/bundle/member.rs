//! A design as a member of a bundle.

use super::marks::Covered;
use super::order::Turn;
use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::scoring::{Group, UnmetGate};

/// A design in a bundle.
#[derive(Clone, Debug)]
pub struct Member {
    pub design: DesignIndex,
    pub alternative: AlternativeIndex,
    pub score: i32,
    /// The reason for its place in the order; `None` when it is the only design.
    pub turn: Option<Turn>,
    pub covers: Covered,
    /// Marks that none of the designs before it covers.
    pub adds: Covered,
    pub group: Group,
    /// Unmet critical needs.
    pub gates: Vec<UnmetGate>,
}
