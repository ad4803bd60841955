//! What the chosen alternative needs and the team does not have.

use super::scene::Scene;
use super::{Argument, ArgumentKind};
use crate::explain::statement::{Statement, number, tell, word};
use crate::explain::words::{in_sentence, two_decimals};
use crate::scoring::rules::Bound;
use crate::scoring::{Need, Unmet, UnmetGate};

/// Every need without which it cannot run.
pub(super) fn cannot_run(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let unmet = scene.evaluation.unmet(scene.alternative);
    unmet.iter().map(|unmet| one_unmet(scene, unmet)).collect()
}

fn one_unmet(scene: &Scene<'_, '_>, unmet: &Unmet) -> Argument {
    let (path, template) = match &unmet.need {
        Need::Term(term) => (
            scene.tables().terms[*term].path.as_str(),
            "{factor} is {actual} and {required} is the least for {design}. The reason is this: {reason}.",
        ),
        Need::Limit(path) => (*path, limit_template(path)),
        Need::Setting(path) => (*path, setting_template(path)),
    };
    let factor = match &unmet.need {
        Need::Term(term) => scene.tables().terms[*term].name.clone(),
        Need::Limit(_) | Need::Setting(_) => String::new(),
    };
    let slots = [
        word("factor", factor),
        word("design", scene.name()),
        word("reason", in_sentence(unmet.reason.trim_end_matches('.'))),
        number("required", format!("required.{path}"), two_decimals(unmet.required)),
        number("actual", given(path), two_decimals(unmet.actual)),
    ];
    Argument::new(ArgumentKind::CannotRun, tell(template, &slots).capitalised()).about(path)
}

/// The path of what was given.
fn given(path: &str) -> String {
    let of = if path.starts_with("limits.") { "options" } else { "profile" };
    format!("{of}.{path}")
}

fn limit_template(path: &str) -> &'static str {
    match path {
        "limits.hours" => "At least {required} hours a teacher are needed for {design} and the limit is {actual}.",
        "limits.weeks" => "At least {required} weeks are needed for {design} and the limit is {actual}.",
        "limits.people" => "At least {required} people are needed for {design} and the limit is {actual}.",
        _ => "At least {required} US dollars a teacher are needed for {design} and the limit is {actual}.",
    }
}

fn setting_template(path: &str) -> &'static str {
    match path {
        "setting.team_size" => {
            "At least {required} people in one place are needed for {design} and the team has {actual}."
        }
        "setting.cover_available" => "Teachers have to leave their lessons for {design} and no cover can be had.",
        "setting.travel_minutes" => {
            "The way between the sites takes {actual} minutes, and beyond {required} a regular meeting of {design} takes \
             longer to reach than it lasts."
        }
        _ => "A colleague of the same subject is needed for {design} and there is none at the site.",
    }
}

/// Critical needs that are not met.
pub(super) fn far_from_met(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let argument = |gate: &UnmetGate| {
        let template = match gate.bound {
            Bound::AtLeast => "{factor} is {actual}, and nothing makes up for the {need} that {design} needs.",
            Bound::AtMost => "{factor} is {actual}, and {design} needs {need} or less.",
        };
        let statement = short_of(scene, gate.term, gate.required, template);
        Argument::new(ArgumentKind::Gate, statement).about(&scene.tables().terms[gate.term].path)
    };
    scene.evaluation.unmet_gates(scene.alternative).iter().map(argument).collect()
}

/// Terms whose answers stand below what the alternative needs, with the need.
pub(super) fn below_need(scene: &Scene<'_, '_>) -> Vec<(usize, f64)> {
    let terms = 0..scene.tables().terms.len();
    let needs = terms.filter_map(|term| Some((term, scene.need(term)?)));
    needs.filter(|(term, need)| scene.level(*term).is_some_and(|level| (level as f64) < need * 1e6)).collect()
}

/// Answers below what the alternative needs, apart from those told already.
pub(super) fn shortfalls(scene: &Scene<'_, '_>, told: &[Argument]) -> Vec<Argument> {
    let path = |term: usize| scene.tables().terms[term].path.as_str();
    let is_told = |term: usize| told.iter().any(|argument| argument.factor.as_deref() == Some(path(term)));
    let template = "{factor} is {actual}, below the {need} needed for {design}.";
    let short = below_need(scene).into_iter().filter(|(term, _)| !is_told(*term));
    short
        .map(|(term, need)| {
            Argument::new(ArgumentKind::BelowNeed, short_of(scene, term, need, template)).about(path(term))
        })
        .collect()
}

/// A sentence with a term's level and the level needed.
pub(super) fn short_of(scene: &Scene<'_, '_>, term: usize, need: f64, template: &str) -> Statement {
    let one = &scene.tables().terms[term];
    let slots = [
        word("factor", &one.name),
        word("design", scene.name()),
        number("actual", format!("profile.{}", one.path), scene.level(term).map_or_else(String::new, two_decimals)),
        number("need", format!("needs.{}", one.path), need.to_string()),
    ];
    tell(template, &slots).capitalised()
}
