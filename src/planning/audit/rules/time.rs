//! When the learning takes place, and for how long.

use super::{backed, contrary, met, open, partly, stated};
use crate::planning::audit::Verdict;
use crate::planning::behind::{Behind, Missing};
use crate::planning::fill_numbers;
use crate::words::{counted, fill, fill_text, text};

/// Minimum years of support in the standards.
const YEARS_OF_SUPPORT: f64 = 3.0;

pub(super) fn outside_working_day(behind: &Behind<'_, '_>) -> Verdict {
    let known = || behind.sessions().filter_map(|one| Some((one.minutes, one.outside_working_day?)));
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

/// Time for teams takes a series of sessions; a single day in the working day is not a schedule.
pub(super) fn no_meeting_time(behind: &Behind<'_, '_>) -> Verdict {
    if behind.facts.plan.calendar.meetings.is_empty() {
        return open();
    }
    let verdict = outside_working_day(behind);
    let is_series = behind.all_days().len() >= behind.limits.regular_sessions;
    match verdict.shown {
        super::Shown::Met if !is_series => stated("/calendar/meetings", verdict.evidence, Missing::Session),
        _ => verdict,
    }
}

pub(super) fn irregular_meetings(behind: &Behind<'_, '_>) -> Verdict {
    let meetings = &behind.facts.plan.calendar.meetings;
    let place = "/calendar/meetings";
    let regular = meetings.iter().filter(|one| one.day.is_some() && one.at.is_some()).count();
    let is_used = behind.all_days().len() >= behind.limits.regular_sessions;
    match regular {
        _ if meetings.is_empty() => open(),
        0 => contrary(place, text("planning.audit.irregular_meetings.none")),
        some => {
            let evidence = fill_numbers(counted("planning.audit.irregular_meetings", some), some, meetings.len());
            backed(is_used, place, evidence, Missing::Session)
        }
    }
}

/// A last day is only a date until a strategy with a role, or an expert's help, reaches that far.
pub(super) fn short_support(behind: &Behind<'_, '_>) -> Verdict {
    let plan = behind.facts.plan;
    let (Some(from), Some(until)) = (behind.facts.start(), plan.support.until) else { return open() };
    let years_until = |day: jiff::civil::Date| from.until(day).map_or(0, |span| span.get_days());
    let years = (f64::from(years_until(until)) / 36.525).round() / 10.0;
    let template = counted("planning.audit.short_support", if years == 1.0 { 1 } else { 2 });
    let evidence = fill(template, &[("years", &years.to_string())]);
    if years < YEARS_OF_SUPPORT {
        return contrary("/support/until", evidence);
    }
    let mut owned = plan.strategies.iter().filter(|one| behind.is_owned(one)).filter_map(|one| one.until);
    let reaches = owned.any(|last| f64::from(years_until(last)) / 365.25 >= YEARS_OF_SUPPORT - 0.1);
    backed(reaches, "/support/until", evidence, Missing::Owner)
}
