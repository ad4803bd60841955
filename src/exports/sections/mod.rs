//! The sections of a plan's document, in reading order: a title and what writes the content.

mod audit;
mod designs;
mod judging;
mod people;
mod progress;
mod resources;
mod schedule;
mod short;
mod sources;
mod steps;
mod theory;

use super::Document;
use super::handout::by_hand;
use super::names;
use super::outline::Outline;
use crate::planning::Review;
use crate::words::text;

pub use short::who;
pub use sources::basis;

/// Writes the content of a section.
type Section = fn(&Review<'_>, &mut Outline);

/// A section without content is left out with its title.
const SECTIONS: &[(&str, Section)] = &[
    ("exports.short.in_short", short::short),
    ("exports.purpose.purpose", people::purpose),
    ("exports.steps.seven_steps", steps::steps),
    ("exports.steps.links_between_parts", steps::links),
    ("exports.designs.chosen_designs", designs::designs),
    ("exports.designs.marks", designs::marks),
    ("exports.strategies.strategies", people::strategies),
    ("exports.strategies.experts", people::experts),
    ("exports.schedule.schedule", schedule::schedule),
    ("exports.support.ongoing_support", people::support),
    ("exports.judging.when_judge_results", judging::judging),
    ("exports.progress.progress", progress::progress),
    ("exports.theory.theory_change", theory::theory),
    ("exports.resources.resources", resources::resources),
    ("exports.implementation.implementation", audit::implementation),
    ("exports.audit.audit", audit::audit),
    ("exports.open.open_questions_team", audit::open),
    ("exports.sources.sources", sources::sources),
];

/// Returns the outline of the whole document.
pub fn outline(document: &Document<'_>) -> Outline {
    let review = document.review;
    let mut outline = Outline::new(&names::title(review.facts.plan));
    people::about(review.facts.plan, review, &mut outline);
    for (title, section) in SECTIONS {
        outline.section(text(title));
        let before = outline.blocks.len();
        section(review, &mut outline);
        if outline.blocks.len() == before {
            outline.blocks.pop();
        }
    }
    if !document.by_hand.is_empty() {
        by_hand(&document.by_hand, &mut outline);
    }
    outline.section(text("exports.provenance.about_document"));
    outline.list(basis(&review.facts.catalogue.model.statement, &document.provenance));
    outline
}
