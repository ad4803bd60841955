//! Prints a schedule for the terminal.

use super::super::text::{line, paragraph, section};
use super::finding;
use crate::planning::{Review, Session, clock};
use crate::words::{self, fill_text, sentence};

pub fn text(text: &mut String, review: &Review<'_>) {
    let schedule = &review.schedule;
    for (at, stage) in schedule.stages.iter().enumerate() {
        let title = stage.days.map_or_else(
            || stage.name.to_owned(),
            |(from, until)| {
                let slots = [("stage", stage.name), ("from", &from.to_string()), ("until", &until.to_string())];
                fill_text("cli.schedule.stage", &slots)
            },
        );
        section(text, &title);
        for session in schedule.sessions.iter().filter(|session| session.stage == at) {
            let (when, minutes) = (when(session), minutes(session));
            let slots = [("when", &*when), ("minutes", &minutes), ("session", &session.title)];
            line(text, &format!("  {}", fill_text("cli.schedule.session", &slots)));
        }
    }
    section(text, words::text("cli.schedule.key_dates"));
    for milestone in &schedule.milestones {
        line(text, &format!("  {}  {}", milestone.date, milestone.title));
    }
    if !schedule.skipped.is_empty() {
        let days: Vec<String> = schedule.skipped.iter().map(|(date, name)| format!("{date} ({name})")).collect();
        text.push('\n');
        paragraph(text, "", &fill_text("cli.schedule.no_meetings", &[("days", &days.join(", "))]));
    }
    if !schedule.unplaced.is_empty() {
        section(text, words::text("cli.schedule.unplaced"));
        for one in &schedule.unplaced {
            let slots = [("session", &*one.title), ("minutes", &one.minutes.to_string()), ("reason", &one.because)];
            paragraph(text, "  ", &fill_text("cli.schedule.not_placed", &slots));
        }
        if !schedule.ways_out.is_empty() {
            section(text, words::text("cli.schedule.ways_out"));
            schedule.ways_out.iter().for_each(|way| paragraph(text, "  - ", &sentence(&way.says)));
        }
    }
    // Of nothing, no schedule is better or worse.
    if !schedule.sessions.is_empty() {
        let key = if schedule.cost == schedule.bound { "cli.schedule.best" } else { "cli.schedule.near" };
        text.push('\n');
        paragraph(text, "", words::text(key));
    }
    if !schedule.findings.is_empty() {
        section(text, words::text("cli.plan.findings"));
        schedule.findings.iter().for_each(|one| finding(text, one, review.facts.catalogue));
    }
}

/// Formats the minutes; practice in one's own lessons takes none.
fn minutes(session: &Session<'_>) -> String {
    let minutes = format!("{:>3}", session.minutes);
    let length = fill_text("cli.schedule.minutes", &[("minutes", &minutes)]);
    if session.minutes > 0 { length } else { " ".repeat(length.len()) }
}

/// Formats the day and the hours, or the week if the session has no time.
fn when(session: &Session<'_>) -> String {
    let day = session.date.strftime("%a %Y-%m-%d");
    match session.starts.zip(session.ends()) {
        Some((starts, ends)) => format!("{day}  {}-{}", clock(&starts), clock(&ends)),
        None => format!("{day}  {}  ", words::text("cli.schedule.that_week")),
    }
}
