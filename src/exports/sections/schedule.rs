//! Stages, sessions with their times, sessions that could not be scheduled, and milestones.

use std::collections::BTreeSet;

use crate::exports::labels;
use crate::exports::outline::{FactList, Outline, numbers, words};
use crate::exports::words::{days, weekday};
use crate::planning::{NeedKind, Review, Session, WayOut, clock, time_zone};
use crate::words::{capital, fill_counted, fill_text, in_sentence, listed, number, text};

pub fn schedule(review: &Review<'_>, outline: &mut Outline) {
    outline.say(zone(review));
    stages(review, outline);
    outline.part(text("exports.schedule.sessions"));
    outline.facts(kinds(review));
    let sessions = &review.schedule.sessions;
    let order =
        if sessions.is_empty() { "exports.schedule.nothing_scheduled_yet" } else { "exports.schedule.date_order" };
    outline.say(text(order));
    let columns = [words(14), words(14), words(15), numbers(12), words(24), words(21)];
    outline.table(text("exports.schedule.session_columns"), &columns, sessions.iter().map(|one| session(review, one)));
    skipped(review, outline);
    unplaced(review, outline);
    milestones(review, outline);
}

fn zone(review: &Review<'_>) -> String {
    match review.facts.plan.calendar.time_zone.as_deref() {
        Some(zone) if time_zone(zone).is_some() => fill_text("exports.schedule.all_times_time", &[("zone", zone)]),
        Some(zone) => fill_text("exports.schedule.all_times_local", &[("zone", zone)]),
        None => text("exports.schedule.all_times_local_times").to_owned(),
    }
}

fn stages(review: &Review<'_>, outline: &mut Outline) {
    if review.facts.plan.stages.is_empty() {
        return;
    }
    let rows = review.schedule.stages.iter().map(|stage| {
        let span = stage.days.and_then(|(from, until)| days(Some(from), Some(until)));
        vec![
            stage.name.to_owned(),
            span.unwrap_or_else(|| text("exports.schedule.no_dates_yet").to_owned()),
            stage.content.to_owned(),
        ]
    });
    outline.part_table(
        text("exports.schedule.stages"),
        text("exports.schedule.stage_columns"),
        &[22, 26, 52].map(words),
        rows,
    );
}

/// The purposes of each kind of session, once instead of in every row.
fn kinds(review: &Review<'_>) -> FactList {
    let mut purposes_by_kind: Vec<(String, Vec<&str>)> = Vec::new();
    for session in review.schedule.sessions.iter().filter(|one| !one.purpose.trim().is_empty()) {
        let kind = labels::session(session.kind);
        match purposes_by_kind.iter_mut().find(|(own, _)| *own == kind) {
            Some((_, purposes)) if !purposes.contains(&session.purpose.as_str()) => purposes.push(&session.purpose),
            Some(_) => {}
            None => purposes_by_kind.push((kind, vec![&session.purpose])),
        }
    }
    let fold = |facts: FactList, (kind, purposes): (String, Vec<&str>)| facts.all(&capital(&kind), purposes);
    purposes_by_kind.into_iter().fold(FactList::default(), fold)
}

fn session(review: &Review<'_>, session: &Session<'_>) -> Vec<String> {
    let time = match (session.starts, session.ends()) {
        (Some(starts), Some(ends)) => {
            fill_text("exports.range.from_to", &[("from", &clock(&starts)), ("until", &clock(&ends))])
        }
        _ => text("exports.schedule.during_week_from").to_owned(),
    };
    let minutes = if session.minutes > 0 { session.minutes.to_string() } else { String::new() };
    let day = weekday(session.date).to_owned();
    vec![session.date.to_string(), day, time, minutes, title(session), purpose(review, session)]
}

/// Its title, marked if it is outside the working day.
fn title(session: &Session<'_>) -> String {
    match session.outside_working_day {
        Some(true) => fill_text("exports.schedule.outside_working_day", &[("title", &session.title)]),
        _ => session.title.clone(),
    }
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
    own.or_else(learned).unwrap_or_else(|| labels::session(session.kind))
}

fn skipped(review: &Review<'_>, outline: &mut Outline) {
    let skipped = review.schedule.skipped.iter().map(|(date, name)| format!("{date} ({name})"));
    if let Some(days) = listed(skipped) {
        outline.say(fill_text("exports.schedule.meeting_times_on", &[("days", &days)]));
    }
}

fn unplaced(review: &Review<'_>, outline: &mut Outline) {
    let unplaced = &review.schedule.unplaced;
    if unplaced.is_empty() {
        return;
    }
    let minutes: f64 = unplaced.iter().map(|one| f64::from(one.minutes)).sum();
    let hours = (minutes / 6.0).round() / 10.0;
    let form = if hours == 1.0 { 1 } else { 2 };
    let hours = fill_counted("planning.schedule.hours", form, &[("number", &number(hours))]);
    let reasons: BTreeSet<&str> = unplaced.iter().map(|one| one.because.as_str()).collect();
    let why = reasons.into_iter().collect::<Vec<_>>().join(" ");
    let slots = [("number", &*unplaced.len().to_string()), ("hours", &hours), ("why", &why)];
    outline.say(fill_counted("exports.schedule.unplaced", unplaced.len(), &slots));
    if let Some(ways) = either(&review.schedule.ways_out) {
        outline.say(fill_text("exports.schedule.ways_out", &[("ways", &ways)]));
    }
}

fn milestones(review: &Review<'_>, outline: &mut Outline) {
    let rows = review.schedule.milestones.iter().map(|one| {
        vec![one.date.to_string(), weekday(one.date).to_owned(), labels::milestone(one.kind), one.title.clone()]
    });
    outline.part_table(
        text("exports.schedule.milestones"),
        text("exports.schedule.milestone_columns"),
        &[16, 15, 19, 50].map(words),
        rows,
    );
}

/// The ways out in one sentence.
fn either(ways: &[WayOut]) -> Option<String> {
    let ways: Vec<String> = ways.iter().map(|way| in_sentence(&way.says)).collect();
    (!ways.is_empty()).then(|| crate::words::either(&ways))
}
