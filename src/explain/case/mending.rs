//! What has to be raised for the choice to work, who can do it, and how soon.

use super::needs::{below_need, short_of};
use super::scene::Scene;
use super::{Argument, ArgumentKind};
use crate::explain::statement::{number, tell, word};
use crate::explain::words::in_sentence;
use crate::scoring::Need;
use crate::scoring::rules::Bound;

/// Requirements first, then gates, then every other unmet need.
pub(super) fn mending(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let mut wanted: Vec<(ArgumentKind, usize, f64)> = Vec::new();
    let mut add = |kind, term, need| {
        if !wanted.iter().any(|(_, known, _)| *known == term) {
            wanted.push((kind, term, need));
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
    wanted.into_iter().map(|(kind, term, need)| raise(scene, kind, term, need)).collect()
}

fn raise(scene: &Scene<'_, '_>, kind: ArgumentKind, term: usize, need: f64) -> Argument {
    let one = &scene.tables().terms[term];
    let change = &scene.catalogue().factors[one.factor].change;
    let first = short_of(scene, term, need, "Raise {factor} from {actual} to {need}.");
    let statement = if change.by_school {
        let slots = [
            word("how", in_sentence(change.how.trim_end_matches('.'))),
            word("owner", change.owner.replace('_', " ")),
            number("weeks", format!("factors.{}.change.lead_weeks", one.path), change.lead_weeks.to_string()),
        ];
        let how = "In our judgment, this would help: {how}. Expect about {weeks} weeks; the {owner} is responsible.";
        first.then(tell(how, &slots)).graded(&change.grade)
    } else {
        first.then(tell("The school cannot raise this on its own.", &[]))
    };
    Argument::new(kind, statement).about(&one.path)
}
