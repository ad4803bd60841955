//! Exports: a plan as a document, a calendar, a schedule for a spreadsheet, and two diagrams; a decision as a document.
//!
//! This module turns a [`Review`] or a [`Record`] into bytes. A document is first an outline of plain texts, so that
//! Markdown, Word, and the page have the same content. Judgments about a plan are in `planning/`; JSON is in `wire/`.
//!
//! To add an export, add one file in exports/ with its `EXPORT`, and one line in [`EXPORTS`]; for a file of a decision,
//! its `RECORD` and [`RECORDS`].

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

pub use calendar::{calendar, calendar_update};
pub use gantt::picture as gantt_picture;
pub use html::html;
pub use outline::{Block, Outline, TableColumn};
pub use record::Record;
pub use sections::outline;
pub use theory::picture as theory_picture;

/// A reviewed plan and the versions behind the review.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub review: &'a Review<'a>,
    pub provenance: Provenance<'a>,
}

/// A file format for a plan. The API, the command's help and the page of the plan follow from it.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    pub id: &'static str,
    /// The file name.
    pub file: &'static str,
    pub media: &'static str,
    /// What the file is.
    pub about: &'static str,
    /// The path of its download and the key of its name among the words of the pages; none for the pictures, which
    /// pages show.
    pub page: Option<(&'static str, &'static str)>,
    pub make: fn(&Document<'_>) -> Vec<u8>,
    /// Makes the file for those who have an earlier one, from the plan now and before; none if that is the same file.
    pub update: Option<fn(&Document<'_>, &Document<'_>) -> Vec<u8>>,
}

/// A file format for the record of a decision. The API, the command and the page of the decision follow from it.
#[derive(Clone, Copy, Debug)]
pub struct RecordFile {
    /// The file name.
    pub file: &'static str,
    pub media: &'static str,
    /// The path of its download and the key of its name among the words of the pages.
    pub page: (&'static str, &'static str),
    pub make: fn(&Record<'_>) -> Vec<u8>,
}

/// Every export of a plan.
pub const EXPORTS: &[Export] =
    &[word::EXPORT, markdown::EXPORT, calendar::EXPORT, sessions::EXPORT, gantt::EXPORT, theory::EXPORT];

/// Every export of the record of a decision.
pub const RECORDS: &[RecordFile] = &[markdown::RECORD, word::RECORD];
