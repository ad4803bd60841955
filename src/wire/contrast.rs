//! `POST /v1/contrasts`: why one design and not another.

use serde::Serialize;
use serde::de::{MapAccess, SeqAccess};
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ArrayBuilder;

use super::contender::{Contender, VerdictName};
use super::number::{Hundredths, to_json};
use super::operation::{operation, shape_of};
use super::problem::Problem;
use super::provenance::Provenance;
use super::reader::{Place, Read, Shape};
use super::rendered::Rendered;
use super::request::{Extra, KnownId, read_asked, value};
use super::schema::{DESIGN_ID, Property, named, request};
use super::statement::Told;
use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::explain::{self, Support, Tradeoff};
use crate::words::{fill, text};

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
        aside: false,
        example: include_str!("examples/contrasts.json"),
        request: ("ContrastRequest", schema, "The team and the two designs"),
        answer: contrasts,
        result: (shape_of::<ContrastAnswer<'_>>, "The comparison"),
        other: None,
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
    statement: Told<'a>,
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

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Difference<'a> {
    factor: &'a str,
    #[schema(value_type = f64)]
    difference: Hundredths,
    /// The part of it that would remain if no factor was answered, in points.
    #[schema(value_type = f64)]
    of_typical: Hundredths,
    /// Whether it belongs to the smallest set of factors that outweighs everything in favor of the lower-scoring
    /// design.
    decides: bool,
    statement: Told<'a>,
}

/// A factor that favors the lower-scoring design.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Outweighed<'a> {
    factor: &'a str,
    /// Its points for the lower-scoring design.
    #[schema(value_type = f64)]
    against: Hundredths,
    /// What outweighs it; these points add up to `against`.
    answered_by: Vec<Supporting<'a>>,
    statement: Told<'a>,
}

/// Points of a factor for the higher-scoring design.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Supporting<'a> {
    factor: &'a str,
    #[schema(value_type = f64)]
    points: Hundredths,
}

/// The two designs to compare.
#[derive(Clone, Copy, Debug, Default)]
struct Designs(Option<[usize; 2]>);

impl Extra for Designs {
    const FIELDS: &'static [&'static str] = &["designs"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        catalogue: &Catalogue,
        _: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        self.0 = Some(value(TwoDesigns { catalogue }, place, object)?.unwrap_or_default());
        Ok(())
    }

    fn check(&self, _: &Catalogue, place: &Place<'_>) {
        if self.0.is_none() {
            place.field("designs").error(text("wire.missing.two_designs"));
        }
    }
}

struct TwoDesigns<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for TwoDesigns<'_> {
    type Out = [usize; 2];

    fn expected(&self) -> &'static str {
        text("wire.expected.two_designs")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<[usize; 2]>, A::Error> {
        let names: Vec<&str> = self.catalogue.designs.iter().map(|design| design.id.as_str()).collect();
        let mut found = Vec::new();
        loop {
            let item = place.item(found.len());
            let shape = KnownId { what: "design", names: &names };
            match list.next_element_seed(Read { shape, place: &item })? {
                Some(id) => found.push(id),
                None => break,
            }
        }
        match found.as_slice() {
            [Some(first), Some(second)] if first == second => {
                place.error(text("wire.field.same_designs"));
                Ok(None)
            }
            [first, second] => Ok(first.zip(*second).map(|(first, second)| [first, second])),
            other => {
                place.error(fill(text("wire.field.two_designs"), &[("found", &other.len().to_string())]));
                Ok(None)
            }
        }
    }
}

/// Answers a body of `POST /v1/contrasts`.
fn contrasts(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let asked = read_asked::<Designs>(advisor, body)?;
    let [first, second] = asked.extra.0.unwrap_or_default();
    let evaluation = advisor.evaluate(&asked.profile, &asked.options)?;
    let catalogue = advisor.catalogue();
    let contrast = explain::contrast(&evaluation, first, second).ok_or_else(|| {
        let nowhere =
            [first, second].into_iter().enumerate().filter(|(_, design)| evaluation.standing(*design).is_none());
        Problem::of_fields(nowhere.map(|(at, design)| {
            let design = &catalogue.designs[design];
            let slots = [("design", design.id.as_str()), ("environments", &design.environments.join(", "))];
            (format!("/designs/{at}"), fill(text("wire.field.not_allowed"), &slots))
        }))
    })?;
    let factor = |factor: usize| catalogue.factors[factor].id.as_str();
    let support = |of: &Support| Supporting { factor: factor(of.factor), points: Hundredths(of.points) };
    let answer = ContrastAnswer {
        profile_id: asked.profile.id.as_deref(),
        first: Contender::new(&evaluation, contrast.first),
        second: Contender::new(&evaluation, contrast.second),
        difference: Hundredths(contrast.difference),
        verdict: contrast.verdict.into(),
        statement: (&contrast.statement).into(),
        factors: contrast
            .factors
            .iter()
            .map(|one| Difference {
                factor: factor(one.factor),
                difference: Hundredths(one.difference),
                of_typical: Hundredths(one.of_typical),
                decides: one.decides,
                statement: (&one.statement).into(),
            })
            .collect(),
        tradeoffs: contrast
            .tradeoffs
            .iter()
            .map(|one: &Tradeoff| Outweighed {
                factor: factor(one.factor),
                against: Hundredths(one.against),
                answered_by: one.answered_by.iter().map(support).collect(),
                statement: (&one.statement).into(),
            })
            .collect(),
        lead_from: contrast.lead_from.iter().map(support).collect(),
        provenance: advisor.into(),
    };
    Ok(to_json(&answer))
}

fn schema(_: &Catalogue) -> Schema {
    let two: Property = ArrayBuilder::new()
        .description(Some("Two different designs"))
        .items(named(DESIGN_ID))
        .min_items(Some(2))
        .max_items(Some(2))
        .unique_items(true)
        .into();
    request("A team, and two designs to compare", named("Options"), vec![("designs", two, true)])
}
