//! Implementation requirements: which ones the plan and profile meet, and which are missing or open.

use super::facts::{Chosen, Facts};
use super::fill_numbers;
use super::links::Part;
use super::plan::{Attendance, FeedbackWhen, NeedKind, Plan, Role, Said, Scope, SupportForm};
use super::schedule::{Schedule, SessionKind};
use crate::answers::MILLION;
use crate::catalogue::{Answer, Component, DesignIndex, ImplementationRequirement, RequirementPart, RequirementRule};
use crate::words::{counted, fill, fill_text, named, number, text};

/// A requirement, its parts, and their states.
#[derive(Clone, Debug)]
pub struct RequirementState<'a> {
    pub requirement: &'a ImplementationRequirement,
    pub state: State,
    pub parts: Vec<(&'a RequirementPart, State)>,
}

/// How far a requirement is met, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub met: Met,
    /// The evidence, or what is missing; empty if open.
    pub because: String,
    /// Whether this is the team's answer; otherwise it comes from the plan or profile.
    pub said: bool,
}

named! {
    /// How far a requirement is met.
    Met {
        Yes = "met",
        Partly = "partly",
        No = "missing",
        /// Neither the plan, the profile, nor the team answers it, so it is a question to the team.
        Open = "open",
    }
}

/// The level of a factor, 1 to 5, at which we judge a condition to be met.
const ENOUGH: f64 = 3.0;

/// In our judgment, this many initiatives at once are not one change at a time.
const MANY_INITIATIVES: u32 = 3;

/// Returns every requirement with its state.
pub(super) fn implementation<'a>(facts: &Facts<'a>, schedule: &Schedule<'_>) -> Vec<RequirementState<'a>> {
    let of = |requirement: &'a ImplementationRequirement| {
        let of_part = |part: &'a RequirementPart| (part, state(facts, schedule, &part.id, part.rule));
        RequirementState {
            requirement,
            state: state(facts, schedule, &requirement.id, requirement.rule),
            parts: requirement.parts.iter().map(of_part).collect(),
        }
    };
    facts.catalogue.planning.requirements.iter().map(of).collect()
}

/// Returns the state from the plan, else from the team's answer.
fn state(facts: &Facts<'_>, schedule: &Schedule<'_>, id: &str, rule: Option<RequirementRule>) -> State {
    let shown = rule.and_then(|rule| apply(rule, facts, schedule)).filter(|state| state.met != Met::Open);
    let asked = || {
        // Parts and requirements share one namespace, such as `implementation.differentiation`.
        let check = facts.plan.check(&format!("implementation.{id}"))?;
        let met = match check.said? {
            Said::Yes => Met::Yes,
            Said::Partly => Met::Partly,
            Said::No => Met::No,
        };
        let because = check.evidence.clone().unwrap_or_else(|| text("planning.implementation.no_evidence").into());
        Some(State { met, because, said: true })
    };
    shown.or_else(asked).unwrap_or(State { met: Met::Open, because: String::new(), said: false })
}

/// Applies a rule to the plan and profile; `None` if they show nothing.
fn apply(rule: RequirementRule, facts: &Facts<'_>, schedule: &Schedule<'_>) -> Option<State> {
    let (plan, people) = (facts.plan, &facts.plan.people);
    match rule {
        RequirementRule::Time => time(facts, schedule),
        RequirementRule::Attendance => people.attendance.and_then(attendance),
        RequirementRule::WholeDistrict => whole_district(plan),
        RequirementRule::Differentiation => differentiation(facts),
        RequirementRule::TheoryTaught => theory_taught(facts),
        RequirementRule::PracticeShown => practice_shown(facts),
        RequirementRule::OutsideExperts => outside_experts(facts),
        RequirementRule::PracticeWeeks => practice_weeks(schedule),
        RequirementRule::GoalsFromExistingPlan => goals_from_existing_plan(plan),
        RequirementRule::Initiatives => people.initiatives.and_then(initiatives),
        RequirementRule::Cycles => cycles(plan),
        RequirementRule::DatedStrategies => dated_strategies(plan),
        RequirementRule::ClosedCycles => closed_cycles(plan),
        RequirementRule::ColleaguesAndFeedback => colleagues_and_feedback(facts),
        RequirementRule::Coaching => coaching(plan, facts),
        RequirementRule::OwnCoaches => own_coaches(plan),
        RequirementRule::Blended => blended(facts),
        RequirementRule::GrowthPlan => people.growth_plan.as_ref().and_then(yes),
        RequirementRule::ContractTerms => people.contract_terms.as_ref().and_then(yes),
        RequirementRule::SayInLearning => factor_level(facts, "opportunity_to_contribute"),
        RequirementRule::HabitInLessons => habit_in_lessons(facts),
        RequirementRule::GoalForTopNeed => goal_for_top_need(facts),
        RequirementRule::EvidenceForNeeds => evidence_for_needs(plan),
        RequirementRule::WellBeing => people.well_being.as_ref().and_then(yes),
    }
}

fn yes(because: impl Into<String>) -> Option<State> {
    Some(State { met: Met::Yes, because: because.into(), said: false })
}

fn partly(because: impl Into<String>) -> Option<State> {
    Some(State { met: Met::Partly, because: because.into(), said: false })
}

fn no(because: impl Into<String>) -> Option<State> {
    Some(State { met: Met::No, because: because.into(), said: false })
}

/// Fills the slot `design`.
fn of_design(template: &str, chosen: &Chosen<'_>) -> String {
    fill(template, &[("design", chosen.name())])
}

/// Returns the state from the mean level of the profile's answer to a factor.
fn factor_level(facts: &Facts<'_>, factor: &str) -> Option<State> {
    let at = facts.catalogue.factor_index(factor)?;
    let Answer::Level(rating) = facts.plan.profile.as_ref()?.answers[at].as_ref()? else { return None };
    let level = rating.mean_millionths() as f64 / MILLION as f64;
    let slots =
        [("factor", &*facts.catalogue.factors[at].name), ("level", &number(level)), ("enough", &*ENOUGH.to_string())];
    let because = fill_text("planning.implementation.factor", &slots);
    if level >= ENOUGH { yes(because) } else { no(because) }
}

/// Time is available if meetings are within the working day or, without meetings, if the profile shows enough time.
fn time(facts: &Facts<'_>, schedule: &Schedule<'_>) -> Option<State> {
    let known = schedule.sessions.iter().filter_map(|one| one.outside_working_day);
    let (all, inside) = known.fold((0, 0), |(all, inside), outside| (all + 1, inside + usize::from(!outside)));
    let unplaced = schedule.unplaced.len();
    match (all, inside) {
        (0, _) => factor_level(facts, "time_available"),
        _ if inside == all && unplaced == 0 => yes(fill_numbers(text("planning.implementation.time.all"), inside, all)),
        (_, 0) => no(text("planning.implementation.time.none")),
        _ => {
            let (inside, all, unplaced) = (inside.to_string(), all.to_string(), unplaced.to_string());
            let slots = [("inside", &*inside), ("all", &all), ("unplaced", &unplaced)];
            partly(fill_text("planning.implementation.time.some", &slots))
        }
    }
}

fn attendance(attendance: Attendance) -> Option<State> {
    match attendance {
        Attendance::Required => yes(text("planning.implementation.attendance.required")),
        Attendance::Mixed => partly(text("planning.implementation.attendance.mixed")),
        Attendance::Voluntary => no(text("planning.implementation.attendance.voluntary")),
    }
}

fn whole_district(plan: &Plan) -> Option<State> {
    if plan.scope? == Scope::District { yes(text("planning.implementation.whole_district")) } else { None }
}

fn differentiation(facts: &Facts<'_>) -> Option<State> {
    let differs: Vec<&str> = facts.chosen.iter().filter_map(|one| one.asked.differs_for.as_deref()).collect();
    if differs.is_empty() { None } else { yes(differs.join("; ")) }
}

fn theory_taught(facts: &Facts<'_>) -> Option<State> {
    let needed = facts.plan.learning_needs.iter().any(|need| need.kind == Some(NeedKind::Knowledge));
    match facts.chosen.iter().find(|one| one.design.components.contains(&Component::Theory)) {
        Some(one) if needed => yes(of_design(text("planning.implementation.theory_taught.yes"), one)),
        None if needed && !facts.chosen.is_empty() => no(text("planning.implementation.theory_taught.no")),
        _ => None,
    }
}

fn practice_shown(facts: &Facts<'_>) -> Option<State> {
    let shows = facts.chosen.iter().find(|one| one.design.components.contains(&Component::Demonstration))?;
    yes(of_design(text("planning.implementation.practice_shown"), shows))
}

fn outside_experts(facts: &Facts<'_>) -> Option<State> {
    let lead = facts.chosen.iter().any(|one| one.asked.led_by.contains(&Role::Outside));
    if lead { yes(text("planning.implementation.outside_experts")) } else { None }
}

fn practice_weeks(schedule: &Schedule<'_>) -> Option<State> {
    let weeks = schedule.sessions.iter().filter(|one| one.kind == SessionKind::Practice).count();
    if weeks == 0 {
        None
    } else {
        yes(fill_numbers(counted("planning.implementation.practice_weeks", weeks), weeks, weeks))
    }
}

fn goals_from_existing_plan(plan: &Plan) -> Option<State> {
    let name = plan.extends.name.as_deref()?;
    let shared = plan.goals.iter().filter(|goal| goal.from_existing == Some(true)).count();
    let of_plan = |template| fill(template, &[("plan", name), ("number", &shared.to_string())]);
    match shared {
        0 => partly(of_plan(text("planning.implementation.existing_plan.none"))),
        _ => yes(of_plan(counted("planning.implementation.existing_plan", shared))),
    }
}

fn initiatives(count: u32) -> Option<State> {
    let because = match count {
        1 => text("planning.implementation.initiatives.one").to_owned(),
        _ => fill_text("planning.implementation.initiatives.other", &[("number", &count.to_string())]),
    };
    match count {
        0 | 1 => yes(because),
        _ if count < MANY_INITIATIVES => partly(because),
        _ => no(because),
    }
}

fn cycles(plan: &Plan) -> Option<State> {
    match plan.cycles.len() {
        0 => no(text("planning.implementation.cycles.none")),
        all => yes(fill_numbers(counted("planning.implementation.cycles", all), all, all)),
    }
}

fn dated_strategies(plan: &Plan) -> Option<State> {
    let dated = plan.strategies.iter().filter(|one| one.from.is_some() && one.until.is_some()).count();
    match plan.strategies.len() {
        0 => None,
        all if dated == all => yes(text("planning.implementation.dated_strategies.all")),
        all if dated > 0 => partly(fill_numbers(text("planning.implementation.dated_strategies.some"), dated, all)),
        _ => no(text("planning.implementation.dated_strategies.none")),
    }
}

fn closed_cycles(plan: &Plan) -> Option<State> {
    match plan.cycles.iter().filter(|cycle| cycle.changes.is_some()).count() {
        0 => None,
        closed => yes(fill_numbers(counted("planning.implementation.closed_cycles", closed), closed, closed)),
    }
}

fn colleagues_and_feedback(facts: &Facts<'_>) -> Option<State> {
    let with = facts.chosen.iter().find(|one| one.design.needs_peers);
    let feedback =
        facts.plan.support.feedback.map(|when| matches!(when, FeedbackWhen::FromStart | FeedbackWhen::Later));
    match (with, feedback) {
        (Some(one), Some(true)) => yes(of_design(text("planning.implementation.colleagues.feedback"), one)),
        (Some(one), None) => partly(of_design(text("planning.implementation.colleagues.no_feedback"), one)),
        (_, Some(false)) => no(text("planning.implementation.colleagues.appraisal")),
        (None, _) if !facts.chosen.is_empty() => no(text("planning.implementation.colleagues.none")),
        _ => None,
    }
}

fn coaching(plan: &Plan, facts: &Facts<'_>) -> Option<State> {
    let design = facts.chosen.iter().find(|one| matches!(one.design.id.as_str(), "coaching" | "peer_coaching"));
    let named = plan.support.forms.contains(&SupportForm::Coaching);
    match (design, plan.people.coaches, named) {
        (_, Some(0), _) if named => no(text("planning.implementation.coaching.no_coach")),
        (Some(one), ..) => yes(of_design(text("planning.implementation.coaching.design"), one)),
        (None, Some(1..), true) => yes(text("planning.implementation.coaching.support")),
        (None, _, true) => partly(text("planning.implementation.coaching.unnamed")),
        _ if !plan.support.forms.is_empty() => no(text("planning.implementation.coaching.none")),
        _ => None,
    }
}

fn own_coaches(plan: &Plan) -> Option<State> {
    if plan.people.coaches? > 0 { yes(text("planning.implementation.own_coaches")) } else { None }
}

fn blended(facts: &Facts<'_>) -> Option<State> {
    let used: Vec<&str> =
        facts.chosen.iter().filter_map(|one| one.environment(facts.catalogue)).map(|one| one.id.as_str()).collect();
    if used.is_empty() {
        return None;
    }
    let online =
        used.iter().any(|id| id.starts_with("online")) || facts.plan.support.forms.contains(&SupportForm::Online);
    match (used.contains(&"hybrid"), used.contains(&"in_person"), online) {
        (true, ..) | (_, true, true) => yes(text("planning.implementation.blended.both")),
        (_, true, false) if facts.plan.stages.is_empty() => no(text("planning.implementation.blended.only_in_person")),
        (_, true, false) => partly(text("planning.implementation.blended.in_person")),
        _ => no(text("planning.implementation.blended.online")),
    }
}

fn habit_in_lessons(facts: &Facts<'_>) -> Option<State> {
    let embeds = |at: &DesignIndex| facts.catalogue.embeds_practice(*at);
    let designs = facts.chosen.iter().filter_map(|one| facts.catalogue.design_index(&one.design.id));
    let (all, inside) = designs.fold((0, 0), |(all, inside), at| (all + 1, inside + usize::from(embeds(&at))));
    match (all, inside) {
        (0, _) => None,
        (_, 0) if facts.chosen.iter().any(|one| !one.design.mechanisms_partial.is_empty()) => {
            partly(text("planning.implementation.habit.in_part"))
        }
        (_, 0) => no(text("planning.implementation.habit.none")),
        (all, inside) if all == inside => yes(text("planning.implementation.habit.all")),
        (all, inside) => partly(fill_numbers(text("planning.implementation.habit.some"), inside, all)),
    }
}

fn goal_for_top_need(facts: &Facts<'_>) -> Option<State> {
    let first = facts.plan.needs.iter().find(|need| need.priority == Some(1))?;
    if facts.links.is_followed_by(first.id.as_deref(), Part::Goal) {
        yes(text("planning.implementation.goal_for_top_need.yes"))
    } else {
        no(text("planning.implementation.goal_for_top_need.no"))
    }
}

fn evidence_for_needs(plan: &Plan) -> Option<State> {
    let shown = plan.needs.iter().filter(|need| !need.evidence.is_empty()).count();
    match plan.needs.len() {
        0 => None,
        all if shown == all => yes(text("planning.implementation.evidence_for_needs.all")),
        all if shown > 0 => partly(fill_numbers(text("planning.implementation.evidence_for_needs.some"), shown, all)),
        _ => no(text("planning.implementation.evidence_for_needs.none")),
    }
}
