//! Surveys and rosters: writes questionnaires, and reads files of answers into teams.

mod agreed;
mod archive;
mod columns;
mod count;
mod delimited;
mod draft;
mod error;
mod facts;
mod form;
mod google_forms;
mod grid;
mod guess;
mod import;
mod item;
mod keys;
mod labels;
mod latest;
mod likeness;
mod mapping;
mod markdown;
mod measure;
mod microsoft_forms;
mod people;
mod places;
mod plain;
mod qualtrics;
mod report;
mod roster;
mod rows;
mod suppress;
mod surveymonkey;
mod table;
mod target;
mod together;
mod vendor;
mod vocabulary;
mod workbook;

pub use agreed::read_agreed;
pub use draft::{Becomes, Draft, Proposal, Why, columns, draft};
pub use error::{FaultList, NAMED_FROM, SurveyError};
pub use facts::StatedFacts;
pub use form::{Form, FormOptions, GridRow, Question, TeamQuestion, in_role};
pub use grid::{GridOptions, read_grid};
pub use guess::{Choice, Choices, TEAM, UNUSED, answerable};
pub use import::{ImportOptions, Imported, import};
pub use mapping::Mapping;
pub use report::{Fate, ItemReport, Report, TeamReport, listed};
pub use roster::{GradeBands, Roster, RosterReport, RosterTeam, USUAL_BANDS, read_roster};
pub use suppress::{Shown, shown, sum_shown};
pub use table::Column;
pub use target::Target;
pub use vendor::{Export, FileForm, FormWriter, VENDORS, Vendor, form_writers, vendor, vendor_names};

/// The default minimum number of answers for showing a team.
pub const USUAL_MINIMUM: u32 = 10;
/// The lowest minimum that a user may set for a staff survey.
pub const LEAST_MINIMUM: u32 = 5;

/// Returns whether bytes are a zip with a roster manifest.
pub fn is_roster(bytes: &[u8]) -> bool {
    archive::is_zip(bytes) && roster::is_roster(bytes)
}
