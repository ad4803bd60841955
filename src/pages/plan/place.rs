//! The page and field for each part of a plan, and links to them.

use super::super::scene::Scene;
use super::known;
use crate::planning::Finding;
use crate::wire::{PLAN_PREFIX, field_of_place};

/// The first page of a plan.
pub const BEGIN: &str = "/plan";

/// The page of the seven steps.
pub const STEPS_PAGE: &str = "/plan/steps";

/// The field that settles a finding: within the part that the finding is about, or in the plan.
const SETTLED_BY: [(&str, &str); 16] = [
    ("plan.no_need", "needs.0.missing"),
    ("plan.need_without_evidence", ".evidence.0.says"),
    ("plan.no_characteristic", "characteristics.0.text"),
    ("plan.no_goal", "goals.0.text"),
    ("plan.goal_without_date", ".by"),
    ("plan.no_learning_need", "learning_needs.0.text"),
    ("plan.no_design", "designs.0.design"),
    ("plan.design_without_reason", ".because"),
    ("plan.no_strategy", "strategies.0.text"),
    ("plan.strategy_without_role", ".responsible"),
    ("plan.strategy_without_time", ".from"),
    ("plan.expert_without_exit", ".scope"),
    ("plan.too_few_coaches", "people.coaches"),
    ("plan.no_calendar", "calendar.meetings"),
    ("plan.no_indicator", "indicators.0.text"),
    ("plan.indicator_without_target", ".target"),
];

/// Returns the plan field that settles a finding: the one to fill in, else the part that it is about.
pub fn settled_by(finding: &Finding) -> Option<String> {
    let own = field_of_place(&finding.place).filter(|_| !finding.place.is_empty());
    match SETTLED_BY.iter().find(|(id, _)| *id == finding.id) {
        Some((_, within)) if within.starts_with('.') => own.map(|own| format!("{own}{within}")),
        Some((_, field)) => Some(format!("{PLAN_PREFIX}{field}")),
        None => own,
    }
}

/// Pages for the parts that the steps do not include.
const ELSEWHERE: [(&str, &str); 8] = [
    ("calendar", "/plan/schedule"),
    ("stages", "/plan/schedule"),
    ("checks", "/plan/audit"),
    ("waivers", "/plan/audit"),
    ("cycles", "/plan/progress"),
    ("readings", "/plan/progress"),
    ("prices", "/plan/progress"),
    ("history", "/plan/document"),
];

/// The steps, and the plan parts that answer them.
const STEPS: [(&str, &[&str]); 7] = [
    ("student_needs", &["needs"]),
    ("characteristics", &["characteristics"]),
    ("goals", &["goals"]),
    ("educator_needs", &["learning_needs"]),
    ("study_designs", &["designs"]),
    ("plan", &["strategies", "experts", "indicators", "people", "evaluation"]),
    ("implement", &["support"]),
];

/// Returns the plan parts that answer a step.
pub fn parts_of(step: &str) -> &'static [&'static str] {
    STEPS.iter().find(|(id, _)| *id == step).map_or(&[], |(_, parts)| parts)
}

/// Returns the step of a plan part.
pub fn step_of(part: &str) -> Option<&'static str> {
    STEPS.iter().find(|(_, parts)| parts.contains(&part)).map(|(step, _)| *step)
}

/// Returns the page on which a plan field is an input.
pub fn page_of(name: &str) -> Option<&'static str> {
    let own = name.strip_prefix(PLAN_PREFIX)?;
    let is_part = |part: &str| own.split('.').any(|name| name == part);
    Some(ELSEWHERE.iter().find(|(part, _)| is_part(part)).map_or(STEPS_PAGE, |(_, page)| *page))
}

/// Returns the label of a field, with the entry that contains it.
pub fn label(scene: &Scene<'_>, name: &str) -> String {
    let Some(own) = name.strip_prefix(PLAN_PREFIX) else {
        let factor = scene.catalogue().factor_index(name.split('.').next().unwrap_or(name));
        return factor.map_or_else(|| name.to_owned(), |at| scene.catalogue().factors[at].name.clone());
    };
    let (mut told, mut path) = (Vec::new(), String::new());
    let mut parts = own.split('.').peekable();
    while let Some(part) = parts.next() {
        path = if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
        match parts.next_if(|next| next.parse::<u16>().is_ok()) {
            Some(at) => told.push(format!("{} {}", known::one(scene, &path), at.parse::<usize>().unwrap_or(0) + 1)),
            None => told.push(known::label(scene, &path).to_owned()),
        }
    }
    told.retain(|part| !part.trim().is_empty());
    if told.is_empty() { name.to_owned() } else { told.join(", ") }
}

/// Key questions that no field of a step answers.
const IN_WORDS: [&str; 2] = ["study_designs.where_successful", "study_designs.under_which_conditions"];

/// Returns whether only an answer in words can answer a key question.
pub fn needs_words(question: &str) -> bool {
    IN_WORDS.contains(&question)
}
