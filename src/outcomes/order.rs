//! One order for the records of a file, so that no sum depends on the order of its rows.

use std::cmp::Ordering;

use super::record::OutcomeRecord;

/// Sorts records by district, school, team, design, dates and results.
pub fn sort(records: &mut [OutcomeRecord]) {
    records.sort_by(order);
}

fn order(a: &OutcomeRecord, b: &OutcomeRecord) -> Ordering {
    let key = |record: &OutcomeRecord| {
        (record.waited, record.design, record.environment, record.decided_on, record.started_on)
    };
    let place = |record: &OutcomeRecord| (record.district.clone(), record.school.clone(), record.profile.id.clone());
    place(a).cmp(&place(b)).then_with(|| key(a).cmp(&key(b))).then_with(|| results(a, b)).then_with(|| {
        // Equal so far: only what is left of the profile can differ.
        if a == b { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) }
    })
}

fn results(a: &OutcomeRecord, b: &OutcomeRecord) -> Ordering {
    let pairs = a.results.iter().zip(&b.results);
    pairs
        .map(|(a, b)| a.measure.cmp(&b.measure).then(a.value.total_cmp(&b.value)))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.results.len().cmp(&b.results.len()))
}
