//! Teachers and principal side by side: where they differ most.

use maud::{Markup, html};

use super::{FORM, fault_place};
use crate::pages::scene::Scene;

pub(super) fn section(scene: &Scene<'_>) -> Markup {
    html! {
        section #sides aria-labelledby="sides-heading" {
            h3 #sides-heading tabindex="-1" { (scene.say("teams.sides")) }
            p { (scene.say("teams.sides_why")) " " a #sides-form href=(FORM) { (scene.say("teams.sides_form")) } }
            div.field {
                label for="principal" { (scene.say("teams.sides_file")) }
                input #principal type="file" multiple accept=".json" aria-describedby="principal-hint principal-fault";
                p.hint #principal-hint { (scene.say("teams.sides_hint")) }
                (fault_place("principal-fault"))
            }
            div #differences role="status" {}
        }
    }
}
