//! Prints progress for the terminal.

use super::super::text::{paragraph, section};
use crate::planning::Review;
use crate::words::{self, counted, fill, fill_text};

pub fn text(text: &mut String, review: &Review<'_>) {
    let progress = &review.progress;
    let title = progress.as_of.map_or_else(
        || words::text("cli.plan.indicators.undated").to_owned(),
        |day| fill_text("cli.plan.indicators.dated", &[("day", &day.to_string())]),
    );
    section(text, &title);
    for one in &progress.indicators {
        let name = one
            .indicator
            .text
            .as_deref()
            .or(one.indicator.id.as_deref())
            .unwrap_or(words::text("cli.plan.indicators.unnamed"));
        paragraph(text, "  ", &format!("{name}: {}", one.sentence));
    }
    text.push('\n');
    let rule = words::text("cli.plan.rule");
    paragraph(text, &format!("{rule}: "), words::text("planning.progress.rule"));
    section(text, words::text("cli.plan.evaluation.title"));
    for level in &progress.levels {
        let template = match level.indicators.len() {
            0 => words::text("cli.plan.evaluation.no_indicators"),
            count => counted("cli.plan.evaluation.indicators", count),
        };
        let slots = [
            ("number", &*level.words.number.to_string()),
            ("level", &level.words.name),
            ("count", &level.indicators.len().to_string()),
            ("question", &level.words.question),
        ];
        paragraph(text, "  ", &fill(template, &slots));
    }
    section(text, words::text("cli.plan.community"));
    for step in &progress.community {
        let sign = if step.places.is_empty() { "?" } else { "+" };
        paragraph(text, &format!("  {sign} "), &format!("{}: {}", step.words.name, step.words.what));
    }
    section(text, words::text("cli.plan.stop"));
    paragraph(text, "  ", &progress.stop.1);
    paragraph(text, &format!("  {rule}: "), words::text("planning.stop.rule"));
}
