//! Pictures and files of a plan from the `exports` module.

use maud::Markup;

use super::super::kit::Page;
use super::super::scene::Scene;
use super::desk::Desk;
use super::page::file;
use crate::exports::{self, Document, Export, gantt_picture, html, outline, theory_picture};
use crate::planning::Review;

/// Returns an export of the plan as a file.
pub fn export(scene: &Scene<'_>, export: &'static Export) -> Page {
    file(scene, (export.file, export.media), |desk| made(desk, export.make).unwrap_or_default())
}

/// Returns the whole plan, to read on the page.
pub fn whole(desk: &Desk<'_>) -> Option<Markup> {
    made(desk, |document| html(&outline(document)))
}

/// Returns the page for a board.
pub fn board(desk: &Desk<'_>) -> Option<Markup> {
    made(desk, |document| html(&exports::board(document)))
}

fn made<T>(desk: &Desk<'_>, make: impl Fn(&Document<'_>) -> T) -> Option<T> {
    let (request, review) = desk.read?;
    Some(make(&Document::new(desk.scene.advisor, &request.options, review)))
}

/// Returns the timeline.
pub fn gantt(review: &Review<'_>) -> Markup {
    gantt_picture(review)
}

/// Returns the picture of the theory of change.
pub fn theory(review: &Review<'_>) -> Markup {
    theory_picture(review)
}
