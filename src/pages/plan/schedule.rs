//! The schedule: calendar inputs, stages, sessions, and sessions that could not be scheduled.

use maud::{Markup, html};

use super::super::kit::{section, submit, table};
use super::super::scene::Scene;
use super::desk::Desk;
use super::findings;
use super::inputs::part;
use super::pictures;
use crate::advisor::Options;
use crate::calendars::SchoolCalendar;
use crate::planning::{Finding, Plan, Review, Session, clock};
use crate::words::number;

/// Findings that can be fixed on this page.
const OWN: [&str; 5] =
    ["plan.no_calendar", "plan.unknown_time_zone", "plan.no_free_slot", "plan.no_long_break", "plan.rhythm_broken"];

pub fn body(desk: &Desk<'_>) -> Markup {
    html! {
        h1 { (desk.say("schedule.heading")) }
        p.lead { (desk.say("schedule.lead")) " " a href="/planning#stages" { (desk.say("plans.more")) } }
        @if let Some(review) = desk.review() {
            (found(desk, review))
            (unplaced(desk, review))
            (sessions(desk, review))
            (skipped(desk, review))
            (pictures::gantt(desk, review))
            (milestones(desk, review))
        }
        (section(&desk.scene, "calendar", "schedule.calendar", html! {
            p { (desk.say("schedule.calendar_why")) }
            (district_calendar(desk))
            (part(desk, "calendar", &[]))
        }))
        (section(&desk.scene, "stages", "schedule.stages", html! {
            p { (desk.say("schedule.stages_why")) }
            (part(desk, "stages", &[]))
        }))
        p.actions { (submit(&desk.scene, "/plan/schedule", "schedule.make")) }
    }
}

/// Opens a district's calendar, and says what it added and what was not used.
fn district_calendar(desk: &Desk<'_>) -> Markup {
    html! {
        @match desk.days {
            Some(Err(fault)) => { p.warn role="alert" { (fault) } }
            Some(Ok(days)) => { (opened(desk, days)) }
            None => {}
        }
        details.import open[matches!(desk.days, Some(Err(_)))] {
            summary { (desk.say("schedule.import")) }
            p.hint #days-hint { (desk.say("schedule.import_why")) }
            label.scripted for="days-file" { (desk.say("schedule.import_file")) }
            input.scripted #days-file type="file" accept=".ics,.csv,text/calendar,text/csv" data-open-days="" aria-describedby="days-hint";
            div.field {
                label for="days-text" { (desk.say("schedule.import_paste")) }
                textarea #days-text name="plan.days" rows="3" form="state" aria-describedby="days-hint" {}
            }
            p { button form="state" formaction="/plan/schedule#calendar" { (desk.say("schedule.import_it")) } }
        }
    }
}

fn opened(desk: &Desk<'_>, days: &SchoolCalendar) -> Markup {
    let slots = [("closed", &*days.closed.len().to_string()), ("learning", &days.learning.len().to_string())];
    html! {
        p role="status" { (desk.scene.fill("schedule.imported", &slots)) }
        @if !days.left_out.is_empty() {
            details {
                summary { (desk.scene.fill("schedule.not_imported", &[("number", &days.left_out.len().to_string())])) }
                ul { @for one in &days.left_out {
                    li { @if let Some(date) = one.date { (date) " " } b { (one.name) } ". " (one.because) }
                } }
            }
        }
    }
}

fn found(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let own: Vec<&Finding> = review.findings.iter().filter(|finding| OWN.contains(&finding.id.as_str())).collect();
    html! { @if !own.is_empty() { (findings::list(desk, &own)) } }
}

/// Shows the sessions, one table per stage.
fn sessions(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let columns = ["schedule.day", "schedule.time", "schedule.minutes", "schedule.what", "schedule.kind"];
    html! { (section(&desk.scene, "sessions", "schedule.sessions", html! {
        @if review.schedule.sessions.is_empty() { p { (desk.say(nothing(review))) } }
        @for (at, stage) in review.schedule.stages.iter().enumerate() {
            @let own: Vec<&Session<'_>> = review.schedule.sessions.iter().filter(|one| one.stage == at).collect();
            @let heading = format!("stage-{at}");
            @if !own.is_empty() {
                h3 id=(heading) { (stage.name) }
                p { (stage.content) @if let Some((from, until)) = stage.days { " " (span(desk, &from, &until)) } }
                (table(&desk.scene, &heading, &columns, html! { @for one in own { (row(desk, one)) } }))
            }
        }
    })) }
}

/// Formats the first and last day of a span.
fn span(desk: &Desk<'_>, from: &impl ToString, until: &impl ToString) -> String {
    desk.scene.fill("schedule.span", &[("from", &from.to_string()), ("until", &until.to_string())])
}

fn row(desk: &Desk<'_>, one: &Session<'_>) -> Markup {
    let purposes: Vec<&str> = one.purposes.iter().map(|purpose| purpose.name.as_str()).collect();
    html! {
        tr {
            td.day { (one.date) }
            td.day {
                @match (one.starts, one.ends()) {
                    (Some(starts), Some(ends)) => { (clock(&starts)) "–" (clock(&ends)) }
                    _ => { (desk.say("schedule.this_week")) }
                }
                @if one.outside_working_day == Some(true) { " " b { (desk.say("schedule.outside")) } }
            }
            td.number { @if one.minutes > 0 { (one.minutes) } @else { "–" } }
            th scope="row" { (one.title) }
            td { b { (desk.scene.word("session_kind.", one.kind.id())) } " " (one.purpose) @if !purposes.is_empty() { " " (purposes.join(", ")) } }
        }
    }
}

/// Says why no session has a time; the key of the text. Without days and meeting times, no way out can be named.
fn nothing(review: &Review<'_>) -> &'static str {
    if review.schedule.ways_out.is_empty() { "schedule.none" } else { "schedule.none_fits" }
}

/// Shows sessions that could not be scheduled, with the ways out.
fn unplaced(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        @if !review.schedule.unplaced.is_empty() {
            (section(&desk.scene, "unplaced", "schedule.unplaced", html! {
                p { (no_room(desk, review)) }
                (ways_out(desk, review))
                details {
                    summary { (desk.say("schedule.each")) }
                    ul { @for one in &review.schedule.unplaced { li { b { (one.title) } " (" (one.minutes) " " (desk.say("schedule.min")) "). " (one.because) } } }
                }
            }))
        }
    }
}

/// Lists meeting times on days without school.
fn skipped(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        @if !review.schedule.skipped.is_empty() {
            details {
                summary { (desk.scene.fill("schedule.skipped", &[("number", &review.schedule.skipped.len().to_string())])) }
                ul { @for (day, name) in &review.schedule.skipped { li { (day) ": " (name) } } }
            }
        }
    }
}

/// Shows the ways to give every session a time, each as a button that takes it.
fn ways_out(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        @if !review.schedule.ways_out.is_empty() {
            p { (desk.say("schedule.ways_out")) }
            ul.plain { @for (at, way) in review.schedule.ways_out.iter().enumerate() {
                li { button form="state" formaction="/plan/schedule#sessions" name="plan.way" value=(at) { (way.says) } }
            } }
        }
    }
}

/// Changes the plan as a button of the ways out says.
pub fn take_way_out(scene: &Scene<'_>, plan: &mut Plan, options: &Options) {
    let Some(at) = scene.fields.get("plan.way").and_then(|at| at.parse::<usize>().ok()) else { return };
    let Ok(ranks) = scene.advisor.design_ranks(plan, options) else { return };
    let way = scene.advisor.review(plan, &ranks).schedule.ways_out.into_iter().nth(at);
    if let Some(way) = way {
        way.change.apply(plan);
    }
}

/// Returns how many sessions have no time, with their hours.
fn no_room(desk: &Desk<'_>, review: &Review<'_>) -> String {
    let all = &review.schedule.unplaced;
    let minutes: f64 = all.iter().map(|one| f64::from(one.minutes)).sum();
    let hours = number((minutes / 6.0).round() / 10.0);
    let key = if all.len() == 1 { "schedule.one_unplaced" } else { "schedule.all_unplaced" };
    desk.scene.fill(key, &[("number", &all.len().to_string()), ("hours", &hours)])
}

fn milestones(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        @if !review.schedule.milestones.is_empty() {
            div.tabled {
                h2 #milestones { (desk.say("schedule.milestones")) }
                (table(&desk.scene, "milestones", &["schedule.day", "schedule.what", "schedule.kind"], html! {
                    @for one in &review.schedule.milestones {
                        tr { td.day { (one.date) } th scope="row" { (one.title) } td { (desk.scene.word("milestone_kind.", one.kind.id())) } }
                    }
                }))
            }
        }
    }
}
