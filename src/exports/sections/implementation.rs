//! Implementation requirements and how far each is met.

use crate::exports::Document;
use crate::exports::labels;
use crate::exports::outline::{Outline, words};
use crate::exports::words::sentence;
use crate::planning::{Met, State};

pub fn implementation(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Implementation");
    let mut rows = Vec::new();
    for one in &review.implementation {
        let requirement = one.requirement;
        rows.push(row(&requirement.name, &one.state, &requirement.question, &requirement.mend));
        for (part, state) in &one.parts {
            rows.push(row(&format!("– {}", part.what), state, &part.question, &part.mend));
        }
    }
    outline.table(&[words("Requirement", 34), words("State", 16), words("Evidence, or what to do", 50)], rows);
}

fn row(name: &str, state: &State, question: &str, mend: &str) -> Vec<String> {
    let because = sentence(&state.because);
    let whose = if state.said { "The team reports: " } else { "" };
    let told = match state.met {
        Met::Open => sentence(question),
        Met::Yes => format!("{whose}{because}"),
        Met::Partly | Met::No => format!("{whose}{because} {}", sentence(mend)),
    };
    vec![name.to_owned(), labels::met(state.met).to_owned(), told]
}
