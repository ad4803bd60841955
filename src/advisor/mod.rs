//! The entry point to everything below it: a checked, compiled catalog that answers for one profile at a time.
//!
//! An advisor never changes. A new catalog needs a new advisor.

mod advice;
mod bundles;
mod by_hand;
mod case;
mod certainty;
mod decision;
mod lot;
mod outcome;
mod plan;
mod prepared;
mod recommend;
mod shortlist;
mod voices;
mod weights;

use std::sync::{Arc, OnceLock};

use crate::bundle::Marks;
use crate::catalogue::{Catalogue, DesignIndex, Faults, Files};
use crate::explain::{PreparedReasons, WeakEvidence};
use crate::scoring::whole::Whole;
use crate::scoring::{Tables, WeightError, Weighting};

pub use advice::{
    Advice, Contribution, Cost, Explain, FirstPlace, Given, InteractionShare, NotFeasible, Options, Reasoned,
    Recommendation, Robustness, Stakeholder, Voices,
};
pub use bundles::{BundleAdvice, BundleCost};
pub use case::{CaseAdvice, CaseAsked, Choice};
pub use certainty::Certainty;
pub use decision::{Deciding, Decision, DecisionError};
pub use lot::{Lot, lot_offer};
pub use prepared::Prepared;
pub use shortlist::{Role, Shortlisted, shortlist};
pub use weights::Weighed;

/// A catalog ready to advise.
#[derive(Clone, Debug)]
pub struct Advisor {
    catalogue: Catalogue,
    tables: Tables,
    weighting: Weighting,
    reasons: PreparedReasons,
    weak_evidence: WeakEvidence,
    marks: Marks,
    /// Each design's position among all ids in alphabetical order.
    name_order: Vec<usize>,
    /// The quick way for whole answers under the catalog's own weights, compiled when it is first wanted.
    whole: OnceLock<Option<Arc<Whole>>>,
}

/// The versions that an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance<'a> {
    pub catalogue_version: &'a str,
    pub catalogue_digest: &'a str,
    pub model_version: &'a str,
    pub engine_version: &'a str,
}

impl Advisor {
    /// Reads, checks and compiles a catalog.
    ///
    /// # Errors
    /// Returns all faults of the catalog at once.
    pub fn new(files: &Files) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let catalogue = Catalogue::read(files, &mut faults);
        let tables = catalogue.as_ref().and_then(|catalogue| Tables::compile(catalogue, &mut faults));
        let (Some(catalogue), Some(tables), true) = (catalogue, tables, faults.is_empty()) else {
            return Err(faults);
        };
        let weighting = Weighting::of_catalogue(&tables).map_err(|error: WeightError| {
            faults.add("factors/", "weight", error.to_string());
            faults
        })?;
        let mut by_name: Vec<DesignIndex> = catalogue.all_designs().collect();
        by_name.sort_by_key(|design| &catalogue.designs[*design].id);
        let mut name_order = vec![0; by_name.len()];
        for (order, design) in by_name.into_iter().enumerate() {
            name_order[design] = order;
        }
        Ok(Self {
            reasons: PreparedReasons::new(&catalogue, &tables),
            weak_evidence: WeakEvidence::new(&catalogue, &tables),
            marks: Marks::new(&catalogue),
            catalogue,
            tables,
            weighting,
            name_order,
            whole: OnceLock::new(),
        })
    }

    /// Returns the advisor for the embedded catalog.
    ///
    /// ```
    /// let advisor = backmap_model::advisor::Advisor::embedded();
    /// assert!(advisor.catalogue().design_index("lesson_study").is_some());
    /// ```
    pub fn embedded() -> Self {
        Self::new(&Files::embedded()).expect("the embedded catalog is checked by the tests")
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The catalog's own weights, compiled.
    pub fn weighting(&self) -> &Weighting {
        &self.weighting
    }

    /// The sentences behind contributions.
    pub fn reasons(&self) -> &PreparedReasons {
        &self.reasons
    }

    /// The criteria that a bundle's coverage counts.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    pub fn provenance(&self) -> Provenance<'_> {
        Provenance {
            catalogue_version: &self.catalogue.model.catalogue_version,
            catalogue_digest: &self.catalogue.digest,
            model_version: &self.catalogue.model.model_version,
            engine_version: env!("CARGO_PKG_VERSION"),
        }
    }
}
