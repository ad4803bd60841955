//! What was learned as a document.

use super::outline::{Outline, numbers, words};
use crate::catalogue::Catalogue;
use crate::learning::{Bin, Comparison, Learning, Offset};
use crate::words::{fill_text, text};

/// Returns the outline of what was learned.
pub fn learning_outline(catalogue: &Catalogue, learning: &Learning) -> Outline {
    let mut outline = Outline::new(text("exports.learning.title"));
    learning.summary.iter().for_each(|one| outline.say(&one.text));
    if let Some(comparison) = &learning.comparison {
        compare(&mut outline, comparison);
    }
    if !learning.offsets.is_empty() {
        outline.section(text("exports.learning.values"));
        outline.say(text("exports.learning.values_about"));
        let columns = [words(30), numbers(10), numbers(10), numbers(10), numbers(20), numbers(20)];
        let rows = learning.offsets.iter().map(|offset| row(catalogue, offset));
        outline.table(text("exports.learning.columns"), &columns, rows);
    }
    outline.section(text("exports.learning.notes"));
    outline.list(learning.notes.iter().map(|one| one.text.clone()));
    outline
}

fn compare(outline: &mut Outline, comparison: &Comparison) {
    outline.section(text("exports.learning.comparison"));
    outline.say(text("exports.learning.comparison_about"));
    let share = |share: f64| format!("{:.1}", share * 100.0);
    let [gain, gain_low, gain_high] = comparison.replay_gain.map(share);
    let range = fill_text("exports.outcomes.range", &[("value", &gain), ("low", &gain_low), ("high", &gain_high)]);
    let line = |name: &str, before: String, after: String| vec![name.to_owned(), before, after];
    let [before, after] = comparison.concordance.map(share);
    let [old, new] = comparison.replay.map(share);
    let none = || text("exports.outcomes.none").to_owned();
    let rows = [
        line(text("exports.learning.concordance"), before, after),
        line(text("exports.learning.error"), none(), share(comparison.error_fall)),
        line(text("exports.learning.error_low"), none(), share(comparison.error_fall_low)),
        line(text("exports.learning.replay"), old, new),
        line(text("exports.learning.gain"), none(), range),
        line(text("exports.learning.changes"), none(), share(comparison.first_changes)),
    ];
    let columns = [words(60), numbers(20), numbers(20)];
    outline.table(text("exports.learning.comparison_columns"), &columns, rows);
    outline.section(text("exports.learning.calibration"));
    outline.say(text("exports.learning.calibration_about"));
    let bin = |bin: &Bin| {
        let [predicted, reached, curve] = [bin.predicted, bin.reached, bin.curve].map(share);
        vec![predicted, reached, curve, bin.count.to_string()]
    };
    let columns = [numbers(25), numbers(25), numbers(25), numbers(25)];
    let rows = comparison.calibration.after.iter().map(bin);
    outline.table(text("exports.learning.calibration_columns"), &columns, rows);
}

fn row(catalogue: &Catalogue, offset: &Offset) -> Vec<String> {
    let points = |share: f64| format!("{:.1}", share * 100.0);
    let [new, low, high] = [offset.new, offset.low, offset.high].map(points);
    let key = if offset.is_bounded { "exports.learning.bounded" } else { "exports.outcomes.range" };
    let range = fill_text(key, &[("value", &new), ("low", &low), ("high", &high)]);
    let missing = offset.missing.map_or_else(String::new, |missing| missing.to_string());
    let name = catalogue.designs[offset.design].name.clone();
    vec![name, offset.results.to_string(), points(offset.old), new, range, missing]
}
