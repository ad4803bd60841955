//! Keeping and passing on: the profile as a file, and a link that holds all of it.

use maud::{Markup, html};

use super::scene::Scene;
use crate::wire::{Problem, Request, request_json};

/// The request as a body that every operation of the API takes, and that the form opens again.
pub fn profile(scene: &Scene<'_>, request: &Request) -> Result<Vec<u8>, Problem> {
    Ok(request_json(scene.catalogue(), request))
}

/// What can be done with the answers beside reading on.
pub fn share(scene: &Scene<'_>) -> Markup {
    html! {
        section.share aria-labelledby="share" {
            h2 #share { (scene.say("save.heading")) }
            p { (scene.say("save.why")) }
            p.actions {
                button form="state" formaction="/profile.json" data-native="" { (scene.say("save.file")) }
                button.scripted type="button" data-copy-link="" { (scene.say("save.link")) }
                button.scripted type="button" data-print="" { (scene.say("save.print")) }
            }
            p.small.scripted { (scene.say("save.link_why")) }
        }
    }
}
