//! `POST /v1/allocations`: teams and what there is to divide, and the plan for every term.

mod answer;
mod asked;
mod district;

pub use answer::AllocationAnswer;
pub use asked::{Resources, read_resources};
pub use district::{Allocation, Asked, MOST_AT_ONCE, Scored, allocate};

use super::operation::{Aside, operation, shape_of};
use crate::advisor::{Advisor, Options};
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::read_body;
use crate::wire::kit::problem::Problem;
use asked::AllocationRequest;

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
        other: None,
    }
}

/// Answers a body of `POST /v1/allocations`.
///
/// # Errors
/// If the body is malformed or has invalid fields, or no plan can be made.
fn allocations(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let AllocationRequest { teams, resources, max_designs, options } = read_body(advisor, body)?;
    let options = Options { max_designs, ..options.unwrap_or_default() };
    let asked = Asked::new(advisor, &resources, &options).map_err(|problem| problem.within("resources"))?;
    let scored = teams.iter().map(|profile| asked.score(profile)).collect();
    let allocation = allocate(&asked, scored)?;
    Ok(AllocationAnswer::json(advisor, &allocation))
}
