//! The sessions of each stage before they have dates: an introduction, then rounds of a short session, practice with
//! feedback, the chosen designs, and support meetings.

use super::super::facts::{Chosen, Facts};
use super::super::plan::SupportForm;
use super::{SessionKind, StagePlan, WHOLE, lacking_times};
use crate::catalogue::{Named, StagePart};
use crate::planning::any_of;
use crate::words::{fill, fill_text, in_sentence, text};

/// A session without a date.
#[derive(Clone, Debug)]
pub(super) struct Unscheduled<'a> {
    pub key: String,
    pub kind: SessionKind,
    pub design: Option<usize>,
    pub title: String,
    pub purpose: String,
    pub purposes: Vec<&'a Named>,
    pub minutes: u32,
    /// Whether it belongs to a week without a set time, because each teacher chooses the time.
    pub by_week: bool,
}

/// Maximum sessions of one design; no year of learning has more.
const MOST_SESSIONS: f64 = 400.0;

/// Returns the stages of the plan. Without any, the whole time is one stage with only the chosen designs.
pub(super) fn stages<'a>(facts: &Facts<'a>) -> Vec<StagePlan<'a>> {
    let usual = &facts.catalogue.planning.stages;
    if facts.plan.stages.is_empty() {
        return vec![StagePlan {
            id: WHOLE.to_owned(),
            name: text("planning.schedule.whole"),
            content: "",
            days: None,
            follows_from: &[],
            asked: None,
        }];
    }
    let stages = facts.plan.stages.iter().enumerate();
    let stages = stages.map(|(at, stage)| {
        let known = usual.iter().find(|usual| stage.id.as_ref() == Some(&usual.id));
        StagePlan {
            id: stage.id.clone().unwrap_or_else(|| format!("stage_{}", at + 1)),
            name: stage
                .name
                .as_deref()
                .or(known.map(|known| known.name.as_str()))
                .unwrap_or(text("planning.schedule.stage")),
            content: stage.content.as_deref().or(known.map(|known| known.what.as_str())).unwrap_or(""),
            days: None,
            follows_from: &stage.follows_from,
            asked: Some(stage),
        }
    });
    stages.collect()
}

/// Returns the number of sessions of a design and the minutes of each; their product is its hours.
pub(in crate::planning) fn design_minutes(chosen: &Chosen<'_>) -> (u32, u32) {
    let hours = chosen.hours();
    let session = chosen.design.dosage.session_hours.typical.max(0.25);
    let sessions = (hours / session).ceil().clamp(if hours > 0.0 { 1.0 } else { 0.0 }, MOST_SESSIONS);
    if sessions == 0.0 { (0, 0) } else { (sessions as u32, (hours * 60.0 / sessions).round().max(5.0) as u32) }
}

/// Returns the sessions of a design while no meeting time is known: at most one for each of its weeks, with all of its
/// hours.
fn weekly(facts: &Facts<'_>, chosen: &Chosen<'_>) -> (u32, u32) {
    let (sessions, minutes) = design_minutes(chosen);
    let calendar = &facts.plan.calendar;
    let days = calendar.from.zip(calendar.until).and_then(|(from, until)| from.until(until).ok());
    let weeks = days.map_or(0, |span| span.get_days() / 7).max(1);
    let most = (chosen.weeks().floor() as u32).clamp(1, weeks as u32);
    if sessions <= most { (sessions, minutes) } else { (most, (sessions * minutes).div_ceil(most)) }
}

/// Returns the designs in an order in which each comes after the designs that it waits for.
fn in_order<'f, 'a>(facts: &'f Facts<'a>) -> Vec<(usize, &'f Chosen<'a>)> {
    let mut left: Vec<(usize, &Chosen<'a>)> = facts.chosen.iter().enumerate().collect();
    let mut ordered: Vec<(usize, &Chosen<'a>)> = Vec::new();
    while !left.is_empty() {
        let waits = |chosen: &Chosen<'_>| {
            let ids =
                left.iter().filter(|(_, other)| other.at != chosen.at).filter_map(|(_, other)| other.asked.id.as_ref());
            ids.into_iter().any(|id| chosen.asked.after.contains(id))
        };
        // In a cycle, which is reported as a finding, the first design goes ahead.
        let next = left.iter().position(|(_, chosen)| !waits(chosen)).unwrap_or(0);
        ordered.push(left.remove(next));
    }
    ordered
}

/// Returns the sessions of one stage, in order.
pub(super) fn sessions_of_stage<'a>(facts: &Facts<'a>, stages: &[StagePlan<'a>], at: usize) -> Vec<Unscheduled<'a>> {
    let stage = &stages[at];
    let planning = &facts.catalogue.planning;
    let part = |id: &str| planning.stage_parts.iter().find(|part| part.id == id);
    let sessions = |part: Option<&'a StagePart>, kind| Sessions { stage, kind, part };
    let workshop = sessions(part("workshop"), SessionKind::Workshop);
    let online = sessions(part("online_session"), SessionKind::OnlineSession);
    let meeting = sessions(part("support_meeting"), SessionKind::SupportMeeting);
    let designs: Vec<Vec<Unscheduled<'a>>> =
        in_order(facts).into_iter().map(|(own, chosen)| of_design(facts, stages, at, own, chosen)).collect();

    let mut ordered_sessions: Vec<Unscheduled<'a>> =
        (0..workshop.count()).filter_map(|n| workshop.one(n, &[])).collect();
    let rounds = online.count().max(meeting.count()).max(1);
    let share = |all: u32, round: u32| all * round / rounds..all * (round + 1) / rounds;
    for round in 0..rounds {
        for n in share(online.count(), round) {
            ordered_sessions.extend(online.one(n, &[]));
            ordered_sessions.push(practice(facts, stage, n));
        }
        for sessions in &designs {
            let range = share(sessions.len() as u32, round);
            ordered_sessions.extend_from_slice(&sessions[range.start as usize..range.end as usize]);
        }
        for n in share(meeting.count(), round) {
            ordered_sessions.extend(meeting.one(n, &purposes(&planning.meeting_purposes, n, meeting.count())));
        }
    }
    ordered_sessions
}

/// Returns the purposes of a support meeting: in order over the stage, two or more each if there are few meetings.
fn purposes(all: &[Named], n: u32, meetings: u32) -> Vec<&Named> {
    let (count, meetings) = (all.len() as u32, meetings.max(1));
    let own = count * n / meetings..(count * (n + 1) / meetings).max(count * n / meetings + 1).min(count);
    let own: Vec<&Named> =
        all.iter().skip(own.start as usize).take((own.end - own.start.min(own.end)) as usize).collect();
    // Every meeting includes accountability.
    let accountability = all.iter().find(|purpose| purpose.id == "accountability");
    let more = accountability.filter(|more| !own.iter().any(|purpose| purpose.id == more.id));
    own.into_iter().chain(more).collect()
}

struct Sessions<'s, 'a> {
    stage: &'s StagePlan<'a>,
    kind: SessionKind,
    part: Option<&'a StagePart>,
}

impl<'a> Sessions<'_, 'a> {
    /// The number from the plan's stage, else the typical number.
    fn count(&self) -> u32 {
        let asked = self.stage.own_numbers(self.kind.id()).0;
        asked.unwrap_or_else(|| self.part.map_or(0, |part| part.count.typical))
    }

    fn minutes(&self, part: &StagePart) -> u32 {
        self.stage.own_numbers(self.kind.id()).1.unwrap_or(part.minutes.typical)
    }

    fn one(&self, n: u32, purposes: &[&'a Named]) -> Option<Unscheduled<'a>> {
        let part = self.part?;
        let template = match self.count() {
            0 | 1 => text("planning.schedule.single_session"),
            _ => text("planning.schedule.session"),
        };
        let slots = [("stage", self.stage.name), ("part", &in_sentence(&part.name)), ("number", &(n + 1).to_string())];
        Some(Unscheduled {
            key: format!("{}-{}-{}", self.stage.id, self.kind.id(), n + 1),
            kind: self.kind,
            design: None,
            title: fill(template, &slots),
            purpose: part.what.clone(),
            purposes: purposes.to_vec(),
            minutes: self.minutes(part),
            by_week: false,
        })
    }
}

/// Returns a week of practice with feedback, which follows each new practice.
fn practice<'a>(facts: &Facts<'_>, stage: &StagePlan<'_>, n: u32) -> Unscheduled<'a> {
    let forms = &facts.plan.support.forms;
    let by = [
        (SupportForm::Coaching, text("planning.practice.coach")),
        (SupportForm::PeerVisits, text("planning.practice.colleague")),
        (SupportForm::Leaders, text("planning.practice.leader")),
    ];
    let by = any_of(by.iter().filter(|(form, _)| forms.contains(form)).map(|(_, who)| (*who).to_owned()));
    let purpose = match by {
        Some(by) => fill_text("planning.practice.purpose", &[("who", &by)]),
        None => text("planning.practice.purpose_without_feedback").to_owned(),
    };
    let slots = [("stage", stage.name), ("number", &*(n + 1).to_string())];
    Unscheduled {
        key: format!("{}-practice-{}", stage.id, n + 1),
        kind: SessionKind::Practice,
        design: None,
        title: fill_text("planning.practice.title", &slots),
        purpose,
        purposes: Vec::new(),
        minutes: 0,
        by_week: true,
    }
}

/// Returns the sessions of a chosen design that belong to a stage.
fn of_design<'a>(
    facts: &Facts<'a>,
    stages: &[StagePlan<'a>],
    at: usize,
    own: usize,
    chosen: &Chosen<'a>,
) -> Vec<Unscheduled<'a>> {
    let takes = |stage: &StagePlan<'_>| {
        stage.follows_from.is_empty() || chosen.asked.follows_from.iter().any(|id| stage.follows_from.contains(id))
    };
    let mut takers: Vec<usize> = (0..stages.len()).filter(|at| takes(&stages[*at])).collect();
    if takers.is_empty() {
        takers = (0..stages.len()).collect();
    }
    let Some(turn) = takers.iter().position(|taker| *taker == at) else { return Vec::new() };
    let self_paced = chosen.environment(facts.catalogue).is_some_and(|one| one.id == "online_static");
    let one_to_one = chosen.design.dosage.group_size.high <= 1.0;
    let is_by_week = one_to_one || self_paced;
    let has_times = lacking_times(&facts.plan.calendar).is_none();
    let (sessions, minutes) = if has_times || is_by_week { design_minutes(chosen) } else { weekly(facts, chosen) };
    let (turns, turn) = (takers.len() as u32, turn as u32);
    let range = sessions * turn / turns..sessions * (turn + 1) / turns;
    let id = chosen.asked.id.clone().unwrap_or_else(|| format!("{}-{}", chosen.design.id, chosen.at + 1));
    let purpose = match (is_by_week, has_times) {
        (true, _) => text("planning.schedule.own_time"),
        (false, true) => "",
        (false, false) => text("planning.schedule.no_time_yet"),
    };
    let one = |n: u32| Unscheduled {
        key: format!("{}-{id}-{}", stages[at].id, n + 1),
        kind: SessionKind::Design,
        design: Some(own),
        title: fill_text(
            "planning.schedule.design_session",
            &[("design", chosen.name()), ("number", &(n + 1).to_string()), ("all", &sessions.to_string())],
        ),
        purpose: purpose.to_owned(),
        purposes: Vec::new(),
        minutes,
        by_week: is_by_week || !has_times,
    };
    range.map(one).collect()
}
