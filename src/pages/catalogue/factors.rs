//! All factors, in the three groups of the form.

use maud::html;

use super::parts::{page as whole, percent};
use crate::catalogue::Group;
use crate::pages::scene::Scene;
use crate::pages::view::Page;

/// The groups in form order.
const GROUPS: [(Group, &str); 3] =
    [(Group::Content, "content"), (Group::SchoolSystem, "school_system"), (Group::Individual, "individual")];

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let count = scene.catalogue().factors.len().to_string();
    let body = html! {
        h1 { (scene.fill("factors.heading", &[("count", &count)])) }
        p.lead { (scene.say("factors.lead")) }
        @for (group, id) in GROUPS {
            section aria-labelledby=(id) {
                h2 #(id) { (scene.say(&format!("group.{id}"))) }
                p { (scene.say(&format!("group.{id}_why"))) }
                ul.cards {
                    @for (at, factor) in scene.catalogue().factors.iter().enumerate().filter(|(_, factor)| factor.group == group) {
                        li.design {
                            h3 { a href={ "/factors/" (factor.id) } { (factor.name) } }
                            p { (factor.question) }
                            p.small { (scene.fill("factors.weight", &[("share", &percent(scene.advisor.weighting().stake(scene.advisor.tables(), at)))])) }
                        }
                    }
                }
            }
        }
    };
    whole(scene, scene.say("factors.title"), &body)
}
