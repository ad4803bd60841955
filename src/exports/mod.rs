//! Exports: a plan as a document, a calendar, a schedule for a spreadsheet, and two diagrams; a decision and a ranking as
//! documents.
//!
//! This module turns a [`Review`], a [`Record`], or a [`Handout`] into bytes. A document is first an outline of plain texts, so that
//! Markdown, Word, and the page have the same content. Judgments about a plan are in `planning/`; JSON is in `wire/`.
//!
//! To add an export, add one file in exports/ with its `EXPORT`, and one line in [`EXPORTS`]; for a format of
//! records and handouts, its `RECORD` and `HANDOUT`, and [`RECORDS`] and [`HANDOUTS`].

mod answer;
mod board;
mod brief;
mod calendar;
mod calibration;
mod cohorts;
mod district;
mod escape;
mod event;
mod gantt;
mod handout;
mod html;
mod labels;
mod learning;
mod markdown;
mod marks;
mod money;
mod names;
mod outcomes;
mod outline;
mod page;
mod record;
mod sections;
mod sessions;
mod svg;
mod template;
mod theory;
mod word;
mod words;
mod zone;

use jiff::civil::Date;

use crate::advisor::{Advisor, Options, Provenance};
use crate::catalogue::Profile;
use crate::explain::ByHand;
use crate::planning::Review;

pub use board::board;
pub use brief::{Brief, brief_of, briefs, cost_of, cover_days, rounded as rounded_cost};
pub use calendar::{calendar, calendar_update};
pub use cohorts::{COHORT_FILES, CohortFile};
pub use district::{DISTRICT_FILES, DistrictFile, district_fragment, district_outline};
pub use gantt::picture as gantt_picture;
pub use handout::{Handout, fixes};
pub use html::html;
pub use learning::{learning_outline, learning_page};
pub use money::{basis as cost_basis, money_facts, money_range};
pub use outcomes::{outcome_csv, outcome_outline, outline_markdown, outline_page};
pub use outline::{Block, Outline, TableColumn};
pub use record::Record;
pub use sections::outline;
pub use template::{FIELDS, Filled, field_table, fill_template};
pub use theory::picture as theory_picture;
pub use word::WORD_MEDIA;

/// A reviewed plan, the versions behind the review, and what the request sets by hand.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    pub review: &'a Review<'a>,
    pub provenance: Provenance<'a>,
    pub by_hand: Vec<ByHand>,
}

impl<'a> Document<'a> {
    pub fn new(advisor: &'a Advisor, options: &Options, review: &'a Review<'a>) -> Self {
        let unknown = Profile::default();
        let profile = review.facts.plan.profile.as_ref().unwrap_or(&unknown);
        Self { review, provenance: advisor.provenance(), by_hand: advisor.by_hand(profile, options) }
    }
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

/// A file format for the outline of a record or a handout. The API, the command and the pages follow from it.
#[derive(Clone, Copy, Debug)]
pub struct OutlineFile {
    /// The file name.
    pub file: &'static str,
    pub media: &'static str,
    /// The path of its download and the key of its name among the words of the pages.
    pub page: (&'static str, &'static str),
    /// Makes the file of an outline and its date.
    pub make: fn(&Outline, Option<Date>) -> Vec<u8>,
}

/// Every export of a plan.
pub const EXPORTS: &[Export] = &[
    word::EXPORT,
    markdown::EXPORT,
    board::WORD,
    board::MARKDOWN,
    calendar::EXPORT,
    sessions::EXPORT,
    gantt::EXPORT,
    theory::EXPORT,
];

/// Every export of the record of a decision.
pub const RECORDS: &[OutlineFile] = &[markdown::RECORD, word::RECORD];

/// Every export of a handout.
pub const HANDOUTS: &[OutlineFile] = &[word::HANDOUT, markdown::HANDOUT];
