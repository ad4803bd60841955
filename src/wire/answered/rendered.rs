//! Parts of answers that depend only on the catalog, prepared as JSON: sentences when they are first needed, the rest when
//! it is loaded.

use std::sync::OnceLock;

use serde_json::value::RawValue;

use super::demands::Demands;
use super::direct::Pieces;
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
    pieces: Pieces,
    demands: Vec<Box<RawValue>>,
    /// By design: whether it embeds practice in the classroom.
    embeds_practice: Vec<bool>,
    /// By alternative, term and cell: the sentence as a JSON string.
    reasons: Vec<[OnceLock<Box<RawValue>>; CELLS]>,
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
        let terms = advisor.tables().terms.len();
        let sentences = advisor.tables().alternatives.len() * terms;
        Self {
            pieces: Pieces::new(catalogue, advisor.tables()),
            demands: demands.collect(),
            embeds_practice: catalogue.all_designs().map(|design| catalogue.embeds_practice(design)).collect(),
            reasons: (0..sentences).map(|_| std::array::from_fn(|_| OnceLock::new())).collect(),
            terms,
            gates: advisor
                .tables()
                .all_alternatives()
                .map(|alternative| prepared_gates(advisor, alternative))
                .collect(),
        }
    }

    /// Makes every sentence, so that no answer has to wait for one.
    pub fn fill(&self, advisor: &Advisor) {
        let tables = advisor.tables();
        for alternative in tables.all_alternatives() {
            for term in tables.all_terms() {
                for cell in 0..tables.cells(term) {
                    let text = advisor.reasons().of_whole_answer(tables, alternative, term, cell);
                    self.reason(alternative, &Reason::Prepared { term, cell, text });
                }
            }
        }
    }

    pub(super) fn pieces(&self) -> &Pieces {
        &self.pieces
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

    /// Returns the sentence, if it is one for a whole answer.
    pub fn reason(&self, alternative: AlternativeIndex, reason: &Reason<'_>) -> Option<&RawValue> {
        match reason {
            Reason::Prepared { term, cell, text } => {
                let kept = &self.reasons[alternative.at() * self.terms + term.at()][*cell];
                Some(kept.get_or_init(|| raw(to_json(text))))
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
