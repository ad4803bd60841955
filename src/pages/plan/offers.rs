//! More learning around the chosen designs, offered and never imposed: a workshop, short sessions, meetings.

use maud::{Markup, html};

use super::super::kit::about;
use super::super::scene::Scene;
use super::desk::Desk;
use super::place::BEGIN;
use crate::catalogue::StagePart;
use crate::planning::{Plan, Review, Stage};
use crate::words::number;

/// The parts of a stage that are offered, in order.
const OFFERS: [&str; 3] = ["workshop", "online_session", "support_meeting"];

/// The field of a stage that says how much of a part it has.
fn amount<'s>(stage: &'s mut Stage, part: &str) -> Option<&'s mut Option<u32>> {
    match part {
        "workshop" => Some(&mut stage.workshop_minutes),
        "online_session" => Some(&mut stage.online_sessions),
        "support_meeting" => Some(&mut stage.support_meetings),
        _ => None,
    }
}

/// Adds the part that a button names to the first stage, or takes it out.
pub fn take(scene: &Scene<'_>, plan: &mut Plan) {
    let (asked, is_out) = match (scene.fields.get("plan.offer"), scene.fields.get("plan.decline")) {
        (Some(part), _) => (part, false),
        (None, Some(part)) => (part, true),
        (None, None) => return,
    };
    let Some(part) = scene.catalogue().planning.stage_parts.iter().find(|part| part.id == asked) else { return };
    if plan.stages.is_empty() && !is_out {
        let name = Some(scene.say("short.stage").to_owned());
        plan.stages.push(Stage {
            name,
            workshop_minutes: Some(0),
            online_sessions: Some(0),
            support_meetings: Some(0),
            ..Stage::default()
        });
    }
    let Some(own) = plan.stages.first_mut().and_then(|stage| amount(stage, asked)) else { return };
    let typical = if asked == "workshop" { part.minutes.typical } else { part.count.typical };
    *own = Some(if is_out { 0 } else { typical });
    let is_bare = |stage: &Stage| {
        [stage.workshop_minutes, stage.online_sessions, stage.support_meetings] == [Some(0); 3]
            && stage.name.as_deref() == Some(scene.say("short.stage"))
    };
    // A stage that the offers made and that adds nothing is no stage.
    if matches!(plan.stages.as_slice(), [stage] if is_bare(stage)) {
        plan.stages.clear();
    }
}

/// Shows the hours as they are, and each offer with the hours after it.
pub fn list(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let parts = &desk.scene.catalogue().planning.stage_parts;
    let hours = review.resources.per_teacher.hours.typical;
    let offered = OFFERS.iter().filter_map(|id| parts.iter().find(|part| part.id == *id));
    html! {
        section.offers aria-labelledby="offers" {
            h2 #offers { (desk.scene.fill("short.hours", &[("hours", &number(hours))])) }
            p.hint { (desk.say("short.offers_why")) }
            ul.plain { @for part in offered { li { (offer(desk, review, part, hours)) } } }
        }
    }
}

fn offer(desk: &Desk<'_>, review: &Review<'_>, part: &StagePart, now: f64) -> Markup {
    let mut stages = review.facts.plan.stages.clone();
    let (added, minutes) = stages.first_mut().map_or((false, None), |stage| {
        let is_added = amount(stage, &part.id).is_some_and(|own| *own != Some(0));
        (is_added, stage.workshop_minutes.filter(|minutes| part.id == "workshop" && *minutes > 0))
    });
    let count = if part.id == "workshop" { 1 } else { part.count.typical };
    let hours = f64::from(minutes.unwrap_or(part.minutes.typical)) * f64::from(count) / 60.0;
    let (name, after) = if added { ("plan.decline", now - hours) } else { ("plan.offer", now + hours) };
    let key = format!("short.{}.{}", if added { "decline" } else { "offer" }, part.id);
    let slots = [("before", &*number(now)), ("after", &number(after))];
    html! {
        button.small form="state" formaction={ (BEGIN) "#offers" } name=(name) value=(part.id) {
            (desk.scene.words.say(&key)) (about(&part.name))
        }
        " " span.small { (desk.scene.fill("short.before_after", &slots)) }
    }
}
