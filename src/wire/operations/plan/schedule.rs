//! `POST /v1/plans/schedule`: when everything takes place, and what could not be scheduled.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::parts::{FindingLine, PlanName};
use crate::planning::{Change, Day, MeetingTime, Milestone, Plan, Review, Session, StagePlan, Unplaced, WayOut, clock};
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
        /// The three cheapest changes of the plan that give every session a time, cheapest first; empty if all have one, and
        /// if no single change is enough.
        ways_out: Vec<WayOutLine> = views(review.schedule.ways_out.iter().map(|way| (way, review))),
        /// The cost of the schedule in days of waiting, uneven distances and broken rhythms; minutes without a time weigh a
        /// million each.
        cost: i64 = review.schedule.cost,
        /// The least cost that any schedule of these sessions can have. If it equals `cost`, no schedule is better.
        least_cost: i64 = review.schedule.bound,
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
        /// `meeting`, `lesson`, `own_time` or `away`.
        place: &'a str = session.place.id(),
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

    /// A change of the plan that gives every session a time.
    struct WayOutLine from (way: &WayOut, review: &Review<'_>) {
        says: String = way.says.clone(),
        /// Minutes of new time for each teacher.
        minutes: u32,
        /// The change as a JSON Patch (RFC 6902) of the plan file.
        patch: Vec<PatchLine> = patch(&way.change, review.facts.plan),
    }

    /// A meeting time on a day without school.
    struct SkippedLine<'a> from (skipped: &'a (Date, String)) {
        #[schema(value_type = String, format = Date)]
        date: String = skipped.0.to_string(),
        because: &'a str = &skipped.1,
    }
}

/// One operation of a JSON Patch.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct PatchLine {
    /// `add` or `replace`.
    op: &'static str,
    path: String,
    value: Value,
}

/// Returns a change of a plan as a JSON Patch.
fn patch(change: &Change, plan: &Plan) -> Vec<PatchLine> {
    let one = |op, path: &str, value| PatchLine { op, path: path.to_owned(), value };
    match change {
        Change::Meetings(new) if plan.calendar.meetings.is_empty() => {
            vec![one("add", "/calendar/meetings", new.iter().map(meeting).collect())]
        }
        Change::Meetings(new) => new.iter().map(|new| one("add", "/calendar/meetings/-", meeting(new))).collect(),
        Change::WeeklyLimit(minutes) => vec![one("replace", "/calendar/most_minutes_a_week", json!(minutes))],
        Change::LastDay(day) => vec![one("replace", "/calendar/until", json!(day.to_string()))],
        Change::Hours(all) => {
            all.iter().map(|(at, hours)| one("add", &format!("/designs/{at}/hours"), json!(hours))).collect()
        }
    }
}

fn meeting(new: &MeetingTime) -> Value {
    let time = new.at.as_ref().map(clock);
    match (new.on, new.day) {
        (Some(on), _) => json!({"on": on.to_string(), "at": time, "minutes": new.minutes}),
        (None, day) => json!({"day": day.map(Day::id), "at": time, "minutes": new.minutes}),
    }
}
