//! `POST /v1/cohorts`: teams that resemble each other, what sets each group apart, and a map.

use std::num::NonZeroUsize;

use serde::Serialize;
use serde::de::SeqAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ArrayBuilder;

use super::ids::{TeamOrigin, check_ids};
use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{Catalogue, Profile};
use crate::cohorts::{
    Asked, Cohort, CohortError, Cohorts, Column, Community, Counts, Difference, LEAST_MINIMUM, LEAST_TEAMS,
    MOST_MINIMUM, Member, Move, Suited, find,
};
use crate::scoring::{Evaluation, Unwatched, Watch};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{OPTIONS, PROFILE, Whole, read_body};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::{Hundredths, to_json};
use crate::wire::kit::problem::{Problem, ProblemKind};
use crate::wire::kit::reader::{Place, Shape, read_items};
use crate::wire::kit::schema::{Property, named};
use crate::wire::kit::view::{View, view, views};

operation! {
    /// Find teams that resemble each other
    ///
    /// Compares teams by what moves their ranking, with each answer scaled to points of score. The answer has the cohorts,
    /// what sets each apart, the designs that suit it, a community of practice where most of its teams share one need, and
    /// a map in two dimensions. "No distinct cohorts" is an answer too. The order of the teams does not matter. Teams with
    /// fewer people than `minimum` are left out and influence no number. With `accept: image/svg+xml`, the answer is the map.
    OPERATION {
        path: "/v1/cohorts",
        id: "find_cohorts",
        tag: "district",
        aside: Aside::Always,
        example: include_str!("../examples/cohorts.json"),
        request: ("CohortsRequest", CohortsRequest::schema, "The teams to compare"),
        answer: cohorts,
        result: (shape_of::<CohortsAnswer<'_>>, "The cohorts and their map"),
        beside: Beside::Cohorts,
    }
}

fields! {
    struct CohortsRequest (EXPECTED = "wire.expected.cohorts", ABOUT = "Teams to compare") {
        teams: Vec<Profile> = Teams, "The teams; a team is found again by its id", required "wire.missing.teams";
        minimum: Option<usize> = Whole("wire.expected.people", LEAST_MINIMUM as u32, MOST_MINIMUM as u32),
            "The fewest people of a team that is compared; 5 when omitted";
        options: Options = OPTIONS, "";
    }
}

/// The teams of a body.
struct Teams;

impl Shape for Teams {
    type Out = Vec<Profile>;

    const EXPECTED: &'static str = "wire.expected.teams";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let teams = ArrayBuilder::new().description(Some(about)).items(named("Profile"));
        Schema::from(teams.min_items(Some(LEAST_TEAMS))).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<Profile>>, A::Error> {
        let mut teams = Vec::new();
        read_items(place, list, || PROFILE, |_, team| teams.extend(team))?;
        Ok(Some(teams))
    }
}

impl From<CohortError> for Problem {
    fn from(error: CohortError) -> Self {
        let kind = match error {
            CohortError::TooMany { .. } => ProblemKind::TooLarge,
            CohortError::NothingKnown
            | CohortError::TooFew { .. }
            | CohortError::AllEqual { .. }
            | CohortError::Stopped => ProblemKind::Invalid,
        };
        Self::new(kind, error.to_string())
    }
}

/// Teams and how they are compared.
#[derive(Debug)]
pub struct CohortsInput {
    pub teams: Vec<Profile>,
    /// By team, the line of its row; empty for a body without lines.
    pub lines: Vec<u64>,
    pub minimum: Option<usize>,
    pub options: Options,
    /// The threads to work on.
    pub threads: NonZeroUsize,
}

/// A team without answers and the cohorts of those with answers.
#[derive(Debug)]
pub struct FoundCohorts<'a> {
    pub typical: Evaluation<'a>,
    pub cohorts: Cohorts,
}

impl CohortsInput {
    /// Reads a body.
    ///
    /// # Errors
    /// If the body is malformed or has invalid fields.
    pub fn read(advisor: &Advisor, body: &[u8]) -> Result<Self, Problem> {
        let CohortsRequest { teams, minimum, options } = read_body(advisor, body)?;
        Ok(Self { teams, lines: Vec::new(), minimum, options, threads: NonZeroUsize::MIN })
    }

    /// Finds the cohorts.
    ///
    /// # Errors
    /// If two teams have the same id, the weights are invalid, or the teams cannot be compared.
    pub fn find<'a>(&self, advisor: &'a Advisor, watch: &dyn Watch) -> Result<FoundCohorts<'a>, Problem> {
        let place = |at: usize| TeamOrigin::new(at, self.lines.get(at).copied());
        check_ids(self.teams.iter().enumerate().map(|(at, team)| (place(at), team.id.as_deref())))?;
        let typical = advisor.evaluate_nothing(&self.options)?;
        let minimum = self.minimum.unwrap_or(Asked::default().minimum);
        let cohorts = find(&typical, &self.teams, Asked { minimum, threads: self.threads }, watch)?;
        Ok(FoundCohorts { typical, cohorts })
    }
}

/// Answers a body of `POST /v1/cohorts`.
fn cohorts(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let found = CohortsInput::read(advisor, body)?.find(advisor, &Unwatched)?;
    Ok(CohortsAnswer::json(advisor, &found))
}

/// Cohorts of teams.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CohortsAnswer)]
pub struct CohortsAnswer<'a> {
    /// The answer in words, in reading order.
    summary: Vec<StatementText<'a>>,
    /// What was left out or assumed.
    notes: Vec<StatementText<'a>>,
    counts: TeamCounts,
    /// The number of cohorts; 1 if there are no distinct ones.
    distinct: usize,
    /// How well halves of the teams agree on who belongs together, 0 to 1.
    strength: f64,
    /// The same in data without cohorts; null if there are no distinct cohorts.
    strength_by_chance: Option<f64>,
    /// The share of the differences between teams that each direction of the map shows, 0 to 1.
    map_shares: Vec<f64>,
    /// The answers that teams are compared by.
    compared_by: Vec<ComparedBy>,
    /// Largest first.
    cohorts: Vec<CohortPart<'a>>,
    /// The teams that are compared, by id.
    teams: Vec<TeamPlace<'a>>,
    provenance: Provenance<'a>,
}

impl CohortsAnswer<'_> {
    /// Returns cohorts as JSON.
    pub fn json(advisor: &Advisor, found: &FoundCohorts<'_>) -> Vec<u8> {
        let FoundCohorts { typical, cohorts } = found;
        let nowhere = cohorts.members.iter().filter(|member| member.cohort.is_none()).count();
        to_json(&CohortsAnswer {
            summary: views(&cohorts.summary),
            notes: views(&cohorts.notes),
            counts: View::view((&cohorts.counts, nowhere)),
            distinct: cohorts.number.cohorts,
            strength: cohorts.number.strength,
            strength_by_chance: cohorts.number.by_chance,
            map_shares: cohorts.map.axes.iter().map(|axis| axis.share).collect(),
            compared_by: views(cohorts.columns.iter().enumerate().map(|(at, one)| (one, at, cohorts, typical))),
            cohorts: views(cohorts.cohorts.iter().map(|one| (one, cohorts, typical))),
            teams: views(&cohorts.members),
            provenance: advisor.into(),
        })
    }
}

view! {
    struct TeamCounts from (counts: &Counts, nowhere: usize) {
        teams: usize = counts.teams,
        /// Teams with fewer people than the minimum; left out.
        too_small: usize = counts.too_small,
        /// Teams with too few answers; left out.
        too_little_known: usize = counts.too_little_known,
        compared: usize = counts.compared,
        fit_nowhere: usize = nowhere,
        /// Of 100 answers, how many are unknown and count as typical of these teams.
        unknown_of_hundred: usize = counts.unknown_of_hundred,
    }

    struct ComparedBy from (column: &Column, at: usize, cohorts: &Cohorts, typical: &Evaluation<'_>) {
        /// The answer, such as `time_available` or `outcome_type.mastery`.
        answer: String = column.path(typical),
        /// How far one level, or the whole of a category, moves designs against each other, in points.
        points: f64 = column.effect,
        /// How much it counts in each direction of the map, -1 to 1.
        loadings: Vec<f64> = cohorts.map.axes.iter().map(|axis| axis.loadings[at]).collect(),
    }

    /// A group of teams.
    struct CohortPart<'a> from (cohort: &'a Cohort, cohorts: &'a Cohorts, typical: &'a Evaluation<'a>) {
        name: &'a str = &cohort.name,
        size: usize = cohort.members.len(),
        /// Its center on the map, in points.
        center: Vec<f64> = cohort.center.to_vec(),
        /// What sets it apart from the other teams, strongest first.
        differences: Vec<CohortDifference> = views(cohort.differences.iter().map(|one| (one, cohorts, typical))),
        /// The designs that suit it, best first.
        suits: Vec<SuitedDesign<'a>> = views(cohort.suits.iter().map(|one| (one, typical.catalogue()))),
        /// The designs that do not suit it, worst first.
        does_not_suit: Vec<SuitedDesign<'a>> =
            views(cohort.does_not_suit.iter().map(|one| (one, typical.catalogue()))),
        /// A community of practice; null if most of its teams share no need.
        community: Option<CommunityPart<'a>> =
            cohort.community.as_ref().map(|one| View::view((one, cohorts, typical))),
        statements: Vec<StatementText<'a>> = views(&cohort.statements),
    }

    struct CohortDifference from (one: &Difference, cohorts: &Cohorts, typical: &Evaluation<'_>) {
        answer: String = cohorts.columns[one.column].path(typical),
        /// The means in the cohort and in the other teams: levels, 1 to 5, or shares, 0 to 1.
        mean: f64 = one.mean,
        others: f64 = one.others,
        /// How far the difference moves designs against each other, in points; below 0 if the cohort has less.
        points: f64 = one.points,
    }

    struct SuitedDesign<'a> from (one: &Suited, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[one.design].id,
        /// Null if it is feasible for no team.
        environment: Option<&'a str> = one.environment.map(|of| catalogue.environments[of].id.as_str()),
        /// The mean over the teams for which it is feasible.
        score as f64: Hundredths = Hundredths(one.score),
        /// How many teams it is feasible for.
        feasible: usize = one.feasible,
    }

    /// Teams at different schools with one need, and how they could work on it together.
    struct CommunityPart<'a> from (one: &'a Community, cohorts: &'a Cohorts, typical: &'a Evaluation<'a>) {
        /// The answer that is the shared issue.
        issue: String = cohorts.columns[one.column].path(typical),
        /// The mean level of its members, 1 to 5.
        mean: f64 = one.mean,
        /// The ids of its teams; null for a team without an id.
        members: Vec<Option<&'a str>> = one.members.iter().map(|at| cohorts.members[*at].id.as_deref()).collect(),
        agenda: Vec<AgendaItem<'a>> = views(&one.agenda),
        /// The design and environment that suit its members best across schools; null if none is feasible for most.
        design: Option<SuitedDesign<'a>> = one.design.as_ref().map(|one| View::view((one, typical.catalogue()))),
    }

    struct AgendaItem<'a> from (one: &'a Move) {
        id: &'a str,
        name: &'a str,
        what: &'a str,
        question: Option<&'a str> = one.question.as_deref(),
    }

    struct TeamPlace<'a> from (team: &'a Member) {
        id: Option<&'a str> = team.id.as_deref(),
        /// The place of its cohort in `cohorts`, from 0; null if it fits nowhere.
        cohort: Option<usize> = team.cohort,
        /// Its place on the map, in points.
        at: Vec<f64> = team.at.to_vec(),
        /// Its distance to the center of the nearest cohort, in points.
        distance: f64 = team.distance,
    }
}
