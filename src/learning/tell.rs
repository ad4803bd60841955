//! Sentences about what was learned.

use super::{LEAST_DESIGNS, LEAST_DISTRICTS, LEAST_RECORDS, LEAST_SCHOOLS, Learning, Offset, Pool, Pooled, Verdict};
use crate::catalogue::Catalogue;
use crate::sentences::{Statement, number, tell, word};
use crate::words::{counted, in_sentence, text};

/// The most offsets that sentences name.
const MOST_NAMED: usize = 5;

/// Returns a share as points of 100 with one decimal; never `-0.0`.
pub fn points(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

/// Says what follows from the records, and which designs move most.
pub fn summary(catalogue: &Catalogue, learning: &Learning) -> Vec<Statement> {
    let all = || number("all", "hundred", "100");
    let mut statements = match learning.verdict {
        Verdict::TooFew => return [missing(learning), left_out(learning)].concat(),
        Verdict::NoRelation => {
            return [vec![tell(text("learning.summary.no_relation"), &[])], left_out(learning)].concat();
        }
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
    // A value that rests on too few results, or whose interval includes the old one, is in the table but no headline.
    let is_clear = |offset: &&Offset| {
        offset.missing == Some(0) && (offset.low > offset.old || offset.high < offset.old) && offset.new != offset.old
    };
    let mut moved: Vec<&Offset> = learning.offsets.iter().filter(is_clear).collect();
    moved.sort_by(|a, b| (b.new - b.old).abs().total_cmp(&(a.new - a.old).abs()).then(a.design.cmp(&b.design)));
    if learning.verdict == Verdict::Promoted {
        statements.extend(moved.into_iter().take(MOST_NAMED).map(|offset| moves(catalogue, offset)));
    }
    statements.extend(left_out(learning));
    statements
}

/// Names the districts of a pool that contradict the score.
fn left_out(learning: &Learning) -> Vec<Statement> {
    let districts = learning.pool.iter().flat_map(|pool| &pool.districts).filter(|district| district.is_left_out());
    let one = |district: &Pooled| tell(text("learning.summary.left_out"), &[word("district", district.name.as_str())]);
    districts.map(one).collect()
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

fn missing(learning: &Learning) -> Vec<Statement> {
    let counts = learning.counts;
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
    let districts = learning.pool.as_ref().map_or(LEAST_DISTRICTS, Pool::counted);
    statements.extend(of("learning.missing.districts", "districts", districts, LEAST_DISTRICTS));
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
    for (key, id, of) in [
        ("learning.note.too_small", "counts.too_small", counts.too_small),
        ("learning.note.repeated", "counts.repeated", counts.repeated),
    ] {
        if of > 0 {
            notes.push(tell(counted(key, of), &[number("count", id, of.to_string())]));
        }
    }
    let key = if counts.by_lot == 0 { "learning.note.no_lots" } else { "learning.note.selection" };
    let all = number("all", "counts.results", counts.results.to_string());
    notes.push(tell(text(key), &[count("by_lot", counts.by_lot), all]));
    if let Some(pool) = &learning.pool {
        let slots = [
            number("districts", "counts.districts", pool.counted().to_string()),
            number("cap", "pool.cap", pool.cap.to_string()),
        ];
        notes.push(tell(text("learning.note.pool"), &slots));
    }
    notes.push(tell(text("learning.note.offsets_only"), &[]));
    notes
}
