//! Pictures and files of a plan from the `exports` module.

use maud::Markup;

use super::super::scene::Scene;
use super::super::view::Page;
use super::desk::{Desk, file};
use crate::exports::{Document, EXPORTS, gantt_picture, html, outline, theory_picture};
use crate::planning::Review;

/// Files besides the plan itself, with the keys of their names.
pub const FILES: [(&str, &str); 4] = [
    ("/plan.docx", "document.word"),
    ("/plan.md", "document.markdown"),
    ("/plan.ics", "document.calendar"),
    ("/sessions.csv", "document.sessions"),
];

/// Returns a file by its export id.
pub fn export(scene: &Scene<'_>, id: &str) -> Page {
    EXPORTS.iter().find(|export| export.id == id).map_or_else(
        || Page::not_found(scene),
        |export| file(scene, (export.file, export.media), |desk| made(desk, export.make).unwrap_or_default()),
    )
}

/// Returns the whole plan, to read on the page.
pub fn whole(desk: &Desk<'_>) -> Option<Markup> {
    made(desk, |document| html(&outline(document)))
}

fn made<T>(desk: &Desk<'_>, make: impl Fn(&Document<'_>) -> T) -> Option<T> {
    let (review, provenance) = (desk.review()?, desk.scene.advisor.provenance());
    Some(make(&Document { review, provenance }))
}

/// Returns the timeline.
pub fn gantt(review: &Review<'_>) -> Markup {
    gantt_picture(review)
}

/// Returns the picture of the theory of change.
pub fn theory(review: &Review<'_>) -> Markup {
    theory_picture(review)
}
