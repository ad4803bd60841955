//! A report of outcomes as a document.

use super::markdown::markdown;
use super::outline::{Outline, numbers, words};
use super::page;
use crate::catalogue::Catalogue;
use crate::outcomes::{DesignResult, Estimate, Group, Measure, Report, of_hundred};
use crate::tables::guarded;
use crate::words::{fill_text, text};

/// Returns the outline of a report.
pub fn outcome_outline(catalogue: &Catalogue, report: &Report) -> Outline {
    let mut outline = Outline::new(text("exports.outcomes.title"));
    report.summary.iter().for_each(|one| outline.say(&one.text));
    for measure in &report.measures {
        describe(&mut outline, catalogue, measure);
    }
    outline.section(text("exports.outcomes.notes"));
    outline.list(report.notes.iter().map(|one| one.text.clone()));
    outline
}

/// Returns a document as Markdown.
pub fn outline_markdown(outline: &Outline) -> Vec<u8> {
    markdown(outline)
}

/// Returns a document as one web page.
pub fn outline_page(outline: Outline) -> Vec<u8> {
    page::report(&[outline.into()])
}

fn describe(outline: &mut Outline, catalogue: &Catalogue, measure: &Measure) {
    let level = measure.level.number().to_string();
    let of_level = text(level_key(measure));
    let slots = [("measure", &*measure.name), ("number", &level), ("level", of_level)];
    outline.section(&fill_text("exports.outcomes.measure", &slots));
    if !measure.level.is_counted() {
        outline.say(text("exports.outcomes.not_counted"));
    }
    let waited = measure
        .waited
        .iter()
        .map(|group| [vec![text("exports.outcomes.waited").to_owned()], reached(group), vec![none(), none()]].concat());
    let designs = measure.designs.iter().map(|of| row(catalogue, of));
    let rows: Vec<Vec<String>> = waited.chain(designs).collect();
    if rows.is_empty() {
        outline.say(text("exports.outcomes.nothing_shown"));
    } else {
        let columns = [words(24), numbers(8), numbers(8), numbers(18), numbers(18), words(24)];
        outline.table(text("exports.outcomes.columns"), &columns, rows);
    }
}

fn level_key(measure: &Measure) -> &'static str {
    match measure.level.number() {
        1 => "exports.outcomes.level.reactions",
        2 => "exports.outcomes.level.learning",
        3 => "exports.outcomes.level.organization",
        4 => "exports.outcomes.level.use",
        _ => "exports.outcomes.level.students",
    }
}

fn row(catalogue: &Catalogue, of: &DesignResult) -> Vec<String> {
    let against = of.against_waiting.map_or_else(none, signed);
    let whom = of.split.as_ref().map_or_else(none, |split| {
        let name = &catalogue.factors[split.factor].name;
        let tried = split.tried.to_string();
        fill_text(
            "exports.outcomes.for_whom",
            &[("factor", name), ("difference", &signed(split.difference)), ("tried", &tried)],
        )
    });
    [vec![catalogue.designs[of.design].name.clone()], reached(&of.group), vec![against, whom]].concat()
}

/// Teams, schools and the mean with its interval.
fn reached(group: &Group) -> Vec<String> {
    let mean = match group.interval {
        Some(Estimate { value, low, high }) => {
            let [value, low, high] = [value, low, high].map(of_hundred);
            fill_text("exports.outcomes.range", &[("value", &value), ("low", &low), ("high", &high)])
        }
        None => of_hundred(group.mean),
    };
    vec![group.teams.to_string(), group.schools.to_string(), mean]
}

fn signed(of: Estimate) -> String {
    let sign = |share: f64| match of_hundred(share) {
        text if share > 0.0 && text != "0" => format!("+{text}"),
        text => text,
    };
    let [value, low, high] = [of.value, of.low, of.high].map(sign);
    fill_text("exports.outcomes.range", &[("value", &value), ("low", &low), ("high", &high)])
}

fn none() -> String {
    text("exports.outcomes.none").to_owned()
}

/// Returns a table with one row, from names and cells.
pub fn outcome_csv(row: &[(String, String)]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(row.iter().map(|(name, _)| name));
    let _ = writer.write_record(row.iter().map(|(_, cell)| guarded(cell).into_owned()));
    writer.into_inner().unwrap_or_default()
}
