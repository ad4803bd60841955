//! All learning designs, in catalog order.

use maud::{Markup, html};

use super::parts::{best_evidence, environments, outcomes, page as whole, spread};
use crate::catalogue::Design;
use crate::pages::scene::Scene;
use crate::pages::view::Page;

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
    html! {
        h2 { a href={ "/designs/" (design.id) } { (design.name) } }
        p { (design.summary) }
        dl.facts-of {
            dt { (scene.say("design.serves")) } dd { (outcomes(scene, &design.outcomes.primary)) }
            dt { (scene.say("design.meets")) } dd { (environments(scene, design)) }
            dt { (scene.say("parts.hours")) } dd { (spread(scene, &dosage.hours)) }
            dt { (scene.say("parts.weeks")) } dd { (spread(scene, &dosage.weeks)) }
            dt { (scene.say("parts.cost")) }
            dd { @match &dosage.cost_usd_per_teacher {
                Some(cost) => { (spread(scene, cost)) }
                None => { (scene.say("parts.unknown")) }
            } }
            dt { (scene.say("designs.evidence")) } dd { (best_evidence(scene, design)) }
        }
    }
}
