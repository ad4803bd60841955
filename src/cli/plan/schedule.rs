//! Prints a schedule for the terminal.

use super::super::text::{line, paragraph};
use super::finding;
use crate::planning::{Review, Session};

pub fn text(text: &mut String, review: &Review<'_>) {
    let schedule = &review.schedule;
    for (at, stage) in schedule.stages.iter().enumerate() {
        let days = stage.days.map_or_else(String::new, |(from, until)| format!(", {from} to {until}"));
        line(text, &format!("\n{}{days}", stage.name));
        for session in schedule.sessions.iter().filter(|session| session.stage == at) {
            line(text, &format!("  {}  {:>3} min  {}", when(session), session.minutes, session.title));
        }
    }
    line(text, "\nKey dates");
    for milestone in &schedule.milestones {
        line(text, &format!("  {}  {}", milestone.date, milestone.title));
    }
    if !schedule.skipped.is_empty() {
        let days: Vec<String> = schedule.skipped.iter().map(|(date, name)| format!("{date} ({name})")).collect();
        paragraph(text, "\nNo meetings on ", &format!("{}.", days.join(", ")));
    }
    if !schedule.unplaced.is_empty() {
        line(text, "\nSessions that could not be scheduled");
        for one in &schedule.unplaced {
            paragraph(text, "  ", &format!("{} ({} min): {}", one.title, one.minutes, one.because));
        }
    }
    if !schedule.findings.is_empty() {
        line(text, "\nFindings");
        schedule.findings.iter().for_each(|one| finding(text, one));
    }
}

/// Formats the day and the hours, or the week if the session has no time.
fn when(session: &Session<'_>) -> String {
    let day = session.date.strftime("%a %Y-%m-%d");
    match session.starts.zip(session.ends()) {
        Some((starts, ends)) => format!("{day}  {}-{}", starts.strftime("%H:%M"), ends.strftime("%H:%M")),
        None => format!("{day}  that week  "),
    }
}
