//! How much of a score rests on weak evidence, by the grades of the designs' own numbers. The grades of the weights are
//! left out: nearly all are judgment, so the share would be near 1 for every design and carry no information.

use crate::answers::CELLS;
use crate::catalogue::{Catalogue, Side};
use crate::scoring::{Evaluation, Tables};

/// Which numbers are graded weak: by alternative, term and cell, and by alternative and gate.
#[derive(Clone, Debug)]
pub struct WeakEvidence {
    terms: Vec<Vec<[bool; CELLS]>>,
    gates: Vec<Vec<bool>>,
}

impl WeakEvidence {
    pub fn new(catalogue: &Catalogue, tables: &Tables) -> Self {
        let weak = |grade| catalogue.grade(grade).is_none_or(|grade| grade.weak);
        let terms = tables.alternatives.iter().map(|alternative| {
            let attributes = alternative.attributes.iter();
            attributes.map(|attribute| std::array::from_fn(|cell| weak(&attribute.standing(cell).grade))).collect()
        });
        let gates = tables
            .alternatives
            .iter()
            .map(|alternative| alternative.gates.iter().map(|gate| weak(&gate.standing.grade)).collect());
        Self { terms: terms.collect(), gates: gates.collect() }
    }

    /// The share of an alternative's points that comes from numbers graded weak, 0 to 1: of the points that its numbers
    /// give to potential, and of those that they take from readiness.
    pub fn share(&self, evaluation: &Evaluation<'_>, alternative: usize) -> f64 {
        let (tables, weighting, mixtures) = (evaluation.tables(), evaluation.weighting(), &evaluation.mixtures);
        let design = tables.alternatives[alternative].design;
        let blocks = &evaluation.parts.blocks;
        let potential = blocks.potential[alternative];
        let (mut weak, mut all) = (0.0, 0.0);
        let mut count = |points: f64, is_weak: bool| {
            all += points;
            weak += if is_weak { points } else { 0.0 };
        };
        for term in 0..tables.terms.len() {
            let rate = if tables.sides[term] == Side::Potential { 1.0 } else { potential };
            let mixture = mixtures.get(term, design).unwrap_or(&tables.priors[term]);
            for (cell, share) in mixture.held() {
                let points = weighting.part(term, cell, alternative);
                count(share * points * rate, self.terms[alternative][term][cell]);
            }
        }
        for (gate, keeps) in self.gates[alternative].iter().zip(blocks.gates[alternative]) {
            count((1.0 - keeps) * potential, *gate);
        }
        if all > 0.0 { (weak / all).clamp(0.0, 1.0) } else { 0.0 }
    }
}
