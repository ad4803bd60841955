//! Implementation requirements: which ones the plan and profile meet, and which are missing or open.

use super::facts::Facts;
use super::plan::{Attendance, FeedbackWhen, NeedKind, Plan, Role, Said, Scope, SupportForm};
use super::schedule::{Schedule, SessionKind};
use crate::answers::MILLION;
use crate::catalogue::{Answer, Component, ImplementationRequirement, RequirementPart};

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

/// How far a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Met {
    Yes,
    Partly,
    No,
    /// Neither the plan, the profile, nor the team answers it, so it is a question to the team.
    Open,
}

impl Met {
    /// The id, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "met",
            Self::Partly => "partly",
            Self::No => "missing",
            Self::Open => "open",
        }
    }
}

/// The level of a factor, 1 to 5, at which we judge a condition to be met.
const ENOUGH: f64 = 3.0;

/// In our judgment, this many initiatives at once are not one change at a time.
const MANY_INITIATIVES: u32 = 3;

/// Returns every requirement with its state.
pub(super) fn implementation<'a>(facts: &Facts<'a>, schedule: &Schedule<'_>) -> Vec<RequirementState<'a>> {
    let of = |requirement: &'a ImplementationRequirement| {
        let parts: Vec<_> = requirement.parts.iter().map(|part| (part, state(facts, schedule, &part.id))).collect();
        RequirementState { requirement, state: state(facts, schedule, &requirement.id), parts }
    };
    facts.catalogue.planning.requirements.iter().map(of).collect()
}

/// Returns the state from the plan, else from the team's answer.
fn state(facts: &Facts<'_>, schedule: &Schedule<'_>, id: &str) -> State {
    let shown = shown(facts, schedule, id).filter(|state| state.met != Met::Open);
    let asked = || {
        // Parts and requirements share one namespace, such as `implementation.differentiation`.
        let check = facts.plan.check(&format!("implementation.{id}"))?;
        let met = match check.said? {
            Said::Yes => Met::Yes,
            Said::Partly => Met::Partly,
            Said::No => Met::No,
        };
        let because = check.evidence.clone().unwrap_or_else(|| "No evidence was given.".into());
        Some(State { met, because, said: true })
    };
    shown.or_else(asked).unwrap_or(State { met: Met::Open, because: String::new(), said: false })
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

/// Met if the plan has the text, else a question to the team.
fn text(text: Option<&String>) -> Option<State> {
    text.and_then(yes)
}

/// Returns the mean level of the answer to a factor with levels.
fn level(facts: &Facts<'_>, factor: &str) -> Option<f64> {
    let at = facts.catalogue.factor_index(factor)?;
    match facts.plan.profile.as_ref()?.answers[at].as_ref()? {
        Answer::Level(rating) => Some(rating.mean_millionths() as f64 / MILLION as f64),
        _ => None,
    }
}

/// Returns the state from the profile's answer to a factor.
fn answered(facts: &Facts<'_>, factor: &str) -> Option<State> {
    let level = level(facts, factor)?;
    let name = &facts.catalogue.factors[facts.catalogue.factor_index(factor)?].name;
    let told = format!(
        "{name}: the profile has {} of 5; in our judgment, {ENOUGH} is enough.",
        (level * 100.0).round() / 100.0
    );
    if level >= ENOUGH { yes(told) } else { no(told) }
}

/// Returns the state of a requirement or a part from the plan and profile.
fn shown(facts: &Facts<'_>, schedule: &Schedule<'_>, id: &str) -> Option<State> {
    let plan = facts.plan;
    match id {
        "time" => time(facts, schedule),
        "required_not_voluntary" => match plan.people.attendance? {
            Attendance::Required => yes("Participation is required."),
            Attendance::Mixed => partly("Participation is required of some."),
            Attendance::Voluntary => no("Participation is voluntary."),
        },
        "systemic" => (plan.scope? == Scope::District).then(|| yes("The plan is for the whole district."))?,
        "differentiation" => {
            let differs: Vec<&str> = facts.chosen.iter().filter_map(|one| one.asked.differs_for.as_deref()).collect();
            if differs.is_empty() { None } else { yes(differs.join("; ")) }
        }
        "science_of_content" => {
            let known = plan.learning_needs.iter().any(|need| need.kind == Some(NeedKind::Knowledge));
            let theory = facts.chosen.iter().find(|one| one.design.components.contains(&Component::Theory));
            match (known, theory) {
                (true, Some(one)) => {
                    yes(format!("{}: this design teaches the theory behind the needed knowledge.", one.name()))
                }
                (true, None) if !facts.chosen.is_empty() => {
                    no("Educators need knowledge, but no chosen design teaches theory.")
                }
                _ => None,
            }
        }
        "strategies_and_methods" => {
            let models = facts.chosen.iter().find(|one| one.design.components.contains(&Component::Demonstration))?;
            yes(format!("{}: this design shows the practice.", models.name()))
        }
        "outside_experts" => {
            let roles: Vec<Role> = facts.chosen.iter().flat_map(|one| one.asked.led_by.iter().copied()).collect();
            roles.contains(&Role::Outside).then(|| yes("People from outside lead part of the designs."))?
        }
        "room_to_apply" | "practical_use" => {
            let weeks = schedule.sessions.iter().filter(|one| one.kind == SessionKind::Practice).count();
            match weeks {
                0 => None,
                1 => yes("1 week is reserved for practice in lessons."),
                weeks => yes(format!("{weeks} weeks are reserved for practice in lessons.")),
            }
        }
        "alignment" => {
            let shared = plan.goals.iter().filter(|goal| goal.from_existing == Some(true)).count();
            match (&plan.extends.name, shared) {
                (Some(name), 1..) => yes(format!(
                    "{} from {name}.",
                    if shared == 1 { "1 goal comes".to_owned() } else { format!("{shared} goals come") }
                )),
                (Some(name), 0) => partly(format!("The plan extends {name}, but no goal comes from it.")),
                (None, _) => None,
            }
        }
        "one_change_at_a_time" => {
            let count = plan.people.initiatives?;
            let told = if count == 1 {
                "No other initiative runs at the same time.".to_owned()
            } else {
                format!("{count} initiatives run at the same time, including this one.")
            };
            match count {
                0 | 1 => yes(told),
                _ if count < MANY_INITIATIVES => partly(told),
                _ => no(told),
            }
        }
        "plan_do_check_act" => match plan.cycles.len() {
            0 => no("The plan has no cycle."),
            1 => yes("1 cycle is planned."),
            cycles => yes(format!("{cycles} cycles are planned.")),
        },
        "planned_implementation" => {
            let timed = plan.strategies.iter().filter(|one| one.from.is_some() && one.until.is_some()).count();
            match plan.strategies.len() {
                0 => None,
                all if timed == all => yes("Every strategy has dates."),
                all if timed > 0 => partly(format!("Strategies with dates: {timed} of {all}.")),
                _ => no("No strategy has dates."),
            }
        }
        "reviewed_and_adjusted" => {
            let closed = plan.cycles.iter().filter(|cycle| cycle.changes.is_some()).count();
            match closed {
                0 => None,
                1 => yes("1 cycle has led to changes."),
                closed => yes(format!("{closed} cycles have led to changes.")),
            }
        }
        "collaboration_and_feedback" => together(facts),
        "ongoing_coaching" => coaching(plan, facts),
        "on_site_coach" => (plan.people.coaches? > 0).then(|| yes("The plan has its own coaches."))?,
        "blended" => blended(facts),
        "live_on_demand_and_face_to_face" => None,
        "growth_plan" => text(plan.people.growth_plan.as_ref()),
        "contract_terms" => text(plan.people.contract_terms.as_ref()),
        "learner_driven" => answered(facts, "opportunity_to_contribute"),
        "job_embedded" => embedded(facts),
        "highest_priority_needs" => {
            let first = plan.needs.iter().find(|need| need.priority == Some(1))?;
            let followed = facts.links.is_followed_by(first.id.as_deref(), super::links::Part::Goal);
            if followed {
                yes("A goal follows from the top-priority need.")
            } else {
                no("No goal follows from the top-priority need.")
            }
        }
        "evidence_of_current_results" => {
            let shown = plan.needs.iter().filter(|need| !need.evidence.is_empty()).count();
            match plan.needs.len() {
                0 => None,
                all if shown == all => yes("Every need has evidence."),
                all if shown > 0 => partly(format!("Needs with evidence: {shown} of {all}.")),
                _ => no("No need has evidence."),
            }
        }
        "well_being" => text(plan.people.well_being.as_ref()),
        _ => None,
    }
}

/// Time is available if meetings are within the working day or, without meetings, if the profile shows enough time.
fn time(facts: &Facts<'_>, schedule: &Schedule<'_>) -> Option<State> {
    let known = schedule.sessions.iter().filter_map(|one| one.outside_working_day);
    let (all, inside) = known.fold((0, 0), |(all, inside), outside| (all + 1, inside + usize::from(!outside)));
    match (all, inside) {
        (0, _) => answered(facts, "time_available"),
        (all, inside) if inside == all && schedule.unplaced.is_empty() => {
            yes(format!("All meetings are within the working day ({all} in total)."))
        }
        (_, 0) => no("Every meeting is outside the working day."),
        (all, inside) => partly(format!(
            "Meetings within the working day: {inside} of {all}. Sessions that could not be scheduled: {}.",
            schedule.unplaced.len()
        )),
    }
}

fn together(facts: &Facts<'_>) -> Option<State> {
    let with = facts.chosen.iter().find(|one| one.design.needs_peers);
    let feedback = match facts.plan.support.feedback {
        Some(FeedbackWhen::FromStart | FeedbackWhen::Later) => Some(true),
        Some(_) => Some(false),
        None => None,
    };
    match (with, feedback) {
        (Some(one), Some(true)) => {
            yes(format!("{}: this design involves colleagues, and feedback is planned.", one.name()))
        }
        (Some(one), None) => {
            partly(format!("{}: this design involves colleagues, but the plan does not schedule feedback.", one.name()))
        }
        (_, Some(false)) => no("Educators get no feedback outside of appraisals."),
        (None, _) if !facts.chosen.is_empty() => no("No chosen design involves colleagues."),
        _ => None,
    }
}

fn coaching(plan: &Plan, facts: &Facts<'_>) -> Option<State> {
    let design = facts.chosen.iter().find(|one| matches!(one.design.id.as_str(), "coaching" | "peer_coaching"));
    let named = plan.support.forms.contains(&SupportForm::Coaching);
    match (design, plan.people.coaches, named) {
        (_, Some(0), _) if named => no("The plan includes coaching, but there is no coach."),
        (Some(one), ..) => yes(format!("Chosen design: {}.", one.name())),
        (None, Some(1..), true) => yes("Ongoing support includes coaching, and there are coaches."),
        (None, _, true) => partly("Ongoing support includes coaching, but the plan does not name coaches."),
        _ if !plan.support.forms.is_empty() => no("Ongoing support does not include coaching."),
        _ => None,
    }
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
        (true, ..) | (_, true, true) => yes("The plan combines meetings in person with online learning."),
        (_, true, false) => partly("The chosen designs are in person. The short sessions of each stage are online."),
        _ => no("Nothing takes place in person."),
    }
}

fn embedded(facts: &Facts<'_>) -> Option<State> {
    let embeds = |at: &usize| facts.catalogue.embeds_practice(*at);
    let designs = facts.chosen.iter().filter_map(|one| facts.catalogue.design_index(&one.design.id));
    let (all, inside) = designs.fold((0, 0), |(all, inside), at| (all + 1, inside + usize::from(embeds(&at))));
    match (all, inside) {
        (0, _) => None,
        (_, 0) if facts.chosen.iter().any(|one| !one.design.mechanisms_partial.is_empty()) => {
            partly("No chosen design fully makes the new practice a habit in lessons, but some do in part.")
        }
        (_, 0) => no("No chosen design makes the new practice a habit in lessons."),
        (all, inside) if all == inside => yes("Every chosen design makes the new practice a habit in lessons."),
        (all, inside) => {
            partly(format!("The new practice becomes a habit in lessons in {inside} of {all} chosen designs."))
        }
    }
}
