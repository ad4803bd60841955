//! Whether the parts of a record agree with each other.

use super::record::{Observed, OutcomeRecord};
use crate::catalogue::Catalogue;
use crate::words::{fill_text, list, text};

/// Something wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What, and how to fix it.
    pub detail: String,
}

/// Returns every fault of a record.
pub fn faults(catalogue: &Catalogue, record: &OutcomeRecord) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |pointer: &str, detail: &str| {
        faults.push(Fault { pointer: pointer.to_owned(), detail: detail.to_owned() });
    };
    match (record.waited, record.design) {
        (true, Some(_)) => add("/design", text("outcomes.fault.waited_with_design")),
        (false, None) => add("/design", text("outcomes.fault.no_design")),
        _ => {}
    }
    if let (Some(design), Some(environment)) = (record.design, record.environment) {
        let (design, environment) = (&catalogue.designs[design], &catalogue.environments[environment].id);
        if !design.environments.contains(environment) {
            let known = list(&design.environments);
            add("/environment", &fill_text("outcomes.fault.environment", &[("known", &known)]));
        }
    }
    offers(record, &mut add);
    let in_order = |earlier: Option<_>, later: Option<_>| match (earlier, later) {
        (Some(earlier), Some(later)) => earlier <= later,
        _ => true,
    };
    if !in_order(record.decided_on, record.started_on) {
        add("/started_on", text("outcomes.fault.started_early"));
    }
    if !in_order(record.started_on, record.ended_on) {
        add("/ended_on", text("outcomes.fault.ended_early"));
    }
    for (at, result) in record.results.iter().enumerate() {
        let place = |field: &str| format!("/results/{at}/{field}");
        if !in_order(record.started_on, result.measured_on) {
            add(&place("measured_on"), text("outcomes.fault.measured_early"));
        }
        value(result, &mut |field, detail| add(&place(field), detail));
        let is_same = |other: &Observed| {
            (other.level, &other.measure, other.measured_on) == (result.level, &result.measure, result.measured_on)
        };
        if record.results[..at].iter().any(is_same) {
            add(&place("measure"), text("outcomes.fault.twice"));
        }
    }
    faults
}

fn offers(record: &OutcomeRecord, add: &mut impl FnMut(&str, &str)) {
    let is_offered = |design| record.offered.iter().any(|one| one.design == design);
    if let Some(design) = record.design {
        if !record.offered.is_empty() && !is_offered(design) {
            add("/offered", text("outcomes.fault.not_offered"));
        }
        if !record.lot.is_empty() && !record.lot.contains(&design) {
            add("/lot", text("outcomes.fault.not_in_lot"));
        }
    }
    if record.lot.len() == 1 {
        add("/lot", text("outcomes.fault.lot_of_one"));
    }
    if !record.offered.is_empty() && record.lot.iter().any(|design| !is_offered(*design)) {
        add("/lot", text("outcomes.fault.lot_not_offered"));
    }
}

fn value(result: &Observed, add: &mut impl FnMut(&str, &str)) {
    if result.highest <= result.lowest {
        add("highest", text("outcomes.fault.scale"));
    } else if !(result.lowest..=result.highest).contains(&result.value) {
        let [value, lowest, highest] = [result.value, result.lowest, result.highest].map(|number| number.to_string());
        let slots = [("value", &*value), ("lowest", &lowest), ("highest", &highest)];
        add("value", &fill_text("outcomes.fault.value", &slots));
    }
}
