//! What the chosen designs and their sessions show. A design without a session in the calendar is stated only.

use super::{Share, backed, contrary, list, met, open, partly, stated};
use crate::catalogue::QualityMark;
use crate::planning::audit::Verdict;
use crate::planning::behind::{Behind, Missing};
use crate::planning::facts::Chosen;
use crate::planning::fill_numbers;
use crate::planning::plan::SupportForm;
use crate::planning::schedule::design_minutes;
use crate::words::{counted, fill_text, text};

/// Designs in which people mostly listen to someone from outside their school.
const WORKSHOPS: [&str; 3] = ["workshops", "courses", "conferences"];

/// The least days of a series of sessions.
const SERIES: usize = 3;

fn is_workshop(chosen: &Chosen<'_>) -> bool {
    WORKSHOPS.contains(&chosen.design.id.as_str())
}

/// The chosen designs that show something, and those of them that are in the calendar.
fn designs(behind: &Behind<'_, '_>, is_so: impl Fn(&Chosen<'_>) -> bool) -> Share {
    Share::of(&behind.facts.chosen, is_so, |one| !behind.days_of(one).is_empty())
}

pub(super) fn workshops_only(behind: &Behind<'_, '_>) -> Verdict {
    let chosen = &behind.facts.chosen;
    let all: f64 = chosen.iter().map(Chosen::hours).sum();
    let listening = chosen.iter().filter(|one| is_workshop(one)).map(Chosen::hours).fold(0.0, |sum, hours| sum + hours);
    if all <= 0.0 {
        return open();
    }
    let slots = [("hours", &*listening.to_string()), ("all", &*all.to_string())];
    let evidence = fill_text("planning.audit.workshops_only", &slots);
    if 2.0 * listening > all {
        return contrary("/designs", evidence);
    }
    let minutes = |of_workshops: bool| {
        let of = |at: usize| chosen.get(at).is_some_and(|one| is_workshop(one) == of_workshops);
        let sessions = behind.sessions().filter(|session| session.design.is_some_and(of));
        sessions.map(|session| session.minutes).sum::<u32>()
    };
    backed(minutes(false) > 0 && minutes(false) >= minutes(true), "/designs", evidence, Missing::Session)
}

/// Follow-up is in the calendar or it is not: naming it does not settle an error.
pub(super) fn no_follow_up(behind: &Behind<'_, '_>) -> Verdict {
    let plan = behind.facts.plan;
    if behind.facts.chosen.is_empty() {
        return open();
    }
    if let Some(one) = behind.follow_up() {
        return met(&one.place(), fill_text("planning.audit.follow_up.design", &[("design", one.name())]));
    }
    let named = behind.feedback_designs().next();
    // Visits in the calendar whose coaches nobody has counted yet.
    let lacks_number =
        |one: &Chosen<'_>| one.design.is_coaching() && plan.people.coaches.is_none() && behind.continues(one);
    let place = named.map_or_else(|| "/support/forms".to_owned(), Chosen::place);
    let says = named.map(|one| fill_text("planning.audit.follow_up.design", &[("design", one.name())]));
    let forms = &plan.support.forms;
    let says = says.or_else(|| (!forms.is_empty()).then(|| list(text("planning.audit.ongoing_support"), forms)));
    match says {
        None => contrary("/support", text("planning.audit.follow_up.none")),
        Some(says) if named.is_some_and(lacks_number) => stated(&place, says, Missing::Coach),
        Some(says) if !behind.has_calendar() => stated(&place, says, Missing::Session),
        Some(says) => {
            // Without a coach, colleagues can give the feedback, so nobody is told to find a coach.
            let has_peers =
                named.is_some_and(|one| !one.design.is_coaching()) || forms.contains(&SupportForm::PeerVisits);
            let no_coach = plan.people.coaches == Some(0) && has_peers;
            let form = if no_coach { "by_colleagues" } else { "not_in_calendar" };
            contrary(&place, fill_text(&format!("planning.audit.follow_up.{form}"), &[("named", &says)]))
        }
    }
}

/// A single event is one session, or several within one week. What is named for later does not change that.
pub(super) fn one_off_event(behind: &Behind<'_, '_>) -> Verdict {
    if behind.facts.chosen.is_empty() {
        return open();
    }
    let sessions: u32 = behind.facts.chosen.iter().map(|one| design_minutes(one).0).sum();
    let number = sessions.to_string();
    let evidence = fill_text("planning.audit.one_off_event.sessions", &[("number", &number)]);
    let days = behind.all_days();
    let span = days.first().zip(days.last()).and_then(|(first, last)| first.until(*last).ok());
    match span.map(|span| span.get_days()) {
        _ if sessions <= 1 => contrary("/designs", text("planning.audit.one_off_event.alone")),
        None => stated("/designs", evidence, Missing::Session),
        Some(days) if days < 7 => contrary("/designs", text("planning.audit.one_off_event.alone")),
        Some(span) if span < behind.limits.follow_up_days || days.len() < SERIES => {
            let numbers = [("number", &*days.len().to_string()), ("days", &span.to_string())];
            partly("/designs", fill_text("planning.audit.one_off_event.short", &numbers))
        }
        Some(_) => met("/designs", evidence),
    }
}

pub(super) fn alone(behind: &Behind<'_, '_>) -> Verdict {
    designs(behind, |one| one.design.needs_peers).some("/designs", "alone", Missing::Session)
}

/// Judges the designs in the calendar: a design that engages people, without a session, engages nobody.
pub(super) fn passive_delivery(behind: &Behind<'_, '_>) -> Verdict {
    let is_active = |one: &Chosen<'_>| one.design.quality_marks.contains(&QualityMark::ActiveEngagement);
    let template = text("planning.audit.passive_delivery.some");
    designs(behind, is_active).all("/designs", template, Missing::Session)
}

pub(super) fn no_protocols(behind: &Behind<'_, '_>) -> Verdict {
    let meet: Vec<Chosen<'_>> = behind.facts.chosen.iter().filter(|one| one.design.needs_peers).copied().collect();
    let has_protocol = |one: &Chosen<'_>| behind.text(one.asked.protocol.as_ref()).is_some();
    let share = Share::of(&meet, has_protocol, |one| !behind.days_of(one).is_empty());
    share.all("/designs", text("planning.audit.no_protocols.some"), Missing::Session)
}

/// Two designs in the calendar are two ways to learn. One prepared design for everyone is worth a note only.
pub(super) fn one_size_for_all(behind: &Behind<'_, '_>) -> Verdict {
    let chosen = &behind.facts.chosen;
    let differs = chosen.iter().filter(|one| behind.text(one.asked.differs_for.as_ref()).is_some()).count();
    let ways = behind.scheduled().len();
    match (chosen.len(), differs) {
        (0, _) => open(),
        _ if ways > 1 => met("/designs", fill_numbers(text("planning.audit.one_size_for_all.ways"), ways, ways)),
        (all, some @ 1..) => {
            let evidence = fill_numbers(counted("planning.audit.one_size_for_all", some), some, all);
            stated("/designs", evidence, Missing::Proof)
        }
        (1, 0) => contrary("/designs", text("planning.audit.one_size_for_all.only_design")),
        (all, 0) => {
            stated("/designs", fill_numbers(text("planning.audit.one_size_for_all.none"), 0, all), Missing::Session)
        }
    }
}

/// Only an environment that the plan chose counts, or one that its design cannot do without.
pub(super) fn technology_only_follow_up(behind: &Behind<'_, '_>) -> Verdict {
    let in_person = |one: &&Chosen<'_>| match &one.asked.environment {
        Some(asked) => !asked.starts_with("online"),
        None => one.design.environments.iter().all(|id| !id.starts_with("online")),
    };
    let place = "/support/forms";
    match behind.facts.plan.support.forms.as_slice() {
        [SupportForm::Online] => contrary(place, text("planning.audit.only_online")),
        forms => match behind.follow_up().filter(in_person) {
            Some(one) => met(&one.place(), fill_text("planning.audit.follow_up.in_person", &[("design", one.name())])),
            None if forms.is_empty() => open(),
            None => stated(place, list(text("planning.audit.ongoing_support"), forms), Missing::Session),
        },
    }
}
