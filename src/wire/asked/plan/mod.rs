//! Plans: the fields of every part are listed once, and read, written and described from that list.

mod form;
mod record;
mod request;
mod shapes;

pub use form::{PLAN_PREFIX, field_of_place, fields_of_plan, holds_ids, read_plan_form, split_texts, text_value};
pub use record::{FieldKind, FieldOf, LONGEST_TEXT, MOST_ENTRIES};
pub use request::{PlanRequest, plan_fields, plan_json, plan_schema, read_plan};
