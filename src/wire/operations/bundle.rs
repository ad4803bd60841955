//! Bundles: the request, with `max_designs`, and the answer.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::openapi::Schema;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{self, Advisor, BundleAdvice, Options};
use crate::bundle::{self, Covered, DEFAULT_BUNDLES, ExplainedBundle, Flag, MarkKind, Member, Partner};
use crate::catalogue::{Catalogue, DesignIndex, Profile};
use crate::sentences::Statement;
use crate::wire::answered::contender::AlternativeLine;
use crate::wire::answered::gate::{Gated, gates};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::recommendation::GroupName;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{OptionsShape, PROFILE, Request, RowRequest, read_body, read_profile_or};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::{Hundredths, decimal_value, to_json};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::schema::whole;
use crate::wire::kit::view::{View, ids, view, views};

operation! {
    /// Combine designs in one learning experience
    ///
    /// Compares every set of up to `max_designs` designs that is feasible and within the limits as a whole, and returns the
    /// best. A set scores by how well its designs fit the team and by what they cover together: groups of mechanisms,
    /// components of training and quality marks. The first bundle ranks first in this model. Each further bundle is the
    /// best that shares at most half of its designs with every bundle before it. Each lists its designs in order of time,
    /// what each design adds, what the bundle requires and any warnings. `explain` has no effect here.
    OPERATION {
        path: "/v1/bundles",
        id: "bundle",
        tag: "bundles",
        aside: Aside::Always,
        example: include_str!("../examples/bundles.json"),
        request: ("BundleRequest", schema, "The team's profile, and how to combine designs"),
        answer: bundles,
        result: (shape_of::<BundleAnswer<'_>>, "The bundles"),
        beside: Beside::Nothing,
    }
}

/// Answers a body of `POST /v1/bundles`.
///
/// # Errors
/// If the body is malformed or has invalid fields.
pub fn bundles(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let BundleRequest { profile, options } = read_body(advisor, body)?;
    let advice = advisor.bundles(&profile, &options.unwrap_or_default())?;
    Ok(BundleAnswer::json(advisor, &advice))
}

/// Reads a body, or a bare profile.
///
/// # Errors
/// As [`crate::wire::read_profile_or_request`].
pub fn read_profile_or_bundle_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    read_profile_or::<BundleRequest>(advisor, body).map(Request::from)
}

/// The options of a bundle.
const OPTIONS: OptionsShape = OptionsShape(&["max_designs"]);

fields! {
    struct BundleRequest (
        EXPECTED = "wire.expected.body", ABOUT = "A team's profile, and how to combine designs for it",
    ) {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Option<Options> = OPTIONS, "";
    }
}

impl From<BundleRequest> for RowRequest {
    fn from(BundleRequest { profile, options }: BundleRequest) -> Self {
        Self { profile, options }
    }
}

fn schema(catalogue: &Catalogue) -> Schema {
    let top = format!("How many bundles to return; {DEFAULT_BUNDLES} when omitted");
    let options = OPTIONS.builder(catalogue).property("top", whole(&top, 1, 1_000_000));
    BundleRequest::builder(catalogue, BundleRequest::ABOUT).property("options", options).into()
}

/// Bundles of designs for a team, each with its order in time, coverage and requirements.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = BundleAnswer)]
pub struct BundleAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    /// Bundles, best first; each shares at most half of its designs with every bundle before it.
    bundles: Vec<BundleShown<'a>>,
    /// The number of feasible sets of designs within the limits; all of them were compared.
    compared: usize,
    /// The share of the score that comes from coverage, 0 to 1.
    #[schema(value_type = f64)]
    coverage_weight: Box<RawValue>,
    /// How the bundles were chosen and what their scores mean.
    about: StatementText<'a>,
    /// Notes to read before acting on the answer.
    notes: Vec<StatementText<'a>>,
    /// The versions of catalog, model and engine behind this answer.
    provenance: Provenance<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Bundle)]
struct BundleShown<'a> {
    /// Ids of its designs, in order of time.
    designs: Vec<&'a str>,
    /// The bundle's fit score in this model, 0 to 100; not a success rate.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    /// The mean score of its designs, 0 to 100.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    mean_score: Hundredths,
    coverage: Coverage,
    summary: StatementText<'a>,
    /// What the other designs cost in hours and add to the one that fits best; null for a single design.
    worth: Option<StatementText<'a>>,
    /// Its designs, in order of time.
    members: Vec<BundleMember<'a>>,
    covered: Vec<BundleMark<'a>>,
    /// Groups of mechanisms that are covered in part, but by no design in full.
    covered_in_part: Vec<BundleMark<'a>>,
    uncovered: Vec<BundleMark<'a>>,
    demands: BundleDemands<'a>,
    flags: Vec<BundleFlag<'a>>,
}

/// How many criteria are covered in full; each counts the same.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Coverage {
    met: usize,
    of: usize,
    #[schema(minimum = 0, maximum = 1)]
    share: f64,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct BundleMember<'a> {
    #[serde(flatten)]
    of: AlternativeLine<'a>,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    /// Its position in the order of time, from 1.
    #[schema(minimum = 1)]
    when: usize,
    /// Why it has this position.
    why: StatementText<'a>,
    covers: Vec<BundleMark<'a>>,
    /// Criteria that no design before it covers.
    adds: Vec<BundleMark<'a>>,
    /// Critical needs that the team misses by so much that they come first.
    group: GroupName,
    gates: Vec<Gated<'a>>,
}

view! {
    /// A criterion of coverage.
    struct BundleMark<'a> from (mark: &'a bundle::Mark) { kind: MarkKindName, id: &'a str, name: &'a str }
}

ids! { MarkKindName of MarkKind; }

view! {
    /// What a bundle requires of one teacher in one school year.
    #[schema(as = BundleDemands)]
    struct BundleDemands<'a> from (demands: &bundle::BundleDemands, members: &[Member], writer: BundleWriter<'a>) {
        /// Total hours without travel. The limit on hours applies to the low total plus travel.
        hours: LowTypical,
        /// Hours of travel to meetings in this setting.
        travel_hours: f64,
        /// Weeks of the longest design, because designs may run side by side.
        weeks: LowTypical,
        /// The largest minimum group size among its designs, in people.
        people: f64,
        /// Hours of paid substitute coverage in these environments.
        cover_hours: LowTypical,
        /// What its designs cost together for one teacher, published or reckoned.
        cost: BundleCost = View::view(&writer.advisor.bundle_cost(members)),
        /// Total of the published costs in US dollars, to which limits apply; null if none is published.
        cost_usd_per_teacher: Option<LowTypical>,
        /// Designs without a published cost.
        cost_unknown: Vec<&'a str> = writer.ids(&demands.cost_unknown),
    }

    /// The cost of a bundle for one teacher in US dollars.
    struct BundleCost from (cost: &advisor::BundleCost) {
        /// `published` if the cost of every design is; otherwise `reckoned` from rates.
        kind as String: &'static str = cost.kind.id(),
        low: f64 = cost.amount.low,
        typical: f64 = cost.amount.typical,
        high: f64 = cost.amount.high,
    }

    /// The smallest amount with which the designs keep their character, and the usual amount.
    struct LowTypical from (amounts: &bundle::Amounts) { low: f64, typical: f64 }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct BundleFlag<'a> {
    kind: BundleFlagName,
    statement: StatementText<'a>,
    /// The designs concerned; empty if it concerns the whole bundle.
    designs: Vec<&'a str>,
    /// For `lacks_embedding`: the best design to add; null if none fits.
    partner: Option<BundlePartner<'a>>,
}

#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum BundleFlagName {
    LacksEmbedding,
    BelowHoursFloor,
    HasToBuild,
    CostNotTested,
}

/// A design that embeds practice in the classroom, to add to the bundle.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct BundlePartner<'a> {
    design: &'a str,
    name: &'a str,
    /// The score of the bundle with this design added, 0 to 100.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
}

impl BundleAnswer<'_> {
    /// Returns the advice as JSON.
    pub fn json(advisor: &Advisor, advice: &BundleAdvice<'_>) -> Vec<u8> {
        to_json(&BundleWriter { advisor }.answer(advice))
    }
}

/// Maps indices to ids for one answer.
#[derive(Clone, Copy)]
struct BundleWriter<'a> {
    advisor: &'a Advisor,
}

impl<'a> BundleWriter<'a> {
    fn answer(self, advice: &'a BundleAdvice<'_>) -> BundleAnswer<'a> {
        let weight = self.advisor.catalogue().model.bundle.coverage_weight;
        BundleAnswer {
            profile_id: advice.profile.id.as_deref(),
            bundles: advice.bundles.iter().map(|bundle| self.shown(bundle)).collect(),
            compared: advice.compared,
            coverage_weight: decimal_value((weight * 1e6).round() as u128),
            about: View::view(&advice.about),
            notes: View::view(&advice.notes),
            provenance: self.advisor.into(),
        }
    }

    fn shown(self, explained: &'a ExplainedBundle) -> BundleShown<'a> {
        let bundle = &explained.bundle;
        let (met, of) = (bundle.covered.count(), self.advisor.marks().all().len());
        let members = bundle.members.iter().zip(&explained.turns).enumerate();
        let flags = bundle.flags.iter().zip(&explained.flags);
        BundleShown {
            designs: bundle.members.iter().map(|member| self.id(member.design)).collect(),
            score: Hundredths(bundle.score),
            mean_score: Hundredths(bundle.mean_score),
            coverage: Coverage { met, of, share: met as f64 / of as f64 },
            summary: View::view(&explained.summary),
            worth: explained.worth.as_ref().map(View::view),
            members: members.map(|(at, (member, why))| self.member(at + 1, member, why)).collect(),
            covered: self.marks(|place| bundle.covered.holds(place)),
            covered_in_part: self.marks(|place| bundle.in_part.holds(place)),
            uncovered: self.marks(|place| !bundle.covered.with(bundle.in_part).holds(place)),
            demands: View::view((&bundle.demands, &*bundle.members, self)),
            flags: flags.map(|(flag, statement)| self.flag(flag, statement)).collect(),
        }
    }

    fn member(self, when: usize, member: &Member, why: &'a Statement) -> BundleMember<'a> {
        let marks = |covered: Covered| self.marks(|place| covered.holds(place));
        BundleMember {
            of: AlternativeLine::new(self.advisor, member.alternative),
            score: Hundredths(member.score),
            when,
            why: View::view(why),
            covers: marks(member.covers),
            adds: marks(member.adds),
            group: View::view(&member.group),
            gates: gates(self.advisor, member.alternative, &member.gates),
        }
    }

    fn marks(self, holds: impl Fn(usize) -> bool) -> Vec<BundleMark<'a>> {
        let marks = self.advisor.marks().all().iter().enumerate().filter(|(place, _)| holds(*place));
        views(marks.map(|(_, mark)| mark))
    }

    fn flag(self, flag: &Flag, statement: &'a Statement) -> BundleFlag<'a> {
        let (kind, designs, partner) = match flag {
            Flag::LacksEmbedding { partner, .. } => (BundleFlagName::LacksEmbedding, Vec::new(), *partner),
            Flag::BelowHoursFloor { .. } => (BundleFlagName::BelowHoursFloor, Vec::new(), None),
            Flag::HasToBuild { design } => (BundleFlagName::HasToBuild, self.ids(&[*design]), None),
            Flag::CostNotTested { designs } => (BundleFlagName::CostNotTested, self.ids(designs), None),
        };
        let partner = partner.map(|Partner { design, score }| BundlePartner {
            design: self.id(design),
            name: &self.advisor.catalogue().designs[design].name,
            score: Hundredths(score),
        });
        BundleFlag { kind, statement: View::view(statement), designs, partner }
    }

    fn id(self, design: DesignIndex) -> &'a str {
        &self.advisor.catalogue().designs[design].id
    }

    fn ids(self, designs: &[DesignIndex]) -> Vec<&'a str> {
        designs.iter().map(|design| self.id(*design)).collect()
    }
}
