//! Exports of a plan: a document, a calendar, a schedule for a spreadsheet, and two diagrams.
//!
//! This module turns a [`Review`] into bytes. A document is first an outline of plain texts, so that Markdown and Word
//! have the same content. Judgments about a plan are in `planning/`; JSON is in `wire/`.
//!
//! To add an export, add one file in exports/ and one line in the list.

mod answer;
mod calendar;
mod event;
mod gantt;
mod labels;
mod markdown;
mod marks;
mod names;
mod outline;
mod sections;
mod sessions;
mod svg;
mod theory;
mod word;
mod words;
mod zone;

use crate::advisor::Provenance;
use crate::planning::Review;

pub use calendar::{calendar, calendar_update};
pub use gantt::picture as gantt_picture;
pub use outline::{Block, Column, Outline};
pub use sections::outline;
pub use theory::picture as theory_picture;

/// A reviewed plan and the versions behind the review.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub review: &'a Review<'a>,
    pub provenance: Provenance<'a>,
}

/// A file format for a plan.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    pub id: &'static str,
    /// The file name.
    pub file: &'static str,
    pub media: &'static str,
    pub make: fn(&Document<'_>) -> Vec<u8>,
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Every export.
pub const EXPORTS: &[Export] = &[
    Export { id: "markdown", file: "plan.md", media: "text/markdown; charset=utf-8", make: markdown::markdown },
    Export { id: "word", file: "plan.docx", media: WORD, make: word::word },
    Export { id: "calendar", file: "plan.ics", media: "text/calendar; charset=utf-8", make: calendar::calendar },
    Export { id: "sessions", file: "sessions.csv", media: "text/csv; charset=utf-8", make: sessions::sessions },
    Export { id: "gantt", file: "schedule.svg", media: "image/svg+xml", make: gantt::file },
    Export { id: "theory", file: "theory.svg", media: "image/svg+xml", make: theory::file },
];
