//! All factors, in the three groups of the form.

use maud::html;

use super::parts::page as whole;
use crate::catalogue::FactorIndex;
use crate::pages::kit::{GROUPS, Page, factor_link, percent, section};
use crate::pages::scene::Scene;

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let count = scene.catalogue().factors.len().to_string();
    let body = html! {
        h1 { (scene.fill("factors.heading", &[("count", &count)])) }
        p.lead { (scene.say("factors.lead")) }
        @for (group, id) in GROUPS {
            (section(scene, id, &format!("group.{id}"), html! {
                p { (scene.say(&format!("group.{id}_why"))) }
                ul.cards {
                    @for (at, factor) in FactorIndex::enumerate(&scene.catalogue().factors).filter(|(_, factor)| factor.group == group) {
                        li.design {
                            h3 { (factor_link(factor)) }
                            p { (factor.question) }
                            p.small { (scene.fill("factors.weight", &[("share", &percent(scene.advisor.weighting().stake(scene.advisor.tables(), at)))])) }
                        }
                    }
                }
            }))
        }
    };
    whole(scene, scene.say("factors.title"), &body)
}
