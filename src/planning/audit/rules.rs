//! The rules that derive look-fors from a plan. Each rule is named after the problem that it detects.

use super::{Shown, Verdict};
use crate::catalogue::{AuditRule, Component, Group, QualityMark};
use crate::planning::facts::{Chosen, Facts};
use crate::planning::fill_numbers;
use crate::planning::links::Part;
use crate::planning::plan::{About, DataKind, FeedbackWhen, Indicator, Level, Plan, Role, SupportForm, label};
use crate::planning::schedule::{Schedule, SessionKind, design_minutes};
use crate::words::{Named, counted, fill, fill_text, text};

/// In our judgment, this many initiatives, or more student goals than this, are too many priorities.
const MANY: usize = 3;

/// Minimum years of support in the standards.
const YEARS_OF_SUPPORT: f64 = 3.0;

/// Designs in which people mostly listen to someone from outside their school.
const WORKSHOPS: [&str; 3] = ["workshops", "courses", "conferences"];

/// Applies a rule to the plan.
pub(super) fn judge(rule: AuditRule, facts: &Facts<'_>, schedule: &Schedule<'_>) -> Verdict {
    let (plan, chosen) = (facts.plan, facts.chosen.as_slice());
    match rule {
        AuditRule::WorkshopsOnly => workshops_only(chosen),
        AuditRule::NoFollowUp => no_follow_up(facts, schedule),
        AuditRule::OutsideWorkingDay => outside_working_day(schedule),
        AuditRule::NoBenchmark => no_benchmark(plan),
        AuditRule::LikingOnly => {
            some(indicators(plan, |one| one.level != Some(Level::Reactions)), "/indicators", "liking_only")
        }
        AuditRule::StudentDataAlone => {
            some(indicators(plan, |one| one.level != Some(Level::Students)), "/indicators", "student_data_alone")
        }
        AuditRule::HoursAlone => {
            some(indicators(plan, |one| one.kind != Some(DataKind::Hours)), "/indicators", "hours_alone")
        }
        AuditRule::OneSourceOfData => one_source_of_data(plan),
        AuditRule::SystemDataMissing => system_data_missing(plan),
        AuditRule::OneOffEvent => one_off_event(facts, schedule),
        AuditRule::Alone => some((number_of(chosen, |one| one.design.needs_peers), chosen.len()), "/designs", "alone"),
        AuditRule::OneSizeForAll => one_size_for_all(chosen),
        AuditRule::TechnologyOnlyFollowUp => technology_only_follow_up(plan),
        AuditRule::LeadersAbsent => leaders_absent(plan),
        AuditRule::OutsideConsultantsAlone => outside_consultants_alone(chosen),
        AuditRule::NoCommonPlanning => no_common_planning(plan),
        AuditRule::FeedbackOnlyAtAppraisal => feedback_only_at_appraisal(plan),
        AuditRule::FeedbackLate => feedback_late(plan),
        AuditRule::NoProtocols => no_protocols(chosen),
        AuditRule::NoNorms => if_stated(plan.people.norms.as_ref(), "/people/norms"),
        AuditRule::UnrelatedTopics => unrelated_topics(facts),
        AuditRule::SubjectsLeftOut => subjects_left_out(plan),
        AuditRule::ShortSupport => short_support(facts),
        AuditRule::NoTheoryOfChange => no_theory_of_change(plan),
        AuditRule::NoExpectations => no_expectations(plan),
        AuditRule::NoAdjustment => no_adjustment(plan),
        AuditRule::UseNotMonitored => use_not_monitored(plan),
        AuditRule::IrregularMeetings => irregular_meetings(plan),
        AuditRule::NoMeetingTime if plan.calendar.meetings.is_empty() => open(),
        AuditRule::NoMeetingTime => outside_working_day(schedule),
        AuditRule::PassiveDelivery => passive_delivery(chosen),
        AuditRule::NotFromNeeds => not_from_needs(facts),
        AuditRule::TooManyPriorities => too_many_priorities(plan),
        AuditRule::BackgroundIgnored => background_ignored(facts),
        AuditRule::OutsidersEvaluate => outsiders_evaluate(plan),
        AuditRule::NoResourcesNamed => no_resources_named(plan),
        AuditRule::StandAlone => stand_alone(plan),
        AuditRule::ResourcesNotFollowed => {
            if_stated(plan.evaluation.spending_followed.as_ref(), "/evaluation/spending_followed")
        }
        AuditRule::NotAllStudents => not_all_students(plan),
    }
}

fn met(place: &str, evidence: impl Into<String>) -> Verdict {
    verdict(Shown::Met, place, evidence)
}

fn partly(place: &str, evidence: impl Into<String>) -> Verdict {
    verdict(Shown::Partly, place, evidence)
}

fn contrary(place: &str, evidence: impl Into<String>) -> Verdict {
    verdict(Shown::Contrary, place, evidence)
}

fn open() -> Verdict {
    verdict(Shown::Open, "", "")
}

fn verdict(shown: Shown, place: &str, evidence: impl Into<String>) -> Verdict {
    Verdict { shown, evidence: evidence.into(), place: place.to_owned() }
}

/// Met if the plan has the text, else contrary with the sentence `lacking`.
fn required(text: Option<&String>, place: &str, lacking: &str) -> Verdict {
    text.map_or_else(|| contrary(place, lacking), |text| met(place, text))
}

/// Met if the plan has the text, else open, because a missing text proves nothing.
fn if_stated(text: Option<&String>, place: &str) -> Verdict {
    text.map_or_else(open, |text| met(place, text))
}

/// Met if all of the parts show something, partly if some do, contrary if none does; open without parts.
fn share(number: usize, all: usize, place: &str, template: &str) -> Verdict {
    let shown = match number {
        _ if all == 0 => return open(),
        0 => Shown::Contrary,
        _ if number == all => Shown::Met,
        _ => Shown::Partly,
    };
    verdict(shown, place, fill_numbers(template, number, all))
}

/// Met if one of the parts shows something, contrary if none does; open without parts. The rule names the sentences.
fn some((number, all): (usize, usize), place: &str, rule: &str) -> Verdict {
    match number {
        _ if all == 0 => open(),
        0 => contrary(place, text(&format!("planning.audit.{rule}.none"))),
        _ => met(place, fill_numbers(text(&format!("planning.audit.{rule}.some")), number, all)),
    }
}

/// Fills the slot `values` with the names of choices.
fn list<T: Named>(template: &str, values: &[T]) -> String {
    let names: Vec<String> = values.iter().map(|value| label(*value)).collect();
    fill(template, &[("values", &names.join(", "))])
}

fn number_of<'a>(chosen: &[Chosen<'a>], is_so: impl Fn(&Chosen<'a>) -> bool) -> usize {
    chosen.iter().filter(|one| is_so(one)).count()
}

/// Returns the indicators for which something is true, and all indicators.
fn indicators(plan: &Plan, is_so: fn(&Indicator) -> bool) -> (usize, usize) {
    (plan.indicators.iter().filter(|one| is_so(one)).count(), plan.indicators.len())
}

fn no_benchmark(plan: &Plan) -> Verdict {
    match indicators(plan, |one| !one.benchmarks.is_empty()) {
        (_, 0) => contrary("/indicators", text("planning.audit.no_benchmark.none")),
        (with, all) => share(with, all, "/indicators", text("planning.audit.no_benchmark.some")),
    }
}

fn technology_only_follow_up(plan: &Plan) -> Verdict {
    match plan.support.forms.as_slice() {
        [] => open(),
        [SupportForm::Online] => contrary("/support/forms", text("planning.audit.only_online")),
        forms => met("/support/forms", list(text("planning.audit.ongoing_support"), forms)),
    }
}

fn leaders_absent(plan: &Plan) -> Verdict {
    match plan.people.leaders_take_part {
        None => open(),
        Some(true) => met("/people/leaders_take_part", text("planning.audit.leaders_absent.no")),
        Some(false) => contrary("/people/leaders_take_part", text("planning.audit.leaders_absent.yes")),
    }
}

fn no_common_planning(plan: &Plan) -> Verdict {
    match plan.people.planned_by.as_slice() {
        [] => open(),
        by if by.contains(&Role::Teachers) => {
            met("/people/planned_by", list(text("planning.audit.planned_by.teachers"), by))
        }
        by => contrary("/people/planned_by", list(text("planning.audit.planned_by.others"), by)),
    }
}

fn feedback_only_at_appraisal(plan: &Plan) -> Verdict {
    match plan.support.feedback {
        None => open(),
        Some(FeedbackWhen::FromStart | FeedbackWhen::Later) => {
            met("/support/feedback", text("planning.audit.feedback.outside_appraisals"))
        }
        Some(FeedbackWhen::AppraisalOnly) => {
            contrary("/support/feedback", text("planning.audit.feedback.appraisals_only"))
        }
        Some(FeedbackWhen::Never) => contrary("/support/feedback", text("planning.audit.feedback.never")),
    }
}

fn feedback_late(plan: &Plan) -> Verdict {
    match plan.support.feedback {
        None => open(),
        Some(FeedbackWhen::FromStart) => met("/support/feedback", text("planning.audit.feedback.early")),
        Some(_) => contrary("/support/feedback", text("planning.audit.feedback.late")),
    }
}

fn no_protocols(chosen: &[Chosen<'_>]) -> Verdict {
    let meet = number_of(chosen, |one| one.design.needs_peers);
    let with = number_of(chosen, |one| one.design.needs_peers && one.asked.protocol.is_some());
    share(with, meet, "/designs", text("planning.audit.no_protocols.some"))
}

fn unrelated_topics(facts: &Facts<'_>) -> Verdict {
    let needs = &facts.plan.learning_needs;
    let of_goal = |id: &String| facts.links.get(id).is_some_and(|node| node.part == Part::Goal);
    let linked = needs.iter().filter(|need| need.follows_from.iter().any(of_goal)).count();
    share(linked, needs.len(), "/learning_needs", text("planning.audit.unrelated_topics.some"))
}

fn subjects_left_out(plan: &Plan) -> Verdict {
    let left_out = plan.people.left_out.join(", ");
    match plan.people.left_out.len() {
        0 => open(),
        _ => contrary("/people/left_out", fill_text("planning.audit.subjects_left_out", &[("values", &left_out)])),
    }
}

fn no_theory_of_change(plan: &Plan) -> Verdict {
    let lacking = text("planning.audit.no_theory_of_change");
    required(plan.evaluation.theory_of_change.as_ref(), "/evaluation/theory_of_change", lacking)
}

fn no_expectations(plan: &Plan) -> Verdict {
    let lacking = text("planning.audit.no_expectations");
    required(plan.evaluation.expectations.as_ref(), "/evaluation/expectations", lacking)
}

fn no_adjustment(plan: &Plan) -> Verdict {
    match plan.cycles.len() {
        0 => contrary("/cycles", text("planning.audit.no_adjustment.none")),
        cycles => met("/cycles", fill_numbers(counted("planning.audit.no_adjustment", cycles), cycles, cycles)),
    }
}

fn use_not_monitored(plan: &Plan) -> Verdict {
    match indicators(plan, |one| one.level == Some(Level::Use)) {
        (0, _) => contrary("/indicators", text("planning.audit.use_not_monitored.none")),
        (some, all) => met("/indicators", fill_numbers(text("planning.audit.use_not_monitored.some"), some, all)),
    }
}

fn irregular_meetings(plan: &Plan) -> Verdict {
    let meetings = &plan.calendar.meetings;
    let place = "/calendar/meetings";
    match meetings.iter().filter(|one| one.day.is_some() && one.at.is_some()).count() {
        _ if meetings.is_empty() => open(),
        0 => contrary(place, text("planning.audit.irregular_meetings.none")),
        some => met(place, fill_numbers(counted("planning.audit.irregular_meetings", some), some, meetings.len())),
    }
}

fn passive_delivery(chosen: &[Chosen<'_>]) -> Verdict {
    let active = number_of(chosen, |one| one.design.quality_marks.contains(&QualityMark::ActiveEngagement));
    share(active, chosen.len(), "/designs", text("planning.audit.passive_delivery.some"))
}

fn not_from_needs(facts: &Facts<'_>) -> Verdict {
    let goals = &facts.plan.goals;
    let linked = goals.iter().filter(|goal| goal.follows_from.iter().any(|id| facts.links.is_from_need(id))).count();
    share(linked, goals.len(), "/goals", text("planning.audit.not_from_needs.some"))
}

fn outsiders_evaluate(plan: &Plan) -> Verdict {
    match plan.evaluation.by.as_slice() {
        [] => open(),
        by if by.iter().all(|role| *role == Role::Outside) => {
            contrary("/evaluation/by", text("planning.audit.outsiders_evaluate"))
        }
        by => met("/evaluation/by", list(text("planning.audit.evaluated_by"), by)),
    }
}

fn no_resources_named(plan: &Plan) -> Verdict {
    let named = plan.strategies.iter().filter(|one| one.resources.is_some()).count();
    share(named, plan.strategies.len(), "/strategies", text("planning.audit.no_resources_named.some"))
}

fn stand_alone(plan: &Plan) -> Verdict {
    let needs = &plan.learning_needs;
    match needs.iter().filter(|need| need.builds_on.is_some()).count() {
        0 if !needs.is_empty() => contrary("/learning_needs", text("planning.audit.stand_alone.none")),
        built => share(built, needs.len(), "/learning_needs", text("planning.audit.stand_alone.some")),
    }
}

fn not_all_students(plan: &Plan) -> Verdict {
    let known: Vec<bool> = plan.needs.iter().filter_map(|need| need.all_students).collect();
    let meant = known.iter().filter(|all| **all).count();
    share(meant, known.len(), "/needs", text("planning.audit.not_all_students.some"))
}

fn workshops_only(chosen: &[Chosen<'_>]) -> Verdict {
    let all: f64 = chosen.iter().map(Chosen::hours).sum();
    let listening = chosen.iter().filter(|one| WORKSHOPS.contains(&one.design.id.as_str()));
    let hours = listening.map(Chosen::hours).fold(0.0, |sum, hours| sum + hours);
    if all <= 0.0 {
        return open();
    }
    let slots = [("hours", &*hours.to_string()), ("all", &*all.to_string())];
    let evidence = fill_text("planning.audit.workshops_only", &slots);
    if 2.0 * hours > all { contrary("/designs", evidence) } else { met("/designs", evidence) }
}

fn no_follow_up(facts: &Facts<'_>, schedule: &Schedule<'_>) -> Verdict {
    if facts.chosen.is_empty() {
        return open();
    }
    let coached = facts.chosen.iter().find(|one| one.design.components.contains(&Component::FeedbackAndCoaching));
    let forms = &facts.plan.support.forms;
    let meetings = schedule.sessions.iter().filter(|one| one.kind == SessionKind::SupportMeeting).count();
    match coached {
        Some(one) => met(&one.place(), fill_text("planning.audit.follow_up.design", &[("design", one.name())])),
        None if !forms.is_empty() => met("/support/forms", list(text("planning.audit.ongoing_support"), forms)),
        None if meetings > 0 => {
            partly("/calendar", fill_numbers(counted("planning.audit.follow_up", meetings), meetings, meetings))
        }
        None => contrary("/support", text("planning.audit.follow_up.none")),
    }
}

fn outside_working_day(schedule: &Schedule<'_>) -> Verdict {
    let known = || schedule.sessions.iter().filter_map(|one| Some((one.minutes, one.outside_working_day?)));
    let all: u32 = known().map(|(minutes, _)| minutes).sum();
    let outside: u32 = known().filter(|(_, outside)| *outside).map(|(minutes, _)| minutes).sum();
    let hours = |minutes: u32| ((f64::from(minutes) / 6.0).round() / 10.0).to_string();
    let slots = [("outside", &*hours(outside)), ("all", &*hours(all))];
    let evidence = fill_text("planning.audit.outside_working_day", &slots);
    match all {
        0 => open(),
        _ if 2 * outside > all => contrary("/calendar/meetings", evidence),
        _ if outside > 0 => partly("/calendar/meetings", evidence),
        _ => met("/calendar/meetings", evidence),
    }
}

fn one_source_of_data(plan: &Plan) -> Verdict {
    let evidence = plan.needs.iter().flat_map(|need| &need.evidence);
    let mut kinds: Vec<DataKind> = evidence.filter_map(|one| one.kind).collect();
    kinds.sort();
    kinds.dedup();
    match kinds.len() {
        0 => open(),
        1 => contrary("/needs", list(text("planning.audit.kinds_of_data.one"), &kinds)),
        _ => met("/needs", list(text("planning.audit.kinds_of_data.other"), &kinds)),
    }
}

fn system_data_missing(plan: &Plan) -> Verdict {
    let evidence = || plan.needs.iter().flat_map(|need| &need.evidence).filter_map(|one| one.about);
    let other = evidence().filter(|about| *about != About::Students).count();
    some((other, evidence().count()), "/needs", "system_data_missing")
}

/// A single event is one session, or several within one week. Ongoing support makes it partly met.
fn one_off_event(facts: &Facts<'_>, schedule: &Schedule<'_>) -> Verdict {
    if facts.chosen.is_empty() {
        return open();
    }
    let sessions: u32 = facts.chosen.iter().map(|one| design_minutes(one).0).sum();
    let days = || schedule.sessions.iter().filter(|one| one.design.is_some()).map(|one| one.date);
    let within = days().min().zip(days().max()).and_then(|(first, last)| first.until(last).ok());
    let is_event = sessions <= 1 || within.is_some_and(|span| span.get_days() < 7);
    let later = facts.plan.support.next.is_some() || !facts.plan.support.forms.is_empty();
    let number = sessions.to_string();
    match (is_event, later) {
        (true, false) => contrary("/designs", text("planning.audit.one_off_event.alone")),
        (true, true) => partly("/designs", text("planning.audit.one_off_event.support")),
        (false, _) => met("/designs", fill_text("planning.audit.one_off_event.sessions", &[("number", &number)])),
    }
}

fn one_size_for_all(chosen: &[Chosen<'_>]) -> Verdict {
    match (chosen.len(), number_of(chosen, |one| one.asked.differs_for.is_some())) {
        (0, _) => open(),
        (all, some @ 1..) => met("/designs", fill_numbers(counted("planning.audit.one_size_for_all", some), some, all)),
        (1, 0) => contrary("/designs", text("planning.audit.one_size_for_all.only_design")),
        (all, 0) => partly("/designs", fill_numbers(text("planning.audit.one_size_for_all.none"), 0, all)),
    }
}

fn outside_consultants_alone(chosen: &[Chosen<'_>]) -> Verdict {
    let roles: Vec<Role> = chosen.iter().flat_map(|one| one.asked.led_by.iter().copied()).collect();
    match roles.iter().any(|role| *role != Role::Outside) {
        _ if roles.is_empty() => open(),
        false => contrary("/designs", text("planning.audit.outside_consultants_alone.yes")),
        true => met("/designs", text("planning.audit.outside_consultants_alone.no")),
    }
}

fn short_support(facts: &Facts<'_>) -> Verdict {
    let (Some(from), Some(until)) = (facts.start(), facts.plan.support.until) else { return open() };
    let days = from.until(until).map_or(0, |span| span.get_days());
    let years = (f64::from(days) / 36.525).round() / 10.0;
    let template = counted("planning.audit.short_support", if years == 1.0 { 1 } else { 2 });
    let evidence = fill(template, &[("years", &years.to_string())]);
    if years >= YEARS_OF_SUPPORT { met("/support/until", evidence) } else { contrary("/support/until", evidence) }
}

fn too_many_priorities(plan: &Plan) -> Verdict {
    let goals = plan.goals.iter().filter(|goal| goal.about == Some(About::Students)).count();
    let initiatives = plan.people.initiatives.unwrap_or(0) as usize;
    if initiatives >= MANY {
        let evidence = fill_numbers(text("planning.audit.priorities.initiatives"), initiatives, MANY);
        return contrary("/people/initiatives", evidence);
    }
    match goals {
        0 => open(),
        _ if goals > MANY => contrary("/goals", fill_numbers(text("planning.audit.priorities.goals"), goals, MANY)),
        _ => met("/goals", fill_numbers(counted("planning.audit.priorities", goals), goals, MANY)),
    }
}

fn background_ignored(facts: &Facts<'_>) -> Verdict {
    let Some(profile) = &facts.plan.profile else { return open() };
    let factors = facts.catalogue.factors.iter().zip(&profile.answers);
    let individual: Vec<bool> =
        factors.filter(|(one, _)| one.group == Group::Individual).map(|(_, answer)| answer.is_some()).collect();
    let (known, all) = (individual.iter().filter(|known| **known).count(), individual.len());
    let evidence = fill_numbers(text("planning.audit.background_ignored"), known, all);
    match known {
        0 => contrary("/profile", evidence),
        _ if 2 * known < all => partly("/profile", evidence),
        _ => met("/profile", evidence),
    }
}
