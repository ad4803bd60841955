//! Moves, decisions and obstacles, as used in counterfactuals and fixes.

use serde::Serialize;
use serde_json::value::RawValue;

use super::number::decimal_value;
use super::statement::Told;
use crate::catalogue::Catalogue;
use crate::explain::{Decision, Fix, Move, path_of};
use crate::scoring::{Need, Tables, Unmet};

/// An answer raised to a whole level.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Moved<'a> {
    /// The answer to raise, such as `time_available`, `resources.time` or `design_experience.coaching`.
    factor: String,
    /// The current level, or the members' mean, 1 to 5.
    #[schema(value_type = f64)]
    from: Box<RawValue>,
    #[schema(minimum = 1, maximum = 5)]
    to: u8,
    /// The members' mean distance from that level, in levels.
    #[schema(value_type = f64)]
    distance: Box<RawValue>,
    /// The distance times the cost per level.
    #[schema(value_type = f64)]
    cost: Box<RawValue>,
    /// Weeks until one more level is reached, according to the catalog.
    lead_weeks: u32,
    /// The role that would have to act.
    owner: &'a str,
    /// The usual way to do it.
    how: &'a str,
}

impl<'a> Moved<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, tables: &'a Tables, one: &Move) -> Self {
        let change = &catalogue.factors[tables.terms[one.of.term].factor].change;
        Self {
            factor: path_of(catalogue, tables, one.of),
            from: decimal_value(one.from.into()),
            to: one.to,
            distance: decimal_value(one.distance.into()),
            cost: decimal_value(one.cost.into()),
            lead_weeks: change.lead_weeks,
            owner: &change.owner,
            how: &change.how,
        }
    }
}

/// An unmet need.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Blocking<'a> {
    environment: &'a str,
    /// A factor such as `resources.technology`, a limit such as `limits.hours`, or a fact such as `setting.team_size`.
    factor: &'a str,
    #[schema(value_type = f64)]
    required: Box<RawValue>,
    #[schema(value_type = f64)]
    actual: Box<RawValue>,
    reason: String,
}

impl<'a> Blocking<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, tables: &'a Tables, unmet: &Unmet) -> Self {
        Self {
            environment: &catalogue.environments[tables.alternatives[unmet.alternative].environment].id,
            factor: match unmet.need {
                Need::Term(term) => &tables.terms[term].path,
                Need::Limit(path) | Need::Setting(path) => path,
            },
            required: decimal_value(unmet.required.into()),
            actual: decimal_value(unmet.actual.into()),
            reason: unmet.reason.clone(),
        }
    }
}

/// The smallest fix that would make a design feasible.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct LeastFix<'a> {
    /// Whether raising answers or making decisions can make it feasible.
    possible: bool,
    /// The environment in which it would run.
    environment: &'a str,
    variant: Option<&'a str>,
    moves: Vec<Moved<'a>>,
    /// Decisions to make, as opposed to answers to raise.
    decisions: Vec<Decided<'a>>,
    /// Needs that nobody here can change; empty if a fix is possible.
    blocked_by: Vec<Blocking<'a>>,
    statement: Told<'a>,
}

/// A limit to raise, an environment to allow, or substitute coverage to provide.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Decided<'a> {
    /// A limit such as `limits.hours`, `environments`, or `setting.cover_available`.
    what: &'a str,
    /// The current limit; null if this is not a limit.
    #[schema(value_type = Option<f64>)]
    from: Option<Box<RawValue>>,
    /// The smallest sufficient limit; null if this is not a limit.
    #[schema(value_type = Option<f64>)]
    to: Option<Box<RawValue>>,
    /// The environment to allow.
    environment: Option<&'a str>,
}

impl<'a> Decided<'a> {
    fn new(catalogue: &'a Catalogue, decision: &Decision) -> Self {
        let nothing = |what| Self { what, from: None, to: None, environment: None };
        match decision {
            Decision::Limit { path, from, to } => Self {
                from: Some(decimal_value((*from).into())),
                to: Some(decimal_value((*to).into())),
                ..nothing(path)
            },
            Decision::Allow { environment } => {
                Self { environment: Some(&catalogue.environments[*environment].id), ..nothing("environments") }
            }
            Decision::Cover => nothing("setting.cover_available"),
        }
    }
}

impl<'a> LeastFix<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, tables: &'a Tables, fix: &Fix) -> Self {
        let alternative = &tables.alternatives[fix.alternative];
        let variants = &catalogue.designs[alternative.design].variants;
        Self {
            possible: fix.blocked_by.is_empty(),
            environment: &catalogue.environments[alternative.environment].id,
            variant: alternative.variant.map(|variant| variants[variant].id.as_str()),
            moves: fix.moves.iter().map(|one| Moved::new(catalogue, tables, one)).collect(),
            decisions: fix.decisions.iter().map(|one| Decided::new(catalogue, one)).collect(),
            blocked_by: fix.blocked_by.iter().map(|one| Blocking::new(catalogue, tables, one)).collect(),
            statement: fix.statement.clone().into(),
        }
    }
}
