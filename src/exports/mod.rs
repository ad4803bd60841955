//! Exports: a plan as a document, a calendar, a schedule for a spreadsheet, and two diagrams; a decision as a document.
//!
//! This module turns a [`Review`] or a [`Record`] into bytes. A document is first an outline of plain texts, so that
//! Markdown, Word, and the page have the same content. Judgments about a plan are in `planning/`; JSON is in `wire/`.
//!
//! To add an export, add one file in exports/ and one line in a list.

mod answer;
mod calendar;
mod escape;
mod event;
mod gantt;
mod html;
mod labels;
mod markdown;
mod marks;
mod names;
mod outline;
mod record;
mod sections;
mod sessions;
mod svg;
mod theory;
mod word;
mod words;
mod zone;

use crate::advisor::Provenance;
use crate::planning::Review;
use markdown::markdown;
use word::word;

pub use calendar::{calendar, calendar_update};
pub use gantt::picture as gantt_picture;
pub use html::html;
pub use outline::{Block, Column, Outline};
pub use record::Record;
pub use sections::outline;
pub use theory::picture as theory_picture;

/// A reviewed plan and the versions behind the review.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub review: &'a Review<'a>,
    pub provenance: Provenance<'a>,
}

/// A file format for a plan, or for what `Make` takes.
#[derive(Clone, Copy, Debug)]
pub struct Export<Make = fn(&Document<'_>) -> Vec<u8>> {
    pub id: &'static str,
    /// The file name.
    pub file: &'static str,
    pub media: &'static str,
    pub make: Make,
}

const MARKDOWN: &str = "text/markdown; charset=utf-8";

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Every export.
pub const EXPORTS: &[Export] = &[
    Export { id: "markdown", file: "plan.md", media: MARKDOWN, make: |plan| markdown(&outline(plan)) },
    Export {
        id: "word",
        file: "plan.docx",
        media: WORD,
        make: |plan| word(&outline(plan), plan.review.facts.plan.looked_at()),
    },
    Export { id: "calendar", file: "plan.ics", media: "text/calendar; charset=utf-8", make: calendar::calendar },
    Export { id: "sessions", file: "sessions.csv", media: "text/csv; charset=utf-8", make: sessions::sessions },
    Export { id: "gantt", file: "schedule.svg", media: "image/svg+xml", make: gantt::file },
    Export { id: "theory", file: "theory.svg", media: "image/svg+xml", make: theory::file },
];

/// Every document of the record of a decision.
pub const RECORDS: &[Export<fn(&Record<'_>) -> Vec<u8>>] = &[
    Export { id: "markdown", file: "decision.md", media: MARKDOWN, make: |record| markdown(&record.outline()) },
    Export {
        id: "word",
        file: "decision.docx",
        media: WORD,
        make: |record| word(&record.outline(), record.decision.deciding.decided_on),
    },
];
