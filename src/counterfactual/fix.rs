//! The smallest fix for a design that is not feasible now.
//!
//! Besides levels that a school can raise there are decisions: the limits and environments of the request, and
//! substitute coverage. A fix with fewer decisions comes before one with more, then the cheaper one.

use crate::catalogue::{AlternativeIndex, Design, DesignIndex, EnvironmentIndex, TermIndex};
use crate::scoring::{Evaluation, Need, Unmet};
use crate::words::{counted, in_sentence, text, two_decimals};

use super::change::Move;
use super::levers::{Costs, Lever, levers};
use super::tell::{blocked, move_slots};
use crate::sentences::{Statement, number, tell, word};

/// The changes that would make a design feasible.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    pub alternative: AlternativeIndex,
    pub moves: Vec<Move>,
    pub decisions: Vec<Decision>,
    /// Requirements that neither a school nor the request can change; with any of them, there is no fix.
    pub blocked_by: Vec<Unmet>,
    pub statement: Statement,
}

/// Something to decide, not to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A limit of the request and its smallest sufficient value, in millionths.
    Limit { path: &'static str, from: u64, to: u64 },
    /// An environment to allow.
    Allow { environment: EnvironmentIndex },
    /// Substitute coverage for lessons.
    Cover,
}

/// The setting that a school can provide.
const COVER: &str = "setting.cover_available";

/// Finds the smallest fix for a design.
pub fn fix(evaluation: &Evaluation<'_>, design: DesignIndex) -> Option<Fix> {
    let costs = Costs::by_lead_time(evaluation);
    let levers = levers(evaluation, design, &costs);
    let alternatives = evaluation.tables().alternatives_of(design);
    let fixes = alternatives.map(|alternative| of_alternative(evaluation, alternative, &levers));
    let mut least = fixes.min_by_key(|fix| {
        let cost: u64 = fix.moves.iter().map(|one| one.cost).sum();
        (fix.blocked_by.len(), fix.decisions.len(), cost)
    })?;
    least.statement = statement(evaluation, &least);
    Some(least)
}

fn of_alternative(evaluation: &Evaluation<'_>, alternative: AlternativeIndex, levers: &[Lever]) -> Fix {
    let mut fix = Fix {
        alternative,
        moves: Vec::new(),
        decisions: Vec::new(),
        blocked_by: Vec::new(),
        statement: Statement::default(),
    };
    if !evaluation.is_allowed(alternative) {
        let environment = evaluation.tables().alternatives[alternative].environment;
        fix.decisions.push(Decision::Allow { environment });
    }
    for unmet in evaluation.unmet(alternative) {
        match unmet.need {
            Need::Term(term) => match raise(levers, term, unmet.required) {
                Some(one) => join(&mut fix.moves, one),
                None => fix.blocked_by.push(unmet),
            },
            Need::Limit(path) => {
                fix.decisions.push(Decision::Limit { path, from: unmet.actual, to: unmet.required });
            }
            Need::Setting(COVER) => fix.decisions.push(Decision::Cover),
            Need::Setting(_) => fix.blocked_by.push(unmet),
        }
    }
    fix
}

/// Where a design and its environment both require a term, the higher level counts.
fn join(moves: &mut Vec<Move>, one: Move) {
    match moves.iter_mut().find(|other| other.of == one.of) {
        Some(other) if other.to < one.to => *other = one,
        Some(_) => {}
        None => moves.push(one),
    }
}

/// Raises a term to the first whole level that is enough.
fn raise(levers: &[Lever], term: TermIndex, at_least: u64) -> Option<Move> {
    let lever = levers.iter().find(|lever| lever.of.term == term)?;
    let state = lever.states.iter().position(|state| state.mean >= at_least)?;
    Some(lever.move_to(state))
}

fn statement(evaluation: &Evaluation<'_>, fix: &Fix) -> Statement {
    let catalogue = evaluation.catalogue();
    let design: &Design = &catalogue.designs[evaluation.tables().alternatives[fix.alternative].design];
    let name = word("design", in_sentence(&design.name));
    if !fix.blocked_by.is_empty() {
        return blocked(evaluation, evaluation.tables().alternatives[fix.alternative].design, &fix.blocked_by);
    }
    let moves = fix.moves.iter().map(|one| tell(text("counterfactual.fix.raise"), &move_slots(evaluation, one)));
    let decisions = fix.decisions.iter().map(|decision| match decision {
        Decision::Limit { path, from, to } => {
            let to = two_decimals(to.div_ceil(10_000) * 10_000);
            let slots = [
                number("from", format!("options.{path}"), two_decimals(*from)),
                number("to", format!("required.{path}"), to),
            ];
            tell(limit_template(path), &slots)
        }
        Decision::Allow { environment } => {
            let name = in_sentence(&catalogue.environments[*environment].name);
            tell(text("counterfactual.fix.allow_environment"), &[word("environment", name)])
        }
        Decision::Cover => tell(text("counterfactual.fix.provide_cover"), &[]),
    });
    let steps = fix.moves.len() + fix.decisions.len();
    moves.chain(decisions).fold(tell(counted("counterfactual.fix.steps", steps), &[name]), Statement::then)
}

fn limit_template(path: &str) -> &'static str {
    match path {
        "limits.hours" => text("counterfactual.fix.limit_hours"),
        "limits.weeks" => text("counterfactual.fix.limit_weeks"),
        "limits.cost_usd_per_teacher" => text("counterfactual.fix.limit_cost"),
        _ => text("counterfactual.fix.limit_people"),
    }
}
