//! Saving and sharing: the profile as a file, and a link that contains all of it.

use maud::{Markup, html};

use super::scene::Scene;
use crate::wire::{Problem, Request, request_json};

/// Returns the request as JSON that every API operation and the form accept.
pub fn profile(scene: &Scene<'_>, request: &Request) -> Result<Vec<u8>, Problem> {
    Ok(request_json(scene.catalogue(), request))
}

/// Shows the buttons to save, share, and print.
pub fn share(scene: &Scene<'_>) -> Markup {
    html! {
        details.share {
            summary { (scene.say("save.heading")) }
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
