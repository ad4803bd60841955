//! Stages, sessions with their times, what found no time, and milestones.

use crate::explain::in_sentence;
use crate::exports::Document;
use crate::exports::labels;
use crate::exports::outline::{Outline, numbers, words};
use crate::exports::words::{count, days, hour, listed, number, sentence, weekday};
use crate::planning::{Review, Session, time_zone};

pub fn schedule(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Schedule");
    outline.say(zone(review));
    stages(review, outline);
    outline.part("Sessions");
    if review.schedule.sessions.is_empty() {
        outline.say("Nothing is scheduled yet.");
    }
    let columns = [
        words("Date", 16),
        words("Weekday", 13),
        words("Time", 15),
        numbers("Minutes", 10),
        words("What", 24),
        words("What for", 22),
    ];
    outline.table(&columns, review.schedule.sessions.iter().map(session).collect());
    skipped(review, outline);
    unplaced(review, outline);
    milestones(review, outline);
}

fn zone(review: &Review<'_>) -> String {
    match review.facts.plan.calendar.time_zone.as_deref() {
        Some(zone) if time_zone(zone).is_some() => format!("All times are those of {zone}."),
        Some(zone) => format!("All times are local ones. The zone “{zone}” is not known."),
        None => "All times are local ones: the plan names no time zone.".to_owned(),
    }
}

fn stages(review: &Review<'_>, outline: &mut Outline) {
    let rows = review.schedule.stages.iter().map(|stage| {
        let span = stage.days.and_then(|(from, until)| days(Some(from), Some(until)));
        vec![stage.name.to_owned(), span.unwrap_or_else(|| "no days yet".to_owned()), stage.content.to_owned()]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        outline.part("Stages");
        outline.table(&[words("Stage", 22), words("Days", 26), words("Content", 52)], rows);
    }
}

fn session(session: &Session<'_>) -> Vec<String> {
    let date = session.date.to_string();
    let (day, time) = match (session.starts, session.ends()) {
        (Some(starts), Some(ends)) => (weekday(session.date).to_owned(), format!("{} to {}", hour(starts), hour(ends))),
        _ => ("in the week from this day".to_owned(), String::new()),
    };
    let minutes = if session.minutes > 0 { session.minutes.to_string() } else { String::new() };
    vec![date, day, time, minutes, title(session), purpose(session)]
}

/// Its title, and a word where it lies outside the working day.
fn title(session: &Session<'_>) -> String {
    let outside = if session.outside_working_day == Some(true) { " (outside the working day)" } else { "" };
    format!("{}{outside}", session.title)
}

/// What a session is for, in few words.
pub fn purpose(session: &Session<'_>) -> String {
    let own = listed(session.purposes.iter().map(|purpose| in_sentence(&purpose.name)));
    own.map(|own| sentence(&own)).unwrap_or_else(|| session.purpose.clone())
}

fn skipped(review: &Review<'_>, outline: &mut Outline) {
    let skipped = &review.schedule.skipped;
    if !skipped.is_empty() {
        let told = skipped.iter().map(|(date, name)| format!("{date} ({name})"));
        outline.say(format!("Meeting times that fall on days without school: {}.", listed(told).unwrap_or_default()));
    }
}

fn unplaced(review: &Review<'_>, outline: &mut Outline) {
    let unplaced = &review.schedule.unplaced;
    if unplaced.is_empty() {
        return;
    }
    outline.part("What found no time");
    let minutes: f64 = unplaced.iter().map(|one| f64::from(one.minutes)).sum();
    let sessions = count(unplaced.len(), "session finds", "sessions find");
    outline.say(format!("{sessions} no time, of {} hours in all.", number((minutes / 6.0).round() / 10.0)));
    let rows = unplaced.iter().map(|one| vec![one.title.clone(), one.minutes.to_string(), one.because.clone()]);
    outline.table(&[words("What", 40), numbers("Minutes", 12), words("Why", 48)], rows.collect());
}

fn milestones(review: &Review<'_>, outline: &mut Outline) {
    let milestones = &review.schedule.milestones;
    if milestones.is_empty() {
        return;
    }
    outline.part("Milestones");
    let rows = milestones.iter().map(|one| {
        vec![
            one.date.to_string(),
            weekday(one.date).to_owned(),
            labels::milestone(one.kind).to_owned(),
            one.title.clone(),
        ]
    });
    outline.table(&[words("Date", 16), words("Weekday", 15), words("Kind", 19), words("What", 50)], rows.collect());
}
