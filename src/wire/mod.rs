//! Every JSON shape: requests in, answers and problems out.
//!
//! What lives here: reading a body so that every bad field is named at once, and the shapes of answers. What
//! deliberately does not: HTTP, and any number that is not already in the domain.

mod catalogue;
mod number;
mod operation;
mod problem;
mod reader;
mod recommendation;
mod rendered;
mod request;
mod schema;
mod statement;
mod voices;
mod weights;

pub use catalogue::{CatalogueParts, DesignList, DesignPage, FactorList, SourceList};
pub use number::to_json;
pub use operation::{Answer, OPERATIONS, Operation};
pub use problem::{FieldError, PROBLEMS, Problem, ProblemKind};
pub use recommendation::{RecommendationAnswer, RecommendationRequest, recommendations};
pub use rendered::Rendered;
pub use request::{Request, read_profile_or_request, read_request};
pub use schema::complete;
pub use weights::{WeightsAnswer, WeightsRequest, weights};
