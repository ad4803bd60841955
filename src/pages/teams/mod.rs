//! Many teams: ranks a file of teams or a survey on one page. The page sends nothing to the server itself:
//! its script sends the file to the public API and fills in the templates below.

mod columns;
mod measures;
mod sides;
mod table;
mod ways;

use maud::{Markup, html};

use super::kit::Page;
use super::layout;
use super::planner::PATH as FORM;
use super::scene::Scene;
use crate::catalogue::Catalogue;
use crate::surveys::vendor_names;

/// File extensions of team files, surveys, and rosters.
const ENDINGS: &str = ".ndjson,.jsonl,.json,.csv,.tsv,.txt,.xlsx,.zip";

/// Columns of a team table besides factors.
const OTHER_COLUMNS: [&str; 3] = ["id", "current", "setting"];

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let body = html! {
        h1 { (scene.say("teams.heading")) }
        p.lead { (scene.say("teams.lead")) }
        p { (scene.say("teams.ask_why")) " " a href="/ask" { (scene.say("teams.ask")) } }
        p { (scene.say("teams.district_why")) " " a href="/district" { (scene.say("teams.district")) } }
        p.warn.unscripted { (scene.say("teams.noscript")) " " code { "backmap batch" } ", " code { "backmap import" } }
        div.scripted #teams data-columns=(names(scene.catalogue())) data-factors=(scene.catalogue().factors.len()) {
            (file(scene))
            (columns::mapping(scene))
            (progress(scene))
            (report(scene))
            (ways::hidden(scene))
            (table::results(scene))
        }
        (words(scene))
        script src="/assets/teams.js" type="module" {}
    };
    Some(Page::html(200, layout::page(scene, scene.say("teams.title"), &body)))
}

/// Returns the known column names of a team table, separated by spaces; parts of factors follow a dot.
fn names(catalogue: &Catalogue) -> String {
    let factors = catalogue.factors.iter().map(|factor| factor.id.as_str());
    OTHER_COLUMNS.into_iter().chain(factors).collect::<Vec<_>>().join(" ")
}

fn file(scene: &Scene<'_>) -> Markup {
    html! {
        form #file-form novalidate {
            fieldset {
                legend { (scene.say("teams.file_legend")) }
                div.field {
                    label for="file" { (scene.say("teams.file")) }
                    input #file type="file" multiple accept=(ENDINGS) aria-describedby="file-hint file-fault";
                    p.hint #file-hint { (scene.fill("teams.file_hint", &[("vendors", &vendor_names())])) }
                    (fault_place("file-fault"))
                }
                div.field {
                    label for="ignore" { (scene.say("teams.ignore")) }
                    input #ignore autocomplete="off" aria-describedby="ignore-hint";
                    p.hint #ignore-hint { (scene.say("teams.ignore_hint")) }
                }
                fieldset.boxes {
                    legend { (scene.say("teams.kind")) }
                    @for (value, name) in [("see", "teams.kind_see"), ("teams", "teams.kind_teams"), ("survey", "teams.kind_survey")] {
                        label {
                            input type="radio" name="kind" value=(value) checked[value == "see"];
                            span { (scene.say(name)) }
                        }
                    }
                }
                button.primary { (scene.say("teams.read")) }
            }
        }
    }
}

/// A place for an error message from a script, announced to screen readers at once.
fn fault_place(id: &str) -> Markup {
    html! { p.fault id=(id) role="alert" hidden {} }
}

fn progress(scene: &Scene<'_>) -> Markup {
    html! {
        section #reading hidden aria-labelledby="reading-heading" {
            h2 #reading-heading tabindex="-1" { (scene.say("teams.reading")) }
            label for="read" #read-text {}
            progress #read max="1" value="0" {}
            p { button #cancel type="button" { (scene.say("teams.cancel")) } }
        }
    }
}

fn report(scene: &Scene<'_>) -> Markup {
    html! {
        section #report hidden aria-labelledby="report-heading" {
            h2 #report-heading tabindex="-1" { (scene.say("teams.report")) }
            p #report-short {}
            details { summary { (scene.say("teams.report_open")) } ul #report-lines {} }
            p { button #change-columns type="button" hidden { (scene.say("teams.change_columns")) } }
        }
    }
}

/// The texts of the script, by key.
fn words(scene: &Scene<'_>) -> Markup {
    html! {
        template #teams-words {
            @for (key, text) in scene.words.under("teams.say.") { data value=(key) { (text) } }
        }
    }
}
