//! What the room of exports makes of a plan: pictures and files. Nothing else of the pages knows that room.

use maud::{Markup, html};

use super::desk::Desk;
use crate::planning::Review;

/// The files beside the plan itself, with the keys of their names.
pub const FILES: [(&str, &str); 0] = [];

/// Everything on a line of time.
pub fn gantt(_: &Review<'_>) -> Markup {
    html! {}
}

/// The theory of change.
pub fn theory(_: &Review<'_>) -> Markup {
    html! {}
}

/// The whole plan as Markdown.
pub fn markdown(_: &Desk<'_>) -> Option<String> {
    None
}
