//! Weights: a number and a slider for each factor, and the effect of other weights.

use maud::{Markup, html};

use super::kit::{Made, cited, place, section, statement_text, submit, term};
use super::layout::tools_without;
use super::scene::Scene;
use super::what_if::comparison;
use crate::advisor::Options;
use crate::catalogue::Factor;
use crate::sensitivity::{near_weights, tell_weight};
use crate::wire::Request;

/// Maximum number of weights listed that would change the first rank.
const NAMED: usize = 4;

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let own = Options { top: None, ..request.options.clone() };
    let catalogue = Options { multipliers: None, ..own.clone() };
    let before = scene.advisor.recommend(&request.profile, &catalogue)?;
    let after = scene.advisor.recommend(&request.profile, &own)?;
    let evaluation = scene.advisor.evaluate(&request.profile, &own)?;
    let near = near_weights(&evaluation);
    Ok(html! {
        (tools_without(scene, |name| name.starts_with("weights.")))
        h1 { (scene.say("weights.heading")) }
        p.lead { (scene.say("weights.lead")) " " (term(scene, "weight", "weights.what")) "." }
        div.two {
            (section(scene, "weights", "weights.yours", html! {
                p { (submit(scene, "/weights", "weights.submit")) }
                @for factor in &scene.catalogue().factors { (weight(scene, factor)) }
                p { (submit(scene, "/weights", "weights.submit")) }
            }))
            section #outcome aria-labelledby="outcome-heading" {
                h2 #outcome-heading { (scene.say("weights.outcome")) }
                (comparison(scene, &before, &after))
                h3 { (scene.say("weights.near")) }
                @if near.is_empty() { p { (scene.say("weights.none_near")) } }
                ul.arguments { @for one in near.iter().take(NAMED) { li { (statement_text(scene, &tell_weight(&evaluation, one))) } } }
            }
        }
    }
    .into())
}

fn weight(scene: &Scene<'_>, factor: &Factor) -> Markup {
    let name = format!("weights.{}", factor.id);
    let id = place(&name);
    html! {
        div.move.weight {
            label for=(id) { (factor.name) }
            span.small id={ (id) "-now" } {
                (scene.fill("weights.catalogue", &[("weight", &factor.weight.value.to_string())])) " "
                (cited(scene, &factor.weight.grade, &[]))
            }
            span.slider {
                input id=(id) type="number" inputmode="decimal" min="0" step="any" name=(name) form="state" placeholder="1"
                    value=[scene.fields.get(&name)] aria-describedby={ (id) "-now" } data-slider="" data-live-change="/weights";
            }
        }
    }
}
