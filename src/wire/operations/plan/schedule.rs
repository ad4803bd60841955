//! `POST /v1/plans/schedule`: when everything takes place, and what could not be scheduled.

use jiff::civil::Date;

use super::parts::{FindingLine, PlanName};
use crate::planning::{Milestone, Review, Session, StagePlan, Unplaced, clock};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::view::{View, view, views};

view! {
    /// Learning distributed over a school's calendar.
    #[schema(as = ScheduleAnswer)]
    pub struct ScheduleAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        time_zone: Option<&'a str> = review.facts.plan.calendar.time_zone.as_deref(),
        stages: Vec<StageLine<'a>> = View::view(&review.schedule.stages),
        /// Sessions, in order of date.
        sessions: Vec<SessionLine<'a>> = views(review.schedule.sessions.iter().map(|session| (session, review))),
        milestones: Vec<MilestoneLine<'a>> = View::view(&review.schedule.milestones),
        /// Sessions that could not be scheduled, with reasons.
        unplaced: Vec<UnplacedLine<'a>> = View::view(&review.schedule.unplaced),
        /// Meeting times on days without school.
        skipped: Vec<SkippedLine<'a>> = View::view(&review.schedule.skipped),
        findings: Vec<FindingLine<'a>> = View::view(&review.schedule.findings),
        provenance: Provenance<'a> = provenance,
    }

    /// A stage with its days.
    struct StageLine<'a> from (stage: &'a StagePlan<'a>) {
        id: &'a str,
        name: &'a str,
        content: &'a str,
        #[schema(value_type = Option<String>, format = Date)]
        from: Option<String> = stage.days.map(|days| days.0.to_string()),
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<String> = stage.days.map(|days| days.1.to_string()),
    }

    /// A session.
    struct SessionLine<'a> from (session: &'a Session<'a>, review: &'a Review<'a>) {
        /// A key that stays the same while the plan keeps its stages and designs, even if the session moves.
        key: &'a str,
        /// The id of its stage.
        stage: &'a str = &review.schedule.stages[session.stage].id,
        /// `workshop`, `online_session`, `practice`, `design` or `support_meeting`.
        kind: &'a str,
        /// The catalog id of its design.
        design: Option<&'a str> = session.design.map(|at| review.facts.chosen[at].design.id.as_str()),
        title: &'a str,
        purpose: &'a str,
        /// The purposes of a support meeting.
        purposes: Vec<&'a str> = session.purposes.iter().map(|purpose| purpose.name.as_str()).collect(),
        #[schema(value_type = String, format = Date)]
        date: String,
        /// The start time; null if it takes place in the teacher's own lessons or at a time of their choice, in the week
        /// from `date`.
        starts: Option<String> = session.starts.as_ref().map(clock),
        ends: Option<String> = session.ends().as_ref().map(clock),
        minutes: u32,
        /// Whether it falls outside the working day; null if the working day is unknown.
        outside_working_day: Option<bool>,
    }

    /// A day on which something begins, ends or is reviewed.
    struct MilestoneLine<'a> from (milestone: &'a Milestone) {
        key: &'a str,
        /// `stage`, `benchmark`, `target`, `goal`, `review`, `fair_judgement` or `support`.
        kind: &'a str,
        #[schema(value_type = String, format = Date)]
        date: String,
        title: &'a str,
    }

    /// A session that could not be scheduled.
    struct UnplacedLine<'a> from (unplaced: &'a Unplaced) { title: &'a str, minutes: u32, because: &'a str }

    /// A meeting time on a day without school.
    struct SkippedLine<'a> from (skipped: &'a (Date, String)) {
        #[schema(value_type = String, format = Date)]
        date: String = skipped.0.to_string(),
        because: &'a str = &skipped.1,
    }
}
