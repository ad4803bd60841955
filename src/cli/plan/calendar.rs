//! `backmap plan calendar`: adds the days of a district's calendar to a plan.

use super::super::settings::ImportCalendar;
use super::super::{Exit, Stop, input, output, tell};
use super::read;
use crate::calendars::{SchoolCalendar, read_calendar};
use crate::tables::decode;
use crate::wire::plan_json;
use crate::words::{counted, fill, fill_text, text};

pub fn run(arguments: &ImportCalendar) -> Result<(), Stop> {
    let advisor = arguments.input.catalogue.advisor()?;
    let mut request = read(&advisor, &arguments.input.plan, None)?;
    let refused = |detail: String| {
        let file = arguments.from.display().to_string();
        Stop::new(Exit::Refused, fill_text("cli.calendar.refused", &[("file", &file), ("reason", &detail)]))
    };
    let (file, _) = decode(&input::bytes(&arguments.from)?).map_err(refused)?;
    let words = &advisor.catalogue().planning.calendar_words;
    let calendar = read_calendar(&file, words).map_err(refused)?;
    let added = calendar.add_to(&mut request.plan.calendar);
    report(&calendar, added);
    output::write(arguments.output.as_deref(), &plan_json(&advisor, &request))
}

/// Says on standard error what was added, and what was not used and why.
fn report(calendar: &SchoolCalendar, (closed, learning): (usize, usize)) {
    let number = |key: &str, number: usize| fill(counted(key, number), &[("number", &number.to_string())]);
    if closed + learning == 0 {
        tell(text("planning.calendar.nothing_new"));
    } else {
        let (closed, learning) =
            (number("planning.calendar.closed", closed), number("planning.calendar.learning", learning));
        tell(&fill_text("planning.calendar.added", &[("closed", &closed), ("learning", &learning)]));
    }
    if !calendar.left_out.is_empty() {
        tell(&number("planning.calendar.left_out", calendar.left_out.len()));
    }
    for one in &calendar.left_out {
        let date = one.date.map_or_else(String::new, |date| date.to_string());
        tell(&format!("  {date} {}: {}", one.name, one.because));
    }
}
