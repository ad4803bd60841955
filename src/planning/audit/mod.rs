//! The audit: compares a plan with the standards, as a linter compares code with rules.
//!
//! `rules/` derives what the plan shows, and `behind/` whether more than words is behind it. The other look-fors are
//! questions that stay open until the team answers.

mod rules;

use super::behind::{Behind, Missing};
use super::finding::{Against, Finding, sort, waive};
use super::plan::{Check, Said};
use super::same_fact;
use crate::catalogue::{Element, LookFor, Severity, Standard};
use crate::words::{fill_text, named, sentence, text};

pub(super) use rules::{is_closed, is_to_come, known};

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
    Shown {
        /// The plan shows it, with something behind it.
        Met = "met",
        /// The plan or the team states it, with nothing behind it.
        Stated = "stated",
        Partly = "partly",
        Contrary = "contrary",
        Open = "open",
    }
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
    /// `open` if nothing is known, and `met` if all look-fors are met. Otherwise, of all look-fors: `largely` if at least
    /// three in four are met and none with severity `error` is contrary; `partly` if at least one in four is met; else
    /// `hardly`. A partly met look-for counts one half. A stated or open one counts nothing.
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
        let (met, partly, all) = (count(Shown::Met), count(Shown::Partly), looked.len());
        let is_heavy = |one: &Looked<'_>| one.shown == Shown::Contrary && one.look_for.severity == Severity::Error;
        // A partly met look-for counts one half.
        let halves = 2 * met + partly;
        match () {
            () if count(Shown::Open) == all => Self::Open,
            () if met == all => Self::Met,
            () if 4 * halves >= 6 * all && !looked.iter().any(is_heavy) => Self::Largely,
            () if 4 * halves >= 2 * all => Self::Partly,
            () => Self::Hardly,
        }
    }
}

/// Compares a plan with every standard of the catalog.
pub(super) fn audit<'a>(behind: &Behind<'_, 'a>) -> Audit<'a> {
    let facts = behind.facts;
    let standards: Vec<Audited<'a>> = facts
        .catalogue
        .standards
        .iter()
        .map(|standard| {
            let looked: Vec<Looked<'a>> = standard
                .elements
                .iter()
                .flat_map(|element| element.look_fors.iter().map(move |look_for| (element, look_for)))
                .map(|(element, look_for)| look(behind, standard, element, look_for))
                .collect();
            Audited { standard, level: StandardLevel::of(&looked), looked }
        })
        .collect();
    let mut findings: Vec<Finding> = standards
        .iter()
        .flat_map(|audited| audited.looked.iter().filter_map(|looked| finding(audited.standard, looked)))
        .collect();
    sort(&mut findings);
    same_fact::merge(facts, &mut findings);
    waive(facts, &mut findings, false);
    findings.retain(|finding| !matches!(finding.against, Against::Step(_)));
    sort(&mut findings);
    Audit { standards, findings }
}

fn look<'a>(behind: &Behind<'_, 'a>, standard: &Standard, element: &'a Element, look_for: &'a LookFor) -> Looked<'a> {
    let id = format!("{}.{}", standard.id, look_for.id);
    let (verdict, by) = answered(behind, look_for, &id);
    let Verdict { shown, evidence, place } = verdict;
    Looked { id, element, look_for, shown, by, evidence, place }
}

/// Returns what the plan shows, else what the team answers. A plan that shows the opposite is not talked away, and an
/// answer settles only what the plan states or leaves open.
fn answered(behind: &Behind<'_, '_>, look_for: &LookFor, id: &str) -> (Verdict, By) {
    let by_rule = look_for.rule.map(|rule| rules::judge(rule, behind)).filter(|one| one.shown != Shown::Open);
    let by_known = || look_for.known.as_ref().map(|known| rules::known(known, behind));
    let derived = by_rule.or_else(by_known).filter(|one| one.shown != Shown::Open);
    let answer = behind.answer(id);
    match (derived, answer) {
        (None, None) => (Verdict { shown: Shown::Open, evidence: String::new(), place: String::new() }, By::Team),
        (Some(verdict), None) => (verdict, By::Plan),
        (None, Some((at, check, said))) => (of_team(behind, at, check, said), By::Team),
        (Some(verdict), Some((at, check, said))) if verdict.shown == Shown::Stated => {
            let of_team = of_team(behind, at, check, said);
            if of_team.shown == Shown::Stated { (verdict, By::Plan) } else { (of_team, By::Team) }
        }
        (Some(mut verdict), Some((_, _, said))) => {
            if said == Said::Yes && verdict.shown != Shown::Met {
                verdict.evidence = format!("{} {}", verdict.evidence, text("planning.audit.reported_only"));
            }
            (verdict, By::Plan)
        }
    }
}

/// Returns the team's answer: a no is taken at its word, and a yes needs a role with a date or a document.
fn of_team(behind: &Behind<'_, '_>, at: usize, check: &Check, said: Said) -> Verdict {
    let is_backed = behind.is_backed(check);
    let shown = match said {
        Said::No => Shown::Contrary,
        Said::Yes if is_backed => Shown::Met,
        Said::Partly if is_backed => Shown::Partly,
        Said::Yes | Said::Partly => Shown::Stated,
    };
    let evidence = said_with(check);
    let evidence = match shown {
        Shown::Stated => {
            fill_text("planning.behind.stated", &[("evidence", &evidence), ("missing", &Missing::Proof.says())])
        }
        _ => evidence,
    };
    Verdict { shown, evidence, place: format!("/checks/{at}") }
}

/// The evidence of an answer, with its document or with the role and the date that confirm it.
pub(super) fn said_with(check: &Check) -> String {
    let given = check.evidence.clone().unwrap_or_else(|| text("planning.audit.without_evidence").to_owned());
    let given = sentence(&given);
    match (&check.document, check.by.as_ref().zip(check.on)) {
        (Some(document), _) => fill_text("planning.behind.document", &[("evidence", &given), ("document", document)]),
        (None, Some((by, on))) => {
            fill_text("planning.behind.confirmed", &[("evidence", &given), ("role", by), ("date", &on.to_string())])
        }
        (None, None) => given,
    }
}

/// Returns a finding for a look-for that is not met; a partly met one has a lower severity.
fn finding(standard: &Standard, looked: &Looked<'_>) -> Option<Finding> {
    let look_for = looked.look_for;
    let severity = match looked.shown {
        Shown::Contrary => look_for.severity,
        Shown::Partly => look_for.severity.min(Severity::Note),
        Shown::Met | Shown::Stated | Shown::Open => return None,
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
        also: Vec::new(),
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
