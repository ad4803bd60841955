//! Prints the rankings of each group or stakeholder for the terminal.

use super::plain;
use super::text::{line, paragraph};
use crate::advisor::{Advisor, Voices};
use crate::explain::{TOP, Voice};
use crate::words::{self, fill, whole};

/// Writes the reports of groups and stakeholders, if any.
pub(super) fn reports(text: &mut String, advisor: &Advisor, groups: Option<&Voices>, stakeholders: Option<&Voices>) {
    let by_group = (words::text("cli.voices.groups"), groups);
    for (heading, voices) in [by_group, (words::text("cli.voices.stakeholders"), stakeholders)] {
        if let Some(voices) = voices {
            report(text, advisor, heading, voices);
        }
    }
}

fn report(text: &mut String, advisor: &Advisor, heading: &str, voices: &Voices) {
    line(text, heading);
    for one in &voices.voices {
        voice(text, advisor, one);
    }
    paragraph(text, "     ", &plain(&voices.dependence.statement.text));
    for one in voices.disagreements.iter().flatten() {
        paragraph(text, "     ! ", &plain(&one.statement.text));
    }
    text.push('\n');
}

fn voice(text: &mut String, advisor: &Advisor, one: &Voice) {
    let catalogue = advisor.catalogue();
    let places = one.ranking.placed.iter().take(TOP);
    let places = places
        .map(|placed| format!("{}. {} ({})", placed.rank, catalogue.designs[placed.design].name, whole(placed.score)));
    let places: Vec<String> = places.collect();
    let template =
        if places.is_empty() { words::text("cli.voices.no_places") } else { words::text("cli.voices.places") };
    let slots = [
        ("name", &*plain(&one.name)),
        ("known", &one.known.to_string()),
        ("all", &catalogue.factors.len().to_string()),
        ("places", &places.join(", ")),
    ];
    paragraph(text, "     ", &fill(template, &slots));
}
