//! The cost of a plan by fiscal year, from the dates of its sessions.

use jiff::civil::{Date, date};

use super::{Line, Range};
use crate::planning::facts::Facts;
use crate::planning::schedule::Schedule;
use crate::words::fill_text;

/// Cash in one fiscal year, July 1 to June 30.
#[derive(Clone, Debug, PartialEq)]
pub struct YearCost {
    /// Such as `2026-27`.
    pub name: String,
    pub from: Date,
    pub until: Date,
    pub cash: Range,
}

/// The first month of a fiscal year in nearly all US districts.
const FIRST_MONTH: i8 = 7;

/// The calendar year in which a day's fiscal year begins.
fn begins(day: Date) -> i16 {
    if day.month() >= FIRST_MONTH { day.year() } else { day.year() - 1 }
}

/// Returns the cash for all teachers by fiscal year. A line is divided like the minutes of its sessions; one without
/// sessions, like the days of the calendar.
pub fn years(facts: &Facts<'_>, schedule: &Schedule<'_>, lines: &[Line<'_>], teachers: f64) -> Vec<YearCost> {
    let calendar = &facts.plan.calendar;
    let mut years: Vec<YearCost> = Vec::new();
    for line in lines.iter().filter(|line| line.needs.cash.high > 0.0) {
        let mut shares = Vec::new();
        for session in schedule.sessions.iter().filter(|one| line.has(one)) {
            put(&mut shares, begins(session.date), f64::from(session.minutes));
        }
        if shares.is_empty()
            && let (Some(from), Some(until)) = (calendar.from, calendar.until)
        {
            shares = days(from, until);
        }
        let all: f64 = shares.iter().map(|(_, share)| share).sum();
        for (year, share) in shares {
            add(&mut years, year, line.needs.cash.times(teachers * share / all));
        }
    }
    years.sort_by_key(|year| year.from);
    years
}

/// Returns the days of each fiscal year from one date to another.
fn days(from: Date, until: Date) -> Vec<(i16, f64)> {
    let within = |year: i16| {
        let first = from.max(date(year, FIRST_MONTH, 1));
        let last = until.min(date(year + 1, FIRST_MONTH - 1, 30));
        let days = first.until(last).map_or(0, |span| span.get_days());
        (year, f64::from(days) + 1.0)
    };
    // A plan lasts three years at most; a typing error in a year must not make thousands.
    (begins(from)..=begins(until)).take(5).map(within).filter(|(_, days)| *days > 0.0).collect()
}

fn put(shares: &mut Vec<(i16, f64)>, year: i16, share: f64) {
    match shares.iter_mut().find(|(own, _)| *own == year) {
        Some((_, all)) => *all += share,
        None => shares.push((year, share)),
    }
}

fn add(years: &mut Vec<YearCost>, year: i16, cash: Range) {
    let from = date(year, FIRST_MONTH, 1);
    match years.iter_mut().find(|one| one.from == from) {
        Some(one) => one.cash = one.cash.plus(cash),
        None => {
            let next = format!("{:02}", (year + 1).rem_euclid(100));
            let name = fill_text("planning.resources.year", &[("first", &year.to_string()), ("next", &next)]);
            years.push(YearCost { name, from, until: date(year + 1, FIRST_MONTH - 1, 30), cash });
        }
    }
}
