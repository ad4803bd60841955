//! Implementation requirements and how far each is met.

use crate::exports::Document;
use crate::exports::labels;
use crate::exports::outline::{Outline, words};
use crate::exports::words::sentence;
use crate::planning::{Met, State};
use crate::words::{fill, text};

pub fn implementation(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.implementation.implementation"));
    let mut rows = Vec::new();
    for one in &review.implementation {
        let requirement = one.requirement;
        rows.push(row(&requirement.name, &one.state, &requirement.question, &requirement.mend));
        for (part, state) in &one.parts {
            rows.push(row(&format!("– {}", part.what), state, &part.question, &part.mend));
        }
    }
    outline.table(
        &[
            words(text("exports.implementation.requirement"), 34),
            words(text("exports.implementation.state"), 16),
            words(text("exports.implementation.evidence_what_do"), 50),
        ],
        rows,
    );
}

fn row(name: &str, state: &State, question: &str, mend: &str) -> Vec<String> {
    let because = sentence(&state.because);
    let because =
        if state.said { fill(text("exports.implementation.team_reports"), &[("evidence", &because)]) } else { because };
    let evidence = match state.met {
        Met::Open => sentence(question),
        Met::Yes => because,
        Met::Partly | Met::No => format!("{because} {}", sentence(mend)),
    };
    vec![name.to_owned(), labels::met(state.met), evidence]
}
