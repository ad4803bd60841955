//! Operations on a plan: each reads a plan and answers one question about it.

mod audit;
mod check;
mod implementation;
mod parts;
mod progress;
mod resources;
mod sarif;
mod schedule;

use utoipa::PartialSchema;

use crate::wire::asked::plan::plan_schema;
use crate::wire::kit::number::to_json;
use crate::wire::kit::view::View;
use crate::wire::operations::operation::{Aside, Beside, OtherMedia, operation, shape_of};

use audit::AuditAnswer;
use check::PlanCheckAnswer;
use implementation::ImplementationAnswer;
use parts::answer_review;
use progress::ProgressAnswer;
use resources::ResourcesAnswer;
pub use sarif::audit_sarif;
use schedule::ScheduleAnswer;

/// Declares operations: each reads a plan and answers one question about it.
macro_rules! operations {
    ($($(#[doc = $about:literal])+ $name:ident { $path:literal, $id:literal, $answer:ident, $result:literal, $beside:expr })+) => { $(
        operation! {
            $(#[doc = $about])+
            $name {
                path: $path,
                id: $id,
                tag: "plans",
                aside: Aside::Always,
                example: include_str!("../../examples/plan.json"),
                request: ("PlanFile", plan_schema, "The plan"),
                answer: |advisor, _, body| {
                    answer_review(advisor, body, |review, provenance| to_json(&$answer::view((review, provenance))))
                },
                result: (shape_of::<$answer<'_>>, $result),
                beside: $beside,
            }
        }
    )+ };
}

operations! {
    /// Check a plan against the seven steps of backmapping
    ///
    /// Returns each step with its key questions, where the plan answers them and which are open; which factors the answers
    /// of step 2 set; the rank and evidence of the chosen designs for the plan's profile; the links between parts; the
    /// theory of change; and what is wrong: a goal without a need, a design without a learning need, an outcome without an
    /// indicator, circular links, dates out of order, or a design that is not in the catalog. Every part of a plan is
    /// optional. Nothing is stored.
    CHECK_PLAN { "/v1/plans/check", "check_plan", PlanCheckAnswer, "Open questions and findings", Beside::Nothing }

    /// Schedule a plan
    ///
    /// Places the sessions of the chosen designs, and of what the plan's stages add to them, in the plan's calendar: in
    /// meeting times, or in a week where they need lessons with students. It keeps holidays, the order of the designs, the
    /// rhythm of each, and the limit on minutes per week, and it is the schedule with the least cost, or says how far it
    /// may be from it. It lists every session that could not be scheduled, with the reason and the cheapest ways out, and
    /// every day on which something is reviewed.
    SCHEDULE_PLAN { "/v1/plans/schedule", "schedule_plan", ScheduleAnswer, "The schedule", Beside::Nothing }

    /// Check a plan's readiness for implementation
    ///
    /// Returns each requirement of successful implementation: what plan and profile show, what is missing, how to fix it,
    /// and what the team needs to answer. Also returns the dip to expect, the earliest fair day to judge results, and a
    /// rule for stopping.
    PLAN_IMPLEMENTATION { "/v1/plans/implementation", "plan_implementation", ImplementationAnswer, "Requirements, met and missing", Beside::Nothing }

    /// Estimate a plan's hours, days and costs
    ///
    /// Returns hours, days of substitute coverage and costs from the designs' data, for one teacher and in total, each as a
    /// low, typical and high amount; the people and materials that the designs require; and what is unknown.
    PLAN_RESOURCES { "/v1/plans/resources", "plan_resources", ResourcesAnswer, "The estimate", Beside::Nothing }

    /// Report a plan's progress
    ///
    /// Compares each indicator with its benchmarks by one rule, up to the day of review. Also returns the five levels of
    /// evaluation, from students back to reactions, the steps of a learning community, and whether the rule for stopping
    /// applies.
    PLAN_PROGRESS { "/v1/plans/progress", "plan_progress", ProgressAnswer, "The plan's progress", Beside::Nothing }

    /// Audit a plan against the standards for professional learning
    ///
    /// Checks a plan against every look-for of the seven standards, as a linter checks code. Most results are derived from
    /// the plan; the rest are questions that the team answers in `checks`. Each finding has an id, a standard and element,
    /// a place in the plan, what was found, why it matters and how to fix it. Where studies disagree with the standard, the
    /// finding includes that. Findings that the plan waives with a reason are marked. With `Accept:
    /// application/sarif+json`, the findings of the audit and of the plan check come as SARIF 2.1.0.
    AUDIT_PLAN { "/v1/audits", "audit_plan", AuditAnswer, "The audit result", Beside::Media(SARIF) }
}

const SARIF: OtherMedia =
    OtherMedia { content_type: "application/sarif+json", answer: audit_sarif, schema: serde_json::Value::schema };
