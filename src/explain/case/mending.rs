//! What has to be raised for the choice to work, who can do it, and how soon.

use super::needs::{below_need, short_of};
use super::scene::Scene;
use super::{Argument, ArgumentKind};
use crate::catalogue::TermIndex;
use crate::scoring::Need;
use crate::scoring::rules::Bound;
use crate::sentences::{number, tell, word};
use crate::words::{in_sentence, text};

/// Requirements first, then gates, then every other unmet need.
pub(super) fn mending(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let mut needs: Vec<(ArgumentKind, TermIndex, f64)> = Vec::new();
    let mut add = |kind, term, need| {
        if !needs.iter().any(|(_, known, _)| *known == term) {
            needs.push((kind, term, need));
        }
    };
    for unmet in scene.evaluation.unmet(scene.alternative) {
        if let Need::Term(term) = unmet.need {
            let required = unmet.required as f64 / 1e6;
            add(ArgumentKind::CannotRun, term, scene.need(term).map_or(required, |need| need.max(required)));
        }
    }
    // A level that has to come down, such as expected fidelity, is a decision; the school does not raise it.
    let gates = scene.evaluation.unmet_gates(scene.alternative);
    gates.iter().filter(|gate| gate.bound == Bound::AtLeast).for_each(|gate| {
        add(ArgumentKind::Gate, gate.term, gate.required);
    });
    below_need(scene).into_iter().for_each(|(term, need)| add(ArgumentKind::BelowNeed, term, need));
    needs.into_iter().map(|(kind, term, need)| raise(scene, kind, term, need)).collect()
}

fn raise(scene: &Scene<'_, '_>, kind: ArgumentKind, term: TermIndex, need: f64) -> Argument {
    let one = &scene.tables().terms[term];
    let change = &scene.catalogue().factors[one.factor].change;
    let first = short_of(scene, term, need, text("explain.case.mending.raise"));
    let statement = if change.by_school {
        let slots = [
            word("how", in_sentence(change.how.trim_end_matches('.'))),
            word("owner", change.owner.replace('_', " ")),
            number("weeks", format!("factors.{}.change.lead_weeks", one.path), change.lead_weeks.to_string()),
        ];
        first.then(tell(text("explain.case.mending.how"), &slots)).graded(&change.grade)
    } else {
        first.then(tell(text("explain.case.mending.not_by_school"), &[]))
    };
    Argument::new(kind, statement).about(&one.path)
}
