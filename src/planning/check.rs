//! Findings from the plan alone: parts without a reason, parts that lead nowhere, and contradictions.

use jiff::civil::Date;

use super::facts::{Chosen, Facts};
use super::finding::*;
use super::links::Part;
use super::plan::{About, Level, Named, NeedKind};
use crate::catalogue::Catalogue;

/// Returns every finding that follows from the plan alone, except those of the schedule.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = facts.links.findings();
    let checks = [needs, characteristics, goals, learning_needs, designs, strategies, indicators, dates, answers];
    for check in checks {
        check(facts, &mut findings);
    }
    findings
}

type Findings = Vec<Finding>;

/// Names a part at the start of a sentence: "The goal `g-1`", or "Goal 2" if it has no id.
fn called(name: &str, id: Option<&str>, at: usize) -> String {
    let (first, rest) = name.split_at(1);
    id.map_or_else(|| format!("{}{rest} {}", first.to_uppercase(), at + 1), |id| format!("The {name} `{id}`"))
}

/// Ends a sentence about an unknown id: with the nearest known id as a question, or with a period.
fn suggestion<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = crate::catalogue::did_you_mean(id, known);
    if near.is_empty() { ".".to_owned() } else { near }
}

fn needs(facts: &Facts<'_>, findings: &mut Findings) {
    if facts.plan.needs.is_empty() {
        findings.push(NO_NEED.at("", "The plan has no student needs."));
    }
    for (at, need) in facts.plan.needs.iter().enumerate() {
        let (place, name) = (format!("/needs/{at}"), called("need", need.id.as_deref(), at));
        if need.evidence.is_empty() {
            findings.push(NEED_WITHOUT_EVIDENCE.at(&place, format!("{name} has no evidence.")));
        }
        if !facts.links.is_followed_by(need.id.as_deref(), Part::Goal) {
            findings.push(NEED_WITHOUT_GOAL.at(&place, format!("No goal follows from {}.", lower(&name))));
        }
    }
}

fn characteristics(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, catalogue) = (facts.plan, facts.catalogue);
    if plan.characteristics.is_empty() {
        findings
            .push(NO_CHARACTERISTIC.at("", "The plan does not describe the community, district, school, or staff."));
    }
    for (at, one) in plan.characteristics.iter().enumerate() {
        for (factor_at, id) in one.factors.iter().enumerate() {
            let place = format!("/characteristics/{at}/factors/{factor_at}");
            match catalogue.factor_index(id) {
                None => {
                    let known = catalogue.factors.iter().map(|factor| factor.id.as_str());
                    let end = suggestion(id, known);
                    findings.push(UNKNOWN_FACTOR.at(place, format!("Unknown factor `{id}`{end}")));
                }
                Some(factor) if plan.profile.as_ref().is_some_and(|profile| profile.answers[factor].is_none()) => {
                    let name = &catalogue.factors[factor].name;
                    findings.push(FACTOR_NOT_ANSWERED.at(place, format!("{name} is unanswered in the profile.")));
                }
                Some(_) => {}
            }
        }
    }
}

fn goals(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, links) = (facts.plan, &facts.links);
    if plan.goals.is_empty() {
        findings.push(NO_GOAL.at("", "The plan has no goals."));
        return;
    }
    if !plan.goals.iter().any(|goal| goal.about == Some(About::Students)) {
        findings.push(NO_STUDENT_GOAL.at("/goals", "The plan has no goal for students."));
    }
    for (at, goal) in plan.goals.iter().enumerate() {
        let (place, id) = (format!("/goals/{at}"), goal.id.as_deref());
        let name = called("goal", id, at);
        let needed = goal.follows_from.iter().any(|from| links.is_from_need(from));
        if !needed {
            findings.push(GOAL_WITHOUT_NEED.at(&place, format!("{name} does not follow from a student need.")));
        }
        if !links.is_followed_by(id, Part::Indicator) {
            findings.push(OUTCOME_WITHOUT_INDICATOR.at(&place, format!("{name} has no indicator.")));
        }
        if goal.by.is_none() {
            findings.push(GOAL_WITHOUT_DATE.at(&place, format!("{name} has no date.")));
        }
        // Goals for adults serve goals for students, so learning may follow from either.
        let served = links.is_followed_by(id, Part::LearningNeed) || links.is_followed_by(id, Part::Goal);
        if !served {
            findings.push(GOAL_WITHOUT_LEARNING.at(&place, format!("No learning need follows from {}.", lower(&name))));
        }
    }
}

/// The same name inside a sentence.
fn lower(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("{}{rest}", first.to_lowercase())
}

fn learning_needs(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, links) = (facts.plan, &facts.links);
    if plan.learning_needs.is_empty() {
        findings.push(NO_LEARNING_NEED.at("", "The plan has no learning needs."));
        return;
    }
    for (at, need) in plan.learning_needs.iter().enumerate() {
        let (place, id) = (format!("/learning_needs/{at}"), need.id.as_deref());
        let name = called("learning need", id, at);
        if !need.follows_from.iter().any(|from| links.get(from).is_some_and(|node| node.part == Part::Goal)) {
            findings.push(LEARNING_WITHOUT_GOAL.at(&place, format!("{name} does not follow from a goal.")));
        }
        if !links.is_followed_by(id, Part::Design) {
            findings.push(LEARNING_WITHOUT_DESIGN.at(&place, format!("No design addresses {}.", lower(&name))));
        }
    }
    if plan.answer("educator_needs.needs_by_kind").is_some() {
        return;
    }
    for kind in NeedKind::ALL {
        if !plan.learning_needs.iter().any(|need| need.kind == Some(*kind)) {
            findings.push(
                KIND_NOT_CONSIDERED
                    .at("/learning_needs", format!("The plan has no learning need about {}.", kind.id())),
            );
        }
    }
}

fn designs(facts: &Facts<'_>, findings: &mut Findings) {
    let plan = facts.plan;
    if plan.designs.is_empty() {
        findings.push(NO_DESIGN.at("", "The plan has no design."));
    } else if plan.profile.is_none() {
        findings.push(NO_PROFILE.at("/profile", "The plan has no profile."));
    }
    for (at, asked) in plan.designs.iter().enumerate() {
        let place = format!("/designs/{at}");
        let name = called("design", asked.design.as_deref().or(asked.id.as_deref()), at);
        let of_learning = |from: &String| facts.links.get(from).is_some_and(|node| node.part == Part::LearningNeed);
        if !asked.follows_from.iter().any(of_learning) {
            findings.push(DESIGN_WITHOUT_NEED.at(&place, format!("{name} does not follow from a learning need.")));
        }
        match facts.chosen.iter().find(|chosen| chosen.at == at) {
            None => findings.push(gone(facts.catalogue, &place, asked.design.as_deref())),
            Some(chosen) => stands(facts, chosen, findings),
        }
    }
}

fn gone(catalogue: &Catalogue, place: &str, id: Option<&str>) -> Finding {
    let found = match id {
        None => "This entry does not name a design.".to_owned(),
        Some(id) => {
            let known = catalogue.designs.iter().map(|design| design.id.as_str());
            format!("Unknown design `{id}`{}", suggestion(id, known))
        }
    };
    DESIGN_GONE.at(format!("{place}/design"), found)
}

fn stands(facts: &Facts<'_>, chosen: &Chosen<'_>, findings: &mut Findings) {
    let (place, name) = (chosen.place(), chosen.name());
    if let Some(environment) = &chosen.asked.environment
        && !chosen.design.environments.contains(environment)
    {
        let offered = chosen.design.environments.join(", ");
        let found = format!("{name}: this design is not offered in `{environment}`, only in {offered}.");
        findings.push(ENVIRONMENT_GONE.at(format!("{place}/environment"), found));
    }
    let Some(standing) = chosen.standing.filter(|_| facts.plan.profile.is_some()) else { return };
    for unmet in &standing.unmet {
        findings.push(DESIGN_CANNOT_RUN.at(&place, unmet.clone()));
    }
    for gate in &standing.gates {
        findings.push(DESIGN_GATE.at(&place, gate.clone()));
    }
    if let (Some(first), None) = (&standing.first, &chosen.asked.because) {
        let found = match standing.rank {
            Some(rank) => format!(
                "{name} ranked {rank} of {}. {first} ranked first. The plan gives no reason for this choice.",
                standing.of
            ),
            None => format!("{first} ranked first. The plan gives no reason for choosing another design."),
        };
        findings.push(DESIGN_NOT_FIRST.at(&place, found));
    }
}

fn strategies(facts: &Facts<'_>, findings: &mut Findings) {
    let plan = facts.plan;
    if plan.strategies.is_empty() {
        findings.push(NO_STRATEGY.at("", "The plan has no strategies."));
    }
    for (at, one) in plan.strategies.iter().enumerate() {
        let (place, name) = (format!("/strategies/{at}"), called("strategy", one.id.as_deref(), at));
        if one.follows_from.is_empty() {
            findings
                .push(STRATEGY_WITHOUT_REASON.at(&place, format!("{name} is not linked to a design, need, or goal.")));
        }
        if one.responsible.is_none() {
            findings.push(STRATEGY_WITHOUT_ROLE.at(&place, format!("{name} has no responsible role.")));
        }
        if one.from.is_none() || one.until.is_none() {
            findings.push(STRATEGY_WITHOUT_TIME.at(&place, format!("{name} has no start date or no end date.")));
        }
        for (before, from) in one.after.iter().filter_map(|id| {
            let before = plan.strategies.iter().find(|other| other.id.as_ref() == Some(id))?;
            Some((id, before.from?))
        }) {
            if one.from.is_some_and(|own| own < from) {
                let found = format!(
                    "{name} begins on {}, but it comes after `{before}`, which begins on {from}.",
                    one.from.unwrap_or(from)
                );
                findings.push(WAITS_FOR_LATER.at(&place, found));
            }
        }
    }
}

fn indicators(facts: &Facts<'_>, findings: &mut Findings) {
    let fair = facts.fair_date();
    for (at, one) in facts.plan.indicators.iter().enumerate() {
        let (place, name) = (format!("/indicators/{at}"), called("indicator", one.id.as_deref(), at));
        if one.follows_from.is_empty() {
            findings
                .push(INDICATOR_WITHOUT_LINK.at(&place, format!("{name} is not linked to a goal or a learning need.")));
        }
        if one.target.is_none() || one.baseline.is_none() || one.target_on.is_none() {
            findings.push(
                INDICATOR_WITHOUT_TARGET.at(&place, format!("{name} has no baseline, no target, or no target date.")),
            );
        }
        if let (Some(Level::Students), Some(on), Some(fair)) = (one.level, one.target_on, fair)
            && on < fair
        {
            let found = format!("{name} is judged on {on}. In our judgment, {fair} is the earliest fair date.");
            findings.push(JUDGED_TOO_EARLY.at(format!("{place}/target_on"), found));
        }
    }
    for (at, cycle) in facts.plan.cycles.iter().enumerate() {
        if cycle.seen.is_some() && cycle.changes.is_none() {
            let found =
                format!("{} describes what was seen, but not what changes.", called("cycle", cycle.id.as_deref(), at));
            findings.push(CYCLE_WITHOUT_CHANGE.at(format!("/cycles/{at}"), found));
        }
    }
}

fn dates(facts: &Facts<'_>, findings: &mut Findings) {
    let plan = facts.plan;
    let mut spans: Vec<(String, Option<Date>, Option<Date>)> =
        vec![("/calendar".to_owned(), plan.calendar.from, plan.calendar.until)];
    let strategies = plan.strategies.iter().enumerate();
    spans.extend(strategies.map(|(at, one)| (format!("/strategies/{at}"), one.from, one.until)));
    spans.extend(plan.stages.iter().enumerate().map(|(at, one)| (format!("/stages/{at}"), one.from, one.until)));
    spans.extend(plan.cycles.iter().enumerate().map(|(at, one)| (format!("/cycles/{at}"), one.from, one.until)));
    let closed = plan.calendar.closed.iter().enumerate();
    spans.extend(closed.map(|(at, one)| (format!("/calendar/closed/{at}"), one.from, one.until)));
    let indicators = plan.indicators.iter().enumerate();
    spans.extend(indicators.map(|(at, one)| (format!("/indicators/{at}"), one.baseline_on, one.target_on)));
    spans.push(("/support/until".to_owned(), plan.calendar.from, plan.support.until));
    for (place, from, until) in spans {
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            findings.push(
                DATES_OUT_OF_ORDER.at(place, format!("The end date, {until}, is before the start date, {from}.")),
            );
        }
    }
    for (at, one) in plan.indicators.iter().enumerate() {
        for (list, points) in [("benchmarks", &one.benchmarks), ("readings", &one.readings)] {
            let days: Vec<Date> = points.iter().filter_map(|point| point.on).collect();
            if let Some(late) = days.windows(2).find(|pair| pair[1] < pair[0]) {
                let found = format!("{} is listed after the later date {}.", late[1], late[0]);
                findings.push(DATES_OUT_OF_ORDER.at(format!("/indicators/{at}/{list}"), found));
            }
        }
    }
    if let (Some(starts), Some(ends)) = (plan.calendar.day_starts, plan.calendar.day_ends)
        && ends <= starts
    {
        findings.push(DATES_OUT_OF_ORDER.at("/calendar/day_ends", "The working day ends before it begins."));
    }
    let entries: Vec<_> = plan.history.iter().map(|entry| (entry.revision, entry.on)).collect();
    if let Some(at) = entries.windows(2).position(|pair| pair[1] < pair[0]) {
        let found = "A version has a lower number or an earlier date than the version before it.";
        findings.push(REVISIONS_OUT_OF_ORDER.at(format!("/history/{}", at + 1), found));
    }
}

/// Finds answers to unknown questions.
fn answers(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, catalogue) = (facts.plan, facts.catalogue);
    let asked = |id: &str| {
        let (of, own) = id.split_once('.').unwrap_or((id, ""));
        if of == "implementation" {
            let mut requirements = catalogue.planning.requirements.iter();
            return requirements.any(|one| one.id == own || one.parts.iter().any(|part| part.id == own));
        }
        let look_fors = catalogue.standards.iter().filter(|standard| standard.id == of);
        look_fors.flat_map(|one| &one.elements).flat_map(|element| &element.look_fors).any(|one| one.id == own)
    };
    for (at, check) in plan.checks.iter().enumerate() {
        let id = check.id.as_deref().unwrap_or_default();
        if !asked(id) {
            findings.push(UNKNOWN_CHECK.at(format!("/checks/{at}/id"), format!("Unknown check `{id}`.")));
        }
    }
    let steps = &catalogue.planning.steps;
    let questions = |id: &str| {
        id.split_once('.').is_some_and(|(step, own)| {
            steps.iter().any(|one| one.id == step && one.questions.iter().any(|question| question.id == own))
        })
    };
    for (at, answer) in plan.answers.iter().enumerate() {
        let id = answer.question.as_deref().unwrap_or_default();
        if !questions(id) {
            let found = format!("Unknown question `{id}`.");
            findings.push(UNKNOWN_QUESTION.at(format!("/answers/{at}/question"), found));
        }
    }
    for (at, own) in plan.questions.iter().enumerate() {
        let step = own.step.as_deref().unwrap_or_default();
        if !steps.iter().any(|one| one.id == step) {
            let found = format!("Unknown step `{step}` for your own question.");
            findings.push(UNKNOWN_QUESTION.at(format!("/questions/{at}/step"), found));
        }
    }
}
