//! Pictures and files from the `exports` module; the only place in `pages` that uses it.

use maud::Markup;

use super::super::kit::Page;
use super::super::scene::Scene;
use super::desk::Desk;
use super::page::file;
use crate::exports::{Document, EXPORTS, gantt_picture, theory_picture};
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
        |export| file(scene, (export.file, export.media), |desk| made(desk, export.id).unwrap_or_default()),
    )
}

/// Returns the whole plan as Markdown.
pub fn markdown(desk: &Desk<'_>) -> Option<String> {
    made(desk, "markdown").map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn made(desk: &Desk<'_>, id: &str) -> Option<Vec<u8>> {
    let export = EXPORTS.iter().find(|export| export.id == id)?;
    let (review, provenance) = (desk.review()?, desk.scene.advisor.provenance());
    Some((export.make)(&Document { review, provenance }))
}

/// Returns the timeline.
pub fn gantt(review: &Review<'_>) -> Markup {
    gantt_picture(review)
}

/// Returns the picture of the theory of change.
pub fn theory(review: &Review<'_>) -> Markup {
    theory_picture(review)
}
