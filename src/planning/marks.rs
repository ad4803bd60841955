//! The marks of a high-quality design, for the plan as a whole.

use super::facts::{Chosen, Facts};
use crate::catalogue::QualityMark;

/// A mark, with the chosen designs that have it.
#[derive(Clone, Debug)]
pub struct MarkState<'a> {
    pub mark: QualityMark,
    /// Empty if no chosen design has the mark.
    pub designs: Vec<Chosen<'a>>,
}

/// Returns every mark with the designs that have it.
pub(super) fn marks<'a>(facts: &Facts<'a>) -> Vec<MarkState<'a>> {
    let of = |mark: &QualityMark| {
        let has = |one: &&Chosen<'a>| one.design.quality_marks.contains(mark);
        MarkState { mark: *mark, designs: facts.chosen.iter().filter(has).copied().collect() }
    };
    QualityMark::ALL.iter().map(of).collect()
}
