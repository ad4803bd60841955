//! Prints the rankings of each group or stakeholder for the terminal.

use super::plain;
use super::text::{line, paragraph};
use crate::advisor::{Advisor, Voices};
use crate::explain::{TOP, Voice, whole};

/// Writes the reports of groups and stakeholders, if any.
pub(super) fn reports(text: &mut String, advisor: &Advisor, groups: Option<&Voices>, stakeholders: Option<&Voices>) {
    let all = [("Ranking by each group's answers:", groups), ("Ranking by each stakeholder's weights:", stakeholders)];
    for (heading, voices) in all {
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
    let places = if places.is_empty() { "no design is feasible".to_owned() } else { places.join(", ") };
    let (known, all) = (one.known, catalogue.factors.len());
    paragraph(text, "     ", &format!("{}, {known} of {all} factors answered: {places}", plain(&one.name)));
}
