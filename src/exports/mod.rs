//! A plan as files: a document for reading and filing, a calendar, a schedule for a spreadsheet, and two pictures.
//!
//! What lives here: everything that turns a [`Review`] into bytes. Whatever is a document is first an outline of plain
//! texts, so that Markdown and Word cannot disagree. What deliberately does not: any judgement of a plan, which
//! `planning/` makes, and JSON.
//!
//! Add an export: one file in exports/, one line in the list.

mod calendar;
mod called;
mod event;
mod gantt;
mod labels;
mod markdown;
mod marks;
mod outline;
mod said;
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

/// A reviewed plan and what the review rests on.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub review: &'a Review<'a>,
    pub provenance: Provenance<'a>,
}

/// A file that can be made of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    pub id: &'static str,
    /// The name under which it is saved.
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
