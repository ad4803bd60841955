//! Findings by what is to be done: one fact is one line, however many rules it touches.

use std::cmp::Reverse;

use super::finding::Finding;
use crate::catalogue::Severity;

/// Something to do, with the findings that it settles.
#[derive(Clone, Debug)]
pub struct ToDo<'f> {
    /// The findings, most serious first. The first one's `fix` is what to do.
    pub findings: Vec<&'f Finding>,
}

impl<'f> ToDo<'f> {
    /// Groups findings that have the same remedy or report the same fact, most serious first.
    pub fn of(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for finding in findings {
            let is_same = |other: &&Finding| other.fix == finding.fix || other.found == finding.found;
            match all.iter_mut().find(|one| one.findings.iter().any(is_same)) {
                Some(own) => own.findings.push(finding),
                None => all.push(Self { findings: vec![finding] }),
            }
        }
        for one in &mut all {
            one.findings.sort_by_key(|finding| Reverse(finding.severity));
        }
        all.sort_by_key(|one| Reverse(one.severity()));
        all
    }

    /// The severity of its most serious finding.
    pub fn severity(&self) -> Severity {
        self.findings[0].severity
    }

    /// What to do.
    pub fn fix(&self) -> &'f str {
        &self.findings[0].fix
    }

    /// What else to do, for findings that report the same fact.
    pub fn more_fixes(&self) -> Vec<&'f str> {
        self.different(|finding| Some(&finding.fix)).split_off(1)
    }

    /// Each fact once, with the finding that reports it first.
    pub fn facts(&self) -> Vec<&'f Finding> {
        let mut facts: Vec<&Finding> = Vec::new();
        for finding in &self.findings {
            if !facts.iter().any(|other| other.found == finding.found && other.place == finding.place) {
                facts.push(finding);
            }
        }
        facts
    }

    /// Each reason once.
    pub fn reasons(&self) -> Vec<&'f str> {
        self.different(|finding| Some(&finding.why))
    }

    /// What studies found instead, each once.
    pub fn differs(&self) -> Vec<&'f str> {
        self.different(|finding| finding.differs.as_deref())
    }

    fn different(&self, of: impl Fn(&'f Finding) -> Option<&'f str>) -> Vec<&'f str> {
        let mut all: Vec<&str> = Vec::new();
        for text in self.findings.iter().filter_map(|finding| of(finding)) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
        all
    }
}
