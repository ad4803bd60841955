//! Stages, sessions with their times, sessions that could not be scheduled, and milestones.

use std::collections::BTreeSet;

use crate::explain::in_sentence;
use crate::exports::Document;
use crate::exports::labels;
use crate::exports::outline::{Facts, Outline, numbers, words};
use crate::exports::words::{capital, count, days, hour, listed, number, weekday};
use crate::planning::{NeedKind, Review, Session, time_zone};

pub fn schedule(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Schedule");
    outline.say(zone(review));
    stages(review, outline);
    outline.part("Sessions");
    if review.schedule.sessions.is_empty() {
        outline.say("Nothing is scheduled yet.");
    }
    outline.facts(kinds(review));
    if !review.schedule.sessions.is_empty() {
        outline.say("In date order:");
    }
    let columns = [
        words("Date", 14),
        words("Weekday", 14),
        words("Time", 16),
        numbers("Minutes", 10),
        words("What", 25),
        words("Purpose", 21),
    ];
    outline.table(&columns, review.schedule.sessions.iter().map(|one| session(review, one)).collect());
    skipped(review, outline);
    unplaced(review, outline);
    milestones(review, outline);
}

fn zone(review: &Review<'_>) -> String {
    match review.facts.plan.calendar.time_zone.as_deref() {
        Some(zone) if time_zone(zone).is_some() => format!("All times are in the time zone {zone}."),
        Some(zone) => format!("All times are local times. The time zone “{zone}” is unknown."),
        None => "All times are local times, because the plan has no time zone.".to_owned(),
    }
}

fn stages(review: &Review<'_>, outline: &mut Outline) {
    let rows = review.schedule.stages.iter().map(|stage| {
        let span = stage.days.and_then(|(from, until)| days(Some(from), Some(until)));
        vec![stage.name.to_owned(), span.unwrap_or_else(|| "no dates yet".to_owned()), stage.content.to_owned()]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        outline.part("Stages");
        outline.table(&[words("Stage", 22), words("Dates", 26), words("Content", 52)], rows);
    }
}

/// The purposes of each kind of session, once instead of in every row.
fn kinds(review: &Review<'_>) -> Facts {
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for session in review.schedule.sessions.iter().filter(|one| !one.purpose.trim().is_empty()) {
        let kind = labels::session(session.kind);
        match told.iter_mut().find(|(own, _)| *own == kind) {
            Some((_, purposes)) if !purposes.contains(&session.purpose.as_str()) => purposes.push(&session.purpose),
            Some(_) => {}
            None => told.push((kind, vec![&session.purpose])),
        }
    }
    let fold = |facts: Facts, (kind, purposes): (&str, Vec<&str>)| facts.all(&capital(kind), purposes);
    told.into_iter().fold(Facts::default(), fold)
}

fn session(review: &Review<'_>, session: &Session<'_>) -> Vec<String> {
    let time = match (session.starts, session.ends()) {
        (Some(starts), Some(ends)) => format!("{} to {}", hour(starts), hour(ends)),
        _ => "during the week from this day".to_owned(),
    };
    let minutes = if session.minutes > 0 { session.minutes.to_string() } else { String::new() };
    let day = weekday(session.date).to_owned();
    vec![session.date.to_string(), day, time, minutes, title(session), purpose(review, session)]
}

/// Its title, marked if it is outside the working day.
fn title(session: &Session<'_>) -> String {
    let outside = if session.outside_working_day == Some(true) { " (outside the working day)" } else { "" };
    format!("{}{outside}", session.title)
}

/// The purpose of a session in few words: that of a meeting, the kinds of learning that a design serves, or its kind.
fn purpose(review: &Review<'_>, session: &Session<'_>) -> String {
    let own = listed(session.purposes.iter().map(|purpose| in_sentence(&purpose.name)));
    let learned = || {
        let chosen = review.facts.chosen.get(session.design?)?;
        let serves = |id: &Option<String>| id.as_ref().is_some_and(|id| chosen.asked.follows_from.contains(id));
        let needs = review.facts.plan.learning_needs.iter().filter(|need| serves(&need.id));
        let kinds: BTreeSet<NeedKind> = needs.filter_map(|need| need.kind).collect();
        listed(kinds.into_iter().map(labels::label))
    };
    own.or_else(learned).unwrap_or_else(|| labels::session(session.kind).to_owned())
}

fn skipped(review: &Review<'_>, outline: &mut Outline) {
    let skipped = &review.schedule.skipped;
    if !skipped.is_empty() {
        let told = skipped.iter().map(|(date, name)| format!("{date} ({name})"));
        outline.say(format!("Meeting times on days without school: {}.", listed(told).unwrap_or_default()));
    }
}

fn unplaced(review: &Review<'_>, outline: &mut Outline) {
    let unplaced = &review.schedule.unplaced;
    if unplaced.is_empty() {
        return;
    }
    outline.part("Sessions that could not be scheduled");
    let minutes: f64 = unplaced.iter().map(|one| f64::from(one.minutes)).sum();
    let sessions = count(unplaced.len(), "session", "sessions");
    let hours = (minutes / 6.0).round() / 10.0;
    let unit = if hours == 1.0 { "hour" } else { "hours" };
    outline.say(format!("{sessions} could not be scheduled ({} {unit} in total).", number(hours)));
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
