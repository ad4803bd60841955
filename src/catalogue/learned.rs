//! `learned.toml`: offsets on the values of designs for outcomes, which `backmap learn` writes.

use super::grading::tables;
use super::{Catalogue, DesignIndex, Faults};
use crate::words::{fill_text, text};
use std::iter;

/// The name of the file; without it, every number is authored.
pub const LEARNED_FILE: &str = "learned.toml";

/// The largest offset, on the scale of a value, 0 to 1.
const MOST: f64 = 0.5;

tables! {
    /// What was learned from outcomes.
    pub struct Learned {
        /// Replaces the version of the authored model.
        model_version: String,
        /// What it was learned from.
        rationale: String,
        #[serde(rename = "offset", default)] offsets: Vec<LearnedOffset>,
    }

    /// The offset of a design on its value for every outcome, with its interval of 90 %.
    pub struct LearnedOffset {
        design: String,
        value: f64,
        low: f64,
        high: f64,
        /// How many results with this design it was learned from.
        results: usize,
    }
}

impl Catalogue {
    /// Returns the offset that was learned for a design, or 0.
    pub fn learned_offset(&self, design: DesignIndex) -> f64 {
        let id = &self.designs[design].id;
        let offsets = self.learned.iter().flat_map(|learned| &learned.offsets);
        offsets.filter(|offset| offset.design == *id).fold(0.0, |sum, offset| sum + offset.value)
    }

    /// Adds the offsets to the values of designs and their variants; a value stays within 0 and 1.
    pub(super) fn apply(&mut self, learned: Learned, faults: &mut Faults) {
        let outcome = self.model.transfer.outcome.clone();
        let mut seen: Vec<&str> = Vec::new();
        for offset in &learned.offsets {
            let place = fill_text("catalogue.learned.place", &[("design", &offset.design)]);
            if !(-MOST..=MOST).contains(&offset.value) || offset.low > offset.value || offset.value > offset.high {
                faults.add(LEARNED_FILE, &*place, text("catalogue.learned.range"));
                continue;
            }
            if seen.contains(&offset.design.as_str()) {
                faults.add(LEARNED_FILE, &*place, text("catalogue.learned.twice"));
                continue;
            }
            seen.push(&offset.design);
            let Some(design) = self.designs.iter_mut().find(|design| design.id == offset.design) else {
                faults.add(LEARNED_FILE, &*place, text("catalogue.learned.unknown"));
                continue;
            };
            let own = design.attributes.factors.get_mut(&outcome).into_iter();
            let variants = design.variants.iter_mut().filter_map(|one| one.attributes.factors.get_mut(&outcome));
            for category in own.chain(variants).flat_map(|attribute| &mut attribute.categories) {
                for value in iter::once(&mut category.value).chain(&mut category.followed_up) {
                    *value = ((*value + offset.value).clamp(0.0, 1.0) * 1e4).round() / 1e4;
                }
            }
        }
        self.model.model_version.clone_from(&learned.model_version);
        self.learned = Some(learned);
    }
}
