//! What was learned as a document.

use super::calibration;
use super::outline::{Outline, numbers, words};
use super::page::{self, Section};
use crate::catalogue::Catalogue;
use crate::learning::{Bin, Comparison, Learning, Offset, Pool, PoolComparison, Pooled, points};
use crate::words::{fill_text, text};

/// Returns the outline of what was learned.
pub fn learning_outline(catalogue: &Catalogue, learning: &Learning) -> Outline {
    page::joined(sections(catalogue, learning))
}

/// Returns what was learned as one web page, with predicted against reached results as a picture.
pub fn learning_page(catalogue: &Catalogue, learning: &Learning) -> Vec<u8> {
    page::report(&sections(catalogue, learning))
}

fn sections(catalogue: &Catalogue, learning: &Learning) -> Vec<Section> {
    let mut first = new();
    learning.summary.iter().for_each(|one| first.say(&one.text));
    let mut all = vec![first.into()];
    if let Some(comparison) = &learning.comparison {
        all.push(compared(comparison).into());
        all.push(Section {
            outline: calibrated(&comparison.calibration.after),
            picture: calibration::picture(&comparison.calibration.after),
        });
    }
    if let Some(pool) = &learning.pool {
        all.extend(pool.comparison.map(|comparison| pool_compared(comparison).into()));
        all.push(districts(pool).into());
    }
    if !learning.offsets.is_empty() {
        all.push(values(catalogue, learning).into());
    }
    let mut notes = new();
    notes.section(text("exports.learning.notes"));
    notes.list(learning.notes.iter().map(|one| one.text.clone()));
    all.push(notes.into());
    all
}

fn new() -> Outline {
    Outline::new(text("exports.learning.title"))
}

fn values(catalogue: &Catalogue, learning: &Learning) -> Outline {
    let mut outline = new();
    outline.section(text("exports.learning.values"));
    outline.say(text("exports.learning.values_about"));
    let columns = [words(30), numbers(10), numbers(10), numbers(10), numbers(20), numbers(20)];
    let rows = learning.offsets.iter().map(|offset| row(catalogue, offset));
    outline.table(text("exports.learning.columns"), &columns, rows);
    outline
}

fn none() -> String {
    text("exports.outcomes.none").to_owned()
}

/// A line of a table of both models.
fn line(key: &str, before: String, after: String) -> Vec<String> {
    vec![text(key).to_owned(), before, after]
}

/// A table of both models.
fn both(about: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Outline {
    let mut outline = new();
    outline.section(text("exports.learning.comparison"));
    outline.say(about);
    let columns = [words(60), numbers(20), numbers(20)];
    outline.table(text("exports.learning.comparison_columns"), &columns, rows);
    outline
}

fn compared(comparison: &Comparison) -> Outline {
    let gain = comparison.replay_gain;
    let range = range("exports.outcomes.range", [gain.value, gain.low, gain.high]);
    let [before, after] = comparison.concordance.map(points);
    let [old, new] = comparison.replay.map(points);
    let rows = [
        line("exports.learning.concordance", before, after),
        line("exports.learning.error", none(), points(comparison.error_fall)),
        line("exports.learning.error_low", none(), points(comparison.error_fall_low)),
        line("exports.learning.replay", old, new),
        line("exports.learning.gain", none(), range),
        line("exports.learning.changes", none(), points(comparison.first_changes)),
    ];
    both(text("exports.learning.comparison_about"), rows)
}

/// A number with its interval, in points.
fn range(key: &str, ends: [f64; 3]) -> String {
    let [value, low, high] = ends.map(points);
    fill_text(key, &[("value", &value), ("low", &low), ("high", &high)])
}

fn calibrated(bins: &[Bin]) -> Outline {
    let mut outline = new();
    outline.section(text("exports.learning.calibration"));
    outline.say(text("exports.learning.calibration_about"));
    let bin = |bin: &Bin| {
        let [predicted, reached, curve] = [bin.predicted, bin.reached, bin.curve].map(points);
        vec![predicted, reached, curve, bin.count.to_string()]
    };
    let columns = [numbers(25), numbers(25), numbers(25), numbers(25)];
    outline.table(text("exports.learning.calibration_columns"), &columns, bins.iter().map(bin));
    outline
}

/// How the candidate compares on districts that it did not see.
fn pool_compared(comparison: PoolComparison) -> Outline {
    let [before, after] = comparison.correlation.map(points);
    let rows = [
        line("exports.learning.correlation", before, after),
        line("exports.learning.error", none(), points(comparison.error_fall)),
        line("exports.learning.error_low", none(), points(comparison.error_fall_low)),
    ];
    both(text("exports.learning.pool_about"), rows)
}

/// The districts of a pool.
fn districts(pool: &Pool) -> Outline {
    let mut outline = new();
    outline.section(text("exports.learning.districts"));
    outline.say(text("exports.learning.districts_about"));
    let row = |district: &Pooled| {
        let relation = district.relation.map(|one| [one.slope, one.standard_error].map(|number| points(number / 10.0)));
        let [rise, error] = relation.unwrap_or_else(|| [none(), none()]);
        let key = if district.is_left_out() { "exports.learning.left_out" } else { "exports.learning.counts" };
        let counts = fill_text(key, &[("share", &format!("{:.0}", district.weight * 100.0))]);
        vec![district.name.clone(), district.results.to_string(), district.schools.to_string(), rise, error, counts]
    };
    let columns = [words(30), numbers(12), numbers(12), numbers(12), numbers(14), words(20)];
    outline.table(text("exports.learning.districts_columns"), &columns, pool.districts.iter().map(row));
    outline
}

fn row(catalogue: &Catalogue, offset: &Offset) -> Vec<String> {
    let key = if offset.is_bounded { "exports.learning.bounded" } else { "exports.outcomes.range" };
    let range = range(key, [offset.new, offset.low, offset.high]);
    let missing = offset.missing.map_or_else(String::new, |missing| missing.to_string());
    let name = catalogue.designs[offset.design].name.clone();
    vec![name, offset.results.to_string(), points(offset.old), points(offset.new), range, missing]
}
