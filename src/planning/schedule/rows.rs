//! The sessions before they have dates, in rows that each keep their order: what a stage adds, and the chosen designs.

use super::super::facts::{Chosen, Facts};
use super::stages::{PartLoad, StagePlan, takes};
use super::{SessionKind, lacking_times};
use crate::catalogue::{Component, Cover, Named, SessionPlace, StagePart};
use crate::words::{fill_text, in_sentence, text};

/// A row of sessions.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub kind: SessionKind,
    /// Index of its design among the chosen designs.
    pub design: Option<usize>,
    /// The stages in which it may take place.
    pub stages: Vec<usize>,
    pub name: String,
    key: String,
    /// Where each session takes place, repeated until the last one.
    places: Vec<SessionPlace>,
    purposes: &'a [Named],
    what: &'a str,
    cover: Cover,
    length: Length,
    pub waits: Vec<RowWait>,
    /// Least and most weeks between two sessions, and the weeks over which they are spread; the whole time if `None`.
    pub least_days: i32,
    pub most_weeks: u32,
    pub weeks: Option<f64>,
    /// Whether it gives feedback on practice, which should not be late.
    pub is_feedback: bool,
}

/// A row that must end, or begin, before another.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowWait {
    pub row: usize,
    pub ended: bool,
    pub must: bool,
}

/// How the time of a row is divided into sessions.
#[derive(Clone, Copy, Debug)]
struct Length {
    /// The number of sessions, if it is fixed.
    count: Option<u32>,
    total: u32,
    minutes: u32,
    /// Minutes below which a session is not useful.
    least: u32,
    most: u32,
    /// Whether shorter sessions are shorter, not more.
    shorten: bool,
    /// Whether it must not be shorter.
    fixed: bool,
}

/// A session without a date.
#[derive(Clone, Debug)]
pub(super) struct Unscheduled<'a> {
    pub key: String,
    pub title: String,
    pub purpose: String,
    pub purposes: Vec<&'a Named>,
    pub minutes: u32,
    pub place: SessionPlace,
}

/// Maximum sessions of one design; no year of learning has more.
const MOST_SESSIONS: f64 = 400.0;

/// Days to try a new practice before the next one is introduced.
const DAYS_OF_PRACTICE: i32 = 7;

/// Returns the number of sessions of a design and the minutes of each of them; the last one may differ.
pub(in crate::planning) fn design_minutes(chosen: &Chosen<'_>) -> (u32, u32) {
    let lengths = design_length(chosen).split(0);
    (lengths.len() as u32, lengths.first().copied().unwrap_or(0))
}

fn minutes(hours: f64) -> u32 {
    (hours * 60.0).round().clamp(0.0, 60.0 * 24.0 * 365.0) as u32
}

/// Returns the minutes that a protocol names, such as 75 in "Tuning protocol, 75 minutes".
fn protocol_minutes(protocol: &str) -> Option<u32> {
    let words: Vec<&str> = protocol.split(|letter: char| !letter.is_alphanumeric()).collect();
    let named = |pair: &[&str]| (pair[1].starts_with("min")).then(|| pair[0].parse().ok()).flatten();
    words.windows(2).find_map(named).filter(|minutes| (5..=600).contains(minutes))
}

fn design_length(chosen: &Chosen<'_>) -> Length {
    let session = &chosen.design.dosage.session_hours;
    let typical = minutes(session.typical.max(0.15));
    let total = minutes(chosen.hours()).min((MOST_SESSIONS * f64::from(typical)) as u32);
    let protocol = chosen.asked.protocol.as_deref();
    let named = protocol.and_then(protocol_minutes);
    Length {
        count: None,
        total,
        minutes: named.unwrap_or(typical).min(total.max(1)),
        least: minutes(session.low).max(1),
        most: minutes(session.high).max(typical),
        shorten: false,
        fixed: protocol.is_some(),
    }
}

impl Length {
    /// Divides the time into sessions of at most `weeks` in number, if that is above 0. What remains after whole
    /// sessions is a shorter session if it is still useful, else it goes to the others.
    fn split(&self, weeks: u32) -> Vec<u32> {
        if let Some(count) = self.count {
            return vec![self.minutes; count as usize];
        }
        if self.total == 0 {
            return Vec::new();
        }
        let minutes = if weeks > 0 { self.minutes.max(self.total.div_ceil(weeks)) } else { self.minutes };
        let (whole, rest) = (self.total / minutes, self.total % minutes);
        let mut all = vec![minutes; whole as usize];
        match all.last_mut() {
            _ if rest == 0 => {}
            Some(last) if rest < self.least && minutes + rest <= self.most.max(minutes) => *last += rest,
            Some(_) if rest < self.least && !self.fixed => return even(self.total, whole + 1),
            _ => all.push(rest),
        }
        all
    }

    /// Returns the same time in sessions of at most these minutes; `None` if that is not useful.
    fn within(&self, minutes: u32) -> Option<Self> {
        let useful = !self.fixed && minutes < self.minutes && minutes >= self.least;
        let count = self.count.filter(|_| self.shorten);
        let total = self.count.filter(|_| self.shorten).map_or(self.total, |count| count * minutes);
        useful.then_some(Self { minutes, count, total, ..*self })
    }
}

/// Divides minutes into sessions that are as even as whole steps of five minutes allow.
fn even(total: u32, count: u32) -> Vec<u32> {
    let each = (total / count) / 5 * 5;
    let mut all = vec![each.max(1); count as usize];
    let mut left = total - all.iter().sum::<u32>().min(total);
    for one in &mut all {
        let more = left.min(5);
        *one += more;
        left -= more;
    }
    if let Some(last) = all.last_mut() {
        *last += left;
    }
    all
}

/// Returns the rows of a plan, each after those that it waits for.
pub(super) fn rows<'a>(facts: &Facts<'a>, stages: &[StagePlan<'a>]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut openings: Vec<(usize, usize)> = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        let part = |id: &str| facts.catalogue.planning.stage_parts.iter().find(|part| part.id == id);
        for kind in [SessionKind::Workshop, SessionKind::OnlineSession, SessionKind::SupportMeeting] {
            let load = stage.parts.iter().find(|load| load.part == kind.id() && load.count > 0);
            let Some((part, load)) = part(kind.id()).zip(load) else { continue };
            let mut row = of_part(facts, stages, at, kind, part, load);
            if kind == SessionKind::Workshop {
                openings.push((at, rows.len()));
            } else {
                row.waits.extend(opening(&openings, at));
            }
            rows.push(row);
        }
    }
    let first = rows.len();
    let ordered = in_order(facts);
    for (own, chosen) in &ordered {
        let mut row = of_design(facts, stages, *own, chosen);
        // Designs can begin without the opening that a stage adds to them, if that has no time.
        let opens = row.stages.first().and_then(|at| opening(&openings, *at));
        row.waits.extend(opens.map(|wait| RowWait { must: false, ..wait }));
        let before = ordered.iter().enumerate().take(rows.len() - first);
        row.waits.extend(before.filter_map(|(at, (_, other))| wait_for(first + at, other, chosen)));
        rows.push(row);
    }
    rows
}

/// A row of a stage waits for the end of its opening workshop.
fn opening(openings: &[(usize, usize)], stage: usize) -> Option<RowWait> {
    let row = openings.iter().find(|(at, _)| *at == stage)?.1;
    Some(RowWait { row, ended: true, must: true })
}

/// How a design waits for an earlier one: to its end if the plan says so, else for the beginning of one that opens.
fn wait_for(row: usize, other: &Chosen<'_>, chosen: &Chosen<'_>) -> Option<RowWait> {
    let is_asked = other.asked.id.as_ref().is_some_and(|id| chosen.asked.after.contains(id));
    let opens = |one: &Chosen<'_>| one.design.rhythm.counts_as.as_deref() == Some(SessionKind::Workshop.id());
    let wait = RowWait { row, ended: is_asked, must: is_asked };
    (is_asked || (opens(other) && !opens(chosen))).then_some(wait)
}

/// Returns the designs in an order in which each comes after the designs that it waits for; of the others, those that
/// open come first.
fn in_order<'f, 'a>(facts: &'f Facts<'a>) -> Vec<(usize, &'f Chosen<'a>)> {
    let mut left: Vec<(usize, &Chosen<'a>)> = facts.chosen.iter().enumerate().collect();
    left.sort_by_key(|(at, chosen)| {
        (chosen.design.rhythm.counts_as.as_deref() != Some(SessionKind::Workshop.id()), *at)
    });
    let mut ordered: Vec<(usize, &Chosen<'a>)> = Vec::new();
    while !left.is_empty() {
        let waits = |chosen: &Chosen<'_>| {
            let mut ids =
                left.iter().filter(|(_, other)| other.at != chosen.at).filter_map(|(_, other)| other.asked.id.as_ref());
            ids.any(|id| chosen.asked.after.contains(id))
        };
        // In a cycle, which is reported as a finding, the first design goes ahead.
        let next = left.iter().position(|(_, chosen)| !waits(chosen)).unwrap_or(0);
        ordered.push(left.remove(next));
    }
    ordered
}

fn of_part<'a>(
    facts: &Facts<'a>,
    stages: &[StagePlan<'a>],
    at: usize,
    kind: SessionKind,
    part: &'a StagePart,
    load: &PartLoad<'a>,
) -> Row<'a> {
    let opens = kind == SessionKind::Workshop;
    let slots = [("stage", stages[at].name), ("part", &*in_sentence(&part.name))];
    Row {
        kind,
        design: None,
        stages: vec![at],
        name: fill_text("planning.schedule.single_session", &slots),
        key: format!("stage-{}-{}", stages[at].id, kind.id()),
        places: vec![SessionPlace::Meeting],
        purposes: if kind == SessionKind::SupportMeeting { &facts.catalogue.planning.meeting_purposes } else { &[] },
        what: &part.what,
        cover: Cover::None,
        length: Length {
            count: (!opens).then_some(load.count),
            total: load.minutes * load.count,
            minutes: load.minutes,
            least: part.minutes.low.min(load.minutes),
            most: part.minutes.high,
            shorten: !opens,
            fixed: !opens && load.own_minutes,
        },
        waits: Vec::new(),
        least_days: if kind == SessionKind::OnlineSession { DAYS_OF_PRACTICE } else { 1 },
        most_weeks: part.most_weeks,
        weeks: if opens { Some(1.0) } else { None },
        is_feedback: false,
    }
}

fn of_design<'a>(facts: &Facts<'a>, stages: &[StagePlan<'a>], own: usize, chosen: &Chosen<'a>) -> Row<'a> {
    let all = || 0..stages.len();
    let mut taking: Vec<usize> =
        all().filter(|at| takes(stages[*at].follows_from, &chosen.asked.follows_from)).collect();
    if taking.is_empty() {
        taking = all().collect();
    }
    let design = chosen.design;
    let self_paced = chosen.environment(facts.catalogue).is_some_and(|one| one.id == "online_static");
    let id = chosen.asked.id.clone().unwrap_or_else(|| format!("{}-{}", design.id, chosen.at + 1));
    Row {
        kind: SessionKind::Design,
        design: Some(own),
        stages: taking,
        name: design.name.clone(),
        key: format!("design-{id}"),
        places: if self_paced { vec![SessionPlace::OwnTime] } else { design.rhythm.places.clone() },
        purposes: &[],
        what: "",
        cover: design.cover,
        length: design_length(chosen),
        waits: Vec::new(),
        least_days: 1,
        most_weeks: design.rhythm.most_weeks,
        weeks: Some(chosen.weeks()),
        is_feedback: design.components.contains(&Component::FeedbackAndCoaching),
    }
}

impl<'a> Row<'a> {
    /// Returns its sessions; those without a set time are at most one for each of `weeks`.
    pub(super) fn sessions(&self, facts: &Facts<'a>, weeks: u32) -> Vec<Unscheduled<'a>> {
        let has_times = lacking_times(&facts.plan.calendar).is_none();
        let by_week = self.places.iter().all(|place| *place != SessionPlace::Meeting) || !has_times;
        let lengths = self.length.split(if by_week && self.design.is_some() { weeks.max(1) } else { 0 });
        let all = lengths.len();
        let one = |(n, minutes): (usize, u32)| {
            let place = self.places[n % self.places.len()];
            Unscheduled {
                key: format!("{}-{}", self.key, n + 1),
                title: self.title(n, all),
                purpose: self.purpose(place, has_times),
                purposes: purposes(self.purposes, n, all),
                minutes,
                place,
            }
        };
        lengths.into_iter().enumerate().map(one).collect()
    }

    fn title(&self, n: usize, all: usize) -> String {
        let (number, all) = ((n + 1).to_string(), all.to_string());
        let slots = [("name", self.name.as_str()), ("number", &number), ("all", &all)];
        match (self.kind, &*all) {
            (SessionKind::Design, _) => fill_text("planning.schedule.design_session", &slots),
            (_, "1") => self.name.clone(),
            (SessionKind::Workshop, _) => fill_text("planning.schedule.part", &slots),
            _ => fill_text("planning.schedule.session", &slots),
        }
    }

    fn purpose(&self, place: SessionPlace, has_times: bool) -> String {
        let own = match place {
            SessionPlace::Lesson if self.cover == Cover::None => text("planning.schedule.in_lesson"),
            SessionPlace::Lesson => text("planning.schedule.in_lesson_with_cover"),
            SessionPlace::OwnTime => text("planning.schedule.own_time"),
            SessionPlace::Away => text("planning.schedule.away"),
            SessionPlace::Meeting if !has_times => text("planning.schedule.no_time_yet"),
            SessionPlace::Meeting => self.what,
        };
        own.to_owned()
    }

    /// Returns the minutes of its sessions if they had to be shorter than usual.
    pub(super) fn shortened(&self) -> Option<u32> {
        self.length.shorten.then_some(self.length.minutes)
    }

    /// Returns the row with sessions of at most these minutes; `None` if that is not useful.
    pub(super) fn within(&self, minutes: u32) -> Option<Self> {
        Some(Self { length: self.length.within(minutes)?, ..self.clone() })
    }
}

/// Returns the purposes of a support meeting: in order over the stage, two or more each if there are few meetings.
fn purposes(all: &[Named], n: usize, meetings: usize) -> Vec<&Named> {
    let (count, meetings) = (all.len(), meetings.max(1));
    let from = count * n / meetings;
    let own = all.iter().take((count * (n + 1) / meetings).max(from + 1).min(count)).skip(from);
    let own: Vec<&Named> = own.collect();
    // Every meeting includes accountability.
    let accountability = all.iter().find(|purpose| purpose.id == "accountability");
    let more = accountability.filter(|more| !own.iter().any(|purpose| purpose.id == more.id));
    own.into_iter().chain(more).collect()
}
