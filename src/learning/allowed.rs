//! What may be learned from.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::teaches;
use crate::catalogue::DesignIndex;
use crate::outcomes::{LEAST_TEAMS, Observed, OutcomeRecord, USUAL_MINIMUM, is_shown, teams};

/// The records with the results that may enter a number: of use or students, of enough people, and of designs and measures
/// of enough teams. What a single team reached could be read back from an offset that it alone moves.
pub fn allowed(records: &[OutcomeRecord]) -> Vec<OutcomeRecord> {
    let is_allowed =
        |record: &OutcomeRecord, result: &Observed| result.level.teaches() && is_shown(record, result, USUAL_MINIMUM);
    let mut kept = with_results(records, is_allowed);
    loop {
        // A design that loses a measure may become rare, and the other way around.
        let (designs, measures) = frequent(&kept);
        let next = with_results(&kept, |record, result| {
            designs.contains(&record.design) && measures.contains(&(record.district.as_deref(), &result.measure))
        });
        if next == kept {
            return kept;
        }
        kept = next;
    }
}

/// The records with some of their results, without those that have none left.
fn with_results(records: &[OutcomeRecord], is_kept: impl Fn(&OutcomeRecord, &Observed) -> bool) -> Vec<OutcomeRecord> {
    let part = |record: &OutcomeRecord| {
        let results = record.results.iter().filter(|result| is_kept(record, result)).cloned().collect();
        OutcomeRecord { results, ..record.clone() }
    };
    records.iter().map(part).filter(teaches).collect()
}

/// A measure of a district.
type Measure<'a> = (Option<&'a str>, &'a str);

/// The designs and the measures that enough teams have.
fn frequent(records: &[OutcomeRecord]) -> (BTreeSet<Option<DesignIndex>>, BTreeSet<Measure<'_>>) {
    let mut designs: BTreeMap<Option<DesignIndex>, Vec<&OutcomeRecord>> = BTreeMap::new();
    let mut measures: BTreeMap<Measure<'_>, Vec<&OutcomeRecord>> = BTreeMap::new();
    for record in records {
        designs.entry(record.design).or_default().push(record);
        for result in &record.results {
            measures.entry((record.district.as_deref(), &result.measure)).or_default().push(record);
        }
    }
    let is_frequent = |of: &[&OutcomeRecord]| teams(of.iter().copied()) >= LEAST_TEAMS;
    let designs = designs.into_iter().filter(|one| is_frequent(&one.1)).map(|one| one.0).collect();
    (designs, measures.into_iter().filter(|one| is_frequent(&one.1)).map(|one| one.0).collect())
}
