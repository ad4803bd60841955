//! Needs of the chosen alternative that the team does not meet.

use super::scene::Scene;
use super::{Argument, ArgumentKind};
use crate::explain::statement::{Statement, number, tell, word};
use crate::explain::words::{in_sentence, two_decimals};
use crate::scoring::rules::Bound;
use crate::scoring::{Need, Unmet, UnmetGate};

/// Every unmet requirement.
pub(super) fn cannot_run(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let unmet = scene.evaluation.unmet(scene.alternative);
    unmet.iter().map(|unmet| one_unmet(scene, unmet)).collect()
}

fn one_unmet(scene: &Scene<'_, '_>, unmet: &Unmet) -> Argument {
    let (path, template) = match &unmet.need {
        Need::Term(term) => (
            scene.tables().terms[*term].path.as_str(),
            "Your answer for {factor} is {actual}, and at least {required} is required for {design}. {reason}",
        ),
        Need::Limit(path) => (*path, limit_template(path)),
        Need::Setting(path) => (*path, setting_template(path)),
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
        number("actual", given(path), two_decimals(unmet.actual)),
    ];
    Argument::new(ArgumentKind::CannotRun, tell(template, &slots).capitalised()).about(path)
}

/// The path of the value given.
fn given(path: &str) -> String {
    let of = if path.starts_with("limits.") { "options" } else { "profile" };
    format!("{of}.{path}")
}

fn limit_template(path: &str) -> &'static str {
    match path {
        "limits.hours" => "You need at least {required} hours per teacher for {design}, and your limit is {actual}.",
        "limits.weeks" => "You need at least {required} weeks for {design}, and your limit is {actual}.",
        "limits.people" => "You need at least {required} people for {design}, and your limit is {actual}.",
        _ => "You need at least {required} US dollars per teacher for {design}, and your limit is {actual}.",
    }
}

fn setting_template(path: &str) -> &'static str {
    match path {
        "setting.team_size" => {
            "You need at least {required} people in one place for {design}, and your team has {actual}."
        }
        "setting.cover_available" => {
            "Teachers have to leave their lessons for {design}, and no substitute coverage is available."
        }
        "setting.travel_minutes" => {
            "Travel between the sites takes {actual} minutes. Above {required} minutes, a regular meeting for {design} \
             takes longer to reach than it lasts."
        }
        _ => "You need a colleague in the same subject for {design}, and there is none at the site.",
    }
}

/// Unmet critical needs.
pub(super) fn far_from_met(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let argument = |gate: &UnmetGate| {
        let template = match gate.bound {
            Bound::AtLeast => {
                "Your answer for {factor} is {actual}. For {design}, {need} is needed; nothing else makes up for it."
            }
            Bound::AtMost => "Your answer for {factor} is {actual}, and {need} or less is needed for {design}.",
        };
        let statement = short_of(scene, gate.term, gate.required, template);
        Argument::new(ArgumentKind::Gate, statement).about(&scene.tables().terms[gate.term].path)
    };
    scene.evaluation.unmet_gates(scene.alternative).iter().map(argument).collect()
}

/// Terms whose answers are below the alternative's need, with that need.
pub(super) fn below_need(scene: &Scene<'_, '_>) -> Vec<(usize, f64)> {
    let terms = 0..scene.tables().terms.len();
    let needs = terms.filter_map(|term| Some((term, scene.need(term)?)));
    needs.filter(|(term, need)| scene.level(*term).is_some_and(|level| (level as f64) < need * 1e6)).collect()
}

/// Answers below the alternative's needs, except those that an argument covers already.
pub(super) fn shortfalls(scene: &Scene<'_, '_>, told: &[Argument]) -> Vec<Argument> {
    let path = |term: usize| scene.tables().terms[term].path.as_str();
    let is_told = |term: usize| told.iter().any(|argument| argument.factor.as_deref() == Some(path(term)));
    let template = "Your answer for {factor} is {actual}, below the {need} needed for {design}.";
    let short = below_need(scene).into_iter().filter(|(term, _)| !is_told(*term));
    short
        .map(|(term, need)| {
            Argument::new(ArgumentKind::BelowNeed, short_of(scene, term, need, template)).about(path(term))
        })
        .collect()
}

/// Fills a template with a term's level and the level needed.
pub(super) fn short_of(scene: &Scene<'_, '_>, term: usize, need: f64, template: &str) -> Statement {
    let one = &scene.tables().terms[term];
    let slots = [
        word("factor", in_sentence(&one.name)),
        word("design", scene.name()),
        number("actual", format!("profile.{}", one.path), scene.level(term).map_or_else(String::new, two_decimals)),
        number("need", format!("needs.{}", one.path), need.to_string()),
    ];
    tell(template, &slots).capitalised()
}
