//! How much of a score rests on weak evidence: by the grades of the designs' own numbers. The grades of the weights,
//! nearly all judgement, are left out; otherwise the share would be near 1 for every design and say nothing.

use crate::answers::CELLS;
use crate::catalogue::Catalogue;
use crate::scoring::{Mixtures, Parts, Tables, Weighting};

/// Which numbers are graded weak: by alternative, term and cell, and by alternative and interaction.
#[derive(Clone, Debug)]
pub struct WeakEvidence {
    terms: Vec<Vec<[bool; CELLS]>>,
    pairs: Vec<Vec<bool>>,
}

impl WeakEvidence {
    pub fn new(catalogue: &Catalogue, tables: &Tables) -> Self {
        let weak = |grade| catalogue.grade(grade).is_none_or(|grade| grade.weak);
        let terms = tables.alternatives.iter().map(|alternative| {
            let attributes = alternative.attributes.iter();
            attributes.map(|attribute| std::array::from_fn(|cell| weak(&attribute.standing(cell).grade))).collect()
        });
        let pairs = tables.alternatives.iter().map(|alternative| {
            let design = &catalogue.designs[alternative.design];
            let interactions = catalogue.model.interactions.iter();
            interactions
                .map(|interaction| {
                    design.interactions.get(&interaction.id).is_none_or(|exposure| weak(&exposure.grade))
                })
                .collect()
        });
        Self { terms: terms.collect(), pairs: pairs.collect() }
    }

    /// The share of an alternative's points that come from numbers graded weak, 0 to 1.
    pub fn share(
        &self,
        tables: &Tables,
        weighting: &Weighting,
        parts: &Parts,
        mixtures: &Mixtures,
        alternative: usize,
    ) -> f64 {
        let design = tables.alternatives[alternative].design;
        let (mut weak, mut all) = (0.0, 0.0);
        for term in 0..tables.terms.len() {
            let mixture = mixtures.get(term, design).unwrap_or(&tables.priors[term]);
            for (cell, share) in mixture.held() {
                let points = share * weighting.points(tables, term, cell, alternative);
                all += points;
                if self.terms[alternative][term][cell] {
                    weak += points;
                }
            }
        }
        for (pair, is_weak) in self.pairs[alternative].iter().enumerate() {
            let points = f64::from(parts.pair_part(tables, weighting, pair, alternative)) / 100.0;
            all += points;
            if *is_weak {
                weak += points;
            }
        }
        if all > 0.0 { (weak / all).clamp(0.0, 1.0) } else { 0.0 }
    }
}
