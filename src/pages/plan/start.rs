//! Starts a plan from a chosen design or bundle and from the aim.

use maud::{Markup, html};

use super::super::kit::about;
use super::super::scene::Scene;
use super::place::BEGIN;
use crate::planning::{ChosenDesign, LearningNeed, Need, Plan};

/// The button that makes a plan with one design.
pub fn start(scene: &Scene<'_>, design: &str, name: &str) -> Markup {
    html! {
        button form="state" formaction=(BEGIN) name="plan.start" value=(design) {
            (scene.say("plans.start")) @if !name.is_empty() { (about(name)) }
        }
    }
}

/// The button that makes a plan with several designs, in order.
pub fn start_all(scene: &Scene<'_>, designs: &[&str], names: &str) -> Markup {
    html! {
        button form="state" formaction=(BEGIN) name="plan.start" value=(designs.join(" ")) {
            (scene.say("plans.start_all")) (about(names))
        }
    }
}

/// Adds the requested designs and the aim, if the plan does not have them yet.
pub fn begin(scene: &Scene<'_>, plan: &mut Plan) {
    let asked: Vec<&str> = scene.fields.all("plan.start").flat_map(|value| value.split([' ', ','])).collect();
    if asked.is_empty() {
        return;
    }
    if let (true, Some(need)) = (plan.needs.is_empty(), scene.fields.get("aim.need")) {
        plan.needs.push(Need { missing: Some(need.to_owned()), ..Need::default() });
    }
    if let (true, Some(learning)) = (plan.learning_needs.is_empty(), scene.fields.get("aim.learning")) {
        plan.learning_needs.push(LearningNeed { text: Some(learning.to_owned()), ..LearningNeed::default() });
    }
    let initiatives = scene.fields.get("aim.initiatives").and_then(|number| number.parse().ok());
    plan.people.initiatives = plan.people.initiatives.or(initiatives);
    let mut before: Option<String> = None;
    for id in asked.into_iter().filter(|id| scene.catalogue().design_index(id).is_some()) {
        let known = plan.designs.iter().find(|one| one.design.as_deref() == Some(id));
        let own = known.and_then(|one| one.id.clone());
        if known.is_none() {
            plan.designs.push(ChosenDesign {
                id: Some(id.to_owned()),
                design: Some(id.to_owned()),
                after: before.into_iter().collect(),
                ..ChosenDesign::default()
            });
        }
        before = own.or_else(|| Some(id.to_owned()));
    }
}
