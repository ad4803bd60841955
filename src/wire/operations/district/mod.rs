//! `POST /v1/district`: what a district sees of its teams, on one page.

mod answer;
mod asked;

pub use answer::DistrictAnswer;
pub use asked::DistrictInput;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::Advisor;
use crate::scoring::Unwatched;
use crate::wire::answered::rendered::Rendered;
use crate::wire::kit::problem::Problem;

operation! {
    /// Report on a whole district
    ///
    /// Takes the profiles of a district's teams and answers what a superintendent asks: which conditions hold the teams
    /// back, by school; which designs rank first and can begin now; who gets the strong designs, by any value of a team;
    /// what that costs; cohorts; and, with `resources`, the plan that divides them. The order of the teams does not matter.
    /// No number depends on a team of fewer people than `minimum`. With `accept`, the answer is a web page, a Word
    /// document, a workbook or Markdown.
    OPERATION {
        path: "/v1/district",
        id: "report_district",
        tag: "district",
        aside: Aside::Always,
        example: include_str!("../../examples/district.json"),
        request: ("DistrictRequest", asked::schema, "The teams, and what else the district knows of them"),
        answer: district,
        result: (shape_of::<DistrictAnswer<'_>>, "The report"),
        beside: Beside::District,
    }
}

/// Answers a body of `POST /v1/district`.
///
/// # Errors
/// If the body is malformed or has invalid fields, or there is nothing to report.
fn district(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let report = DistrictInput::read(advisor, body)?.report(advisor, &Unwatched)?;
    Ok(DistrictAnswer::json(advisor, &report))
}
