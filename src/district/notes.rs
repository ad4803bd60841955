//! The notes of the report.

use super::{District, Kept};
use crate::sentences::{Statement, items, number, tell, word};
use crate::words::{counted, shortened, text};

/// The most letters of a value from a file in a sentence.
const LONGEST: usize = 60;

/// The most names that a note lists.
const MOST_NAMES: usize = 5;

/// Tells what was left out and what the figures are.
pub fn notes(kept: &Kept, of: &District) -> Vec<Statement> {
    let count = |id: &str, count: usize| number("count", id, count.to_string());
    let mut notes = rejected(of);
    notes.extend(kept.merged.iter().map(|(column, names)| merged(column.map(|at| kept.by[at].as_str()), names)));
    if of.counts.too_small > 0 {
        let slots =
            [count("counts.too_small", of.counts.too_small), number("minimum", "minimum", kept.minimum.to_string())];
        notes.push(tell(counted("district.note.too_small", of.counts.too_small), &slots));
    }
    if of.counts.nothing_known > 0 {
        let slots = [count("counts.nothing_known", of.counts.nothing_known)];
        notes.push(tell(counted("district.note.nothing_known", of.counts.nothing_known), &slots));
    }
    if of.counts.without_size > 0 {
        let slots = [count("counts.without_size", of.counts.without_size)];
        notes.push(tell(counted("district.note.without_size", of.counts.without_size), &slots));
    }
    for (place, by) in of.by.iter().enumerate().filter(|(_, by)| by.without > 0) {
        let column = word("column", shortened(&by.column, LONGEST));
        let slots = [count(&format!("by.{place}.without"), by.without), column];
        notes.push(tell(counted("district.note.without_value", by.without), &slots));
    }
    if of.schools.is_empty() {
        notes.push(tell(text("district.note.no_schools"), &[]));
    } else if of.counts.without_school > 0 {
        let slots = [count("counts.without_school", of.counts.without_school)];
        notes.push(tell(counted("district.note.without_school", of.counts.without_school), &slots));
    }
    for key in ["district.note.costs", "district.note.evidence", "district.note.association"] {
        notes.push(tell(text(key), &[]));
    }
    notes
}

/// Names the first rows that were rejected; nothing if none was.
fn rejected(of: &District) -> Vec<Statement> {
    let all = of.counts.rejected;
    if all == 0 {
        return Vec::new();
    }
    let line =
        |(at, line): (usize, &u64)| tell("{line}", &[number("line", format!("rejected_lines.{at}"), line.to_string())]);
    let slots = [
        number("count", "counts.rejected", all.to_string()),
        items("lines", of.rejected_lines.iter().enumerate().map(line)),
    ];
    let key = if all > of.rejected_lines.len() { "district.note.rejected_first" } else { "district.note.rejected" };
    vec![tell(counted(key, all), &slots)]
}

/// Names spellings that count as one.
fn merged(column: Option<&str>, names: &[Vec<String>]) -> Statement {
    let name = |name: &String| format!("\u{201c}{}\u{201d}", shortened(name, LONGEST));
    let one = |of: &Vec<String>| {
        let of = of.iter().take(MOST_NAMES).map(|one| tell("{name}", &[word("name", name(one))]));
        tell(text("district.note.spellings"), &[items("names", of)])
    };
    let all = items("names", names.iter().take(MOST_NAMES).map(one));
    let more = names.len().saturating_sub(MOST_NAMES);
    let said = match column {
        None => tell(text("district.note.merged_schools"), &[all]),
        Some(column) => tell(text("district.note.merged_values"), &[all, word("column", shortened(column, LONGEST))]),
    };
    if more == 0 {
        return said;
    }
    said.then(tell(counted("district.note.merged_more", more), &[number("count", "merged.more", more.to_string())]))
}
