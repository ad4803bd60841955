//! The body of a district report, and the report of it.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use serde::de::MapAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::advisor::{Advisor, Options};
use crate::catalogue::{Catalogue, Profile};
use crate::cohorts::{LEAST_MINIMUM, MOST_MINIMUM, USUAL_MINIMUM};
use crate::district::{self, District, DistrictError, DistrictTeam, Kept, MOST_COLUMNS, Planned, Rejected};
use crate::scoring::Watch;
use crate::wire::asked::{ListOf, OPTIONS, PROFILE, Whole, Words, read_body};
use crate::wire::kit::fields::{Fields, Object, fields};
use crate::wire::kit::problem::{Problem, ProblemKind};
use crate::wire::kit::reader::{Place, Shape, read_entries, value};
use crate::wire::kit::schema::{Property, words};
use crate::wire::operations::allocation::{Allocation, Asked, Resources, divide};
use crate::wire::operations::ids::{MOST_BODY_TEAMS, TeamOrigin, check_ids, refuse, unknown_ids};

/// The longest name of a school or a column, and the longest value, in characters.
const LONGEST: usize = 200;

fields! {
    struct DistrictRequest (
        EXPECTED = "wire.expected.district", ABOUT = "The teams of a district, and what else it knows of them",
    ) {
        teams: Vec<Profile> = ListOf(|| PROFILE, "wire.expected.teams", [1, MOST_BODY_TEAMS]),
            "The profiles of the teams. With `resources`, each needs an id of its own and, unless `resources.team_size` is \
             given, `setting.team_size`", required "wire.missing.teams";
        schools: BTreeMap<String, String> = TeamTexts("school"), "The names of the schools, by the ids of the teams";
        by: Vec<ByColumn> = ListOf(Object::<ByColumn>::new, "wire.expected.by_columns", [0, MOST_COLUMNS]),
            "What teams are compared by, such as poverty and the share of novices; each column once";
        resources: Option<Resources> = Object::<Resources>::new(), "";
        minimum: Option<usize> = Whole("wire.expected.people", LEAST_MINIMUM as u32, MOST_MINIMUM as u32),
            "The fewest people of a team that is part of the report; 5 when omitted";
        options: Options = OPTIONS, "";
    }
}

fields! {
    struct ByColumn (
        EXPECTED = "wire.expected.by_column",
        ABOUT = "A value of each team. Numbers are put into thirds.",
    ) {
        column: String = Words("column", LONGEST), "What the values are", required "wire.missing.column";
        values: BTreeMap<String, String> = TeamTexts("value"), "The values, by the ids of the teams",
            required "wire.missing.values";
    }
}

/// Returns the schema of the body.
pub fn schema(catalogue: &Catalogue) -> Schema {
    let resources = Resources::builder(catalogue, Resources::ABOUT);
    let body = DistrictRequest::builder(catalogue, DistrictRequest::ABOUT);
    body.property("resources", resources).into()
}

/// Texts by the ids of teams: what one is in messages.
struct TeamTexts(&'static str);

impl Shape for TeamTexts {
    type Out = BTreeMap<String, String>;

    const EXPECTED: &'static str = "wire.expected.team_texts";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let texts = ObjectBuilder::new().schema_type(Type::Object).description(Some(about));
        Schema::from(texts.additional_properties(Some(words("", LONGEST)))).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let mut texts = BTreeMap::new();
        read_entries(place, object, |id, place, object| {
            let text = value(Words(self.0, LONGEST), place, object)?;
            texts.extend(text.map(|text| (id, text)));
            Ok(())
        })?;
        Ok(Some(texts))
    }
}

/// The teams of a district and what is asked of them.
#[derive(Clone, Debug)]
pub struct DistrictInput {
    pub teams: Vec<DistrictTeam>,
    /// Rows of the file that are no teams.
    pub rejected: Vec<Rejected>,
    /// The names of the columns that teams are compared by.
    pub by: Vec<String>,
    /// The fewest people of a team.
    pub minimum: Option<usize>,
    pub resources: Option<Resources>,
    pub options: Options,
    /// The threads that score teams.
    pub threads: NonZeroUsize,
}

impl From<DistrictError> for Problem {
    fn from(error: DistrictError) -> Self {
        let kind = match error {
            DistrictError::TooMany { .. } => ProblemKind::TooLarge,
            DistrictError::NoTeams { .. }
            | DistrictError::Empty
            | DistrictError::AllRejected { .. }
            | DistrictError::NoNumber { .. }
            | DistrictError::SomePercent { .. }
            | DistrictError::ManyValues { .. }
            | DistrictError::Twice { .. }
            | DistrictError::ManyColumns { .. }
            | DistrictError::Stopped
            | DistrictError::NoValues { .. } => ProblemKind::Invalid,
        };
        Self::new(kind, error.to_string())
    }
}

impl DistrictInput {
    /// Reads a body.
    ///
    /// # Errors
    /// If the body is malformed or has invalid fields, or names a team that it does not have.
    pub fn read(advisor: &Advisor, body: &[u8]) -> Result<Self, Problem> {
        let DistrictRequest { teams, schools, by, resources, minimum, options } = read_body(advisor, body)?;
        let known: BTreeSet<&str> = teams.iter().filter_map(|team| team.id.as_deref()).collect();
        let unknown = |place: &str, texts: &BTreeMap<String, String>| {
            unknown_ids(place, texts.keys().map(String::as_str), |id| known.contains(id))
        };
        let of_columns = by.iter().enumerate().map(|(at, by)| unknown(&format!("/by/{at}/values"), &by.values));
        refuse(std::iter::once(unknown("/schools", &schools)).chain(of_columns).flatten().collect())?;
        let of = |texts: &BTreeMap<String, String>, profile: &Profile| texts.get(profile.id.as_ref()?).cloned();
        let team = |profile: Profile| DistrictTeam {
            school: of(&schools, &profile),
            values: by.iter().map(|by| of(&by.values, &profile)).collect(),
            profile,
            line: None,
        };
        let teams = teams.into_iter().map(team).collect();
        let by = by.into_iter().map(|by| by.column).collect();
        Ok(Self { teams, rejected: Vec::new(), by, minimum, resources, options, threads: NonZeroUsize::MIN })
    }

    /// Makes the report.
    ///
    /// # Errors
    /// If two teams have the same id, no team is large enough, the weights leave no factor, the resources cannot be divided, or the work was stopped.
    pub fn report(self, advisor: &Advisor, watch: &dyn Watch) -> Result<District, Problem> {
        let place = |at: usize, team: &DistrictTeam| TeamOrigin::new(at, team.line);
        let ids = self.teams.iter().enumerate().map(|(at, team)| (place(at, team), team.profile.id.as_deref()));
        check_ids(ids)?;
        let ids: BTreeSet<String> = self.teams.iter().filter_map(|team| team.profile.id.clone()).collect();
        let kept = district::keep(
            advisor.catalogue(),
            self.teams,
            self.rejected,
            self.minimum.unwrap_or(USUAL_MINIMUM),
            self.by,
        )?;
        let resources = self.resources.map(|resources| without_left_out(resources, &ids, &kept));
        let allocation =
            resources.map(|resources| divide_among(advisor, &resources, &self.options, &kept, watch)).transpose()?;
        let planned = allocation.as_ref().map(|allocation| Planned {
            teams: &allocation.teams,
            uses: &allocation.uses,
            plans: &allocation.plans,
        });
        Ok(district::report(advisor, &self.options, &kept, planned, self.threads, watch)??)
    }
}

/// Drops the weights of teams that were left out; others are checked.
fn without_left_out(mut resources: Resources, ids: &BTreeSet<String>, kept: &Kept) -> Resources {
    let left: BTreeSet<&str> = kept.teams.iter().filter_map(|team| team.profile.id.as_deref()).collect();
    resources.weights.retain(|(id, _)| left.contains(id.as_str()) || !ids.contains(id));
    resources
}

/// Divides the resources among the teams that were kept; their places are those in the input.
fn divide_among(
    advisor: &Advisor,
    resources: &Resources,
    options: &Options,
    kept: &Kept,
    watch: &dyn Watch,
) -> Result<Allocation, Problem> {
    let asked = Asked::new(advisor, resources, options).map_err(|problem| problem.within("resources"))?;
    let teams = kept.teams.iter().zip(&kept.places);
    divide(&asked, teams.map(|(team, at)| (TeamOrigin::new(*at, team.line), &team.profile)), watch)
}
