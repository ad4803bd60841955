//! The table of teams, to be sorted by each column, with its template.

use maud::{Markup, html};

use super::measures::{self, MEASURES};
use super::{FORM, sides};
use crate::pages::kit::scroll;
use crate::pages::scene::Scene;

/// The column by which the table is sorted at first.
const FIRST: &str = "in_the_way";

pub(super) fn results(scene: &Scene<'_>) -> Markup {
    html! {
        section #results hidden aria-labelledby="results-heading" {
            h2 #results-heading tabindex="-1" { (scene.say("teams.results")) }
            p #results-count {}
            p.next #neediest hidden {}
            p.small { (scene.say("teams.how_to_read")) }
            (measures::help(scene))
            (scroll("results-caption", html! { table.teams {
                caption #results-caption { (scene.say("teams.results_caption")) }
                thead { tr {
                    (sortable(scene, "team", "teams.team"))
                    (sortable(scene, FIRST, "teams.most_in_the_way"))
                    @for measure in &MEASURES { (sortable(scene, measure.id, measure.name)) }
                    th scope="col" { (scene.say("teams.first")) }
                    (sortable(scene, "blocked", "teams.not_feasible"))
                    th scope="col" { (scene.say("teams.profile")) }
                } }
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
            (sides::section(scene))
        }
        (row_template(scene))
        (measures::levels(scene))
    }
}

/// A heading whose button sorts the table by its column.
fn sortable(scene: &Scene<'_>, id: &str, name: &str) -> Markup {
    let sorted = (id == FIRST).then_some("descending");
    html! { th scope="col" aria-sort=[sorted] { button.sort type="button" data-sort=(id) { (scene.say(name)) } } }
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
                th scope="row" { span data-cell="id" {} span.known.small data-cell="known" {} }
                td data-cell="in_the_way" {}
                @for measure in &MEASURES {
                    td.measure data-measure=(measure.id) data-paths=(measure.paths.join(" ")) data-name=(scene.say(measure.name)) {
                        span.dots aria-hidden="true" {} span.level {}
                    }
                }
                td { ol data-cell="first" {} p.warn data-cell="verdict" hidden {} }
                td {
                    span data-cell="blocked" {}
                    details hidden { summary { (scene.say("teams.fixes")) } ul data-cell="fixes" {} }
                }
                td { a.button data-cell="open" href=(FORM) { (scene.say("teams.open")) } }
            }
        }
    }
}
