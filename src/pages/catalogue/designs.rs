//! All learning designs, in catalog order.

use maud::{Markup, html};

use super::design::first_cost;
use super::parts::{best_evidence, environments, outcomes, page as whole};
use crate::catalogue::Design;
use crate::exports::{cost_basis, money_range};
use crate::pages::kit::{Page, design_link, spread};
use crate::pages::scene::Scene;

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let designs = &scene.catalogue().designs;
    let count = designs.len().to_string();
    let body = html! {
        h1 { (scene.fill("designs.heading", &[("count", &count)])) }
        p.lead { (scene.say("designs.lead")) }
        p.small { (scene.say("designs.not_ranked")) " " a href="/" { (scene.say("designs.to_planner")) } }
        ul.cards { @for design in designs { li.design { (card(scene, design)) } } }
    };
    whole(scene, scene.say("designs.title"), &body)
}

fn card(scene: &Scene<'_>, design: &Design) -> Markup {
    let dosage = &design.dosage;
    let cost = first_cost(scene, design);
    html! {
        h2 { (design_link(design)) }
        p { (design.summary) }
        dl.facts-of {
            dt { (scene.say("design.serves")) } dd { (outcomes(scene, &design.outcomes.primary)) }
            dt { (scene.say("design.meets")) } dd { (environments(scene, design)) }
            dt { (scene.say("parts.hours")) } dd { (spread(scene, &dosage.hours)) }
            dt { (scene.say("parts.weeks")) } dd { (spread(scene, &dosage.weeks)) }
            dt { (scene.say("parts.cost")) } dd { (money_range(cost.amount(), None)) ", " (cost_basis(cost.kind)) }
            dt { (scene.say("designs.evidence")) } dd { (best_evidence(scene, design)) }
        }
    }
}
