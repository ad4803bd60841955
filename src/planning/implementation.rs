//! Implementation requirements: which ones the plan and profile meet, and which are missing or open.

use super::audit::{Shown, is_closed, is_to_come, said_with};
use super::behind::{Behind, Missing};
use super::facts::Chosen;
use super::links::Part;
use super::plan::{Attendance, Cycle, FeedbackWhen, NeedKind, Plan, Role, Said, Scope, SupportForm};
use super::{experts, fill_numbers};
use crate::catalogue::{Component, DesignIndex, ImplementationRequirement, Known, RequirementPart, RequirementRule};
use crate::words::{counted, fill, fill_text, named, number, sentence, text};

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
    /// What to do instead of the requirement's usual remedy, if that does not fit this plan.
    pub fix: Option<&'static str>,
}

named! {
    /// How far a requirement is met.
    Met {
        Yes = "met",
        /// The plan or the team states it, with nothing behind it.
        Stated = "stated",
        Partly = "partly",
        No = "missing",
        /// Neither the plan, the profile, nor the team answers it, so it is a question to the team.
        Open = "open",
    }
}

/// In our judgment, this many initiatives at once are not one change at a time.
const MANY_INITIATIVES: u32 = 3;

/// Returns every requirement with its state.
pub(super) fn implementation<'a>(behind: &Behind<'_, 'a>) -> Vec<RequirementState<'a>> {
    let of = |requirement: &'a ImplementationRequirement| {
        let of_part = |part: &'a RequirementPart| (part, state(behind, &part.id, part.rule, part.known.as_ref()));
        RequirementState {
            requirement,
            state: state(behind, &requirement.id, requirement.rule, None),
            parts: requirement.parts.iter().map(of_part).collect(),
        }
    };
    behind.facts.catalogue.planning.requirements.iter().map(of).collect()
}

/// Returns the state from the plan, else from the team's answer, which also settles what the plan only states.
fn state(behind: &Behind<'_, '_>, id: &str, rule: Option<RequirementRule>, known: Option<&Known>) -> State {
    let by_rule = rule.and_then(|rule| apply(rule, behind));
    let shown = by_rule.or_else(|| known.and_then(|known| of_known(behind, known)));
    // Parts and requirements share one namespace, such as `implementation.differentiation`.
    let asked = of_team(behind, &format!("implementation.{id}"));
    match (shown, asked) {
        (Some(shown), Some(asked)) if shown.met == Met::Stated && asked.met != Met::Stated => asked,
        (Some(shown), _) => shown,
        (None, Some(asked)) => asked,
        (None, None) => State { met: Met::Open, because: String::new(), said: false, fix: None },
    }
}

/// Returns the team's answer: a no is taken at its word, and a yes needs a role with a date or a document.
fn of_team(behind: &Behind<'_, '_>, id: &str) -> Option<State> {
    let (_, check, said) = behind.answer(id)?;
    let is_backed = behind.is_backed(check);
    let met = match said {
        Said::No => Met::No,
        Said::Yes if is_backed => Met::Yes,
        Said::Partly if is_backed => Met::Partly,
        Said::Yes | Said::Partly => Met::Stated,
    };
    let because = said_with(check);
    let because = if met == Met::Stated { with_missing(&because, Missing::Proof) } else { because };
    Some(State { met, because, said: true, fix: None })
}

/// Returns what the profile or the designs answer.
fn of_known(behind: &Behind<'_, '_>, known: &Known) -> Option<State> {
    let verdict = super::audit::known(known, behind);
    let met = match verdict.shown {
        Shown::Met => Met::Yes,
        Shown::Stated => Met::Stated,
        Shown::Partly => Met::Partly,
        Shown::Contrary => Met::No,
        Shown::Open => return None,
    };
    of(met, verdict.evidence)
}

/// Applies a rule to the plan and profile; `None` if they show nothing.
fn apply(rule: RequirementRule, behind: &Behind<'_, '_>) -> Option<State> {
    let facts = behind.facts;
    let (plan, people) = (facts.plan, &facts.plan.people);
    match rule {
        RequirementRule::Time => time(behind),
        RequirementRule::Attendance => people.attendance.and_then(attendance),
        RequirementRule::WholeDistrict => whole_district(plan),
        RequirementRule::Differentiation => differentiation(behind),
        RequirementRule::TheoryTaught => theory_taught(behind),
        RequirementRule::PracticeShown => practice_shown(behind),
        RequirementRule::OutsideExperts => outside_experts(behind),
        RequirementRule::PracticeWeeks => practice_weeks(behind),
        RequirementRule::GoalsFromExistingPlan => goals_from_existing_plan(behind),
        RequirementRule::Initiatives => people.initiatives.and_then(initiatives),
        RequirementRule::Cycles => cycles(behind),
        RequirementRule::DatedStrategies => dated_strategies(behind),
        RequirementRule::ClosedCycles => closed_cycles(behind),
        RequirementRule::ColleaguesAndFeedback => colleagues_and_feedback(behind),
        RequirementRule::Coaching => coaching(behind),
        RequirementRule::OwnCoaches => own_coaches(behind),
        RequirementRule::CoachBreadth => coach_breadth(plan),
        RequirementRule::Blended => blended(behind),
        RequirementRule::GrowthPlan => if_stated(behind, people.growth_plan.as_ref()),
        RequirementRule::ContractTerms => if_stated(behind, people.contract_terms.as_ref()),
        RequirementRule::SayInLearning => of_factor(behind, "opportunity_to_contribute"),
        RequirementRule::HabitInLessons => habit_in_lessons(behind),
        RequirementRule::GoalForTopNeed => goal_for_top_need(behind),
        RequirementRule::EvidenceForNeeds => evidence_for_needs(behind),
        RequirementRule::WellBeing => if_stated(behind, people.well_being.as_ref()),
    }
}

fn of(met: Met, because: impl Into<String>) -> Option<State> {
    Some(State { met, because: because.into(), said: false, fix: None })
}

fn yes(because: impl Into<String>) -> Option<State> {
    of(Met::Yes, because)
}

fn partly(because: impl Into<String>) -> Option<State> {
    of(Met::Partly, because)
}

fn no(because: impl Into<String>) -> Option<State> {
    of(Met::No, because)
}

/// Stated by the plan, with what is missing behind the statement.
fn stated(because: impl AsRef<str>, missing: Missing) -> Option<State> {
    of(Met::Stated, with_missing(because.as_ref(), missing))
}

/// Met if something is behind the statement, else stated.
fn backed(is_backed: bool, because: impl AsRef<str>, missing: Missing) -> Option<State> {
    if is_backed { yes(because.as_ref()) } else { stated(because, missing) }
}

fn with_missing(because: &str, missing: Missing) -> String {
    fill_text("planning.behind.stated", &[("evidence", &sentence(because)), ("missing", &missing.says())])
}

/// Stated if a text says something; nothing else in the plan can be behind it.
fn if_stated(behind: &Behind<'_, '_>, text: Option<&String>) -> Option<State> {
    behind.text(text).and_then(|text| stated(text, Missing::Proof))
}

/// Fills the slot `design`.
fn of_design(template: &str, chosen: &Chosen<'_>) -> String {
    fill(template, &[("design", chosen.name())])
}

/// Returns the state of the first design in the calendar that shows something, else of the first chosen one.
fn of_first(behind: &Behind<'_, '_>, shows: impl Fn(&Chosen<'_>) -> bool, template: &str) -> Option<State> {
    let scheduled = behind.scheduled();
    match scheduled.iter().find(|one| shows(one)) {
        Some(one) => yes(of_design(template, one)),
        None => {
            let chosen = behind.facts.chosen.iter().find(|one| shows(one))?;
            stated(of_design(template, chosen), Missing::Session)
        }
    }
}

/// Returns the state from the profile's answer to a factor.
fn of_factor(behind: &Behind<'_, '_>, factor: &str) -> Option<State> {
    let known = Known { factor: Some(factor.to_owned()), experience: false, online: false, designs: Vec::new() };
    of_known(behind, &known)
}

/// Time is available if meetings are within the working day or, without meetings, if the profile shows enough time.
fn time(behind: &Behind<'_, '_>) -> Option<State> {
    let known = behind.sessions().filter_map(|one| one.outside_working_day);
    let (all, inside) = known.fold((0, 0), |(all, inside), outside| (all + 1, inside + usize::from(!outside)));
    let unplaced = behind.schedule.unplaced.len();
    match (all, inside) {
        (0, _) => of_factor(behind, "time_available"),
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
        Attendance::Required => stated(text("planning.implementation.attendance.required"), Missing::Proof),
        Attendance::Mixed => partly(text("planning.implementation.attendance.mixed")),
        Attendance::Voluntary => no(text("planning.implementation.attendance.voluntary")),
    }
}

fn whole_district(plan: &Plan) -> Option<State> {
    let is_whole = plan.scope? == Scope::District;
    if is_whole { stated(text("planning.implementation.whole_district"), Missing::Proof) } else { None }
}

fn differentiation(behind: &Behind<'_, '_>) -> Option<State> {
    let differs = behind.facts.chosen.iter().filter_map(|one| behind.text(one.asked.differs_for.as_ref()));
    let differs: Vec<String> = differs.map(sentence).collect();
    if differs.is_empty() { None } else { stated(differs.join(" "), Missing::Proof) }
}

fn theory_taught(behind: &Behind<'_, '_>) -> Option<State> {
    let facts = behind.facts;
    let is_needed = facts.plan.learning_needs.iter().any(|need| need.kind == Some(NeedKind::Knowledge));
    let teaches = |one: &Chosen<'_>| one.design.components.contains(&Component::Theory);
    if !is_needed || facts.chosen.is_empty() {
        return None;
    }
    let taught = of_first(behind, teaches, text("planning.implementation.theory_taught.yes"));
    taught.or_else(|| no(text("planning.implementation.theory_taught.no")))
}

fn practice_shown(behind: &Behind<'_, '_>) -> Option<State> {
    let shows = |one: &Chosen<'_>| one.design.components.contains(&Component::Demonstration);
    of_first(behind, shows, text("planning.implementation.practice_shown"))
}

/// Met only by experts with a scope and an exit; people from outside who lead a design are named, no more.
fn outside_experts(behind: &Behind<'_, '_>) -> Option<State> {
    let (complete, all) = experts::share(behind);
    let lead = behind.facts.chosen.iter().any(|one| one.asked.led_by.contains(&Role::Outside));
    match all {
        0 if lead => stated(text("planning.implementation.outside_experts.lead"), Missing::Exit),
        0 => None,
        _ => {
            let because = fill_numbers(text("planning.implementation.outside_experts.some"), complete, all);
            match complete {
                0 => stated(because, Missing::Exit),
                _ if complete == all => yes(because),
                _ => partly(because),
            }
        }
    }
}

/// Room to try the practice comes from designs with practice and from cycles, not from weeks that were added unasked.
fn practice_weeks(behind: &Behind<'_, '_>) -> Option<State> {
    let cycles = &behind.facts.plan.cycles;
    let counts = |cycle: &&Cycle| behind.is_dated(cycle.from) && behind.text(cycle.plan.as_ref()).is_some();
    let dated = cycles.iter().filter(counts).count();
    if dated > 0 {
        return yes(fill_numbers(counted("planning.implementation.practice_cycles", dated), dated, cycles.len()));
    }
    let practices = |one: &Chosen<'_>| one.design.components.contains(&Component::Practice);
    of_first(behind, practices, text("planning.implementation.practice_design"))
}

fn goals_from_existing_plan(behind: &Behind<'_, '_>) -> Option<State> {
    let plan = behind.facts.plan;
    let name = plan.extends.name.as_deref()?;
    let shared = plan.goals.iter().filter(|goal| goal.from_existing == Some(true)).count();
    let of_plan = |template| fill(template, &[("plan", name), ("number", &shared.to_string())]);
    let is_owned = behind.is_role(plan.extends.owner.as_ref()) && behind.is_dated(plan.extends.until);
    match shared {
        0 => partly(of_plan(text("planning.implementation.existing_plan.none"))),
        _ => backed(is_owned, of_plan(counted("planning.implementation.existing_plan", shared)), Missing::Owner),
    }
}

fn initiatives(count: u32) -> Option<State> {
    let because = match count {
        1 => text("planning.implementation.initiatives.one").to_owned(),
        _ => fill_text("planning.implementation.initiatives.other", &[("number", &count.to_string())]),
    };
    match count {
        0 | 1 => stated(because, Missing::Proof),
        _ if count < MANY_INITIATIVES => partly(because),
        _ => no(because),
    }
}

fn cycles(behind: &Behind<'_, '_>) -> Option<State> {
    let all = &behind.facts.plan.cycles;
    let counts = |cycle: &Cycle| is_closed(behind, cycle) || is_to_come(behind, cycle);
    match all.len() {
        0 => no(text("planning.implementation.cycles.none")),
        number => {
            let because = fill_numbers(counted("planning.implementation.cycles", number), number, number);
            backed(all.iter().any(counts), because, Missing::Reading)
        }
    }
}

fn dated_strategies(behind: &Behind<'_, '_>) -> Option<State> {
    let strategies = &behind.facts.plan.strategies;
    let dated = strategies.iter().filter(|one| one.from.is_some() && one.until.is_some()).count();
    let owned = strategies.iter().filter(|one| behind.is_owned(one)).count();
    let some = |number| fill_numbers(text("planning.implementation.dated_strategies.some"), number, strategies.len());
    match strategies.len() {
        0 => None,
        _ if dated == 0 => no(text("planning.implementation.dated_strategies.none")),
        _ if owned == 0 => stated(some(dated), Missing::Owner),
        all if owned == all => yes(text("planning.implementation.dated_strategies.all")),
        _ => partly(some(owned)),
    }
}

fn closed_cycles(behind: &Behind<'_, '_>) -> Option<State> {
    let cycles = &behind.facts.plan.cycles;
    let closed = cycles.iter().filter(|cycle| behind.text(cycle.changes.as_ref()).is_some()).count();
    let read = cycles.iter().filter(|cycle| is_closed(behind, cycle)).count();
    let because = |number| fill_numbers(counted("planning.implementation.closed_cycles", number), number, number);
    match (closed, read) {
        (0, _) => None,
        (_, 0) => stated(because(closed), Missing::Reading),
        _ => yes(because(read)),
    }
}

fn colleagues_and_feedback(behind: &Behind<'_, '_>) -> Option<State> {
    let facts = behind.facts;
    let with = facts.chosen.iter().find(|one| one.design.needs_peers);
    let feedback =
        facts.plan.support.feedback.map(|when| matches!(when, FeedbackWhen::FromStart | FeedbackWhen::Later));
    let follows = behind.follow_up().is_some();
    match (with, feedback) {
        (_, Some(false)) => no(text("planning.implementation.colleagues.appraisal")),
        (Some(one), _) if follows => yes(of_design(text("planning.implementation.colleagues.feedback"), one)),
        (Some(one), Some(true)) => {
            stated(of_design(text("planning.implementation.colleagues.feedback"), one), Missing::Session)
        }
        (Some(one), None) => partly(of_design(text("planning.implementation.colleagues.no_feedback"), one)),
        (None, _) if !facts.chosen.is_empty() => no(text("planning.implementation.colleagues.none")),
        _ => None,
    }
}

/// Coaching takes coaches, enough of them, and visits in the calendar. Where there is no coach and another design gives
/// feedback, the state says so and does not ask for coaching.
fn coaching(behind: &Behind<'_, '_>) -> Option<State> {
    let (facts, people) = (behind.facts, &behind.facts.plan.people);
    let forms = &facts.plan.support.forms;
    let design = facts.chosen.iter().find(|one| one.design.is_coaching());
    let is_named = design.is_some() || forms.contains(&SupportForm::Coaching);
    let other = behind.follow_up().filter(|one| !one.design.is_coaching());
    if let (false, Some(one)) = (behind.has_coaches() && is_named, other) {
        let because = of_design(text("planning.implementation.coaching.other"), one);
        let fix = Some(text("planning.implementation.coaching.other_fix"));
        return partly(because).map(|state| State { fix, ..state });
    }
    if let (true, Some((teachers, coaches))) = (is_named, behind.too_few_coaches()) {
        let [teachers, coaches] = [teachers, coaches].map(|number| number.to_string());
        let most = number(behind.teachers_per_coach());
        let slots = [("teachers", &*teachers), ("coaches", &coaches), ("most", &most)];
        return no(fill_text("planning.implementation.coaching.too_few", &slots));
    }
    let is_visited = design.is_some_and(|one| behind.follow_up().is_some_and(|found| found.at == one.at));
    match (design, people.coaches) {
        (_, Some(0)) if is_named => no(text("planning.implementation.coaching.no_coach")),
        (Some(one), _) if is_visited => yes(of_design(text("planning.implementation.coaching.design"), one)),
        (Some(one), _) => {
            let missing = if people.coaches.is_none() { Missing::Coach } else { Missing::Session };
            stated(of_design(text("planning.implementation.coaching.design"), one), missing)
        }
        (None, Some(1..)) if is_named => stated(text("planning.implementation.coaching.support"), Missing::Session),
        (None, _) if is_named => stated(text("planning.implementation.coaching.unnamed"), Missing::Coach),
        (None, Some(0)) => no(text("planning.implementation.coaching.no_coach_planned")),
        _ if !forms.is_empty() => no(text("planning.implementation.coaching.none")),
        _ => None,
    }
}

fn own_coaches(behind: &Behind<'_, '_>) -> Option<State> {
    match behind.facts.plan.people.coaches? {
        0 => no(text("planning.implementation.coaching.no_coach_planned")),
        _ => {
            let visits = behind.follow_up().is_some_and(|one| one.design.is_coaching()) || behind.leads(Role::Coaches);
            backed(visits, text("planning.implementation.own_coaches"), Missing::Session)
        }
    }
}

/// Nobody is asked about a coach that the school does not have.
fn coach_breadth(plan: &Plan) -> Option<State> {
    if plan.people.coaches? > 0 { None } else { no(text("planning.implementation.coaching.no_coach_planned")) }
}

/// Only environments that the plan chose count, or those of a design that is offered in no other.
fn blended(behind: &Behind<'_, '_>) -> Option<State> {
    let facts = behind.facts;
    let scheduled = behind.scheduled();
    let of = |one: &Chosen<'_>| {
        let only = || (one.design.environments.len() == 1).then(|| one.design.environments[0].clone());
        one.asked.environment.clone().or_else(only)
    };
    let used: Vec<String> = facts.chosen.iter().filter_map(of).collect();
    let placed: Vec<String> = scheduled.iter().filter_map(of).collect();
    if used.is_empty() {
        return None;
    }
    let is_online = |id: &String| id.starts_with("online");
    let by_forms = facts.plan.support.forms.contains(&SupportForm::Online);
    let joins = |all: &[String]| {
        let is = |wanted: &str| all.iter().any(|id| id == wanted);
        is("hybrid") || (is("in_person") && all.iter().any(is_online))
    };
    let in_person = used.iter().any(|id| id == "in_person");
    match () {
        () if joins(&placed) => yes(text("planning.implementation.blended.both")),
        () if joins(&used) || (in_person && by_forms) => {
            stated(text("planning.implementation.blended.both"), Missing::Session)
        }
        () if used.len() < facts.chosen.len() => None,
        () if in_person => no(text("planning.implementation.blended.only_in_person")),
        () => no(text("planning.implementation.blended.online")),
    }
}

fn habit_in_lessons(behind: &Behind<'_, '_>) -> Option<State> {
    let facts = behind.facts;
    let embeds = |one: &Chosen<'_>| {
        let at: Option<DesignIndex> = facts.catalogue.design_index(&one.design.id);
        at.is_some_and(|at| facts.catalogue.embeds_practice(at))
    };
    let scheduled = behind.scheduled();
    let inside = facts.chosen.iter().filter(|one| embeds(one)).count();
    let placed = scheduled.iter().filter(|one| embeds(one)).count();
    let some = |number| fill_numbers(text("planning.implementation.habit.some"), number, facts.chosen.len());
    match (facts.chosen.len(), inside) {
        (0, _) => None,
        (_, 0) if facts.chosen.iter().any(|one| !one.design.mechanisms_partial.is_empty()) => {
            partly(text("planning.implementation.habit.in_part"))
        }
        (_, 0) => no(text("planning.implementation.habit.none")),
        (all, _) if placed == all => yes(text("planning.implementation.habit.all")),
        _ if placed == 0 => stated(some(inside), Missing::Session),
        _ => partly(some(placed)),
    }
}

fn goal_for_top_need(behind: &Behind<'_, '_>) -> Option<State> {
    let facts = behind.facts;
    let first = facts.plan.needs.iter().find(|need| need.priority == Some(1))?;
    if facts.links.is_followed_by(first.id.as_deref(), Part::Goal) {
        let is_evident = first.evidence.iter().any(|one| behind.is_evident(one));
        backed(is_evident, text("planning.implementation.goal_for_top_need.yes"), Missing::Evidence)
    } else {
        no(text("planning.implementation.goal_for_top_need.no"))
    }
}

fn evidence_for_needs(behind: &Behind<'_, '_>) -> Option<State> {
    let needs = &behind.facts.plan.needs;
    let named = needs.iter().filter(|need| !need.evidence.is_empty()).count();
    let shown = needs.iter().filter(|need| need.evidence.iter().any(|one| behind.is_evident(one))).count();
    let some = |number| fill_numbers(text("planning.implementation.evidence_for_needs.some"), number, needs.len());
    match needs.len() {
        0 => None,
        _ if named == 0 => no(text("planning.implementation.evidence_for_needs.none")),
        _ if shown == 0 => stated(some(named), Missing::Evidence),
        all if shown == all => yes(text("planning.implementation.evidence_for_needs.all")),
        _ => partly(some(shown)),
    }
}
