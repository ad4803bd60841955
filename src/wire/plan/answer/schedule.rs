//! `POST /v1/plans/schedule`: when everything takes place, and what could not be scheduled.

use serde::Serialize;

use super::super::super::provenance::Provenance;
use super::{FindingLine, PlanName};
use crate::planning::{Milestone, Review, Session, StagePlan, Unplaced, clock};

/// Learning distributed over a school's calendar.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ScheduleAnswer)]
pub struct ScheduleAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    time_zone: Option<&'a str>,
    stages: Vec<StageLine<'a>>,
    /// Sessions, in order of date.
    sessions: Vec<SessionLine<'a>>,
    milestones: Vec<MilestoneLine<'a>>,
    /// Sessions that could not be scheduled, with reasons.
    unplaced: Vec<UnplacedLine<'a>>,
    /// Meeting times on days without school.
    skipped: Vec<SkippedLine<'a>>,
    findings: Vec<FindingLine<'a>>,
    provenance: Provenance<'a>,
}

/// A stage with its days.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StageLine<'a> {
    id: &'a str,
    name: &'a str,
    content: &'a str,
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<String>,
}

/// A session.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SessionLine<'a> {
    /// A key that stays the same while the plan keeps its stages and designs, even if the session moves.
    key: &'a str,
    /// The id of its stage.
    stage: &'a str,
    /// `workshop`, `online_session`, `practice`, `design` or `support_meeting`.
    kind: &'a str,
    /// The catalog id of its design.
    design: Option<&'a str>,
    title: &'a str,
    purpose: &'a str,
    /// The purposes of a support meeting.
    purposes: Vec<&'a str>,
    #[schema(value_type = String, format = Date)]
    date: String,
    /// The start time; null if it takes place in the teacher's own lessons or at a time of their choice, in the week
    /// from `date`.
    starts: Option<String>,
    ends: Option<String>,
    minutes: u32,
    /// Whether it falls outside the working day; null if the working day is unknown.
    outside_working_day: Option<bool>,
}

/// A day on which something begins, ends or is reviewed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MilestoneLine<'a> {
    key: &'a str,
    /// `stage`, `benchmark`, `target`, `goal`, `review`, `fair_judgement` or `support`.
    kind: &'a str,
    #[schema(value_type = String, format = Date)]
    date: String,
    title: &'a str,
}

/// A session that could not be scheduled.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct UnplacedLine<'a> {
    title: &'a str,
    minutes: u32,
    because: &'a str,
}

/// A meeting time on a day without school.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SkippedLine<'a> {
    #[schema(value_type = String, format = Date)]
    date: String,
    because: &'a str,
}

impl<'a> ScheduleAnswer<'a> {
    pub(super) fn new(review: &'a Review<'a>, provenance: Provenance<'a>) -> Self {
        let schedule = &review.schedule;
        let skipped = schedule.skipped.iter();
        Self {
            plan: PlanName::new(review),
            time_zone: review.facts.plan.calendar.time_zone.as_deref(),
            stages: schedule.stages.iter().map(StageLine::new).collect(),
            sessions: schedule.sessions.iter().map(|session| SessionLine::new(review, session)).collect(),
            milestones: schedule.milestones.iter().map(MilestoneLine::new).collect(),
            unplaced: schedule.unplaced.iter().map(UnplacedLine::new).collect(),
            skipped: skipped.map(|(date, because)| SkippedLine { date: date.to_string(), because }).collect(),
            findings: schedule.findings.iter().map(FindingLine::from).collect(),
            provenance,
        }
    }
}

impl<'a> StageLine<'a> {
    fn new(stage: &'a StagePlan<'a>) -> Self {
        Self {
            id: &stage.id,
            name: stage.name,
            content: stage.content,
            from: stage.days.map(|days| days.0.to_string()),
            until: stage.days.map(|days| days.1.to_string()),
        }
    }
}

impl<'a> SessionLine<'a> {
    fn new(review: &'a Review<'a>, session: &'a Session<'a>) -> Self {
        Self {
            key: &session.key,
            stage: &review.schedule.stages[session.stage].id,
            kind: session.kind.id(),
            design: session.design.map(|at| review.facts.chosen[at].design.id.as_str()),
            title: &session.title,
            purpose: &session.purpose,
            purposes: session.purposes.iter().map(|purpose| purpose.name.as_str()).collect(),
            date: session.date.to_string(),
            starts: session.starts.as_ref().map(clock),
            ends: session.ends().as_ref().map(clock),
            minutes: session.minutes,
            outside_working_day: session.outside_working_day,
        }
    }
}

impl<'a> MilestoneLine<'a> {
    fn new(milestone: &'a Milestone) -> Self {
        Self {
            key: &milestone.key,
            kind: milestone.kind.id(),
            date: milestone.date.to_string(),
            title: &milestone.title,
        }
    }
}

impl<'a> UnplacedLine<'a> {
    fn new(unplaced: &'a Unplaced) -> Self {
        Self { title: &unplaced.title, minutes: unplaced.minutes, because: &unplaced.because }
    }
}
