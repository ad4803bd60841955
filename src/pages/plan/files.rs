//! Pictures and files from the `exports` module; the only place in `pages` that uses it.

use maud::Markup;

use super::super::kit::Page;
use super::super::scene::Scene;
use super::desk::Desk;
use super::page::file;
use crate::exports::{Document, Export, MARKDOWN, gantt_picture, theory_picture};
use crate::planning::Review;

/// Returns an export of the plan as a file.
pub fn export(scene: &Scene<'_>, export: &'static Export) -> Page {
    file(scene, (export.file, export.media), |desk| made(desk, export).unwrap_or_default())
}

/// Returns the whole plan as Markdown.
pub fn markdown(desk: &Desk<'_>) -> Option<String> {
    made(desk, &MARKDOWN).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn made(desk: &Desk<'_>, export: &Export) -> Option<Vec<u8>> {
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
