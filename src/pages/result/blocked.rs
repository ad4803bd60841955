//! The designs that are not feasible, with the reasons and the smallest fix.

use maud::{Markup, html};

use crate::advisor::{Advice, NotFeasible};
use crate::pages::kit::statement_text;
use crate::pages::scene::Scene;
use crate::words::sentence;

pub(super) fn list(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @if !advice.not_feasible.is_empty() {
            h3 { (scene.say("ranking.not_feasible")) }
            p { (scene.say("ranking.not_feasible_why")) }
            ul.ranking { @for one in &advice.not_feasible { (not_feasible(scene, one)) } }
        }
    }
}

fn not_feasible(scene: &Scene<'_>, one: &NotFeasible) -> Markup {
    let mut needs: Vec<String> = Vec::new();
    for unmet in &one.unmet {
        if !needs.contains(&unmet.reason) {
            needs.push(unmet.reason.clone());
        }
    }
    if needs.is_empty() {
        needs.push(scene.say("ranking.not_offered").to_owned());
    }
    let reason = needs.iter().map(|need| sentence(need)).collect::<Vec<_>>().join(" ");
    html! {
        li.design.blocked {
            h4 { (scene.design_name(one.design)) }
            p { (scene.fill("why.not_feasible_because", &[("reason", &reason)])) }
            @if let Some(fix) = &one.fix { p { b { (scene.say("ranking.fix")) } " " (statement_text(scene, &fix.statement)) } }
        }
    }
}
