//! What groups or stakeholders would have ranked, as a person reads it in a terminal.

use super::plain;
use super::text::{line, paragraph};
use crate::advisor::{Advisor, Voices};
use crate::explain::{TOP, Voice, whole};

/// Both reports, as far as there are any.
pub(super) fn reports(text: &mut String, advisor: &Advisor, groups: Option<&Voices>, stakeholders: Option<&Voices>) {
    for (heading, voices) in [("As each group answers:", groups), ("As each stakeholder weighs:", stakeholders)] {
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
    let places = if places.is_empty() { "no design can run".to_owned() } else { places.join(", ") };
    let (known, all) = (one.known, catalogue.factors.len());
    paragraph(text, "     ", &format!("{}, {known} of {all} factors answered: {places}", plain(&one.name)));
}
