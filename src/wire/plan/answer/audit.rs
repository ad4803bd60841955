//! `POST /v1/audits`: a plan checked against the standards.

use serde::Serialize;

use super::super::super::provenance::Provenance;
use super::{FindingLine, PlanName};
use crate::catalogue::Severity;
use crate::planning::{Audited, Looked, Review};

/// A plan checked against the standards for professional learning.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AuditAnswer)]
pub struct AuditAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    /// The number of findings by severity; waived findings are counted only in `waived`.
    standing: Counts,
    standards: Vec<StandardLine<'a>>,
    /// Findings, most serious first.
    findings: Vec<FindingLine<'a>>,
    /// Questions that the plan does not answer; answer them in `checks`.
    asked: Vec<AskedLine<'a>>,
    provenance: Provenance<'a>,
}

/// Findings by severity.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
    waived: usize,
}

/// A standard.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StandardLine<'a> {
    id: &'a str,
    name: &'a str,
    /// `open` while less than half is known; otherwise `hardly`, `partly`, `largely` or `met`.
    level: &'a str,
    look_fors: Vec<LookForLine<'a>>,
}

/// A look-for and its state.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LookForLine<'a> {
    /// The id to use in `checks`.
    id: &'a str,
    element: &'a str,
    /// `met`, `partly`, `contrary` or `open`.
    shown: &'a str,
    /// `plan` if the plan shows it, `team` if the team answers it.
    by: &'a str,
    evidence: Option<&'a str>,
    place: Option<&'a str>,
}

/// A question for the team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct AskedLine<'a> {
    id: &'a str,
    question: &'a str,
    looks_like: Option<&'a str>,
    does_not_look_like: Option<&'a str>,
}

impl<'a> AuditAnswer<'a> {
    pub(super) fn new(review: &'a Review<'a>, provenance: Provenance<'a>) -> Self {
        let audit = &review.audit;
        let count = |severity| audit.standing(severity).filter(|finding| finding.severity == severity).count();
        let asked = |looked: &'a Looked<'a>| AskedLine {
            id: &looked.id,
            question: &looked.look_for.question,
            looks_like: looked.look_for.looks_like.as_deref(),
            does_not_look_like: looked.look_for.does_not_look_like.as_deref(),
        };
        Self {
            plan: PlanName::new(review),
            standing: Counts {
                error: count(Severity::Error),
                warning: count(Severity::Warning),
                note: count(Severity::Note),
                waived: audit.findings.iter().filter(|finding| finding.waived.is_some()).count(),
            },
            standards: audit.standards.iter().map(StandardLine::new).collect(),
            findings: audit.findings.iter().map(FindingLine::from).collect(),
            asked: audit.open().map(asked).collect(),
            provenance,
        }
    }
}

impl<'a> StandardLine<'a> {
    fn new(audited: &'a Audited<'a>) -> Self {
        let said = |text: &'a String| Some(text.as_str()).filter(|text| !text.is_empty());
        let look_for = |looked: &'a Looked<'a>| LookForLine {
            id: &looked.id,
            element: &looked.element.id,
            shown: looked.shown.id(),
            by: looked.by.id(),
            evidence: said(&looked.evidence),
            place: said(&looked.place),
        };
        Self {
            id: &audited.standard.id,
            name: &audited.standard.name,
            level: audited.level.id(),
            look_fors: audited.looked.iter().map(look_for).collect(),
        }
    }
}
