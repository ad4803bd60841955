//! Every JSON shape: requests, answers and problems.
//!
//! This module reads bodies, naming every invalid field at once, and defines the shapes of answers. It contains no
//! HTTP, and no number that is not already in the domain.

mod bundle;
mod case;
mod catalogue;
mod columns;
mod contender;
mod contrast;
mod counterfactual;
mod decision;
mod draws;
mod explanations;
mod fields;
mod form;
mod import_report;
mod imports;
mod moves;
mod number;
mod operation;
mod plan;
mod problem;
mod profile;
mod provenance;
mod question;
mod reader;
mod recommendation;
mod rendered;
mod request;
mod robustness;
mod rows;
mod schema;
mod sensitivity;
mod standards;
mod statement;
mod view;
mod voices;
mod weights;

pub use bundle::{BundleAnswer, bundles, read_profile_or_bundle_request};
pub use case::cases;
pub use catalogue::{CatalogueParts, DesignList, DesignPage, FactorList, SourceList};
pub use columns::{Columns, Row};
pub use decision::{DecisionInput, DecisionWords, decisions};
pub use explanations::explanations;
pub use form::{FormField, fields_of, read_form, request_json};
pub use import_report::{Became, HeldBack, HeldBackFor, ImportReport, RosterReport, TeamLine};
pub use imports::{
    ColumnBecomes, ColumnLine, ColumnWhy, ImportAnswer, ImportParts, MOST_MINIMUM, MappingAnswer, MappingParts,
    complete_imports, parts_example, read_choices,
};
pub use number::{push_hundredths, push_json, to_json};
pub use operation::{Answer, Aside, OPERATIONS, Operation, OtherMedia, Schemas};
pub use plan::{
    AUDIT_PLAN, CHECK_PLAN, FieldKind, FieldOf, LONGEST_TEXT, MOST_ENTRIES, PLAN_IMPLEMENTATION, PLAN_PREFIX,
    PLAN_PROGRESS, PLAN_RESOURCES, PlanRequest, SCHEDULE_PLAN, audit_sarif, field_of_place, fields_of_plan, holds_ids,
    plan_fields, plan_json, read_plan, read_plan_form, split_texts, text_value,
};
pub use problem::{FieldError, Problem, ProblemKind};
pub use profile::profile_json;
pub use recommendation::RecommendationAnswer;
pub use rendered::Rendered;
pub use request::{
    LIMITS, Request, RowRequest, SINGLE_ID_FACTOR, read_date, read_options, read_profile_or_request, read_request,
    read_row, read_whole_row,
};
pub use rows::{push_places, push_reasons, push_scores};
pub use schema::complete;
pub use standards::{PlanningPage, StandardList};
pub use weights::weights;
