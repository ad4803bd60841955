//! The plan's text at a JSON pointer, so that a key question shows its answer.

use super::labels::label;
use super::names;
use super::words::days;
use crate::planning::{Facts, Indicator, Part, Plan, Point};
use crate::words::{fill, fill_text, listed, number, text};

/// Returns the text at a JSON pointer of the plan.
pub fn answer_at(facts: &Facts<'_>, pointer: &str) -> Option<String> {
    let plan = facts.plan;
    let mut parts = pointer.split('/').skip(1);
    let list = parts.next()?;
    match (list, parts.next(), parts.next()) {
        ("support", None, _) => support(plan),
        ("support", Some("how"), _) => plan.support.how.clone(),
        ("evaluation", Some("uses"), _) => plan.evaluation.uses.clone(),
        (list, Some(at), field) => entry(facts, list, at.parse().ok()?, field.unwrap_or("")),
        _ => None,
    }
}

fn entry(facts: &Facts<'_>, list: &str, at: usize, field: &str) -> Option<String> {
    let plan = facts.plan;
    match list {
        "answers" => plan.answers.get(at)?.text.clone(),
        "needs" => {
            let need = plan.needs.get(at)?;
            match field {
                "missing" => need.missing.clone(),
                "gap" => need.gap.clone(),
                "who" => need.who.clone(),
                _ => need.expected.clone(),
            }
        }
        "characteristics" => {
            let one = plan.characteristics.get(at)?;
            Some(before(one.of.map(label), one.text.as_deref()?))
        }
        "goals" => {
            let goal = plan.goals.get(at)?;
            let who = goal.about.map(|about| fill_text("exports.answer.goal_for", &[("who", &label(about))]));
            let goal_text = before(who, goal.text.as_deref()?);
            Some(match goal.by {
                Some(by) => fill_text("exports.answer.goal_by", &[("goal", &goal_text), ("date", &by.to_string())]),
                None => goal_text,
            })
        }
        "learning_needs" => {
            let need = plan.learning_needs.get(at)?;
            let who = need.who.as_deref().map_or_else(String::new, |who| format!(" ({who})"));
            Some(format!("{}{who}", before(need.kind.map(label), need.text.as_deref()?)))
        }
        "designs" => Some(before(names::text(facts, Part::Design, at), plan.designs.get(at)?.because.as_deref()?)),
        "strategies" => strategy(facts, at, field),
        "indicators" => indicator(plan.indicators.get(at)?, field),
        _ => None,
    }
}

fn strategy(facts: &Facts<'_>, at: usize, field: &str) -> Option<String> {
    let one = facts.plan.strategies.get(at)?;
    let detail = match field {
        "responsible" => one.responsible.clone(),
        "resources" => one.resources.clone(),
        "from" => days(one.from, one.until),
        _ => None,
    };
    let name = names::text(facts, Part::Strategy, at);
    match (name, detail) {
        (Some(name), Some(detail)) => Some(format!("{name}: {detail}")),
        (name, detail) => name.or(detail),
    }
}

fn indicator(one: &Indicator, field: &str) -> Option<String> {
    let name = one.text.clone().or_else(|| one.id.clone());
    let detail = if field == "benchmarks" { benchmarks(one) } else { from_to(one) };
    match (name, detail) {
        (Some(name), Some(detail)) => Some(format!("{name}: {detail}")),
        (name, detail) => name.or(detail),
    }
}

/// `30 of 100 on 2026-10-30, 60 of 100 on 2027-02-26`.
pub fn benchmarks(one: &Indicator) -> Option<String> {
    listed(one.benchmarks.iter().map(|each| point(one, each)))
}

/// `from 10 of 100 on 2026-08-31 to 90 of 100 on 2027-05-28`.
pub fn from_to(one: &Indicator) -> Option<String> {
    let point_of = |value: Option<f64>, on: Option<jiff::civil::Date>| {
        (value.is_some() || on.is_some()).then(|| point(one, &Point { on, value, note: None }))
    };
    let both = |template, from: &str, to: &str| fill(template, &[("baseline", from), ("target", to)]);
    match (point_of(one.baseline, one.baseline_on), point_of(one.target, one.target_on)) {
        (Some(baseline), Some(target)) => Some(both(text("exports.answer.from_to"), &baseline, &target)),
        (Some(baseline), None) => Some(both(text("exports.answer.without_target"), &baseline, "")),
        (None, Some(target)) => Some(both(text("exports.answer.without_baseline"), "", &target)),
        (None, None) => None,
    }
}

/// A number with its unit and date.
pub fn point(one: &Indicator, point: &Point) -> String {
    let unit = one.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
    let value = point
        .value
        .map_or_else(|| text("exports.answer.no_number").to_owned(), |value| format!("{}{unit}", number(value)));
    let reading = match point.on {
        Some(on) => fill_text("exports.answer.on", &[("value", &value), ("date", &on.to_string())]),
        None => value,
    };
    point.note.as_deref().map_or_else(|| reading.clone(), |note| format!("{reading} ({note})"))
}

fn support(plan: &Plan) -> Option<String> {
    let forms = listed(plan.support.forms.iter().map(|form| label(*form)));
    match (forms, plan.support.until) {
        (Some(forms), Some(until)) => {
            Some(fill_text("exports.answer.support", &[("forms", &forms), ("date", &until.to_string())]))
        }
        (forms, until) => {
            forms.or_else(|| until.map(|until| fill_text("exports.range.until", &[("until", &until.to_string())])))
        }
    }
}

/// `name: text`, or the text alone.
fn before(name: Option<String>, text: &str) -> String {
    name.map_or_else(|| text.to_owned(), |name| format!("{name}: {text}"))
}
