//! The whole plan as one page to print, and as files.

use maud::{Markup, html};

use super::desk::Desk;
use super::files::{self, FILES};
use super::inputs::part;
use super::steps::heading;

pub fn body(desk: &Desk<'_>) -> Markup {
    let record = files::whole(desk);
    html! {
        @if record.is_none() { h1 { (heading(desk)) } }
        p.lead.unprinted { (desk.say("document.lead")) }
        p.actions {
            @for (path, key) in FILES { button form="state" formaction=(path) data-native="" { (desk.say(key)) } }
            button form="state" formaction="/plan.json" data-native="" { (desk.say("plans.save")) }
            button.scripted type="button" data-print="" { (desk.say("save.print")) }
        }
        @if let Some(text) = record { article.record { (text) } }
        section.unprinted aria-labelledby="history" {
            h2 #history { (desk.say("document.history")) }
            p { (desk.say("document.history_why")) }
            (part(desk, "history", &[]))
            p.actions { button.primary form="state" formaction="/plan/document" { (desk.say("plans.check")) } }
        }
    }
}
