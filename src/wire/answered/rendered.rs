//! Parts of answers that depend only on the catalog, prepared as JSON when it is loaded.

use serde_json::value::RawValue;

use super::demands::Demands;
use super::gate::{Gated, PreparedGate};
use crate::advisor::Advisor;
use crate::answers::{CELLS, LEVELS, Level};
use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::explain::Reason;
use crate::planning::design_cost;
use crate::scoring::{Mixtures, UnmetGate, unmet_gates};
use crate::wire::kit::number::to_json;
use crate::wire::kit::view::View;

/// The prepared parts of every alternative.
#[derive(Debug)]
pub struct Rendered {
    demands: Vec<Box<RawValue>>,
    /// By design: whether it embeds practice in the classroom.
    embeds_practice: Vec<bool>,
    /// By alternative, term and cell: the sentence as a JSON string.
    reasons: Vec<[Box<RawValue>; CELLS]>,
    terms: usize,
    /// By alternative: each gate that a whole level leaves unmet under the catalog's weights, as JSON.
    gates: Vec<Vec<(UnmetGate, Box<RawValue>)>>,
}

impl Rendered {
    pub fn new(advisor: &Advisor) -> Self {
        let catalogue = advisor.catalogue();
        let alternatives = advisor.tables().alternatives.iter();
        let demands = alternatives.map(|alternative| {
            let design = &catalogue.designs[alternative.design];
            let environment = &catalogue.environments[alternative.environment];
            let cost = design_cost(catalogue, design, environment);
            raw(to_json(&Demands::view((&design.dosage, environment, &cost))))
        });
        let sentences = advisor.tables().all_alternatives().flat_map(|one| advisor.reasons().prepared(one));
        let reasons = sentences.map(|cells| std::array::from_fn(|cell| raw(to_json(&cells[cell]))));
        Self {
            demands: demands.collect(),
            embeds_practice: catalogue.all_designs().map(|design| catalogue.embeds_practice(design)).collect(),
            reasons: reasons.collect(),
            terms: advisor.tables().terms.len(),
            gates: advisor
                .tables()
                .all_alternatives()
                .map(|alternative| prepared_gates(advisor, alternative))
                .collect(),
        }
    }

    pub fn demands(&self, alternative: AlternativeIndex) -> &RawValue {
        &self.demands[alternative]
    }

    pub fn embeds_practice(&self, design: DesignIndex) -> bool {
        self.embeds_practice[design]
    }

    /// Returns an unmet gate with its reason.
    pub fn gate<'a>(
        &'a self,
        advisor: &'a Advisor,
        alternative: AlternativeIndex,
        unmet: &UnmetGate,
    ) -> PreparedGate<'a> {
        match self.gates[alternative].iter().find(|(gate, _)| gate == unmet) {
            Some((_, json)) => PreparedGate::Prepared(json),
            None => PreparedGate::Own(View::view((unmet, alternative, advisor))),
        }
    }

    /// Returns the sentence, if it was prepared.
    pub fn reason(&self, alternative: AlternativeIndex, reason: &Reason<'_>) -> Option<&RawValue> {
        match reason {
            Reason::Prepared { term, cell, .. } => {
                Some(&self.reasons[alternative.at() * self.terms + term.at()][*cell])
            }
            Reason::Unknown | Reason::Own(_) => None,
        }
    }
}

fn prepared_gates(advisor: &Advisor, alternative: AlternativeIndex) -> Vec<(UnmetGate, Box<RawValue>)> {
    let tables = advisor.tables();
    let at_level = |level: usize| {
        let level = Level::new(level as f64).ok()?;
        let gates = tables.alternatives[alternative].gates.iter();
        let levels =
            gates.fold(Mixtures::nothing_known(tables), |mixtures, gate| mixtures.raised(gate.term, None, level));
        Some(unmet_gates(tables, advisor.weighting(), &levels, alternative))
    };
    let json = |gate: UnmetGate| (gate, raw(to_json(&Gated::view((&gate, alternative, advisor)))));
    (1..=LEVELS).filter_map(at_level).flatten().map(json).collect()
}

fn raw(json: Vec<u8>) -> Box<RawValue> {
    let text = String::from_utf8(json).expect("JSON is text");
    RawValue::from_string(text).expect("the text is written as JSON")
}
