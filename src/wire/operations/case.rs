//! `POST /v1/cases`: the case for and against one choice.

use jiff::civil::Date;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, CaseAsked, Choice, Options};
use crate::catalogue::{DesignIndex, Profile};
use crate::explain::Here;
use crate::wire::answered::case::CaseAnswer;
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::{CHOSEN_DESIGN, DateShape, OPTIONS, PROFILE, read_body};
use crate::wire::kit::fields::{Fields, Object, fields};
use crate::wire::kit::number::to_json;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::wire::kit::view::View;
use crate::words::text;

operation! {
    /// Make the case for and against a design
    ///
    /// Returns the strengths of a design for this team and the strongest case against it; how it fails elsewhere and which
    /// answers make that likely here; what must not be cut; where and with whom it was studied and how far that is from
    /// this team; the dip to expect; and the earliest fair time to judge it by results. The grade of the evidence decides
    /// how each sentence is worded. Uses the design that ranks first unless the request names another.
    OPERATION {
        path: "/v1/cases",
        id: "argue",
        tag: "decisions",
        aside: Aside::Never,
        example: include_str!("../examples/cases.json"),
        request: ("CaseRequest", CaseRequest::schema, "The team's profile, and the design to argue about"),
        answer: cases,
        result: (shape_of::<CaseAnswer<'_>>, "The case"),
        beside: Beside::Nothing,
    }
}

fields! {
    struct CaseRequest (
        EXPECTED = "wire.expected.body",
        ABOUT = "A team's profile, and the design to argue about. When `design` is omitted, it is the design that \
                 ranks first, if any design is feasible",
    ) {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        design: Option<DesignIndex> = CHOSEN_DESIGN, "";
        here: Here = Object::<Here>::new(),
            "Where the team works, for comparing it with the people studied. An omitted field is unknown.";
        starts_on: Option<Date> = DateShape, "The planned start date";
    }
}

/// Answers a body of `POST /v1/cases`.
///
/// # Errors
/// If the body is malformed or has invalid fields, or if it names no design and none is feasible.
pub fn cases(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let CaseRequest { profile, options, design, here, starts_on } = read_body(advisor, body)?;
    let choice = design.map(|design| Choice { design, environment: None, variant: None });
    let case = advisor.case(&profile, &options, &CaseAsked { choice, here, starts_on })?.ok_or_else(nothing_runs)?;
    Ok(to_json(&CaseAnswer::view((&case, advisor))))
}

fn nothing_runs() -> Problem {
    let detail = text("wire.field.no_design_for_case");
    Problem::invalid(vec![FieldError { pointer: "/design".to_owned(), detail: detail.to_owned() }], 1)
}
