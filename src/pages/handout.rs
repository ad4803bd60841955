//! The result as a handout of one page, with its files.

use maud::html;

use super::kit::{Made, Page};
use super::layout::{self, tools};
use super::result;
use super::scene::Scene;
use crate::advisor::Options;
use crate::exports::{self, HANDOUTS, Handout, Outline, OutlineFile};
use crate::wire::{Problem, Request};

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    if result::is_empty(request) {
        return Ok(html! { (tools(scene)) (result::nothing_answered(scene)) }.into());
    }
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
    if result::is_empty(request) {
        let body = html! { (tools(scene)) (result::nothing_answered(scene)) };
        return Ok(Page::html(422, layout::page(scene, scene.say("handout.title"), &body)));
    }
    let bytes = (file.make)(&outline(scene, request)?, None);
    Ok(Page { status: 200, bytes, file: Some((file.file, file.media)) })
}

fn outline(scene: &Scene<'_>, request: &Request) -> Result<Outline, Problem> {
    let options = Options { top: None, ..request.options.clone() };
    let advice = scene.advisor.recommend(&request.profile, &options)?;
    let (need, learning) = (scene.fields.get("aim.need"), scene.fields.get("aim.learning"));
    let advisor = scene.advisor;
    Ok(Handout { advisor, advice: &advice, pupils_need: need, educators_learn: learning }.outline())
}
