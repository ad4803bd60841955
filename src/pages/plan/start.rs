//! Starts a plan from a chosen design or bundle and from what was said before.

use maud::{Markup, html};

use super::super::kit::about;
use super::super::scene::Scene;
use super::carried::carry;
use super::place::BEGIN;
use crate::planning::{ChosenDesign, Plan};

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

/// Adds the requested designs and everything said before, where the plan does not have it yet.
pub fn begin(scene: &Scene<'_>, plan: &mut Plan) {
    let asked = scene.fields.all("plan.start").flat_map(|value| value.split([' ', ',']));
    let asked: Vec<&str> = asked.filter(|id| scene.catalogue().design_index(id).is_some()).collect();
    if asked.is_empty() {
        return;
    }
    let mut before: Option<String> = None;
    for id in asked {
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
    carry(scene, plan);
}
