//! Every JSON shape: requests, answers and problems.
//!
//! This module reads bodies, naming every invalid field at once, and defines the shapes of answers. It contains no
//! HTTP, and no number that is not already in the domain.
//!
//! `asked/` has what requests share and `answered/` what answers share; neither knows the other, and both build on
//! `kit/`. `operations/` brings a body and an answer together, one file an operation.

mod answered;
mod asked;
mod components;
mod kit;
mod operations;

pub use answered::catalogue::{CatalogueParts, DesignList, DesignPage, FactorList, SourceList};
pub use answered::import_report::{Became, HeldBack, HeldBackFor, ImportReport, ItemLine, RosterReport, TeamLine};
pub use answered::learning::LearningAnswer;
pub use answered::recommendation::RecommendationAnswer;
pub use answered::rendered::Rendered;
pub use answered::rows::{push_places, push_reasons, push_refused, push_scores};
pub use answered::standards::{PlanningPage, StandardList};
pub use answered::sums::sums_json;
pub use asked::plan::{
    FieldKind, FieldOf, LONGEST_TEXT, MOST_ENTRIES, PLAN_PREFIX, PlanRequest, field_of_place, fields_of_plan,
    holds_ids, plan_fields, plan_json, read_plan, read_plan_form, split_texts, text_value,
};
pub use asked::{
    Columns, FormField, LARGEST_SUMS, LIMITS, LONGEST_DISTRICT, OutcomeColumns, Packing, Request, Row, RowRequest,
    SINGLE_ID_FACTOR, fields_of, profile_json, read_date, read_form, read_options, read_outcome,
    read_profile_or_request, read_request, read_row, read_sums, read_whole_row, request_json, row_id,
};
pub use components::complete;
pub use kit::number::{push_hundredths, push_json, push_whole, to_json};
pub use kit::problem::{FieldError, Problem, ProblemKind};
pub use kit::reader::MOST_LISTED;
pub use operations::{
    AUDIT_PLAN, Allocation, AllocationAnswer, AllocationInput, Answer, Aside, Asked, Beside, BundleAnswer, CHECK_PLAN,
    CohortsAnswer, CohortsInput, ColumnBecomes, ColumnChoice, ColumnLine, ColumnWhy, DecisionInput, DecisionWords,
    DistrictAnswer, DistrictInput, FoundCohorts, ImportAnswer, ImportParts, MOST_AT_ONCE, MOST_BODY_TEAMS,
    MOST_MINIMUM, MappingAnswer, MappingParts, OPERATIONS, Operation, OtherMedia, OutcomesAnswer, PLAN_IMPLEMENTATION,
    PLAN_PROGRESS, PLAN_RESOURCES, Resources, SCHEDULE_PLAN, Schemas, Scored, TeamOrigin, TemplateParts, allocate,
    audit_sarif, bundles, cases, complete_imports, decisions, explanations, parts_example, read_choices,
    read_profile_or_bundle_request, read_resources, weights,
};
