//! The result as a handout of one page, with its files.

use maud::html;

use super::kit::{Made, Page};
use super::layout::tools;
use super::scene::Scene;
use crate::advisor::Options;
use crate::exports::{self, HANDOUTS, Handout, Outline, OutlineFile};
use crate::wire::{Problem, Request};

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let outline = outline(scene, request)?;
    Ok(html! {
        (tools(scene))
        p.actions {
            button.primary.scripted type="button" data-print="" { (scene.say("save.print")) }
            @for (path, key) in HANDOUTS.iter().map(|file| file.page) {
                button form="state" formaction=(path) data-native="" { (scene.say(key)) }
            }
        }
        article.record.handout { (exports::html(&outline)) }
    }
    .into())
}

/// Returns the handout as a file from the `exports` module.
pub fn file(scene: &Scene<'_>, request: &Request, file: &'static OutlineFile) -> Result<Page, Problem> {
    let bytes = (file.make)(&outline(scene, request)?, None);
    Ok(Page { status: 200, bytes, file: Some((file.file, file.media)) })
}

fn outline(scene: &Scene<'_>, request: &Request) -> Result<Outline, Problem> {
    let options = Options { top: None, ..request.options.clone() };
    let advice = scene.advisor.recommend(&request.profile, &options)?;
    let certainty = scene.advisor.certainty(&scene.advisor.evaluate(&request.profile, &options)?, &advice);
    let (need, learning) = (scene.fields.get("aim.need"), scene.fields.get("aim.learning"));
    let advisor = scene.advisor;
    let handout =
        Handout { advisor, advice: &advice, certainty: &certainty, pupils_need: need, educators_learn: learning };
    Ok(handout.outline())
}
