//! The sections of a plan's document, in reading order. Each file writes one part of the outline.

mod audit;
mod designs;
mod implementation;
mod judging;
mod open;
mod progress;
mod provenance;
mod purpose;
mod resources;
mod schedule;
mod sources;
mod steps;
mod strategies;
mod support;
mod theory;

use super::Document;
use super::names;
use super::outline::Outline;

pub use provenance::basis;

/// Writes a part of the document.
type Section = fn(&Document<'_>, &mut Outline);

const SECTIONS: &[Section] = &[
    purpose::purpose,
    steps::steps,
    steps::links,
    designs::designs,
    strategies::strategies,
    schedule::schedule,
    support::support,
    judging::judging,
    progress::progress,
    theory::theory,
    resources::resources,
    implementation::implementation,
    audit::audit,
    open::open,
    sources::sources,
    provenance::provenance,
];

/// Returns the outline of the whole document.
pub fn outline(document: &Document<'_>) -> Outline {
    let mut outline = Outline::new(&names::title(document.review.facts.plan));
    for section in SECTIONS {
        section(document, &mut outline);
    }
    outline
}
