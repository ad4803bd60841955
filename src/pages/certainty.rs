//! How certain a ranking is, in three facts: how sure, what is missing first, and whether more answers would help.

use maud::{Markup, html};

use super::kit::statement_text;
use super::scene::Scene;
use crate::advisor::Certainty;

/// Shows the three facts.
pub fn block(scene: &Scene<'_>, certainty: &Certainty) -> Markup {
    html! {
        dl.certainty {
            @if let Some(sure) = &certainty.sure { dt { (scene.say("certainty.sure")) } dd { (sure) } }
            @if let Some(first) = certainty.missing.first() { dt { (scene.say("certainty.missing")) } dd { (first) } }
            dt { (scene.say("certainty.more")) }
            dd { (statement_text(scene, &certainty.more)) }
        }
    }
}
