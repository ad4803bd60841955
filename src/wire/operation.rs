//! Operations that read a body and answer it: one list shared by the API, the OpenAPI document and the tests.

use utoipa::openapi::Schema;

use super::problem::Problem;
use super::rendered::Rendered;
use super::{bundle, case, contrast, counterfactual, decision, plan, question, recommendation, sensitivity, weights};
use crate::advisor::Advisor;
use crate::catalogue::Catalogue;

/// Maps the bytes of a body to the bytes of its answer.
pub type Answer = fn(&Advisor, &Rendered, &[u8]) -> Result<Vec<u8>, Problem>;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    pub path: &'static str,
    /// The example body in the OpenAPI document.
    pub example: &'static str,
    pub answer: Answer,
    /// The name and the schema of the body.
    pub(super) request: (&'static str, fn(&Catalogue) -> Schema),
}

/// Every operation, in reading order.
pub const OPERATIONS: &[Operation] = &[
    recommendation::OPERATION,
    contrast::OPERATION,
    counterfactual::OPERATION,
    sensitivity::OPERATION,
    question::OPERATION,
    bundle::OPERATION,
    case::OPERATION,
    decision::OPERATION,
    weights::OPERATION,
    plan::CHECK,
    plan::SCHEDULE,
    plan::IMPLEMENTATION,
    plan::RESOURCES,
    plan::PROGRESS,
    plan::AUDIT,
];

/// Placeholder for the schema of a body while the document is collected; [`super::complete`] replaces it with the real
/// one.
macro_rules! request_type {
    ($name:ident) => {
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::Schema::from(utoipa::openapi::schema::ObjectBuilder::new()).into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

pub(super) use request_type;
