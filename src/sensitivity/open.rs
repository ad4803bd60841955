//! The effect of unanswered factors on the values of a simulation, by the drawn cells.

use std::ops::Range;

use crate::answers::{CELLS, LEVELS, Mixture};
use crate::catalogue::{AlternativeIndex, DesignIndex, Side, TermIndex};
use crate::scoring::{AnswerOf, Evaluation};

use super::contestants::Contestant;
use super::rows::{self, Joint};
use super::surface::{is_known, meets, separate_answers};

/// One unanswered factor: its addition to its row, by cell and then alternative.
#[derive(Clone, Debug)]
pub(super) struct OpenTerm {
    pub row: usize,
    pub side: Side,
    pub of: AnswerOf,
    /// The alternatives that it affects.
    pub span: Range<usize>,
    /// Cumulative shares of the typical distribution.
    pub cumulative: [f32; CELLS],
    /// By cell, for the alternatives of the span.
    pub cells: Vec<Vec<f32>>,
    /// The alternatives with a gate on it, and the share the gate leaves at each cell.
    pub gates: Vec<(usize, [f32; CELLS])>,
    /// By cell: the alternatives that would not be feasible because they require more.
    pub barred: Vec<Vec<usize>>,
}

/// The joint addition of several factors, some of them unanswered, to a row: by the cells of those, then alternative.
#[derive(Clone, Debug)]
pub(super) struct OpenJoint {
    pub row: usize,
    pub side: Side,
    /// The unanswered factors, and the distance in `cells` of one step of each.
    strides: Vec<(usize, usize)>,
    pub cells: Vec<Vec<f32>>,
}

impl OpenTerm {
    /// All unanswered factors that affect an alternative.
    pub(super) fn all(
        evaluation: &Evaluation<'_>,
        alternatives: &[AlternativeIndex],
        designs: &[Contestant],
    ) -> Vec<Self> {
        let open = separate_answers(evaluation).into_iter().filter(|of| !is_known(evaluation, *of));
        let of_design = |design: DesignIndex| designs.iter().find(|one| one.design == design);
        let span = |of: AnswerOf| match of.design {
            Some(design) => of_design(design).map_or(0..0, |one| one.alternatives.clone()),
            None => 0..alternatives.len(),
        };
        let spanned = open.map(|of| (of, span(of))).filter(|(_, span)| !span.is_empty());
        spanned.map(|(of, span)| Self::new(evaluation, alternatives, of, span)).collect()
    }

    fn new(evaluation: &Evaluation<'_>, alternatives: &[AlternativeIndex], of: AnswerOf, span: Range<usize>) -> Self {
        let tables = evaluation.tables();
        let prior = &tables.priors[of.term];
        let mut sum = 0.0;
        let cumulative = std::array::from_fn(|cell| {
            sum += prior.share(cell);
            sum as f32
        });
        let values = |cell: usize| {
            let all = alternatives[span.clone()].iter();
            let count = tables.cells(of.term);
            all.map(|at| if cell < count { rows::term_value(tables, of.term, cell, *at) as f32 } else { 0.0 }).collect()
        };
        let barred = |cell: usize| {
            let all = alternatives.iter().enumerate();
            all.filter(|(_, alternative)| !meets(evaluation, of, **alternative, cell)).map(|(at, _)| at).collect()
        };
        Self {
            row: tables.terms[of.term].factor.at(),
            side: tables.sides[of.term],
            of,
            cumulative,
            cells: (0..CELLS).map(values).collect(),
            gates: gates(evaluation, alternatives, of),
            barred: (0..CELLS).map(barred).collect(),
            span,
        }
    }
}

/// The gates on an unanswered factor of the team. Where a need is answered for each design, gates stay at typical
/// answers.
fn gates(evaluation: &Evaluation<'_>, alternatives: &[AlternativeIndex], of: AnswerOf) -> Vec<(usize, [f32; CELLS])> {
    let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
    let mut found = Vec::new();
    for (at, alternative) in alternatives.iter().enumerate().filter(|_| of.design.is_none()) {
        for (gate, on) in tables.alternatives[*alternative].gates.iter().enumerate() {
            if on.term == of.term {
                let keeps = weighting.gate_keeps(*alternative, gate);
                found.push((at, std::array::from_fn(|cell| keeps[cell.min(LEVELS - 1)] as f32 / 1e6)));
            }
        }
    }
    found
}

/// The share of an alternative left by size and the gates, without gates on unanswered factors.
pub(super) fn kept(evaluation: &Evaluation<'_>, alternative: AlternativeIndex, open: &[OpenTerm]) -> f32 {
    let gates = evaluation.tables().alternatives[alternative].gates.iter();
    let is_open = |term: TermIndex| open.iter().any(|open| open.of.term == term && !open.gates.is_empty());
    let closed = gates.zip(evaluation.parts.blocks.gates[alternative]).filter(|(gate, _)| !is_open(gate.term));
    let gates: f64 = closed.map(|(_, keeps)| keeps).product();
    (rows::size(evaluation, alternative) * gates) as f32
}

impl OpenJoint {
    /// Every joint effect that includes an unanswered factor.
    pub(super) fn all(evaluation: &Evaluation<'_>, alternatives: &[AlternativeIndex], open: &[OpenTerm]) -> Vec<Self> {
        let tables = evaluation.tables();
        let place = |term: TermIndex| open.iter().position(|open| open.of.term == term);
        let is_open = |joint: &Joint| joint.terms(tables).into_iter().any(|term| place(term).is_some());
        Joint::all(evaluation).filter(is_open).map(|joint| Self::new(evaluation, alternatives, joint, &place)).collect()
    }

    fn new(
        evaluation: &Evaluation<'_>,
        alternatives: &[AlternativeIndex],
        joint: Joint,
        place: &dyn Fn(TermIndex) -> Option<usize>,
    ) -> Self {
        let tables = evaluation.tables();
        let (row, terms) = (joint.row(tables), joint.terms(tables));
        let mut strides = Vec::new();
        let mut count = 1;
        for (open, term) in terms.iter().filter_map(|term| Some((place(*term)?, *term))) {
            strides.push((open, count));
            count *= tables.cells(term);
        }
        let values = |mut at: usize| {
            // A known factor has its own answer at every cell of the others.
            let mut drawn: Vec<Mixture> = Vec::with_capacity(terms.len());
            for term in &terms {
                let count = if place(*term).is_some() { tables.cells(*term) } else { 1 };
                drawn.push(if count > 1 {
                    Mixture::whole(at % count)
                } else {
                    rows::of_team(evaluation, *term).clone()
                });
                at /= count;
            }
            let mixtures: Vec<&Mixture> = drawn.iter().collect();
            alternatives.iter().map(|alternative| joint.mean(tables, &mixtures, *alternative) as f32).collect()
        };
        Self { row, side: rows::side(tables, row), strides, cells: (0..count).map(values).collect() }
    }

    /// Its addition at the drawn cells.
    pub(super) fn at(&self, cells: &[u8]) -> &[f32] {
        let at: usize = self.strides.iter().map(|(open, stride)| usize::from(cells[*open]) * stride).sum();
        &self.cells[at]
    }
}
