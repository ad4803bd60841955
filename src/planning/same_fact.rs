//! One fact is one finding: it names the other findings that state it.

use super::facts::Facts;
use super::finding::{Against, Also, Finding};
use crate::catalogue::Catalogue;

/// Merges findings that state the same fact: with the same words about the same place, or listed so in the catalog.
pub(super) fn merge(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let mut merged: Vec<Finding> = Vec::new();
    for finding in findings.drain(..) {
        let is_same = |other: &&mut Finding| {
            let (a, b) = (&other.found, &finding.found);
            // One of them may go on to say what the team reports.
            let says_same = a.starts_with(b.as_str()) || b.starts_with(a.as_str());
            other.id != finding.id && says_same && other.place == finding.place
        };
        match merged.iter_mut().find(is_same) {
            Some(lead) => join(lead, finding),
            None => merged.push(finding),
        }
    }
    *findings = merged;
    for (lead, others) in listed(facts) {
        if let Some(at) = findings.iter().position(|finding| finding.id == lead) {
            let mut lead = findings.remove(at);
            take(findings, others).into_iter().for_each(|other| join(&mut lead, other));
            findings.insert(at.min(findings.len()), lead);
        }
    }
}

/// Merges findings of the audit into findings of the plan that state the same fact.
pub(super) fn merge_across(facts: &Facts<'_>, of_plan: &mut [Finding], of_audit: &mut Vec<Finding>) {
    for (lead, others) in listed(facts) {
        if let Some(lead) = of_plan.iter_mut().find(|finding| finding.id == lead) {
            take(of_audit, others).into_iter().for_each(|other| join(lead, other));
        }
    }
}

fn listed<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'a str, &'a [String])> {
    facts.catalogue.planning.same_facts.iter().map(|fact| (fact.lead.as_str(), fact.others.as_slice()))
}

/// Takes the findings with one of these ids out of a list.
fn take(findings: &mut Vec<Finding>, ids: &[String]) -> Vec<Finding> {
    findings.extract_if(.., |finding| ids.contains(&finding.id)).collect()
}

/// Adds a finding to another one, which keeps its own words and takes the higher severity and what studies found.
fn join(lead: &mut Finding, other: Finding) {
    lead.severity = lead.severity.max(other.severity);
    lead.differs = lead.differs.take().or(other.differs);
    let others = std::iter::once(Also { id: other.id, against: other.against }).chain(other.also);
    for also in others.filter(|also| also.id != lead.id) {
        if !lead.also.iter().any(|known| known.id == also.id) {
            lead.also.push(also);
        }
    }
    for source in other.sources {
        if !lead.sources.contains(&source) {
            lead.sources.push(source);
        }
    }
}

impl Finding {
    /// Returns the names of the other standards and steps that the same fact touches, each once.
    pub fn also_touches<'c>(&self, catalogue: &'c Catalogue) -> Vec<&'c str> {
        let name = |against: &Against| match against {
            Against::Step(id) => catalogue.planning.steps.iter().find(|step| step.id == *id).map(|step| &*step.name),
            Against::Element { standard, .. } => {
                catalogue.standards.iter().find(|one| one.id == *standard).map(|one| &*one.name)
            }
        };
        let own = name(&self.against);
        let mut names: Vec<&str> = Vec::new();
        for other in self.also.iter().filter_map(|also| name(&also.against)) {
            if Some(other) != own && !names.contains(&other) {
                names.push(other);
            }
        }
        names
    }
}
