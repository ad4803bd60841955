//! Findings from the plan alone: parts without a reason, parts that lead nowhere, and contradictions.
//!
//! One fact is one finding: where a whole step is still empty, its own finding says so, and not each part that would
//! link to it.

use jiff::civil::Date;

use super::experts;
use super::facts::{Chosen, Facts};
use super::finding::*;
use super::links::Part;
use super::plan::{About, Goal, Indicator, Level, NeedKind, label};
use crate::catalogue::{Catalogue, nearest};
use crate::words::{either, in_sentence, listed};

/// Returns every finding that follows from the plan alone, except those of the schedule.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = facts.links.findings(facts);
    let checks = [
        needs,
        characteristics,
        goals,
        learning_needs,
        designs,
        strategies,
        experts::findings,
        indicators,
        dates,
        answers,
    ];
    for check in checks {
        check(facts, &mut findings);
    }
    findings
}

type Findings = Vec<Finding>;

/// Returns a finding about a part that nothing follows from.
fn dead_end(facts: &Facts<'_>, kind: FindingKind, part: Part, at: usize) -> Finding {
    kind.at(format!("/{}/{at}", part.list()), &[("part", &facts.named(part, at))])
}

/// Returns a finding about an unknown id, with the nearest known id if any is near.
fn unknown<'a>(kind: FindingKind, place: String, id: &str, known: impl Iterator<Item = &'a str>) -> Finding {
    match nearest(id, known) {
        Some(near) => kind.form("near", place, &[("id", id), ("near", near)]),
        None => kind.at(place, &[("id", id)]),
    }
}

fn needs(facts: &Facts<'_>, findings: &mut Findings) {
    let plan = facts.plan;
    if plan.needs.is_empty() {
        findings.push(NO_NEED.at("", &[]));
    }
    for (at, need) in plan.needs.iter().enumerate() {
        let (place, part) = (format!("/needs/{at}"), facts.leading(Part::Need, at));
        if need.evidence.is_empty() {
            findings.push(NEED_WITHOUT_EVIDENCE.at(&place, &[("part", &part)]));
        }
        if !plan.goals.is_empty() && !facts.links.is_followed_by(need.id.as_deref(), Part::Goal) {
            findings.push(dead_end(facts, NEED_WITHOUT_GOAL, Part::Need, at));
        }
    }
}

fn characteristics(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, catalogue) = (facts.plan, facts.catalogue);
    if plan.characteristics.is_empty() {
        findings.push(NO_CHARACTERISTIC.at("", &[]));
    }
    for (at, one) in plan.characteristics.iter().enumerate() {
        for (factor_at, id) in one.factors.iter().enumerate() {
            let place = format!("/characteristics/{at}/factors/{factor_at}");
            match catalogue.factor_index(id) {
                None => {
                    let known = catalogue.factors.iter().map(|factor| factor.id.as_str());
                    findings.push(unknown(UNKNOWN_FACTOR, place, id, known));
                }
                Some(factor) if plan.profile.as_ref().is_some_and(|profile| profile.answers[factor].is_none()) => {
                    let name = &catalogue.factors[factor].name;
                    findings.push(FACTOR_NOT_ANSWERED.at(place, &[("factor", name)]));
                }
                Some(_) => {}
            }
        }
    }
}

fn goals(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, links) = (facts.plan, &facts.links);
    if plan.goals.is_empty() {
        findings.push(NO_GOAL.at("", &[]));
        return;
    }
    if !plan.goals.iter().any(|goal| goal.about == Some(About::Students)) {
        findings.push(NO_STUDENT_GOAL.at("/goals", &[]));
    }
    for (at, goal) in plan.goals.iter().enumerate() {
        let (place, id) = (format!("/goals/{at}"), goal.id.as_deref());
        let part = facts.leading(Part::Goal, at);
        let needed = goal.follows_from.iter().any(|from| links.is_from_need(from));
        if !needed && !plan.needs.is_empty() {
            findings.push(GOAL_WITHOUT_NEED.at(&place, &[("part", &part)]));
        }
        if !plan.indicators.is_empty() && !links.is_followed_by(id, Part::Indicator) {
            findings.push(OUTCOME_WITHOUT_INDICATOR.at(&place, &[("part", &part)]));
        }
        findings.extend(due_too_early(facts, at, goal));
        if goal.by.is_none() {
            findings.push(GOAL_WITHOUT_DATE.at(&place, &[("part", &part)]));
        }
        // Goals for adults serve goals for students, so learning may follow from either.
        let served = links.is_followed_by(id, Part::LearningNeed) || links.is_followed_by(id, Part::Goal);
        if !served && !plan.learning_needs.is_empty() {
            findings.push(dead_end(facts, GOAL_WITHOUT_LEARNING, Part::Goal, at));
        }
    }
}

fn learning_needs(facts: &Facts<'_>, findings: &mut Findings) {
    let (plan, links) = (facts.plan, &facts.links);
    if plan.learning_needs.is_empty() {
        findings.push(NO_LEARNING_NEED.at("", &[]));
        return;
    }
    for (at, need) in plan.learning_needs.iter().enumerate() {
        let (place, id) = (format!("/learning_needs/{at}"), need.id.as_deref());
        let part = facts.leading(Part::LearningNeed, at);
        let of_goal = |from: &String| links.get(from).is_some_and(|node| node.part == Part::Goal);
        if !plan.goals.is_empty() && !need.follows_from.iter().any(of_goal) {
            findings.push(LEARNING_WITHOUT_GOAL.at(&place, &[("part", &part)]));
        }
        if !plan.designs.is_empty() && !links.is_followed_by(id, Part::Design) {
            findings.push(dead_end(facts, LEARNING_WITHOUT_DESIGN, Part::LearningNeed, at));
        }
    }
    if plan.answer("educator_needs.needs_by_kind").is_some() {
        return;
    }
    for kind in NeedKind::ALL {
        if !plan.learning_needs.iter().any(|need| need.kind == Some(kind)) {
            findings.push(KIND_NOT_CONSIDERED.at("/learning_needs", &[("kind", &label(kind))]));
        }
    }
}

fn designs(facts: &Facts<'_>, findings: &mut Findings) {
    let plan = facts.plan;
    if plan.designs.is_empty() {
        findings.push(NO_DESIGN.at("", &[]));
    } else if plan.profile.is_none() {
        findings.push(NO_PROFILE.at("/profile", &[]));
    }
    for (at, asked) in plan.designs.iter().enumerate() {
        let place = format!("/designs/{at}");
        let part = facts.leading(Part::Design, at);
        let of_learning = |from: &String| facts.links.get(from).is_some_and(|node| node.part == Part::LearningNeed);
        if !plan.learning_needs.is_empty() && !asked.follows_from.iter().any(of_learning) {
            findings.push(DESIGN_WITHOUT_NEED.at(&place, &[("part", &part)]));
        }
        match facts.chosen.iter().find(|chosen| chosen.at == at) {
            None => findings.push(unknown_design(facts.catalogue, &place, asked.design.as_deref())),
            Some(chosen) => check_standing(facts, chosen, findings),
        }
    }
}

fn unknown_design(catalogue: &Catalogue, place: &str, id: Option<&str>) -> Finding {
    let place = format!("{place}/design");
    let Some(id) = id else { return DESIGN_GONE.form("unnamed", place, &[]) };
    unknown(DESIGN_GONE, place, id, catalogue.designs.iter().map(|design| design.id.as_str()))
}

fn check_standing(facts: &Facts<'_>, chosen: &Chosen<'_>, findings: &mut Findings) {
    let (place, name) = (chosen.place(), chosen.name());
    if let Some(environment) = &chosen.asked.environment
        && !chosen.design.environments.contains(environment)
    {
        let named = |id: &String| {
            let known = facts.catalogue.environment_index(id);
            let name = known.map_or(id.as_str(), |at| &facts.catalogue.environments[at].name);
            format!("“{}”", in_sentence(name))
        };
        let offered = either(&chosen.design.environments.iter().map(named).collect::<Vec<_>>());
        let slots = [("design", name), ("environment", &named(environment)), ("offered", &offered)];
        findings.push(ENVIRONMENT_GONE.at(format!("{place}/environment"), &slots));
    }
    let Some(ranked) = chosen.ranked.filter(|_| facts.plan.profile.is_some()) else { return };
    findings.extend(ranked.unmet.iter().map(|unmet| DESIGN_CANNOT_RUN.saying(&place, unmet)));
    findings.extend(ranked.gates.iter().map(|gate| DESIGN_GATE.saying(&place, gate)));
    if let (Some(first), None) = (&ranked.first, &chosen.asked.because) {
        let form = if ranked.rank.is_some() { "ranked" } else { "unranked" };
        let (rank, of) = (ranked.rank.unwrap_or_default().to_string(), ranked.of.to_string());
        let slots = [("design", name), ("rank", &rank), ("of", &of), ("first", first)];
        findings.push(DESIGN_NOT_FIRST.form(form, &place, &slots));
    }
}

fn strategies(facts: &Facts<'_>, findings: &mut Findings) {
    let plan = facts.plan;
    if plan.strategies.is_empty() {
        findings.push(NO_STRATEGY.at("", &[]));
    }
    for (at, one) in plan.strategies.iter().enumerate() {
        let (place, part) = (format!("/strategies/{at}"), facts.leading(Part::Strategy, at));
        if one.follows_from.is_empty() {
            findings.push(STRATEGY_WITHOUT_REASON.at(&place, &[("part", &part)]));
        }
        if one.responsible.is_none() {
            findings.push(STRATEGY_WITHOUT_ROLE.at(&place, &[("part", &part)]));
        }
        if one.from.is_none() || one.until.is_none() {
            findings.push(STRATEGY_WITHOUT_TIME.at(&place, &[("part", &part)]));
        }
        for (before, from) in one.after.iter().filter_map(|id| {
            let before = plan.strategies.iter().position(|other| other.id.as_ref() == Some(id))?;
            Some((facts.named(Part::Strategy, before), plan.strategies[before].from?))
        }) {
            if let Some(own) = one.from.filter(|own| *own < from) {
                let (own, from) = (own.to_string(), from.to_string());
                let slots = [("part", part.as_str()), ("date", &own), ("before", &before), ("from", &from)];
                findings.push(WAITS_FOR_LATER.at(&place, &slots));
            }
        }
    }
}

fn indicators(facts: &Facts<'_>, findings: &mut Findings) {
    if facts.plan.indicators.is_empty() {
        findings.push(NO_INDICATOR.at("", &[]));
    }
    for (at, one) in facts.plan.indicators.iter().enumerate() {
        let (place, part) = (format!("/indicators/{at}"), facts.leading(Part::Indicator, at));
        if one.follows_from.is_empty() {
            findings.push(INDICATOR_WITHOUT_LINK.at(&place, &[("part", &part)]));
        }
        if one.target.is_none() || one.baseline.is_none() || one.target_on.is_none() {
            findings.push(INDICATOR_WITHOUT_TARGET.at(&place, &[("part", &part)]));
        }
        findings.extend(judged_too_early(facts, at, one));
    }
    for (at, cycle) in facts.plan.cycles.iter().enumerate() {
        if cycle.seen.is_some() && cycle.changes.is_none() {
            let part = facts.leading(Part::Cycle, at);
            findings.push(CYCLE_WITHOUT_CHANGE.at(format!("/cycles/{at}"), &[("part", &part)]));
        }
    }
}

/// One finding for all benchmarks of an indicator and its target that come before its level can be judged fairly.
fn judged_too_early(facts: &Facts<'_>, at: usize, one: &Indicator) -> Option<Finding> {
    let fair = facts.fair_date_of(one.level?)?;
    let benchmarks = one.benchmarks.iter().enumerate();
    let benchmarks = benchmarks.filter_map(|(n, point)| Some((point.on?, format!("benchmarks/{n}/on"))));
    let target = one.target_on.map(|on| (on, "target_on".to_owned()));
    let early: Vec<(Date, String)> = benchmarks.chain(target).filter(|(on, _)| *on < fair).collect();
    let place = format!("/indicators/{at}/{}", early.first()?.1);
    let dates = listed(early.iter().map(|(on, _)| on))?;
    let slots = [("part", &*facts.leading(Part::Indicator, at)), ("date", &dates), ("fair", &fair.to_string())];
    Some(JUDGED_TOO_EARLY.at(place, &slots))
}

/// A student goal that is due before results can be judged fairly, unless one of its indicators says so already.
fn due_too_early(facts: &Facts<'_>, at: usize, goal: &Goal) -> Option<Finding> {
    let fair = facts.fair_date_of(Level::Students).filter(|_| goal.about == Some(About::Students))?;
    let due = goal.by.filter(|due| *due < fair)?;
    let of_goal = |one: &Indicator| goal.id.as_ref().is_some_and(|id| one.follows_from.contains(id));
    let mut indicators = facts.plan.indicators.iter().enumerate().filter(|(_, one)| of_goal(one));
    if indicators.any(|(at, one)| judged_too_early(facts, at, one).is_some()) {
        return None;
    }
    let slots = [("part", &*facts.leading(Part::Goal, at)), ("date", &due.to_string()), ("fair", &fair.to_string())];
    Some(JUDGED_TOO_EARLY.at(format!("/goals/{at}/by"), &slots))
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
            let slots = [("until", &*until.to_string()), ("from", &*from.to_string())];
            findings.push(DATES_OUT_OF_ORDER.form("period", place, &slots));
        }
    }
    for (at, one) in plan.indicators.iter().enumerate() {
        for (list, points) in [("benchmarks", &one.benchmarks), ("readings", &one.readings)] {
            let days: Vec<Date> = points.iter().filter_map(|point| point.on).collect();
            if let Some(late) = days.windows(2).find(|pair| pair[1] < pair[0]) {
                let slots = [("date", &*late[1].to_string()), ("before", &*late[0].to_string())];
                findings.push(DATES_OUT_OF_ORDER.form("list", format!("/indicators/{at}/{list}"), &slots));
            }
        }
    }
    if let (Some(starts), Some(ends)) = (plan.calendar.day_starts, plan.calendar.day_ends)
        && ends <= starts
    {
        findings.push(DATES_OUT_OF_ORDER.form("day", "/calendar/day_ends", &[]));
    }
    let entries: Vec<_> = plan.history.iter().map(|entry| (entry.revision, entry.on)).collect();
    if let Some(at) = entries.windows(2).position(|pair| pair[1] < pair[0]) {
        findings.push(REVISIONS_OUT_OF_ORDER.at(format!("/history/{}", at + 1), &[]));
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
            findings.push(UNKNOWN_CHECK.at(format!("/checks/{at}/id"), &[("id", id)]));
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
            findings.push(UNKNOWN_QUESTION.at(format!("/answers/{at}/question"), &[("id", id)]));
        }
    }
    for (at, own) in plan.questions.iter().enumerate() {
        let step = own.step.as_deref().unwrap_or_default();
        if !steps.iter().any(|one| one.id == step) {
            findings.push(UNKNOWN_QUESTION.form("step", format!("/questions/{at}/step"), &[("step", step)]));
        }
    }
}
