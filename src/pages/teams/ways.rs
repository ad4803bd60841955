//! The hidden teams: why each is hidden, and what a person can do about it.

use maud::{Markup, html};

use super::{FORM, fault_place};
use crate::pages::scene::Scene;
use crate::surveys::LEAST_MINIMUM;

pub(super) fn hidden(scene: &Scene<'_>) -> Markup {
    html! {
        section #hidden hidden aria-labelledby="hidden-heading" data-least=(LEAST_MINIMUM) {
            h2 #hidden-heading { (scene.say("teams.hidden")) }
            ul #hidden-teams {}
            p { (scene.say("teams.ways")) }
            ul.ways {
                li {
                    (scene.say("teams.way_agreed")) " "
                    span #agreed-links {}
                }
                li #way-join {
                    form #join-form novalidate {
                        fieldset.boxes {
                            legend { (scene.say("teams.way_join")) }
                            p.hint { (scene.say("teams.way_join_hint")) }
                            div #join-boxes {}
                            (fault_place("join-fault"))
                            button { (scene.say("teams.join")) }
                        }
                    }
                }
                li #way-fewer {
                    p { (scene.say("teams.way_fewer")) }
                    button #fewer type="button" { (scene.fill("teams.fewer", &[("least", &LEAST_MINIMUM.to_string())])) }
                }
            }
        }
        template #agreed-link { a.button href=(FORM) {} }
        template #join-box { label { input type="checkbox" name="joined" checked; span {} } }
    }
}
