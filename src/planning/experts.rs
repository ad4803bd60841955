//! Consultants and other experts from outside: what for, until when, and what stays in the school.

use super::behind::Behind;
use super::facts::Facts;
use super::finding::{EXPERT_WITHOUT_EXIT, Finding, UNKNOWN_REFERENCE};
use super::plan::Expert;
use crate::words::fill_text;

/// Returns the experts with a scope and an exit, and all experts.
pub(super) fn share(behind: &Behind<'_, '_>) -> (usize, usize) {
    let experts = &behind.facts.plan.experts;
    (experts.iter().filter(|one| is_complete(behind, one)).count(), experts.len())
}

/// Whether an expert has a name, a scope, a last day, and something that stays in the school.
fn is_complete(behind: &Behind<'_, '_>, one: &Expert) -> bool {
    let says = |text: &Option<String>| behind.text(text.as_ref()).is_some();
    let in_order = one.from.is_none_or(|from| one.until.is_some_and(|until| from <= until));
    behind.is_role(one.who.as_ref()) && says(&one.scope) && says(&one.exit) && behind.is_dated(one.until) && in_order
}

/// Finds experts without a scope or an exit, and links to designs that are not in the plan.
pub(super) fn findings(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    for (at, one) in facts.plan.experts.iter().enumerate() {
        let place = format!("/experts/{at}");
        let part = match &one.who {
            Some(who) => fill_text("planning.expert.named", &[("who", who)]),
            None => fill_text("planning.expert.numbered", &[("number", &(at + 1).to_string())]),
        };
        if one.scope.is_none() || one.until.is_none() || one.exit.is_none() {
            findings.push(EXPERT_WITHOUT_EXIT.at(&place, &[("part", &part)]));
        }
        let is_design = |id: &&String| facts.plan.designs.iter().any(|design| design.id.as_ref() == Some(*id));
        let unknown: Vec<String> = one.designs.iter().filter(|id| !is_design(id)).map(|id| format!("“{id}”")).collect();
        if !unknown.is_empty() {
            let ids = unknown.join(", ");
            findings.push(UNKNOWN_REFERENCE.at(format!("{place}/designs"), &[("part", &part), ("ids", &ids)]));
        }
    }
}
