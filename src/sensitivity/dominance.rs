//! Removes alternatives that another alternative of the same design is never below, in any simulation.

use std::cmp::Ordering;

use crate::catalogue::Side;

use super::model::Model;
use super::open::OpenTerm;

impl Model {
    /// Returns the model without dominated alternatives.
    pub(super) fn without_dominated(mut self) -> Self {
        let mut kept = Vec::new();
        let ranges: Vec<_> = self.designs.iter().map(|design| design.alternatives.clone()).collect();
        for (design, all) in ranges.into_iter().enumerate() {
            let from = kept.len();
            for at in all.clone() {
                // Of equals, the first stays.
                let beats = |other: usize| self.dominates(other, at) && (other < at || !self.dominates(at, other));
                if !all.clone().any(|other| other != at && beats(other)) {
                    kept.push(at);
                }
            }
            self.designs[design].alternatives = from..kept.len();
        }
        self.keep(&kept);
        self
    }

    /// Whether one alternative of a design is never below another one: on any row of either side, at any gate, at any
    /// cell of an unanswered factor. All factors of a score are 0 or more, so the product is then never lower either.
    fn dominates(&self, one: usize, other: usize) -> bool {
        let is_better = |side: Side, values: &[f32], start: usize| {
            let worse = if side == Side::Potential { Ordering::Less } else { Ordering::Greater };
            values[one - start].partial_cmp(&values[other - start]).is_some_and(|order| order != worse)
        };
        let of_open = |open: &OpenTerm| {
            let spans = open.span.contains(&one) && open.span.contains(&other);
            let keeps = |at: usize, cell: usize| {
                open.gates.iter().filter(|(gated, _)| *gated == at).map(|(_, keeps)| keeps[cell]).product::<f32>()
            };
            let runs = open.barred.iter().all(|barred| !barred.contains(&one) || barred.contains(&other));
            (!spans || open.cells.iter().all(|values| is_better(open.side, values, open.span.start)))
                && (0..open.cells.len()).all(|cell| keeps(one, cell) >= keeps(other, cell))
                && runs
        };
        self.kept[one] >= self.kept[other]
            && self.fixed.iter().zip(&self.sides).all(|(values, side)| is_better(*side, values, 0))
            && self.open.iter().all(of_open)
            && self.joints.iter().all(|joint| joint.cells.iter().all(|values| is_better(joint.side, values, 0)))
    }

    /// Keeps some alternatives, in ascending order.
    fn keep(&mut self, kept: &[usize]) {
        let pick = |of: &mut Vec<f32>| *of = kept.iter().map(|at| of[*at]).collect();
        self.fixed.iter_mut().for_each(pick);
        pick(&mut self.kept);
        self.joints.iter_mut().for_each(|joint| joint.cells.iter_mut().for_each(pick));
        self.open.iter_mut().for_each(|open| open.keep(kept));
        self.alternatives = kept.iter().map(|at| self.alternatives[*at]).collect();
        self.compile();
    }
}

impl OpenTerm {
    fn keep(&mut self, kept: &[usize]) {
        let place = |at: usize| kept.iter().position(|kept| *kept == at);
        let inside: Vec<usize> = kept.iter().copied().filter(|at| self.span.contains(at)).collect();
        for cell in &mut self.cells {
            *cell = inside.iter().map(|at| cell[at - self.span.start]).collect();
        }
        for barred in &mut self.barred {
            *barred = barred.iter().filter_map(|at| place(*at)).collect();
        }
        self.gates = self.gates.iter().filter_map(|(at, keeps)| Some((place(*at)?, *keeps))).collect();
        let first = inside.first().and_then(|at| place(*at)).unwrap_or(0);
        self.span = first..first + inside.len();
    }
}
