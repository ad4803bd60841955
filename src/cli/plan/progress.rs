//! Prints progress for the terminal.

use super::super::text::{line, paragraph};
use crate::planning::Review;

pub fn text(text: &mut String, review: &Review<'_>) {
    let progress = &review.progress;
    let day = progress.as_of.map_or_else(|| "(the plan gives no date)".to_owned(), |day| format!("on {day}"));
    line(text, &format!("\nIndicators {day}"));
    for one in &progress.indicators {
        let name = one.indicator.text.as_deref().or(one.indicator.id.as_deref()).unwrap_or("Indicator");
        paragraph(text, "  ", &format!("{name}: {}", one.sentence));
    }
    paragraph(text, "\nRule: ", crate::words::text("planning.progress.rule"));
    line(text, "\nEvaluation, planned backward from student results");
    for level in &progress.levels {
        let count = match level.indicators.len() {
            0 => format!("no indicators. {}", level.words.question),
            1 => "1 indicator".to_owned(),
            many => format!("{many} indicators"),
        };
        paragraph(text, "  ", &format!("{}. {}: {count}", level.words.number, level.words.name));
    }
    line(text, "\nSteps of a learning community");
    for step in &progress.community {
        let sign = if step.places.is_empty() { "?" } else { "+" };
        paragraph(text, &format!("  {sign} "), &format!("{}: {}", step.words.name, step.words.what));
    }
    line(text, "\nShould you stop?");
    paragraph(text, "  ", &progress.stop.1);
    paragraph(text, "  Rule: ", crate::words::text("planning.stop.rule"));
}
