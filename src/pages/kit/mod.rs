//! What the pages are built from: sections, tables, fields, links, numbers, and evidence, one file a subject.
//!
//! In scope: markup that several pages share. Out of scope: anything that one page alone shows, and the frame
//! around every page (see `layout.rs`).

mod evidence;
mod field;
mod link;
mod number;
mod page;
mod result;
mod section;
mod table;

pub use evidence::{cited, evidence, grade, grade_name, linked, reason_of, seen_word, source, statement_text, studies};
pub use field::{FieldFaults, checkbox, fault, fault_id, field, hidden, number_input, place, radio};
pub use link::{about, commas, design_link, explain_button, factor_link, submit, term};
pub use number::{number, percent, range, signed, spread, spread_of};
pub use page::{Body, Made, Page};
pub use result::{Demands, demands, demands_of, score, state_mark, verdict};
pub use section::{GROUPS, contents, error_list, section};
pub use table::{captioned_table, chart_table, facts, heads, scroll, scroll_as, table};
