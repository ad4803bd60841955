//! Many teams: ranks a file of teams or a survey on one page. The page sends nothing to the server itself:
//! its script sends the file to the public API and fills in the templates below.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::kit::{Page, heads, scroll};
use super::layout;
use super::scene::Scene;
use crate::catalogue::{Catalogue, FactorIndex, Kind};
use crate::surveys::{LEAST_MINIMUM, TEAM, UNUSED, USUAL_MINIMUM, answerable, vendor_names};

/// File extensions of team files, surveys, and rosters.
const ENDINGS: &str = ".ndjson,.jsonl,.json,.csv,.tsv,.txt,.xlsx,.zip";

/// Columns of a team table besides factors.
const OTHER_COLUMNS: [&str; 3] = ["id", "current", "setting"];

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let body = html! {
        h1 { (scene.say("teams.heading")) }
        p.lead { (scene.say("teams.lead")) }
        p.warn.unscripted { (scene.say("teams.noscript")) " " code { "backmap batch" } ", " code { "backmap import" } }
        div.scripted #teams data-columns=(columns(scene.catalogue())) data-factors=(scene.catalogue().factors.len()) {
            (file(scene))
            (mapping(scene))
            (progress(scene))
            (report(scene))
            (results(scene))
        }
        (words(scene))
        script src="/assets/teams.js" type="module" {}
    };
    Some(Page::html(200, layout::page(scene, scene.say("teams.title"), &body)))
}

/// Returns the known column names of a team table, separated by spaces; parts of factors follow a dot.
fn columns(catalogue: &Catalogue) -> String {
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
                    input #file type="file" accept=(ENDINGS) aria-describedby="file-hint file-fault";
                    p.hint #file-hint { (scene.fill("teams.file_hint", &[("vendors", &vendor_names())])) }
                    (fault_place("file-fault"))
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

fn mapping(scene: &Scene<'_>) -> Markup {
    html! {
        section #survey hidden aria-labelledby="survey-heading" {
            h2 #survey-heading tabindex="-1" { (scene.say("teams.columns")) }
            p { (scene.say("teams.columns_why")) }
            form #survey-form novalidate {
                (scroll("columns-caption", html! { table {
                    caption #columns-caption { (scene.say("teams.columns_caption")) }
                    (heads(scene, &["teams.column_number", "teams.column_heading", "teams.column_becomes", "teams.column_why"]))
                    tbody #columns {}
                } }))
                details {
                    summary { (scene.say("teams.mapping_open")) }
                    div.field {
                        label for="mapping" { (scene.say("teams.mapping")) }
                        textarea.code #mapping rows="16" spellcheck="false" aria-describedby="mapping-hint survey-fault" {}
                        p.hint #mapping-hint { (scene.say("teams.mapping_hint")) }
                    }
                }
                div.field {
                    label for="minimum" { (scene.say("teams.minimum")) }
                    input #minimum type="number" min=(LEAST_MINIMUM) step="1" value=(USUAL_MINIMUM) aria-describedby="minimum-hint survey-fault";
                    p.hint #minimum-hint { (scene.say("teams.minimum_hint")) }
                }
                (fault_place("survey-fault"))
                button.primary { (scene.say("teams.read_survey")) }
            }
        }
        (column_template(scene))
    }
}

/// A row for a survey column, with all possible uses.
fn column_template(scene: &Scene<'_>) -> Markup {
    html! {
        template #column-row {
            tr {
                td.number data-cell="column" {}
                th scope="row" data-cell="heading" {}
                td {
                    select {
                        option value=(UNUSED) { (scene.say("teams.take_unused")) }
                        option value=(TEAM) { (scene.say("teams.take_team")) }
                        @for (factor, paths) in by_factor(scene.catalogue()) {
                            optgroup label=(factor) {
                                @for (path, name) in paths { option value=(path) { (name) } }
                            }
                        }
                    }
                }
                td data-cell="why" {}
            }
        }
    }
}

/// Returns what a column can answer, with its name, by factor in catalog order.
fn by_factor(catalogue: &Catalogue) -> Vec<(&str, Vec<(String, String)>)> {
    let mut of: BTreeMap<FactorIndex, Vec<(String, String)>> = BTreeMap::new();
    for path in answerable(catalogue) {
        let (id, part) = path.split_once('.').map_or((path.as_str(), None), |(id, part)| (id, Some(part)));
        let Some(at) = catalogue.factor_index(id) else { continue };
        let factor = &catalogue.factors[at];
        let name = part.and_then(|part| part_name(catalogue, at, part)).unwrap_or(&factor.name);
        of.entry(at).or_default().push((path.clone(), name.to_owned()));
    }
    of.into_iter().map(|(at, paths)| (catalogue.factors[at].name.as_str(), paths)).collect()
}

fn part_name<'a>(catalogue: &'a Catalogue, factor: FactorIndex, part: &str) -> Option<&'a str> {
    let factor = &catalogue.factors[factor];
    match factor.kind {
        Kind::PerDesign => catalogue.designs.iter().find(|one| one.id == part).map(|one| one.name.as_str()),
        Kind::PerResource => factor.resources.iter().find(|one| one.id == part).map(|one| one.name.as_str()),
        Kind::Shares => factor.categories.iter().find(|one| one.id == part).map(|one| one.name.as_str()),
        Kind::Level => None,
    }
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
            ul #report-lines {}
        }
    }
}

fn results(scene: &Scene<'_>) -> Markup {
    html! {
        section #results hidden aria-labelledby="results-heading" {
            h2 #results-heading tabindex="-1" { (scene.say("teams.results")) }
            p #results-count {}
            p.small { (scene.say("teams.how_to_read")) }
            (scroll("results-caption", html! { table.teams {
                caption #results-caption { (scene.say("teams.results_caption")) }
                (heads(scene, &["teams.team", "teams.known", "teams.first", "teams.in_the_way", "teams.profile"]))
                tbody #rows {}
            } }))
            (pager(scene))
            div.actions {
                button type="button" data-save="csv" { (scene.say("teams.save_csv")) }
                button type="button" data-save="ndjson" { (scene.say("teams.save_ndjson")) }
            }
            div #bad hidden {
                h3 { (scene.say("teams.bad")) }
                p #bad-count {}
                ul #bad-lines {}
            }
        }
        (row_template(scene))
    }
}

fn pager(scene: &Scene<'_>) -> Markup {
    html! {
        nav #pager hidden aria-label=(scene.say("teams.pages")) {
            button #earlier type="button" { (scene.say("teams.earlier")) }
            " " span #pager-text {} " "
            button #later type="button" { (scene.say("teams.later")) }
        }
    }
}

fn row_template(scene: &Scene<'_>) -> Markup {
    html! {
        template #team-row {
            tr {
                th scope="row" data-cell="id" {}
                td.number data-cell="known" {}
                td { ol data-cell="first" {} p.warn data-cell="verdict" hidden {} }
                td {
                    span data-cell="blocked" {}
                    details hidden { summary { (scene.say("teams.fixes")) } ul data-cell="fixes" {} }
                }
                td { a.button data-cell="open" { (scene.say("teams.open")) } }
            }
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
