//! Operations: each reads a body and answers it, one file an operation. The API, the OpenAPI document and the tests
//! share one list of them.
//!
//! A file has the operation's own body and answer. What several operations share is in `asked/` and `answered/`.

mod allocation;
mod bundle;
mod calendar;
mod case;
mod cohorts;
mod contrast;
mod counterfactual;
mod decision;
mod district;
mod explanations;
mod ids;
mod imports;
mod operation;
mod outcomes;
mod plan;
mod question;
mod recommendation;
mod sensitivity;
mod weights;

pub use allocation::{
    Allocation, AllocationAnswer, AllocationInput, Asked, MOST_AT_ONCE, Resources, Scored, allocate, read_resources,
};
pub use bundle::{BundleAnswer, bundles, read_profile_or_bundle_request};
pub use case::cases;
pub use cohorts::{CohortsAnswer, CohortsInput, FoundCohorts};
pub use decision::{DecisionInput, DecisionWords, decisions};
pub use district::{DistrictAnswer, DistrictInput};
pub use explanations::explanations;
pub use ids::{MOST_BODY_TEAMS, TeamOrigin};
pub use imports::{
    ColumnBecomes, ColumnChoice, ColumnLine, ColumnWhy, ImportAnswer, ImportParts, MOST_MINIMUM, MappingAnswer,
    MappingParts, TemplateParts, complete_imports, parts_example, read_choices,
};
pub use operation::{Answer, Aside, Beside, Operation, OtherMedia, Schemas};
pub use outcomes::OutcomesAnswer;
pub use plan::{
    AUDIT_PLAN, CHECK_PLAN, PLAN_IMPLEMENTATION, PLAN_PROGRESS, PLAN_RESOURCES, SCHEDULE_PLAN, audit_sarif,
};
pub use weights::weights;

/// Every operation, in reading order.
pub const OPERATIONS: &[Operation] = &[
    recommendation::OPERATION,
    contrast::OPERATION,
    counterfactual::OPERATION,
    sensitivity::OPERATION,
    question::OPERATION,
    bundle::OPERATION,
    allocation::OPERATION,
    case::OPERATION,
    decision::OPERATION,
    weights::OPERATION,
    cohorts::OPERATION,
    district::OPERATION,
    outcomes::OPERATION,
    CHECK_PLAN,
    calendar::OPERATION,
    SCHEDULE_PLAN,
    PLAN_IMPLEMENTATION,
    PLAN_RESOURCES,
    PLAN_PROGRESS,
    AUDIT_PLAN,
];
