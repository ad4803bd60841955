//! What is behind a statement of a plan: a role with a date, a session in the calendar, a reading, or a document.
//!
//! A statement without any of these is stated, not met. The numbers are in `planning.toml`.

mod text;

use jiff::ToSpan;
use jiff::civil::Date;

use super::facts::{Chosen, Facts};
use super::plan::{Check, DataKind, Evidence, Indicator, Level, Role, Said, Strategy};
use super::schedule::{Schedule, Session, SessionKind};
use crate::answers::{MILLION, Rating};
use crate::catalogue::{Answer, Backing, Component};
use crate::words::{named, text};
use text::Texts;

/// A plan with its schedule, and what counts as behind its statements.
#[derive(Debug)]
pub(super) struct Behind<'f, 'a> {
    pub facts: &'f Facts<'a>,
    pub schedule: &'f Schedule<'a>,
    pub limits: &'a Backing,
    texts: Texts<'a>,
}

named! {
    /// What a statement still needs before it counts as met.
    Missing {
        Session = "session",
        Reading = "reading",
        Proof = "proof",
        Evidence = "evidence",
        Owner = "owner",
        Coach = "coach",
        Survey = "survey",
        Exit = "exit",
    }
}

impl Missing {
    /// What to add, as a sentence.
    pub(super) fn says(self) -> String {
        text(&format!("planning.behind.{}", self.id())).to_owned()
    }
}

/// What the profile shows about a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rated {
    pub level: f64,
    /// Whether enough members answered; otherwise one level was entered for all of them.
    pub by_members: bool,
}

impl<'f, 'a> Behind<'f, 'a> {
    pub(super) fn new(facts: &'f Facts<'a>, schedule: &'f Schedule<'a>) -> Self {
        let limits = &facts.catalogue.planning.backing;
        Self { facts, schedule, limits, texts: Texts::new(facts.plan, facts.catalogue) }
    }

    /// Returns the text if it says something of its own.
    pub(super) fn text<'t>(&self, text: Option<&'t String>) -> Option<&'t str> {
        text.map(String::as_str).filter(|text| self.texts.has_content(text))
    }

    /// Whether a text names a role.
    pub(super) fn is_role(&self, role: Option<&String>) -> bool {
        role.is_some_and(|role| self.texts.is_role(role))
    }

    /// Whether a date is in the years around the first day of learning; without that day, no date does.
    pub(super) fn is_dated(&self, date: Option<Date>) -> bool {
        let Some((date, start)) = date.zip(self.facts.start()) else { return false };
        let first = start.checked_sub(i64::from(self.limits.years_before).years());
        let last = start.checked_add(i64::from(self.limits.years_after).years());
        first.is_ok_and(|first| first <= date) && last.is_ok_and(|last| date <= last)
    }

    /// Whether a date is in the past on the day of review.
    pub(super) fn is_past(&self, date: Option<Date>) -> bool {
        let today = self.facts.plan.looked_at();
        self.is_dated(date) && today.is_none_or(|today| date.is_some_and(|date| date <= today))
    }

    /// Returns the sessions of the chosen designs and of what the plan's stages add. Weeks of practice follow from these,
    /// so they count for nothing.
    pub(super) fn sessions(&self) -> impl Iterator<Item = &'f Session<'a>> {
        // Nobody visits a lesson where there is no coach.
        let no_coach = self.facts.plan.people.coaches == Some(0);
        let is_coached = move |at: usize| self.facts.chosen.get(at).is_some_and(|one| one.design.is_coaching());
        let counts = move |session: &&Session<'a>| match session.kind {
            SessionKind::Practice => false,
            _ => session.design.is_none_or(|at| !(no_coach && is_coached(at))),
        };
        self.schedule.sessions.iter().filter(counts)
    }

    /// Whether anything that the plan asks for is in the calendar.
    pub(super) fn has_calendar(&self) -> bool {
        self.sessions().next().is_some()
    }

    /// Returns the different days of some sessions, in order.
    fn days(&self, is_meant: impl Fn(&Session<'a>) -> bool) -> Vec<Date> {
        let mut days: Vec<Date> = self.sessions().filter(|one| is_meant(one)).map(|one| one.date).collect();
        days.sort();
        days.dedup();
        days
    }

    /// Returns the days on which the plan has sessions of a stage, or of a design that is in the calendar.
    pub(super) fn all_days(&self) -> Vec<Date> {
        let counts: Vec<bool> = self.facts.chosen.iter().map(|one| !self.days_of(one).is_empty()).collect();
        self.days(|session| session.design.is_none_or(|at| counts.get(at) == Some(&true)))
    }

    /// Returns the days on which a chosen design has sessions; none if its hours in the calendar are fewer than the
    /// least with which it is still this design.
    pub(super) fn days_of(&self, chosen: &Chosen<'_>) -> Vec<Date> {
        let is_own = |session: &Session<'_>| {
            session.design.and_then(|at| self.facts.chosen.get(at)).is_some_and(|one| one.at == chosen.at)
        };
        let minutes: u32 = self.sessions().filter(|session| is_own(session)).map(|session| session.minutes).sum();
        let least = chosen.design.dosage.hours.low * 60.0;
        if f64::from(minutes) < least { Vec::new() } else { self.days(is_own) }
    }

    /// Returns the chosen designs that are in the calendar with enough hours.
    pub(super) fn scheduled(&self) -> Vec<Chosen<'a>> {
        self.facts.chosen.iter().filter(|one| !self.days_of(one).is_empty()).copied().collect()
    }

    /// Whether the sessions of a design continue for some weeks after the learning begins.
    pub(super) fn continues(&self, chosen: &Chosen<'_>) -> bool {
        let (days, all) = (self.days_of(chosen), self.all_days());
        let span = all.first().zip(days.last()).and_then(|(first, last)| first.until(*last).ok());
        days.len() >= self.limits.follow_up_sessions
            && span.is_some_and(|span| span.get_days() >= self.limits.follow_up_days)
    }

    /// Returns the chosen designs that give feedback on practice.
    pub(super) fn feedback_designs(&self) -> impl Iterator<Item = &'f Chosen<'a>> {
        let gives = |one: &&Chosen<'_>| one.design.components.contains(&Component::FeedbackAndCoaching);
        self.facts.chosen.iter().filter(gives)
    }

    /// Returns the first chosen design that gives feedback over some weeks, with its sessions in the calendar.
    pub(super) fn follow_up(&self) -> Option<&'f Chosen<'a>> {
        self.feedback_designs().find(|one| self.continues(one) && (!one.design.is_coaching() || self.has_coaches()))
    }

    /// Whether there are coaches, and enough of them for the teachers.
    pub(super) fn has_coaches(&self) -> bool {
        self.facts.plan.people.coaches.is_some_and(|coaches| coaches > 0) && self.too_few_coaches().is_none()
    }

    /// Returns the teachers and coaches if there are more teachers than the coaches can visit.
    pub(super) fn too_few_coaches(&self) -> Option<(u32, u32)> {
        let people = &self.facts.plan.people;
        let (teachers, coaches) = people.teachers.zip(people.coaches.filter(|coaches| *coaches > 0))?;
        (f64::from(teachers) > f64::from(coaches) * self.teachers_per_coach()).then_some((teachers, coaches))
    }

    /// The number of teachers that one coach can serve: the plan's own, else the usual one.
    pub(super) fn teachers_per_coach(&self) -> f64 {
        let usual = self.facts.catalogue.rates.teachers_per_coach.typical;
        self.facts.plan.prices.teachers_per_coach.unwrap_or(usual)
    }

    /// Whether someone gathers numbers for an indicator, or has done so, and its numbers can show a change.
    pub(super) fn is_measured(&self, one: &Indicator) -> bool {
        let changes = one.baseline.zip(one.target).is_some_and(|(from, to)| from != to);
        let is_linked = one.follows_from.iter().any(|id| self.facts.links.get(id).is_some());
        let is_due = self.is_dated(one.target_on) && !one.gathered_by.is_empty();
        self.text(one.text.as_ref()).is_some() && is_linked && changes && (is_due || self.is_read(one))
    }

    /// Whether an indicator has a reading by the day of review.
    pub(super) fn is_read(&self, one: &Indicator) -> bool {
        one.readings.iter().any(|point| point.value.is_some() && self.is_past(point.on))
    }

    /// Whether an indicator of this level is measured. Hours show neither use in lessons nor what students learn.
    pub(super) fn measures(&self, level: Level) -> bool {
        let all = self.facts.plan.indicators.iter().filter(|one| one.kind != Some(DataKind::Hours));
        all.filter(|one| one.level == Some(level)).any(|one| self.is_measured(one))
    }

    /// Whether a piece of evidence says something, and when.
    pub(super) fn is_evident(&self, one: &Evidence) -> bool {
        self.text(one.says.as_ref()).is_some() && self.is_dated(one.on) && one.kind.is_some()
    }

    /// Whether a strategy has a role, dates, and words of its own.
    pub(super) fn is_owned(&self, one: &Strategy) -> bool {
        let in_order = one.from.zip(one.until).is_some_and(|(from, until)| from <= until);
        let dated = self.is_dated(one.from) && self.is_dated(one.until) && in_order;
        self.text(one.text.as_ref()).is_some() && self.is_role(one.responsible.as_ref()) && dated
    }

    /// Whether a role with a date, or a document, is behind the team's answer.
    pub(super) fn is_backed(&self, check: &Check) -> bool {
        let confirmed = self.is_role(check.by.as_ref()) && self.is_past(check.on);
        confirmed || self.text(check.document.as_ref()).is_some()
    }

    /// Returns the team's answer to a look-for or a requirement, with its index.
    pub(super) fn answer(&self, id: &str) -> Option<(usize, &'a Check, Said)> {
        let mut checks = self.facts.plan.checks.iter().enumerate();
        let (at, check) = checks.find(|(_, check)| check.id.as_deref() == Some(id) && check.said.is_some())?;
        Some((at, check, check.said?))
    }

    /// Whether a role leads a design whose sessions continue for some weeks; a single day is no role.
    pub(super) fn leads(&self, role: Role) -> bool {
        self.scheduled().iter().any(|one| one.asked.led_by.contains(&role) && self.continues(one))
    }

    /// Returns what the profile answers to a factor with levels.
    pub(super) fn rated(&self, factor: &str) -> Option<Rated> {
        let at = self.facts.catalogue.factor_index(factor)?;
        let Answer::Level(rating) = self.facts.plan.profile.as_ref()?.answers[at].as_ref()? else { return None };
        let members = match rating {
            Rating::Level(_) => 0,
            Rating::Distribution(counts) => counts.millionths().iter().sum::<u128>() / u128::from(MILLION),
        };
        let by_members = members >= u128::from(self.limits.members);
        Some(Rated { level: rating.mean_millionths() as f64 / MILLION as f64, by_members })
    }
}
