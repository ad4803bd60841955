//! `POST /v1/allocations`: teams and what there is to divide, and the plan for every term.

mod answer;
mod asked;
mod district;
mod input;

pub use answer::AllocationAnswer;
pub use asked::{Resources, read_resources};
pub use district::{Allocation, Asked, MOST_AT_ONCE, Scored, allocate, divide};
pub use input::AllocationInput;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::Advisor;
use crate::scoring::Unwatched;
use crate::wire::answered::rendered::Rendered;
use crate::wire::kit::problem::Problem;

operation! {
    /// Divide coaches, coverage, money and seats among teams
    ///
    /// Takes the profiles of several teams and what the district has in each term. Each team gets one design in a term, or
    /// nothing yet, so that the sum of members times score is as large as the resources allow; with `max_designs`, it may
    /// get a bundle, and every score is a bundle score. The answer states how far
    /// any plan could be above this one; for up to 100 teams the best plan is usually proven. What a design uses are the
    /// catalog's typical amounts for a school year. Nothing is stored.
    OPERATION {
        path: "/v1/allocations",
        id: "allocate",
        tag: "district",
        aside: Aside::Always,
        example: include_str!("../../examples/allocations.json"),
        request: ("AllocationRequest", asked::schema, "The teams, and what there is to divide"),
        answer: allocations,
        result: (shape_of::<AllocationAnswer<'_>>, "The plan for every term"),
        beside: Beside::Allocation,
    }
}

/// Answers a body of `POST /v1/allocations`.
///
/// # Errors
/// If the body is malformed or has invalid fields, or no plan can be made.
fn allocations(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let allocation = AllocationInput::read(advisor, body)?.divide(advisor, &Unwatched)?;
    Ok(AllocationAnswer::json(advisor, &allocation))
}
