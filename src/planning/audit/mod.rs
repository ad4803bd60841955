//! The audit: compares a plan with the standards, as a linter compares code with rules.
//!
//! `rules.rs` derives what the plan shows. The other look-fors are questions that stay open until the team answers.

mod rules;

use super::facts::Facts;
use super::finding::{Against, Finding, sort, waive};
use super::plan::Said;
use super::schedule::Schedule;
use crate::catalogue::{Element, LookFor, Severity, Standard};
use crate::words::{named, text};

/// The result of the audit for every standard.
#[derive(Clone, Debug)]
pub struct Audit<'a> {
    pub standards: Vec<Audited<'a>>,
    /// Most serious first.
    pub findings: Vec<Finding>,
}

/// The result of the audit for one standard.
#[derive(Clone, Debug)]
pub struct Audited<'a> {
    pub standard: &'a Standard,
    pub level: StandardLevel,
    pub looked: Vec<Looked<'a>>,
}

/// One look-for and whether the plan or the team shows it.
#[derive(Clone, Debug)]
pub struct Looked<'a> {
    /// For example `data.application_assessed`.
    pub id: String,
    pub element: &'a Element,
    pub look_for: &'a LookFor,
    pub shown: Shown,
    pub by: By,
    /// The evidence, or what is missing.
    pub evidence: String,
    /// JSON pointer into the plan.
    pub place: String,
}

named! {
    /// The result for a look-for.
    Shown { Met = "met", Partly = "partly", Contrary = "contrary", Open = "open" }
}

named! {
    /// The source of a result.
    By {
        /// Derived from the plan.
        Plan = "plan",
        /// The team's answer.
        Team = "team",
    }
}

named! {
    /// How far a plan meets a standard.
    ///
    /// `open` if less than half of the look-fors are known, and `met` if all look-fors are met. Otherwise, of the known
    /// look-fors: `largely` if at least three in four are met and none with severity `error` is contrary; `partly` if at
    /// least one in four is met; else `hardly`. A partly met look-for counts one half.
    StandardLevel { Open = "open", Hardly = "hardly", Partly = "partly", Largely = "largely", Met = "met" }
}

/// The result of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub shown: Shown,
    pub evidence: String,
    pub place: String,
}

impl StandardLevel {
    fn of(looked: &[Looked<'_>]) -> Self {
        let count = |shown: Shown| looked.iter().filter(|one| one.shown == shown).count();
        let (met, partly, contrary) = (count(Shown::Met), count(Shown::Partly), count(Shown::Contrary));
        let known = met + partly + contrary;
        let is_heavy = |one: &Looked<'_>| one.shown == Shown::Contrary && one.look_for.severity == Severity::Error;
        // A partly met look-for counts one half.
        let halves = 2 * met + partly;
        match () {
            () if known == 0 || 2 * known < looked.len() => Self::Open,
            () if met == looked.len() => Self::Met,
            () if 4 * halves >= 6 * known && !looked.iter().any(is_heavy) => Self::Largely,
            () if 4 * halves >= 2 * known => Self::Partly,
            () => Self::Hardly,
        }
    }
}

/// Compares a plan with every standard of the catalog.
pub(super) fn audit<'a>(facts: &Facts<'a>, schedule: &Schedule<'_>) -> Audit<'a> {
    let standards: Vec<Audited<'a>> = facts
        .catalogue
        .standards
        .iter()
        .map(|standard| {
            let looked: Vec<Looked<'a>> = standard
                .elements
                .iter()
                .flat_map(|element| element.look_fors.iter().map(move |look_for| (element, look_for)))
                .map(|(element, look_for)| look(facts, schedule, standard, element, look_for))
                .collect();
            Audited { standard, level: StandardLevel::of(&looked), looked }
        })
        .collect();
    let mut findings: Vec<Finding> = standards
        .iter()
        .flat_map(|audited| audited.looked.iter().filter_map(|looked| finding(audited.standard, looked)))
        .collect();
    waive(facts, &mut findings, false);
    findings.retain(|finding| !matches!(finding.against, Against::Step(_)));
    sort(&mut findings);
    Audit { standards, findings }
}

fn look<'a>(
    facts: &Facts<'a>,
    schedule: &Schedule<'_>,
    standard: &Standard,
    element: &'a Element,
    look_for: &'a LookFor,
) -> Looked<'a> {
    let id = format!("{}.{}", standard.id, look_for.id);
    let derived = look_for.rule.map(|rule| rules::judge(rule, facts, schedule)).filter(|one| one.shown != Shown::Open);
    let said = facts.plan.checks.iter().position(|check| check.id.as_deref() == Some(&id) && check.said.is_some());
    let looked = |shown, by, evidence, place| Looked { id: id.clone(), element, look_for, shown, by, evidence, place };
    if let Some(mut verdict) = derived {
        let team = said.and_then(|at| facts.plan.checks[at].said);
        if team == Some(Said::Yes) && verdict.shown != Shown::Met {
            verdict.evidence = format!("{} {}", verdict.evidence, text("planning.audit.reported_only"));
        }
        return looked(verdict.shown, By::Plan, verdict.evidence, verdict.place);
    }
    let Some(at) = said else { return looked(Shown::Open, By::Team, String::new(), String::new()) };
    let check = &facts.plan.checks[at];
    let shown = match check.said {
        Some(Said::Yes) => Shown::Met,
        Some(Said::Partly) => Shown::Partly,
        _ => Shown::Contrary,
    };
    let evidence = check.evidence.clone().unwrap_or_else(|| text("planning.audit.without_evidence").to_owned());
    looked(shown, By::Team, evidence, format!("/checks/{at}"))
}

/// Returns a finding for a look-for that is not met; a partly met one has a lower severity.
fn finding(standard: &Standard, looked: &Looked<'_>) -> Option<Finding> {
    let look_for = looked.look_for;
    let severity = match looked.shown {
        Shown::Contrary => look_for.severity,
        Shown::Partly => look_for.severity.min(Severity::Note),
        Shown::Met | Shown::Open => return None,
    };
    let differs = look_for.differs.as_ref();
    let sources = look_for.sources.iter().chain(differs.into_iter().flat_map(|differs| &differs.sources));
    Some(Finding {
        id: looked.id.clone(),
        against: Against::Element { standard: standard.id.clone(), element: looked.element.id.clone() },
        severity,
        place: looked.place.clone(),
        found: looked.evidence.clone(),
        why: look_for.why.clone(),
        fix: look_for.fix.clone(),
        sources: std::iter::once(&standard.source).chain(sources).cloned().collect(),
        grade: Some(look_for.grade.clone()),
        differs: differs.map(|differs| differs.says.clone()),
        waived: None,
    })
}

impl Audit<'_> {
    /// Returns findings that are not waived and have at least this severity.
    pub fn not_waived(&self, least: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.waived.is_none() && finding.severity >= least)
    }

    /// Returns look-fors without a result.
    pub fn open(&self) -> impl Iterator<Item = &Looked<'_>> {
        self.standards.iter().flat_map(|audited| &audited.looked).filter(|looked| looked.shown == Shown::Open)
    }
}
