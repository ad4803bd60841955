//! Plans: the steps of backmapping, the schedule, the audit against the standards, implementation requirements,
//! progress, and resources.
//!
//! This module contains the plan as a team writes it and everything derived from it with the catalog. Ranks come in as
//! [`DesignRank`]; files and formats are in other modules.

mod audit;
mod behind;
mod check;
mod experts;
mod facts;
mod finding;
mod identity;
mod implementation;
mod links;
mod marks;
mod part_names;
mod parts;
mod plan;
mod progress;
mod resources;
mod same_fact;
mod schedule;
mod steps;
mod study;
mod theory;
mod to_do;

use crate::catalogue::Catalogue;
use crate::words::{fill, fill_text};
use behind::Behind;

pub use audit::{Audit, Audited, By, Looked, Shown, StandardLevel};
pub use facts::{Chosen, DesignRank, Facts, RankedPlace};
pub use finding::{Against, Also, FINDING_KINDS, Finding, FindingKind};
pub use implementation::{Met, RequirementState, State};
pub use links::{Links, Node, Part};
pub use marks::MarkState;
pub use parts::plan_parts;
pub use plan::*;
pub use progress::{CommunityStep, IndicatorState, LevelState, Progress, Track};
pub use resources::{
    Budget, Coaches, Cost, CostKind, CostPart, HOURS_OF_A_DAY, LedTime, Line, Otherwise, Pricing, Range, Resources,
    Spending, Sum, YearCost, design_cost, money,
};
pub use schedule::{
    Change, Milestone, MilestoneKind, Schedule, Session, SessionKind, StagePlan, Unplaced, WayOut, clock, time_zone,
};
pub use steps::{OwnState, QuestionState, Setting, StepState};
pub use study::Studied;
pub use theory::{COLUMNS, Node as TheoryNode, Theory, column_names};
pub use to_do::ToDo;

/// A plan with everything derived from it.
#[derive(Clone, Debug)]
pub struct Review<'a> {
    pub facts: Facts<'a>,
    pub steps: Vec<StepState<'a>>,
    /// The factors and facts of the profile that step 2 covers.
    pub settings: Vec<Setting<'a>>,
    /// Findings from the plan and its schedule, most serious first.
    pub findings: Vec<Finding>,
    pub schedule: Schedule<'a>,
    pub audit: Audit<'a>,
    pub implementation: Vec<RequirementState<'a>>,
    pub resources: Resources<'a>,
    pub progress: Progress<'a>,
    pub theory: Theory,
    /// The five marks of a high-quality design, with the chosen designs that have each.
    pub marks: Vec<MarkState<'a>>,
}

impl<'a> Review<'a> {
    /// Returns the findings against the standards, with those of the plan that state the same fact; most serious first.
    pub fn audit_findings(&self) -> Vec<&Finding> {
        let is_element = |one: &Also| matches!(one.against, Against::Element { .. });
        let own = self.findings.iter().filter(|finding| finding.also.iter().any(is_element));
        let mut all: Vec<&Finding> = self.audit.findings.iter().chain(own).collect();
        finding::sort_by_severity(&mut all);
        all
    }

    /// Returns all findings of the plan and the audit, most serious first.
    pub fn all_findings(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.audit.findings.iter().chain(&self.findings).collect();
        finding::sort_by_severity(&mut all);
        all
    }

    /// Reviews a plan; `ranks` has one entry per design, in plan order, `None` for designs not in the catalog.
    pub fn new(plan: &'a Plan, catalogue: &'a Catalogue, ranks: &'a [Option<DesignRank>]) -> Self {
        let facts = Facts::new(plan, catalogue, ranks);
        let schedule = schedule::schedule(&facts);
        let behind = Behind::new(&facts, &schedule);
        let mut audit = audit::audit(&behind);
        let implementation = implementation::implementation(&behind);
        let mut findings = check::findings(&facts);
        findings.extend(schedule.findings.iter().cloned());
        let resources = resources::resources(&facts, &schedule);
        findings.extend(resources::findings(&facts, &resources));
        same_fact::merge(&facts, &mut findings);
        same_fact::merge_across(&facts, &mut findings, &mut audit.findings);
        // A waiver can apply to a finding of the plan or of the audit; it is unused only if neither has the finding.
        let of_audit = audit.findings.iter().filter(|finding| finding.waived.is_some());
        let used: Vec<String> = of_audit.map(|finding| finding.id.clone()).collect();
        finding::waive(&facts, &mut findings, true);
        let is_used = |finding: &Finding| {
            let waiver =
                finding.place.strip_prefix("/waivers/").and_then(|at| plan.waivers.get(at.parse::<usize>().ok()?));
            waiver.and_then(|waiver| waiver.finding.as_ref()).is_some_and(|id| used.contains(id))
        };
        findings.retain(|finding| finding.id != "plan.waiver_unused" || !is_used(finding));
        finding::sort(&mut findings);
        Self {
            steps: steps::steps(&facts),
            settings: steps::settings(&facts),
            findings,
            implementation,
            resources,
            progress: progress::progress(&facts),
            theory: theory::theory(&facts),
            marks: marks::marks(&facts),
            audit,
            schedule,
            facts,
        }
    }
}

/// Joins names with commas and a final "or"; `None` without names.
fn any_of(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    let (last, rest) = names.split_last()?;
    let joined = || fill_text("planning.any_of", &[("names", &rest.join(", ")), ("last", last)]);
    Some(if rest.is_empty() { last.clone() } else { joined() })
}

/// Fills the slots `number` and `all`.
fn fill_numbers(template: &str, number: usize, all: usize) -> String {
    fill(template, &[("number", &number.to_string()), ("all", &all.to_string())])
}
