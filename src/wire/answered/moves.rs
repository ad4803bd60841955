//! Moves, decisions and obstacles, as used in counterfactuals and fixes.

use serde::Serialize;
use serde_json::value::RawValue;

use super::contender::variant;
use super::statement::StatementText;
use crate::catalogue::Catalogue;
use crate::counterfactual::{Decision, Fix, Move};
use crate::scoring::{Need, Tables, Unmet};
use crate::wire::kit::number::decimal_value;
use crate::wire::kit::view::{View, view, views};

/// Returns the path of what is not met.
fn path<'a>(need: &Need, tables: &'a Tables) -> &'a str {
    match need {
        Need::Term(term) => &tables.terms[*term].path,
        Need::Limit(path) | Need::Setting(path) => path,
    }
}

view! {
    /// An answer raised to a whole level.
    pub struct Moved<'a> from (one: &Move, catalogue: &'a Catalogue, tables: &'a Tables) {
        /// The answer to raise, such as `time_available`, `resources.time` or `design_experience.coaching`.
        factor: String = one.of.path(catalogue, tables),
        /// The current level, or the members' mean, 1 to 5.
        from as f64: Box<RawValue> = decimal_value(one.from.into()),
        #[schema(minimum = 1, maximum = 5)]
        to: u8,
        /// The members' mean distance from that level, in levels.
        distance as f64: Box<RawValue> = decimal_value(one.distance.into()),
        /// The distance times the cost per level.
        cost as f64: Box<RawValue> = decimal_value(one.cost.into()),
        /// Weeks until one more level is reached, according to the catalog.
        lead_weeks: u32 = catalogue.factors[tables.terms[one.of.term].factor].change.lead_weeks,
        /// The role that would have to act.
        owner: &'a str = &catalogue.factors[tables.terms[one.of.term].factor].change.owner,
        /// The usual way to do it.
        how: &'a str = &catalogue.factors[tables.terms[one.of.term].factor].change.how,
    }

    /// A requirement, limit or fact of the setting that is not met.
    pub struct UnmetNeed<'a> from (unmet: &'a Unmet, catalogue: &'a Catalogue, tables: &'a Tables) {
        environment: &'a str = &catalogue.environments[tables.alternatives[unmet.alternative].environment].id,
        /// A factor such as `resources.technology`, a limit such as `limits.hours`, or a fact such as `setting.team_size`.
        factor: &'a str = path(&unmet.need, tables),
        required as f64: Box<RawValue> = decimal_value(unmet.required.into()),
        /// The answer; the mean, for counts.
        actual as f64: Box<RawValue> = decimal_value(unmet.actual.into()),
        reason: &'a str,
    }

    /// The smallest fix that would make a design feasible.
    pub struct LeastFix<'a> from (fix: &'a Fix, catalogue: &'a Catalogue, tables: &'a Tables) {
        /// Whether raising answers or making decisions can make it feasible.
        possible: bool = fix.blocked_by.is_empty(),
        /// The environment in which it would run.
        environment: &'a str = &catalogue.environments[tables.alternatives[fix.alternative].environment].id,
        variant: Option<&'a str> = variant(catalogue, &tables.alternatives[fix.alternative]),
        moves: Vec<Moved<'a>> = views(fix.moves.iter().map(|one| (one, catalogue, tables))),
        /// Decisions to make, as opposed to answers to raise.
        decisions: Vec<Decided<'a>> = fix.decisions.iter().map(|one| Decided::new(catalogue, one)).collect(),
        /// Needs that nobody here can change; empty if a fix is possible.
        blocked_by: Vec<UnmetNeed<'a>> = views(fix.blocked_by.iter().map(|one| (one, catalogue, tables))),
        statement: StatementText<'a>,
    }
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
