//! How much of a score rests on weak evidence, by the grades of the designs' own numbers. The grades of the weights are
//! left out: nearly all are judgment, so the share would be near 1 for every design and carry no information.

use crate::answers::CELLS;
use crate::catalogue::{Catalogue, Side};
use crate::scoring::{Detail, Of, Tables};

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
            attributes.map(|attribute| std::array::from_fn(|cell| weak(&attribute.basis(cell).grade))).collect()
        });
        let gates = tables
            .alternatives
            .iter()
            .map(|alternative| alternative.gates.iter().map(|gate| weak(&gate.basis.grade)).collect());
        Self { terms: terms.collect(), gates: gates.collect() }
    }

    /// The share of an alternative's points that comes from numbers graded weak, 0 to 1: of the points that its numbers
    /// give to potential, and of those that they take from readiness.
    pub fn share(&self, detail: &Detail<'_>) -> f64 {
        let (alternative, of_terms) = (detail.alternative(), &self.terms[detail.alternative()]);
        let Of { tables, weighting, mixtures } = detail.of();
        let potential = detail.blocks().potential[alternative];
        let (mut weak, mut all) = (0.0, 0.0);
        let rows = of_terms.iter().zip(detail.terms()).zip(mixtures.slots());
        for (term, ((is_weak, (side, part)), slot)) in tables.all_terms().zip(rows) {
            let rate = if *side == Side::Potential { 1.0 } else { potential };
            let points = part.end * rate;
            all += points;
            weak += match is_weak.get(*slot) {
                Some(is_weak) => points * f64::from(u8::from(*is_weak)),
                None => {
                    let held = detail.answer(term).unwrap_or(&tables.priors[term]).held();
                    let weak = held.filter(|(cell, _)| is_weak[*cell]);
                    weak.map(|(cell, share)| share * weighting.part(term, cell, alternative) * rate).sum()
                }
            };
        }
        for (is_weak, keeps) in self.gates[alternative].iter().zip(detail.blocks().gates[alternative]) {
            let points = (1.0 - keeps) * potential;
            all += points;
            weak += if *is_weak { points } else { 0.0 };
        }
        if all > 0.0 { (weak / all).clamp(0.0, 1.0) } else { 0.0 }
    }
}
