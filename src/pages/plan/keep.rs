//! Buttons to save the plan as a file and to open one.

use maud::{Markup, html};

use super::desk::Desk;

/// Buttons to save, share, and open a plan on the page `here`, and to check it if `check` has the words for it.
pub fn keep(desk: &Desk<'_>, here: &str, check: Option<&str>) -> Markup {
    html! {
        section.share aria-labelledby="keep" {
            h2 #keep { (desk.say("plans.keep")) }
            p { (desk.say("plans.keep_why")) }
            p.actions {
                @if let Some(check) = check { button.primary form="state" formaction=(here) { (desk.scene.words.say(check)) } }
                button form="state" formaction="/plan.json" data-native="" { (desk.say("plans.save")) }
                button.scripted type="button" data-copy-link="" { (desk.say("save.link")) }
            }
            details.import {
                summary { (desk.say("plans.open_file")) }
                label.scripted for="plan-file" { (desk.say("plans.file")) }
                input.scripted #plan-file type="file" accept=".json,application/json" data-open-plan="";
                div.field {
                    label for="plan-text" { (desk.say("plans.paste")) }
                    textarea #plan-text name="plan.open" rows="3" form="state" {}
                }
                p { button form="state" formaction=(here) { (desk.say("plans.open_it")) } }
            }
        }
    }
}
