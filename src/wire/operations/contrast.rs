//! `POST /v1/contrasts`: why one design and not another.

use serde::Serialize;
use serde::de::SeqAccess;
use utoipa::openapi::schema::ArrayBuilder;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{Catalogue, DesignIndex, Profile};
use crate::explain::{self, FactorDifference, Support, Tradeoff};
use crate::wire::answered::contender::{Contender, VerdictName};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{DESIGN, OPTIONS, PROFILE, read_body};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::{Hundredths, to_json};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::reader::{Place, Shape, read_items};
use crate::wire::kit::schema::Property;
use crate::wire::kit::view::{View, view, views};
use crate::words::{fill_text, text};

operation! {
    /// Compare two designs
    ///
    /// Compares two designs for a team: what every factor adds to each, which factors decide, and what outweighs each point
    /// that favors the lower-scoring design. The differences add up to the difference of the scores. Swapping the two
    /// designs reverses every sign.
    OPERATION {
        path: "/v1/contrasts",
        id: "contrast",
        tag: "explanations",
        aside: Aside::Never,
        example: include_str!("../examples/contrasts.json"),
        request: ("ContrastRequest", ContrastRequest::schema, "The team and the two designs"),
        answer: contrasts,
        result: (shape_of::<ContrastAnswer<'_>>, "The comparison"),
        beside: Beside::Nothing,
    }
}

/// A comparison of two designs for a team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ContrastAnswer)]
pub struct ContrastAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    first: Contender<'a>,
    second: Contender<'a>,
    /// The score of the first design minus the score of the second, in points.
    #[schema(value_type = f64)]
    difference: Hundredths,
    /// How clearly this model separates the two designs.
    verdict: VerdictName,
    statement: StatementText<'a>,
    /// What each factor adds to the first design minus what it adds to the second, in points; these add up to
    /// `difference`.
    factors: Vec<Difference<'a>>,
    /// Factors that favor the lower-scoring design, largest first, each with what outweighs it.
    tradeoffs: Vec<Outweighed<'a>>,
    /// What remains of the points for the higher-scoring design after outweighing these factors; it adds up to the size
    /// of the difference.
    lead_from: Vec<Supporting<'a>>,
    provenance: Provenance<'a>,
}

view! {
    struct Difference<'a> from (one: &'a FactorDifference, catalogue: &'a Catalogue) {
        factor: &'a str = &catalogue.factors[one.factor].id,
        difference as f64: Hundredths,
        /// The part of it that would remain if no factor was answered, in points.
        of_typical as f64: Hundredths,
        /// Whether it belongs to the smallest set of factors that outweighs everything in favor of the lower-scoring
        /// design.
        decides: bool,
        statement: StatementText<'a>,
    }

    /// A factor that favors the lower-scoring design.
    struct Outweighed<'a> from (one: &'a Tradeoff, catalogue: &'a Catalogue) {
        factor: &'a str = &catalogue.factors[one.factor].id,
        /// Its points for the lower-scoring design.
        against as f64: Hundredths,
        /// What outweighs it; these points add up to `against`.
        answered_by: Vec<Supporting<'a>> = views(one.answered_by.iter().map(|support| (support, catalogue))),
        statement: StatementText<'a>,
    }

    /// Points of a factor for the higher-scoring design.
    struct Supporting<'a> from (support: &Support, catalogue: &'a Catalogue) {
        factor: &'a str = &catalogue.factors[support.factor].id,
        points as f64: Hundredths,
    }
}

fields! {
    struct ContrastRequest (EXPECTED = "wire.expected.body", ABOUT = "A team, and two designs to compare") {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        designs: [DesignIndex; 2] = TwoDesigns, "Two different designs", required "wire.missing.two_designs";
    }
}

struct TwoDesigns;

impl Shape for TwoDesigns {
    type Out = [DesignIndex; 2];

    const EXPECTED: &'static str = "wire.expected.two_designs";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        ArrayBuilder::new()
            .description(Some(about))
            .items(DESIGN.schema(catalogue, ""))
            .min_items(Some(2))
            .max_items(Some(2))
            .unique_items(true)
            .into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<[DesignIndex; 2]>, A::Error> {
        let mut found = Vec::new();
        read_items(place, list, || DESIGN, |_, design| found.push(design))?;
        match found.as_slice() {
            [Some(first), Some(second)] if first == second => {
                place.error(text("wire.field.same_designs"));
                Ok(None)
            }
            [first, second] => Ok(first.zip(*second).map(|(first, second)| [first, second])),
            other => {
                place.error(fill_text("wire.field.two_designs", &[("found", &other.len().to_string())]));
                Ok(None)
            }
        }
    }
}

/// Answers a body of `POST /v1/contrasts`.
fn contrasts(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let ContrastRequest { profile, options, designs: [first, second] } = read_body(advisor, body)?;
    let evaluation = advisor.evaluate(&profile, &options)?;
    let catalogue = advisor.catalogue();
    let contrast = explain::contrast(&evaluation, first, second).ok_or_else(|| {
        let nowhere =
            [first, second].into_iter().enumerate().filter(|(_, design)| evaluation.representative(*design).is_none());
        Problem::of_fields(nowhere.map(|(at, design)| {
            let design = &catalogue.designs[design];
            let slots = [("design", design.id.as_str()), ("environments", &design.environments.join(", "))];
            (format!("/designs/{at}"), fill_text("wire.field.not_allowed", &slots))
        }))
    })?;
    let answer = ContrastAnswer {
        profile_id: profile.id.as_deref(),
        first: Contender::view((&evaluation, contrast.first)),
        second: Contender::view((&evaluation, contrast.second)),
        difference: Hundredths(contrast.difference),
        verdict: View::view(&contrast.verdict),
        statement: View::view(&contrast.statement),
        factors: views(contrast.factors.iter().map(|one| (one, catalogue))),
        tradeoffs: views(contrast.tradeoffs.iter().map(|one| (one, catalogue))),
        lead_from: views(contrast.lead_from.iter().map(|one| (one, catalogue))),
        provenance: advisor.into(),
    };
    Ok(to_json(&answer))
}
