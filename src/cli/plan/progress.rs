//! Progress on a terminal.

use super::super::text::{line, paragraph};
use crate::planning::{RULE, Review, STOP_RULE};

pub fn text(text: &mut String, review: &Review<'_>) {
    let progress = &review.progress;
    let day =
        progress.as_of.map_or_else(|| "on a day that the plan does not name".to_owned(), |day| format!("on {day}"));
    line(text, &format!("\nIndicators {day}"));
    for one in &progress.indicators {
        let name = one.indicator.text.as_deref().or(one.indicator.id.as_deref()).unwrap_or("An indicator");
        paragraph(text, "  ", &format!("{name}: {}", one.sentence));
    }
    paragraph(text, "\nThe rule: ", RULE);
    line(text, "\nEvaluation, planned back from pupils");
    for level in &progress.levels {
        let count = match level.indicators.len() {
            0 => format!("no indicator. {}", level.words.question),
            1 => "1 indicator".to_owned(),
            many => format!("{many} indicators"),
        };
        paragraph(text, "  ", &format!("{}. {}: {count}", level.words.number, level.words.name));
    }
    line(text, "\nA learning community's steps");
    for step in &progress.community {
        let sign = if step.places.is_empty() { "?" } else { "+" };
        paragraph(text, &format!("  {sign} "), &format!("{}: {}", step.words.name, step.words.what));
    }
    line(text, "\nStop?");
    paragraph(text, "  ", &progress.stop.1);
    paragraph(text, "  The rule: ", STOP_RULE);
}
