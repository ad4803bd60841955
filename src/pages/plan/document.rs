//! The whole plan as one page to print, and as files.

use maud::{Markup, html};

use super::super::kit::submit;
use super::desk::Desk;
use super::files;
use super::inputs::part;
use super::steps::heading;
use crate::exports::EXPORTS;

pub fn body(desk: &Desk<'_>) -> Markup {
    let record = files::whole(desk);
    html! {
        @if record.is_none() { h1 { (heading(desk)) } }
        p.lead.unprinted { (desk.say("document.lead")) }
        p.actions {
            @for (path, key) in EXPORTS.iter().filter_map(|export| export.page) { button form="state" formaction=(path) data-native="" { (desk.say(key)) } }
            button form="state" formaction="/plan.json" data-native="" { (desk.say("plans.save")) }
            button form="state" formaction="/plan/board" { (desk.say("board.open")) }
            button.scripted type="button" data-print="" { (desk.say("save.print")) }
        }
        @if let Some(text) = record { article.record { (text) } }
        section.unprinted aria-labelledby="history" {
            h2 #history { (desk.say("document.history")) }
            p { (desk.say("document.history_why")) }
            (part(desk, "history", &[]))
            p.actions { (submit(&desk.scene, "/plan/document", "plans.check")) }
        }
    }
}
