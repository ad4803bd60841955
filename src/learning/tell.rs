//! Sentences about what was learned.

use super::{Counts, LEAST_DESIGNS, LEAST_RECORDS, LEAST_SCHOOLS, Learning, Offset, Verdict};
use crate::catalogue::Catalogue;
use crate::sentences::{Statement, number, tell, word};
use crate::words::{in_sentence, text};

/// The most offsets that sentences name.
const MOST_NAMED: usize = 5;

/// Formats a share as points of 100.
pub fn points(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

/// Says what follows from the records, and which designs move most.
pub fn summary(catalogue: &Catalogue, learning: &Learning) -> Vec<Statement> {
    let all = || number("all", "hundred", "100");
    let mut statements = match learning.verdict {
        Verdict::TooFew => return missing(learning.counts),
        Verdict::NoRelation => return vec![tell(text("learning.summary.no_relation"), &[])],
        Verdict::NothingMoves => vec![tell(text("learning.summary.nothing_moves"), &[])],
        Verdict::NotBetter => vec![tell(text("learning.summary.not_better"), &[])],
        Verdict::Promoted => vec![tell(text("learning.summary.promoted"), &[])],
    };
    if let Some(relation) = learning.relation {
        let slots = [
            number("rise", "relation.slope", points(relation.slope / 10.0)),
            number("ten", "relation.step", "10"),
            all(),
        ];
        statements.push(tell(text("learning.summary.relation"), &slots));
    }
    let mut moved: Vec<&Offset> = learning.offsets.iter().filter(|offset| offset.new != offset.old).collect();
    moved.sort_by(|a, b| (b.new - b.old).abs().total_cmp(&(a.new - a.old).abs()).then(a.design.cmp(&b.design)));
    if learning.verdict == Verdict::Promoted {
        statements.extend(moved.into_iter().take(MOST_NAMED).map(|offset| moves(catalogue, offset)));
    }
    statements
}

fn moves(catalogue: &Catalogue, offset: &Offset) -> Statement {
    let design = &catalogue.designs[offset.design];
    let key = if offset.new > offset.old { "learning.summary.rises" } else { "learning.summary.falls" };
    let id = |what: &str| format!("offsets.{}.{what}", design.id);
    let slots = [
        word("design", in_sentence(&design.name)),
        number("change", id("change"), points((offset.new - offset.old).abs())),
        number("results", id("results"), offset.results.to_string()),
        number("all", "hundred", "100"),
    ];
    tell(text(key), &slots)
}

fn missing(counts: Counts) -> Vec<Statement> {
    let of = |key: &'static str, id: &str, has: usize, least: usize| {
        let slots = [
            number("has", format!("counts.{id}"), has.to_string()),
            number("least", format!("least_{id}"), least.to_string()),
            number("missing", format!("missing_{id}"), least.saturating_sub(has).to_string()),
        ];
        (has < least).then(|| tell(text(key), &slots))
    };
    let mut statements = vec![tell(text("learning.summary.too_few"), &[])];
    statements.extend(of("learning.missing.results", "results", counts.results, LEAST_RECORDS));
    statements.extend(of("learning.missing.schools", "schools", counts.schools, LEAST_SCHOOLS));
    statements.extend(of("learning.missing.designs", "designs", counts.designs, LEAST_DESIGNS));
    statements
}

/// Says what was left out, and what cannot be learned so.
pub fn notes(learning: &Learning) -> Vec<Statement> {
    let counts = learning.counts;
    let count = |id: &str, count: usize| number("count", format!("counts.{id}"), count.to_string());
    let mut notes = Vec::new();
    if counts.waited + counts.without_result > 0 {
        let slots = [
            number("waited", "counts.waited", counts.waited.to_string()),
            number("without", "counts.without_result", counts.without_result.to_string()),
        ];
        notes.push(tell(text("learning.note.left_out"), &slots));
    }
    let key = if counts.by_lot == 0 { "learning.note.no_lots" } else { "learning.note.selection" };
    let all = number("all", "counts.results", counts.results.to_string());
    notes.push(tell(text(key), &[count("by_lot", counts.by_lot), all]));
    notes.push(tell(text("learning.note.offsets_only"), &[]));
    notes
}
