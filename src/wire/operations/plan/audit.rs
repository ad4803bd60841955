//! `POST /v1/audits`: a plan checked against the standards.

use super::parts::{FindingLine, PlanName, stated};
use crate::catalogue::Severity;
use crate::planning::{Audited, Finding, Looked, Review};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::view::{View, view, views};

fn count(findings: &[&Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.waived.is_none() && finding.severity == severity).count()
}

view! {
    /// A plan checked against the standards for professional learning.
    #[schema(as = AuditAnswer)]
    pub struct AuditAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        /// The number of findings by severity; waived findings are counted only in `waived`.
        standing: Counts = View::view(review.audit_findings().as_slice()),
        standards: Vec<StandardLine<'a>> = View::view(&review.audit.standards),
        /// Findings, most serious first, with those of the plan check that state the same fact as a look-for.
        findings: Vec<FindingLine<'a>> = views(review.audit_findings()),
        /// Questions that the plan does not answer; answer them in `checks`.
        asked: Vec<AskedLine<'a>> = views(review.audit.open()),
        provenance: Provenance<'a> = provenance,
    }

    /// Findings by severity.
    struct Counts from (findings: &[&Finding]) {
        error: usize = count(findings, Severity::Error),
        warning: usize = count(findings, Severity::Warning),
        note: usize = count(findings, Severity::Note),
        waived: usize = findings.iter().filter(|finding| finding.waived.is_some()).count(),
    }

    /// A standard.
    struct StandardLine<'a> from (audited: &'a Audited<'a>) {
        id: &'a str = &audited.standard.id,
        name: &'a str = &audited.standard.name,
        /// `open` while nothing is known; otherwise `hardly`, `partly`, `largely` or `met`, by what is met.
        level: &'a str,
        look_fors: Vec<LookForLine<'a>> = View::view(&audited.looked),
    }

    /// A look-for and its state.
    struct LookForLine<'a> from (looked: &'a Looked<'a>) {
        /// The id to use in `checks`.
        id: &'a str,
        element: &'a str = &looked.element.id,
        /// `met`, `stated` if nothing is behind the statement, `partly`, `contrary` or `open`.
        shown: &'a str,
        /// `plan` if the plan shows it, `team` if the team answers it.
        by: &'a str,
        evidence: Option<&'a str> = stated(&looked.evidence),
        place: Option<&'a str> = stated(&looked.place),
    }

    /// A question for the team.
    struct AskedLine<'a> from (looked: &'a Looked<'a>) {
        id: &'a str,
        question: &'a str = &looked.look_for.question,
        looks_like: Option<&'a str> = looked.look_for.looks_like.as_deref(),
        does_not_look_like: Option<&'a str> = looked.look_for.does_not_look_like.as_deref(),
    }
}
