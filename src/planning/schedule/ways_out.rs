//! What would make room for sessions without a time: each change is tried on the plan, and the three cheapest that give
//! every session a time are offered.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::super::facts::Facts;
use super::super::plan::{Calendar, Day, MeetingTime, Plan};
use super::days::Days;
use super::place::{Board, LARGEST_TRIED, Placed};
use super::{Unplaced, hours, lacking_dates, rows, stages};
use crate::words::{counted, fill, fill_text, in_sentence};

/// A change of the plan that gives every session a time.
#[derive(Clone, Debug)]
pub struct WayOut {
    /// For example "Add one 45-minute meeting a week, on Tuesdays".
    pub says: String,
    pub change: Change,
    /// Minutes of new time for each teacher; 0 if the plan needs no more time than before.
    pub minutes: u32,
}

/// A change of a plan.
#[derive(Clone, Debug)]
pub enum Change {
    /// New times at which the team can meet.
    Meetings(Vec<MeetingTime>),
    /// More minutes of learning in a week.
    WeeklyLimit(u32),
    /// A later last day.
    LastDay(Date),
    /// Fewer hours of chosen designs, by index in the plan.
    Hours(Vec<(usize, f64)>),
}

/// Most rows of sessions, those that stages can add included, for which ways out are tried: the plan of one team.
const MOST_ROWS: usize = 20;

/// Number of ways that are offered.
const OFFERED: usize = 3;

/// Minutes of half a day of substitute coverage.
const HALF_DAY: u32 = 180;

/// Most single days, times a week, and weeks of a later end that are tried.
const MOST_DAYS: usize = 24;
const MOST_A_WEEK: usize = 3;
const MOST_WEEKS: usize = 12;

/// Minutes to which new times are rounded up.
const STEP: u32 = 5;

impl Change {
    /// Makes the change.
    pub fn apply(&self, plan: &mut Plan) {
        match self {
            Self::Meetings(new) => plan.calendar.meetings.extend(new.iter().cloned()),
            Self::WeeklyLimit(minutes) => plan.calendar.most_minutes_a_week = Some(*minutes),
            Self::LastDay(day) => plan.calendar.until = Some(*day),
            Self::Hours(all) => {
                for (at, hours) in all {
                    if let Some(design) = plan.designs.get_mut(*at) {
                        design.hours = Some(*hours);
                    }
                }
            }
        }
    }
}

/// Returns the cheapest ways to give every session a time, cheapest first.
pub(super) fn ways_out(facts: &Facts<'_>, placed: &Placed<'_>) -> Vec<WayOut> {
    let unplaced = &placed.unplaced;
    if unplaced.is_empty() || lacking_dates(facts).is_some() || placed.size > LARGEST_TRIED {
        return Vec::new();
    }
    let rows: usize = facts.plan.stages.len() * 3 + facts.chosen.len();
    if rows > MOST_ROWS {
        return Vec::new();
    }
    let tried = [weekly_limit, last_day, weekly_meeting, half_days, fewer_hours];
    let mut ways: Vec<WayOut> = tried.iter().filter_map(|way| way(facts, unplaced)).collect();
    ways.sort_by_key(|way| way.minutes);
    ways.truncate(OFFERED);
    ways
}

/// Schedules a changed plan, without a search for the best schedule.
fn after<'p>(facts: &Facts<'p>, plan: &'p Plan) -> Placed<'p> {
    let facts = Facts { plan, chosen: facts.chosen_of(plan), ..facts.clone() };
    let days = Days::new(&plan.calendar, &facts.catalogue.planning.usual_breaks);
    let stages = stages::stages(&facts, &days);
    Board::new(&facts, &stages, &days).place_all(rows::rows(&facts, &stages), 0)
}

/// Whether every session has a time after a change.
fn fits(facts: &Facts<'_>, change: &Change) -> bool {
    let mut plan = facts.plan.clone();
    change.apply(&mut plan);
    after(facts, &plan).unplaced.is_empty()
}

/// Returns the least number up to a maximum that is enough, if more are enough as well: twice as many until they are, and
/// then half the distance at a time.
fn fewest(most: usize, is_enough: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (0, 1.min(most));
    while !is_enough(high) {
        if high == most {
            return None;
        }
        (low, high) = (high, (2 * high).min(most));
    }
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if is_enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Raises the weekly limit to the fullest week that the plan would have without one.
fn weekly_limit(facts: &Facts<'_>, _: &[Unplaced]) -> Option<WayOut> {
    let limit = facts.plan.calendar.most_minutes_a_week?;
    let mut plan = facts.plan.clone();
    plan.calendar.most_minutes_a_week = None;
    let free = after(facts, &plan);
    if !free.unplaced.is_empty() {
        return None;
    }
    let sessions = || free.sessions.iter();
    let dated = |date: Date| facts.plan.calendar.meetings.iter().any(|one| one.on == Some(date));
    let of_week = |week: Date| -> u32 {
        let own = sessions().filter(|one| one.date >= week && !dated(one.date));
        own.filter(|one| week.until(one.date).is_ok_and(|span| span.get_days() < 7)).map(|one| one.minutes).sum()
    };
    let fullest = sessions().map(|one| of_week(super::days::monday(one.date))).max().unwrap_or(0);
    let more = fullest.saturating_sub(limit).div_ceil(STEP) as usize;
    let change = |steps: usize| Change::WeeklyLimit(limit + STEP * steps as u32);
    let steps = fewest(more, |steps| fits(facts, &change(steps)))?;
    let change = change(steps);
    let Change::WeeklyLimit(to) = change else { return None };
    let says = fill_text("planning.way.weekly_limit", &[("from", &limit.to_string()), ("to", &to.to_string())]);
    Some(WayOut { says, change, minutes: 0 })
}

/// Ends the learning some weeks later.
fn last_day(facts: &Facts<'_>, _: &[Unplaced]) -> Option<WayOut> {
    let until = facts.plan.calendar.until?;
    let later = |weeks: i64| until.checked_add(weeks.weeks()).ok().map(Change::LastDay);
    let weeks = fewest(MOST_WEEKS, |weeks| later(weeks as i64).is_some_and(|change| fits(facts, &change)))?;
    let change = later(weeks as i64)?;
    let Change::LastDay(day) = change else { return None };
    let number = weeks.to_string();
    let slots = [("number", &*number), ("day", &day.to_string())];
    // A longer year is new time of the whole team, if only for its meetings.
    let minutes = meeting_minutes(facts, weeks as f64);
    Some(WayOut { says: fill(counted("planning.way.last_day", weeks), &slots), change, minutes })
}

/// Minutes of the meetings in some more weeks.
fn meeting_minutes(facts: &Facts<'_>, weeks: f64) -> u32 {
    let weekly = facts.plan.calendar.meetings.iter().filter(|one| one.day.is_some());
    let minutes: f64 =
        weekly.filter_map(|one| Some(f64::from(one.minutes?) / f64::from(one.every_weeks.unwrap_or(1).max(1)))).sum();
    (minutes * weeks) as u32
}

/// Minutes of the longest session without a time, rounded up.
fn longest(unplaced: &[Unplaced]) -> Option<u32> {
    let longest = unplaced.iter().filter(|one| one.timed).map(|one| one.minutes).max()?;
    Some(longest.next_multiple_of(STEP))
}

/// Adds meetings in every week, on the days with the fewest.
fn weekly_meeting(facts: &Facts<'_>, unplaced: &[Unplaced]) -> Option<WayOut> {
    let minutes = longest(unplaced)?;
    let calendar = &facts.plan.calendar;
    let weeks = Days::new(calendar, &facts.catalogue.planning.usual_breaks).weeks.len() as u32;
    let meetings = |day: Day| calendar.meetings.iter().filter(|one| one.day == Some(day)).count();
    let mut days = [Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Monday, Day::Friday];
    days.sort_by_key(|day| meetings(*day));
    let meeting = |day: &Day| MeetingTime {
        day: Some(*day),
        at: Some(end_of_day(calendar, minutes)),
        minutes: Some(minutes),
        ..MeetingTime::default()
    };
    let change = |number: usize| Change::Meetings(days[..number].iter().map(meeting).collect());
    let number = (1..=MOST_A_WEEK).find(|number| fits(facts, &change(*number)))?;
    let slots = [("number", &*number.to_string()), ("minutes", &minutes.to_string())];
    let says = fill(counted("planning.way.weekly_meeting", number), &slots);
    Some(WayOut { says, change: change(number), minutes: number as u32 * minutes * weeks })
}

/// The time at which a meeting begins that ends with the working day.
fn end_of_day(calendar: &Calendar, minutes: u32) -> Time {
    let ends = calendar.day_ends.unwrap_or(Time::constant(15, 30, 0, 0));
    ends.checked_sub(i64::from(minutes).minutes()).unwrap_or(ends)
}

/// Adds single half-days, with substitute coverage, spread over the calendar.
fn half_days(facts: &Facts<'_>, unplaced: &[Unplaced]) -> Option<WayOut> {
    let calendar = &facts.plan.calendar;
    let minutes = longest(unplaced)?.max(HALF_DAY);
    let days = Days::new(calendar, &facts.catalogue.planning.usual_breaks);
    let at = calendar.day_starts.unwrap_or(Time::constant(8, 30, 0, 0));
    let free = |day: &Date| days.is_school_day(*day) && !days.slots.iter().any(|slot| slot.date == *day);
    let change = |number: usize| {
        let day = |n: usize| {
            let (first, _) = days.weeks.get((2 * n + 1) * days.weeks.len() / (2 * number))?.school?;
            (0..14).filter_map(|ahead| first.checked_add(ahead.days()).ok()).find(free)
        };
        let mut on: Vec<Date> = (0..number).filter_map(day).collect();
        on.dedup();
        let meeting =
            |on: Date| MeetingTime { on: Some(on), at: Some(at), minutes: Some(minutes), ..MeetingTime::default() };
        Change::Meetings(on.into_iter().map(meeting).collect())
    };
    let number = fewest(MOST_DAYS, |number| fits(facts, &change(number)))?;
    let slots = [("number", &*number.to_string()), ("minutes", &minutes.to_string())];
    let form = if minutes > HALF_DAY { "planning.way.days" } else { "planning.way.half_days" };
    let says = fill(counted(form, number), &slots);
    Some(WayOut { says, change: change(number), minutes: number as u32 * minutes })
}

/// Plans fewer hours of the designs whose sessions have no time.
fn fewer_hours(facts: &Facts<'_>, unplaced: &[Unplaced]) -> Option<WayOut> {
    let mut lost: Vec<(usize, u32)> = Vec::new();
    for one in unplaced {
        let at = one.design?;
        match lost.iter_mut().find(|(own, _)| *own == at) {
            Some((_, minutes)) => *minutes += one.minutes,
            None => lost.push((at, one.minutes)),
        }
    }
    let left = |(at, minutes): &(usize, u32)| {
        let chosen = &facts.chosen[*at];
        (chosen.at, (chosen.hours() - f64::from(*minutes) / 60.0).max(0.0))
    };
    let change = Change::Hours(lost.iter().map(left).collect());
    let Change::Hours(hours_left) = &change else { return None };
    if hours_left.iter().any(|(_, hours)| *hours < 0.25) || !fits(facts, &change) {
        return None;
    }
    let minutes = lost.iter().map(|(_, minutes)| minutes).sum();
    let names: Vec<String> = lost.iter().map(|(at, _)| in_sentence(facts.chosen[*at].name())).collect();
    let designs = crate::words::listed(names).unwrap_or_default();
    let says = fill_text("planning.way.hours", &[("hours", &hours(minutes)), ("designs", &designs)]);
    // Less learning costs as much as the time that it would take.
    Some(WayOut { says, change, minutes })
}
