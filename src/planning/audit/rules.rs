//! The rules that derive look-fors from a plan. Each rule is named after the problem that it detects.

use super::{Shown, Verdict};
use crate::catalogue::{AuditRule, Component, Group, QualityMark};
use crate::planning::facts::{Chosen, Facts};
use crate::planning::links::Part;
use crate::planning::plan::{About, DataKind, FeedbackWhen, Indicator, Level, Named, Role, SupportForm};
use crate::planning::schedule::{Schedule, SessionKind, design_minutes};

/// In our judgment, this many initiatives, or more student goals than this, are too many priorities.
const MANY: usize = 3;

/// Minimum years of support in the standards.
const YEARS_OF_SUPPORT: f64 = 3.0;

/// Designs in which people mostly listen to someone from outside their school.
const WORKSHOPS: [&str; 3] = ["workshops", "courses", "conferences"];

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
fn stated(text: Option<&String>, place: &str, lacking: &str) -> Verdict {
    text.map_or_else(|| contrary(place, lacking), |text| met(place, text.clone()))
}

/// Met if the plan has the text, else open, because a missing text proves nothing.
fn said(text: Option<&String>, place: &str) -> Verdict {
    text.map_or_else(open, |text| met(place, text.clone()))
}

/// Met if all of the parts show something, partly if some do, contrary if none does; open without parts.
fn share(all: usize, shown: usize, place: &str, forms: [&str; 2]) -> Verdict {
    let told = of_all(shown, all, forms);
    match shown {
        _ if all == 0 => open(),
        0 => contrary(place, told),
        _ if shown == all => met(place, told),
        _ => partly(place, told),
    }
}

/// `1 of 3 goals has a date.`, `2 of 3 goals have a date.`
fn of_all(shown: usize, all: usize, [one, many]: [&str; 2]) -> String {
    format!("{shown} of {all} {}.", if shown == 1 { one } else { many })
}

/// `1 goal`, `2 goals`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Applies a rule to the plan.
pub(super) fn judge(rule: AuditRule, facts: &Facts<'_>, schedule: &Schedule<'_>) -> Verdict {
    let plan = facts.plan;
    let chosen = &facts.chosen;
    match rule {
        AuditRule::WorkshopsOnly => workshops(chosen),
        AuditRule::NoFollowUp => follow_up(facts, schedule),
        AuditRule::OutsideWorkingDay => working_day(schedule),
        AuditRule::NoBenchmark => {
            let with = plan.indicators.iter().filter(|one| !one.benchmarks.is_empty()).count();
            match plan.indicators.len() {
                0 => contrary("/indicators", "The plan has no indicator, so it has no benchmark."),
                all => share(all, with, "/indicators", ["indicators has benchmarks", "indicators have benchmarks"]),
            }
        }
        AuditRule::LikingOnly => every_indicator(
            facts,
            |one| one.level == Some(Level::Reactions),
            "Every indicator only asks whether people liked the learning.",
            ["indicators measures more than reactions", "indicators measure more than reactions"],
        ),
        AuditRule::StudentDataAlone => every_indicator(
            facts,
            |one| one.level == Some(Level::Students),
            "Every indicator measures students only.",
            ["indicators measures more than student results", "indicators measure more than student results"],
        ),
        AuditRule::HoursAlone => every_indicator(
            facts,
            |one| one.kind == Some(DataKind::Hours),
            "Every indicator only counts hours.",
            ["indicators measures more than hours", "indicators measure more than hours"],
        ),
        AuditRule::OneSourceOfData => sources_of_data(facts),
        AuditRule::SystemDataMissing => beside_pupils(facts),
        AuditRule::OneOffEvent => one_off(facts, schedule),
        AuditRule::Alone => {
            let together = chosen.iter().filter(|one| one.design.needs_peers).count();
            match (chosen.len(), together) {
                (0, _) => open(),
                (_, 0) => contrary("/designs", "People can do every chosen design alone."),
                (all, together) => met(
                    "/designs",
                    of_all(together, all, ["chosen designs involves colleagues", "chosen designs involve colleagues"]),
                ),
            }
        }
        AuditRule::OneSizeForAll => one_size(chosen),
        AuditRule::TechnologyOnlyFollowUp => match plan.support.forms.as_slice() {
            [] => open(),
            [SupportForm::Online] => contrary("/support/forms", "All ongoing support is online."),
            forms => met("/support/forms", format!("Ongoing support: {}.", list(forms))),
        },
        AuditRule::LeadersAbsent => match plan.people.leaders_take_part {
            None => open(),
            Some(true) => met("/people/leaders_take_part", "Leaders learn with their staff."),
            Some(false) => contrary("/people/leaders_take_part", "Leaders do not take part."),
        },
        AuditRule::OutsideConsultantsAlone => led(facts),
        AuditRule::NoCommonPlanning => match plan.people.planned_by.as_slice() {
            [] => open(),
            by if by.contains(&Role::Teachers) => met("/people/planned_by", format!("Planned by: {}.", list(by))),
            by => contrary("/people/planned_by", format!("Planned without teachers, by: {}.", list(by))),
        },
        AuditRule::FeedbackOnlyAtAppraisal => match plan.support.feedback {
            None => open(),
            Some(FeedbackWhen::FromStart | FeedbackWhen::Later) => {
                met("/support/feedback", "Educators get feedback outside of appraisals.")
            }
            Some(FeedbackWhen::AppraisalOnly) => {
                contrary("/support/feedback", "Educators get feedback only in appraisals.")
            }
            Some(FeedbackWhen::Never) => contrary("/support/feedback", "Educators get no feedback."),
        },
        AuditRule::FeedbackLate => match plan.support.feedback {
            None => open(),
            Some(FeedbackWhen::FromStart) => met("/support/feedback", "Feedback begins with the first attempts."),
            Some(_) => contrary("/support/feedback", "There is no feedback in the first weeks."),
        },
        AuditRule::NoProtocols => {
            let meets = || chosen.iter().filter(|one| one.design.needs_peers);
            let with = meets().filter(|one| one.asked.protocol.is_some()).count();
            share(
                meets().count(),
                with,
                "/designs",
                [
                    "designs with meetings has a protocol or an agenda",
                    "designs with meetings have a protocol or an agenda",
                ],
            )
        }
        AuditRule::NoNorms => said(plan.people.norms.as_ref(), "/people/norms"),
        AuditRule::UnrelatedTopics => {
            let of_goal = |id: &String| facts.links.get(id).is_some_and(|node| node.part == Part::Goal);
            let linked = plan.learning_needs.iter().filter(|need| need.follows_from.iter().any(of_goal)).count();
            share(
                plan.learning_needs.len(),
                linked,
                "/learning_needs",
                ["learning needs follows from a goal", "learning needs follow from a goal"],
            )
        }
        AuditRule::SubjectsLeftOut => match plan.people.left_out.as_slice() {
            [] => open(),
            out => contrary("/people/left_out", format!("These grades or subjects have no team: {}.", out.join(", "))),
        },
        AuditRule::ShortSupport => lasting(facts),
        AuditRule::NoTheoryOfChange => {
            let lacking = "The plan does not explain why the learning should lead to its goals.";
            stated(plan.evaluation.theory_of_change.as_ref(), "/evaluation/theory_of_change", lacking)
        }
        AuditRule::NoExpectations => {
            let lacking = "The plan does not describe the practice that it expects from educators.";
            stated(plan.evaluation.expectations.as_ref(), "/evaluation/expectations", lacking)
        }
        AuditRule::NoAdjustment => match plan.cycles.len() {
            0 => contrary("/cycles", "The plan has no cycle of review and change."),
            turns => {
                met("/cycles", format!("The plan has {} of plan, do, check, and act.", count(turns, "cycle", "cycles")))
            }
        },
        AuditRule::UseNotMonitored => {
            let of_use = plan.indicators.iter().filter(|one| one.level == Some(Level::Use)).count();
            match of_use {
                0 => contrary("/indicators", "No indicator measures use in lessons."),
                some => met(
                    "/indicators",
                    format!("Use in lessons is measured by {some} of {} indicators.", plan.indicators.len()),
                ),
            }
        }
        AuditRule::IrregularMeetings => {
            let meetings = &plan.calendar.meetings;
            let regular = meetings.iter().filter(|one| one.day.is_some() && one.at.is_some()).count();
            match (meetings.len(), regular) {
                (0, _) => open(),
                (_, 0) => {
                    contrary("/calendar/meetings", "The calendar has single meeting days, but no regular meeting time.")
                }
                _ => met(
                    "/calendar/meetings",
                    format!("The calendar has {}.", count(regular, "regular meeting time", "regular meeting times")),
                ),
            }
        }
        AuditRule::NoMeetingTime => match plan.calendar.meetings.len() {
            0 => open(),
            _ => working_day(schedule),
        },
        AuditRule::PassiveDelivery => {
            let active =
                chosen.iter().filter(|one| one.design.quality_marks.contains(&QualityMark::ActiveEngagement)).count();
            share(
                chosen.len(),
                active,
                "/designs",
                ["designs actively engages learners", "designs actively engage learners"],
            )
        }
        AuditRule::NotFromNeeds => {
            let back =
                |goal: &&crate::planning::plan::Goal| goal.follows_from.iter().any(|id| facts.links.is_from_need(id));
            let linked = plan.goals.iter().filter(back).count();
            share(
                plan.goals.len(),
                linked,
                "/goals",
                ["goals follows from a student need", "goals follow from a student need"],
            )
        }
        AuditRule::TooManyPriorities => priorities(facts),
        AuditRule::BackgroundIgnored => background(facts),
        AuditRule::OutsidersEvaluate => match plan.evaluation.by.as_slice() {
            [] => open(),
            by if by.iter().all(|role| *role == Role::Outside) => {
                contrary("/evaluation/by", "Only people from outside evaluate the plan.")
            }
            by => met("/evaluation/by", format!("Evaluated by: {}.", list(by))),
        },
        AuditRule::NoResourcesNamed => {
            let named = plan.strategies.iter().filter(|one| one.resources.is_some()).count();
            share(
                plan.strategies.len(),
                named,
                "/strategies",
                ["strategies names its resources", "strategies name their resources"],
            )
        }
        AuditRule::StandAlone => {
            let built = plan.learning_needs.iter().filter(|need| need.builds_on.is_some()).count();
            let told = "The plan does not describe what the learning builds on.";
            match (plan.learning_needs.len(), built) {
                (0, _) => open(),
                (_, 0) => contrary("/learning_needs", told),
                (all, built) => share(
                    all,
                    built,
                    "/learning_needs",
                    ["learning needs names what it builds on", "learning needs name what they build on"],
                ),
            }
        }
        AuditRule::ResourcesNotFollowed => {
            said(plan.evaluation.spending_followed.as_ref(), "/evaluation/spending_followed")
        }
        AuditRule::NotAllStudents => {
            let all: Vec<bool> = plan.needs.iter().filter_map(|need| need.all_students).collect();
            let meant = all.iter().filter(|all| **all).count();
            match all.len() {
                0 => open(),
                known => share(known, meant, "/needs", ["needs concerns all students", "needs concern all students"]),
            }
        }
    }
}

fn list<T: Named>(values: &[T]) -> String {
    let name = |value: &T| match value.id() {
        "outside" => "people from outside".to_owned(),
        id => id.replace('_', " "),
    };
    values.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Contrary if `is_so` is true for every indicator.
fn every_indicator(facts: &Facts<'_>, is_so: fn(&Indicator) -> bool, every: &str, others: [&str; 2]) -> Verdict {
    let indicators = &facts.plan.indicators;
    let so = indicators.iter().filter(|one| is_so(one)).count();
    match indicators.len() {
        0 => open(),
        all if so == all => contrary("/indicators", every),
        all => met("/indicators", of_all(all - so, all, others)),
    }
}

fn workshops(chosen: &[Chosen<'_>]) -> Verdict {
    let all: f64 = chosen.iter().map(Chosen::hours).sum();
    let listening = chosen.iter().filter(|one| WORKSHOPS.contains(&one.design.id.as_str()));
    let hours = listening.map(Chosen::hours).fold(0.0, |sum, hours| sum + hours);
    if all <= 0.0 {
        return open();
    }
    let told = format!("Workshops, courses, or conferences make up {hours} of {all} hours of the chosen designs.");
    if 2.0 * hours > all { contrary("/designs", told) } else { met("/designs", told) }
}

fn follow_up(facts: &Facts<'_>, schedule: &Schedule<'_>) -> Verdict {
    if facts.chosen.is_empty() {
        return open();
    }
    let coached = facts.chosen.iter().find(|one| one.design.components.contains(&Component::FeedbackAndCoaching));
    let forms = &facts.plan.support.forms;
    let meetings = schedule.sessions.iter().filter(|one| one.kind == SessionKind::SupportMeeting).count();
    match coached {
        Some(one) => met(&one.place(), format!("{}: this design includes feedback on practice.", one.name())),
        None if !forms.is_empty() => met("/support/forms", format!("Ongoing support: {}.", list(forms))),
        None if meetings > 0 => partly(
            "/calendar",
            format!(
                "The schedule has {}, but the plan names no coaching or feedback.",
                count(meetings, "support meeting", "support meetings")
            ),
        ),
        None => contrary("/support", "The plan has no coaching, feedback, or meetings after the learning."),
    }
}

fn working_day(schedule: &Schedule<'_>) -> Verdict {
    let known = || schedule.sessions.iter().filter_map(|one| Some((one.minutes, one.outside_working_day?)));
    let all: u32 = known().map(|(minutes, _)| minutes).sum();
    let outside: u32 = known().filter(|(_, outside)| *outside).map(|(minutes, _)| minutes).sum();
    let hours = |minutes: u32| (f64::from(minutes) / 6.0).round() / 10.0;
    let told = format!("Of all meeting hours, {} of {} are outside the working day.", hours(outside), hours(all));
    match all {
        0 => open(),
        _ if 2 * outside > all => contrary("/calendar/meetings", told),
        _ if outside > 0 => partly("/calendar/meetings", told),
        _ => met("/calendar/meetings", told),
    }
}

fn sources_of_data(facts: &Facts<'_>) -> Verdict {
    let evidence = facts.plan.needs.iter().flat_map(|need| &need.evidence);
    let mut kinds: Vec<DataKind> = evidence.filter_map(|one| one.kind).collect();
    kinds.sort();
    kinds.dedup();
    match kinds.as_slice() {
        [] => open(),
        [one] => contrary("/needs", format!("The needs rest on only one kind of data: {}.", list(&[*one]))),
        many => met("/needs", format!("The needs rest on several kinds of data: {}.", list(many))),
    }
}

fn beside_pupils(facts: &Facts<'_>) -> Verdict {
    let evidence = || facts.plan.needs.iter().flat_map(|need| &need.evidence).filter_map(|one| one.about);
    let other = evidence().filter(|about| *about != About::Students).count();
    match (evidence().count(), other) {
        (0, _) => open(),
        (_, 0) => contrary("/needs", "All evidence is about students. There is none about educators or the system."),
        (all, other) => met(
            "/needs",
            of_all(
                other,
                all,
                [
                    "pieces of evidence is about educators or the system",
                    "pieces of evidence are about educators or the system",
                ],
            ),
        ),
    }
}

/// A single event is one session, or several within one week. Ongoing support makes it partly met.
fn one_off(facts: &Facts<'_>, schedule: &Schedule<'_>) -> Verdict {
    if facts.chosen.is_empty() {
        return open();
    }
    let sessions: u32 = facts.chosen.iter().map(|one| design_minutes(one).0).sum();
    let days = || schedule.sessions.iter().filter(|one| one.design.is_some()).map(|one| one.date);
    let within = days().min().zip(days().max()).and_then(|(first, last)| first.until(last).ok());
    let is_event = sessions <= 1 || within.is_some_and(|span| span.get_days() < 7);
    let later = facts.plan.support.next.is_some() || !facts.plan.support.forms.is_empty();
    match (is_event, later) {
        (true, false) => contrary("/designs", "The learning is a single event without follow-up."),
        (true, true) => partly("/designs", "The learning is a single event with ongoing support."),
        (false, _) => met("/designs", format!("The chosen designs have {sessions} sessions.")),
    }
}

fn one_size(chosen: &[Chosen<'_>]) -> Verdict {
    let differs = chosen.iter().filter(|one| one.asked.differs_for.is_some()).count();
    match (chosen.len(), differs) {
        (0, _) => open(),
        (_, 1..) => {
            let designs = count(differs, "design is", "designs are");
            met("/designs", format!("{designs} adapted for different learners."))
        }
        (1, 0) => contrary("/designs", "The only design is the same for everyone."),
        (many, 0) => partly("/designs", format!("None of the {many} designs is adapted for different learners.")),
    }
}

fn led(facts: &Facts<'_>) -> Verdict {
    let roles: Vec<Role> = facts.chosen.iter().flat_map(|one| one.asked.led_by.iter().copied()).collect();
    if roles.is_empty() {
        return open();
    }
    let outside = roles.iter().all(|role| *role == Role::Outside);
    if outside {
        contrary("/designs", "People from outside lead all chosen designs.")
    } else {
        met("/designs", "People from the school or district lead at least part of the designs.")
    }
}

fn lasting(facts: &Facts<'_>) -> Verdict {
    let (Some(from), Some(until)) = (facts.start(), facts.plan.support.until) else { return open() };
    let days = from.until(until).map_or(0, |span| span.get_days());
    let years = (f64::from(days) / 36.525).round() / 10.0;
    let told = format!("Support lasts {years} {} from the start.", if years == 1.0 { "year" } else { "years" });
    if years >= YEARS_OF_SUPPORT { met("/support/until", told) } else { contrary("/support/until", told) }
}

fn priorities(facts: &Facts<'_>) -> Verdict {
    let goals = facts.plan.goals.iter().filter(|goal| goal.about == Some(About::Students)).count();
    let initiatives = facts.plan.people.initiatives.unwrap_or(0) as usize;
    match () {
        () if initiatives >= MANY => contrary(
            "/people/initiatives",
            format!("{initiatives} initiatives run at the same time. In our judgment, {MANY} or more are too many."),
        ),
        () if goals > MANY => contrary(
            "/goals",
            format!("The plan has {goals} student goals. In our judgment, more than {MANY} are too many."),
        ),
        () if goals == 0 => open(),
        () => met("/goals", format!("The plan has {}.", count(goals, "student goal", "student goals"))),
    }
}

fn background(facts: &Facts<'_>) -> Verdict {
    let Some(profile) = &facts.plan.profile else { return open() };
    let individual =
        facts.catalogue.factors.iter().zip(&profile.answers).filter(|(one, _)| one.group == Group::Individual);
    let (all, known) =
        individual.fold((0, 0), |(all, known), (_, answer)| (all + 1, known + usize::from(answer.is_some())));
    let told = format!("The profile answers {known} of {all} factors about the educators themselves.");
    match known {
        0 => contrary("/profile", told),
        _ if 2 * known < all => partly("/profile", told),
        _ => met("/profile", told),
    }
}
