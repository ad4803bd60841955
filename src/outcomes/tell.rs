//! Sentences about outcomes.

use super::effect::Estimate;
use super::groups::LEAST_TEAMS;
use super::report::{Counts, DesignResult, Measure};
use crate::catalogue::Catalogue;
use crate::sentences::{Statement, number, tell, word};
use crate::words::{counted, in_sentence, shortened, text};

/// The longest name of a measure in a sentence.
const LONGEST_MEASURE: usize = 60;

/// The most designs that sentences name; the tables have all.
const MOST_NAMED: usize = 3;

/// Formats a share as a number out of 100.
pub fn of_hundred(share: f64) -> String {
    let rounded = (share * 100.0).round();
    format!("{:.0}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Says which designs did better or worse than waiting: the clearest ones, and how many more there are.
pub fn summary(catalogue: &Catalogue, measures: &[Measure]) -> Vec<Statement> {
    let counting = measures.iter().enumerate().filter(|(_, measure)| measure.level.is_counted());
    let mut clear: Vec<(f64, Statement)> = counting
        .flat_map(|(at, measure)| measure.designs.iter().filter_map(move |of| sentence(catalogue, at, measure, of)))
        .collect();
    if clear.is_empty() {
        return vec![tell(text("outcomes.summary.nothing_clear"), &[])];
    }
    // Equally clear ones keep their order: by measure and design.
    clear.sort_by(|a, b| b.0.total_cmp(&a.0));
    let more = clear.len().saturating_sub(MOST_NAMED);
    let mut all: Vec<Statement> = clear.into_iter().take(MOST_NAMED).map(|one| one.1).collect();
    if more > 0 {
        let count = number("count", "more_clear", more.to_string());
        all.push(tell(counted("outcomes.summary.more_clear", more), &[count]));
    }
    all
}

/// A sentence about a difference whose interval leaves 0 out, and how clear it is: the difference in widths of the interval.
fn sentence(catalogue: &Catalogue, at: usize, measure: &Measure, of: &DesignResult) -> Option<(f64, Statement)> {
    let against = of.against_waiting?;
    let (key, [least, most]) = match against {
        Estimate { low, high, .. } if low > 0.0 => ("outcomes.summary.more", [low, high]),
        Estimate { low, high, .. } if high < 0.0 => ("outcomes.summary.less", [-high, -low]),
        _ => return None,
    };
    let design = &catalogue.designs[of.design];
    let id = |what: &str| format!("measures.{at}.{}.{what}", design.id);
    let slots = [
        word("design", in_sentence(&design.name)),
        word("measure", shortened(&measure.name, LONGEST_MEASURE)),
        number("points", id("difference"), of_hundred(against.value.abs())),
        number("low", id("low"), of_hundred(least)),
        number("high", id("high"), of_hundred(most)),
        number("teams", id("teams"), of.group.teams.to_string()),
        number("all", "hundred", "100"),
        number("share", "interval_percent", "90"),
    ];
    let clarity = against.value.abs() / (most - least).max(1e-9);
    Some((clarity, tell(text(key), &slots)))
}

/// Says what was left out, and what the numbers cannot show.
pub fn notes(counts: Counts, measures: &[Measure], minimum: usize) -> Vec<Statement> {
    let count = |id: &str, count: usize| number("count", id, count.to_string());
    let minimum = || number("minimum", "minimum", minimum.to_string());
    let mut notes = Vec::new();
    if counts.repeated > 0 {
        let template = counted("outcomes.note.repeated", counts.repeated);
        notes.push(tell(template, &[count("counts.repeated", counts.repeated)]));
    }
    if counts.too_small > 0 {
        let template = counted("outcomes.note.too_small", counts.too_small);
        notes.push(tell(template, &[count("counts.too_small", counts.too_small), minimum()]));
    }
    if measures.iter().any(|measure| measure.has_hidden) {
        let least = number("least", "least_teams", LEAST_TEAMS.to_string());
        notes.push(tell(text("outcomes.note.hidden"), &[least]));
    }
    if measures.iter().any(|measure| !measure.level.is_counted()) {
        notes.push(tell(text("outcomes.note.reactions"), &[]));
    }
    if measures.iter().all(|measure| measure.waited.is_none()) {
        notes.push(tell(text("outcomes.note.no_comparison"), &[]));
    }
    notes.push(tell(text("outcomes.note.selection"), &[count("counts.by_lot", counts.by_lot)]));
    notes
}
