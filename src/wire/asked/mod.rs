//! What is asked: the parts that requests share, as JSON, as form fields and as table rows, read and written.
//!
//! Every invalid field is named at once. Nothing here knows an answer.

mod answers;
mod choice;
mod columns;
mod digest;
mod draws;
mod factors;
mod form;
mod judgments;
mod list;
mod multipliers;
mod options;
mod outcome;
pub mod plan;
mod profile;
mod profile_json;
mod quick;
mod request;
mod sums;
mod text;
mod values;
mod voices;

pub use answers::{SINGLE_ID_FACTOR, rating};
pub use choice::ChoiceShape;
pub use columns::{Columns, Packing, Row};
pub use digest::{hexadecimal, input_digest, profile_digest};
pub use draws::{ABOUT_SAMPLES, ABOUT_SEED, SAMPLES, SEED, SourcesShape, draws};
pub use factors::factors;
pub use form::{FormField, fields_of, read_form, request_json};
pub use judgments::judged_schema;
pub use list::ListOf;
pub use multipliers::weights;
pub use options::{LIMITS, OPTIONS, OptionsShape};
pub use outcome::{OUTCOME, OutcomeColumns, outcome_json, outcome_row, read_outcome};
pub use profile::{PROFILE, ProfileFields};
pub use profile_json::profile_json;
pub use request::{
    Request, RowRequest, read_body, read_judged, read_options, read_profile_or, read_profile_or_request, read_request,
    read_row, read_whole_row, row_id, unmarked,
};
pub use sums::{LARGEST_SUMS, LONGEST_DISTRICT, read_sums};
pub use text::{DateShape, Words, date as read_date};
pub use values::{Bounded, CHOSEN_DESIGN, DESIGN, Flag, KnownId, Whole, known_id};
