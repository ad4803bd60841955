//! Needs of the chosen alternative that the team does not meet.

use super::scene::Scene;
use super::{Argument, ArgumentKind};
use crate::catalogue::TermIndex;
use crate::scoring::rules::Bound;
use crate::scoring::{Need, Unmet, UnmetGate};
use crate::sentences::{Statement, number, tell, word};
use crate::words::{in_sentence, text, two_decimals};

/// Every unmet requirement.
pub(super) fn cannot_run(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let unmet = scene.evaluation.unmet(scene.alternative);
    unmet.iter().map(|unmet| one_unmet(scene, unmet)).collect()
}

fn one_unmet(scene: &Scene<'_, '_>, unmet: &Unmet) -> Argument {
    let (path, template) = match &unmet.need {
        Need::Term(term) => (scene.tables().terms[*term].path.as_str(), text("explain.case.unmet.term")),
        Need::Limit(path) | Need::Setting(path) => (*path, unmet_template(path)),
    };
    let factor = match &unmet.need {
        Need::Term(term) => in_sentence(&scene.tables().terms[*term].name),
        Need::Limit(_) | Need::Setting(_) => String::new(),
    };
    let slots = [
        word("factor", factor),
        word("design", scene.name()),
        word("reason", unmet.reason.as_str()),
        number("required", format!("required.{path}"), two_decimals(unmet.required)),
        number("actual", actual_id(path), two_decimals(unmet.actual)),
    ];
    Argument::new(ArgumentKind::CannotRun, tell(template, &slots).capitalised()).about(path)
}

/// The id of the value given.
fn actual_id(path: &str) -> String {
    let of = if path.starts_with("limits.") { "options" } else { "profile" };
    format!("{of}.{path}")
}

fn unmet_template(path: &str) -> &'static str {
    match path {
        "limits.hours" => text("explain.case.unmet.hours"),
        "limits.weeks" => text("explain.case.unmet.weeks"),
        "limits.people" => text("explain.case.unmet.people"),
        "limits.cost_usd_per_teacher" => text("explain.case.unmet.cost"),
        "setting.team_size" => text("explain.case.unmet.team_size"),
        "setting.cover_available" => text("explain.case.unmet.cover"),
        "setting.travel_minutes" => text("explain.case.unmet.travel"),
        _ => text("explain.case.unmet.colleague"),
    }
}

/// Unmet critical needs.
pub(super) fn far_from_met(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let argument = |gate: &UnmetGate| {
        let template = match gate.bound {
            Bound::AtLeast => text("explain.case.gate.at_least"),
            Bound::AtMost => text("explain.case.gate.at_most"),
        };
        let statement = short_of(scene, gate.term, gate.required, template);
        Argument::new(ArgumentKind::Gate, statement).about(&scene.tables().terms[gate.term].path)
    };
    scene.evaluation.unmet_gates(scene.alternative).iter().map(argument).collect()
}

/// Terms whose answers are below the alternative's need, with that need.
pub(super) fn below_need(scene: &Scene<'_, '_>) -> Vec<(TermIndex, f64)> {
    let terms = scene.tables().all_terms();
    let needs = terms.filter_map(|term| Some((term, scene.need(term)?)));
    needs.filter(|(term, need)| scene.level(*term).is_some_and(|level| (level as f64) < need * 1e6)).collect()
}

/// Answers below the alternative's needs, except those that an argument covers already.
pub(super) fn shortfalls(scene: &Scene<'_, '_>, covered: &[Argument]) -> Vec<Argument> {
    let path = |term: TermIndex| scene.tables().terms[term].path.as_str();
    let is_covered = |term: TermIndex| covered.iter().any(|argument| argument.factor.as_deref() == Some(path(term)));
    let template = text("explain.case.below_need");
    let short = below_need(scene).into_iter().filter(|(term, _)| !is_covered(*term));
    short
        .map(|(term, need)| {
            Argument::new(ArgumentKind::BelowNeed, short_of(scene, term, need, template)).about(path(term))
        })
        .collect()
}

/// Fills a template with a term's level and the level needed.
pub(super) fn short_of(scene: &Scene<'_, '_>, term: TermIndex, need: f64, template: &str) -> Statement {
    let one = &scene.tables().terms[term];
    let slots = [
        word("factor", in_sentence(&one.name)),
        word("design", scene.name()),
        number("actual", format!("profile.{}", one.path), scene.level(term).map_or_else(String::new, two_decimals)),
        number("need", format!("needs.{}", one.path), need.to_string()),
    ];
    tell(template, &slots).capitalised()
}
