//! How certain a ranking is, in three facts: how sure, what is missing first, and whether more answers would help.

use maud::{Markup, html};

use super::scene::Scene;
use crate::advisor::Certainty;

/// Shows the three facts. Where the page says what is missing beside the design, its name is enough here.
pub fn block(scene: &Scene<'_>, certainty: &Certainty, is_explained: bool) -> Markup {
    html! {
        dl.certainty {
            @if let Some(sure) = &certainty.sure { dt { (scene.say("certainty.sure")) } dd { (sure) } }
            @if let Some(first) = certainty.missing.first() {
                dt { (scene.say("certainty.missing")) }
                dd { (if is_explained { &first.name } else { &first.words }) }
            }
            dt { (scene.say("certainty.more")) }
            dd { (scene.say(more(certainty))) }
        }
    }
}

/// Says whether more answers would help; the key of the text.
fn more(certainty: &Certainty) -> &'static str {
    match certainty.questions.questions.is_empty() {
        true => "certainty.none_open",
        false if certainty.questions.settled && certainty.is_clear => "certainty.settled",
        false if certainty.questions.settled => "certainty.not_settled_by_answers",
        false => "certainty.help",
    }
}
