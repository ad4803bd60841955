//! Parts of answers that depend only on the catalog, prepared as JSON when it is loaded.

use serde_json::value::RawValue;

use super::demands::Demands;
use crate::advisor::Advisor;
use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::explain::Reason;
use crate::wire::kit::number::to_json;
use crate::wire::kit::view::View;

/// The prepared parts of every alternative.
#[derive(Debug)]
pub struct Rendered {
    demands: Vec<Box<RawValue>>,
    /// By design: whether it embeds practice in the classroom.
    embeds_practice: Vec<bool>,
    /// By alternative, term and cell: the sentence as a JSON string.
    reasons: Vec<Vec<Vec<Box<RawValue>>>>,
}

impl Rendered {
    pub fn new(advisor: &Advisor) -> Self {
        let catalogue = advisor.catalogue();
        let alternatives = advisor.tables().alternatives.iter();
        let demands = alternatives.map(|alternative| {
            let dosage = &catalogue.designs[alternative.design].dosage;
            raw(to_json(&Demands::view((dosage, &catalogue.environments[alternative.environment]))))
        });
        let reasons = advisor.tables().all_alternatives().map(|alternative| {
            let terms = advisor.reasons().prepared(alternative).iter();
            terms.map(|cells| cells.iter().map(|text| raw(to_json(text))).collect()).collect()
        });
        Self {
            demands: demands.collect(),
            embeds_practice: catalogue.all_designs().map(|design| catalogue.embeds_practice(design)).collect(),
            reasons: reasons.collect(),
        }
    }

    pub fn demands(&self, alternative: AlternativeIndex) -> &RawValue {
        &self.demands[alternative]
    }

    pub fn embeds_practice(&self, design: DesignIndex) -> bool {
        self.embeds_practice[design]
    }

    /// Returns the sentence, if it was prepared.
    pub fn reason(&self, alternative: AlternativeIndex, reason: &Reason<'_>) -> Option<&RawValue> {
        match reason {
            Reason::Prepared { term, cell, .. } => Some(&self.reasons[alternative][*term][*cell]),
            Reason::Unknown | Reason::Own(_) => None,
        }
    }
}

fn raw(json: Vec<u8>) -> Box<RawValue> {
    let text = String::from_utf8(json).expect("JSON is text");
    RawValue::from_string(text).expect("the text is written as JSON")
}
