//! The whole plan as one page to print, and as files.

use maud::{Markup, html};

use super::super::kit::submit;
use super::desk::Desk;
use super::files;
use super::inputs::part;
use super::steps::heading;
use super::whole::json;
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
        (own_template(desk))
        @if let Some(text) = record { article.record { (text) } }
        section.unprinted aria-labelledby="history" {
            h2 #history { (desk.say("document.history")) }
            p { (desk.say("document.history_why")) }
            (part(desk, "history", &[]))
            p.actions { (submit(&desk.scene, "/plan/document", "plans.check")) }
        }
    }
}

/// A form that fills the district's own Word template from this plan. It sends the plan itself, as the API expects it.
fn own_template(desk: &Desk<'_>) -> Markup {
    let plan = json(desk);
    html! {
        @if let Some(plan) = std::str::from_utf8(&plan).ok().filter(|plan| !plan.is_empty()) {
            details.import.unprinted {
                summary { (desk.say("template.open")) }
                p.hint #template-hint { (desk.say("template.why")) }
                form #template-form method="post" enctype="multipart/form-data" action="/v1/plans/template" {
                    textarea name="plan" hidden { (plan) }
                    label for="template-file" { (desk.say("template.file")) }
                    input #template-file type="file" name="template" accept=".docx" required aria-describedby="template-hint";
                    p { button { (desk.say("template.fill")) } }
                    p #template-said role="status" data-filled=(desk.say("template.filled")) data-unknown=(desk.say("template.unknown"))
                        data-empty=(desk.say("template.empty")) data-failed=(desk.say("template.failed")) {}
                }
                script src="/assets/template.js" type="module" {}
            }
        }
    }
}
