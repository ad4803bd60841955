//! `POST /v1/cases`: the case for and against one choice.

mod answer;

use jiff::civil::Date;
use serde::de::MapAccess;
use utoipa::openapi::Schema;

use super::number::to_json;
use super::operation::{operation, shape_of};
use super::problem::{FieldError, Problem};
use super::reader::Place;
use super::rendered::Rendered;
use super::request::{DateShape, DesignId, Extra, HereShape, read_asked, value};
use super::schema::{DESIGN_ID, Property, date, named, object, one_of, request};
use crate::advisor::{Advisor, CaseAsked, Choice};
use crate::catalogue::{Catalogue, StudyWord};
use crate::explain::Here;
use crate::words::text;

pub use answer::CaseAnswer;
pub(super) use answer::{CaseParts, Standing};

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
        aside: false,
        example: include_str!("../examples/cases.json"),
        request: ("CaseRequest", schema, "The team's profile, and the design to argue about"),
        answer: cases,
        result: (shape_of::<CaseAnswer<'_>>, "The case"),
        other: None,
    }
}

/// The fields of a case request.
#[derive(Debug, Default)]
struct CaseExtra {
    design: Option<usize>,
    here: Here,
    starts_on: Option<Date>,
}

impl Extra for CaseExtra {
    const FIELDS: &'static [&'static str] = &["design", "here", "starts_on"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        catalogue: &Catalogue,
        field: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match field {
            0 => self.design = value(DesignId { catalogue }, place, object)?,
            1 => self.here = value(HereShape { catalogue }, place, object)?.unwrap_or_default(),
            _ => self.starts_on = value(DateShape, place, object)?,
        }
        Ok(())
    }
}

/// Answers a body of `POST /v1/cases`.
///
/// # Errors
/// If the body is malformed or has invalid fields, or if it names no design and none is feasible.
pub fn cases(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let asked = read_asked::<CaseExtra>(advisor, body)?;
    let choice = asked.extra.design.map(|design| Choice { design, environment: None, variant: None });
    let wanted = CaseAsked { choice, here: asked.extra.here, starts_on: asked.extra.starts_on };
    let case = advisor.case(&asked.profile, &asked.options, &wanted)?.ok_or_else(nothing_runs)?;
    Ok(to_json(&CaseAnswer::new(advisor, &case)))
}

fn nothing_runs() -> Problem {
    let detail = text("wire.field.no_design_for_case");
    Problem::invalid(vec![FieldError { pointer: "/design".to_owned(), detail: detail.to_owned() }], 1)
}

fn schema(catalogue: &Catalogue) -> Schema {
    let own = vec![
        ("design", named(DESIGN_ID), false),
        ("here", here(catalogue), false),
        ("starts_on", date("The planned start date"), false),
    ];
    let description = "A team's profile, and the design to argue about. When `design` is omitted, it is the design \
                       that ranks first, if any design is feasible";
    request(description, named("Options"), own)
}

fn here(catalogue: &Catalogue) -> Property {
    let words = &catalogue.model.study_words;
    let ids = |words: &[StudyWord]| -> Schema {
        let ids: Vec<&str> = words.iter().filter(|word| word.is_for_teams()).map(|word| word.id.as_str()).collect();
        one_of(&ids).into()
    };
    let here = object("Where the team works, for comparing it with the people studied. An omitted field is unknown.")
        .property("country", ids(&words.country))
        .property("phase", ids(&words.phase))
        .property("subject", ids(&words.subject));
    Schema::from(here).into()
}
