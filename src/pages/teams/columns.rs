//! The columns of a survey: those to decide, and those that were recognized, folded.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::fault_place;
use crate::catalogue::{Catalogue, FactorIndex, Kind};
use crate::pages::kit::{heads, scroll};
use crate::pages::scene::Scene;
use crate::surveys::{LEAST_MINIMUM, TEAM, UNUSED, USUAL_MINIMUM, answerable};

const HEADS: [&str; 4] = ["teams.column_number", "teams.column_heading", "teams.column_becomes", "teams.column_why"];

pub(super) fn mapping(scene: &Scene<'_>) -> Markup {
    html! {
        section #survey hidden aria-labelledby="survey-heading" {
            h2 #survey-heading tabindex="-1" { (scene.say("teams.columns")) }
            p #columns-why { (scene.say("teams.columns_why")) }
            form #survey-form novalidate {
                div #unsure { (table(scene, "columns", "teams.columns_caption")) }
                details #recognized {
                    summary #recognized-count {}
                    (table(scene, "known-columns", "teams.known_caption"))
                }
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

fn table(scene: &Scene<'_>, id: &str, caption: &str) -> Markup {
    let caption_id = format!("{id}-caption");
    scroll(
        &caption_id,
        html! { table {
            caption id=(caption_id) { (scene.say(caption)) }
            (heads(scene, &HEADS))
            tbody id=(id) {}
        } },
    )
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
                    label.box data-cell="direction" hidden {
                        input type="checkbox" data-reversed="";
                        span { (scene.say("teams.reversed")) }
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
