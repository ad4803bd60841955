//! Pictures of a plan, each with a table of the same content.

use maud::{Markup, html};

use super::desk::Desk;
use super::files;
use crate::planning::{Review, column_names};

/// The timeline of stages, strategies, cycles, and sessions; the tables of the page contain the same dates.
pub fn gantt(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let picture = files::gantt(review);
    html! {
        @if !picture.0.is_empty() {
            div.pictured {
                h2 #gantt-heading { (desk.say("schedule.gantt")) }
                div.scroll tabindex="0" role="region" aria-labelledby="gantt-heading" { (picture) }
            }
        }
    }
}

/// The theory of change: what is done, and what should result.
pub fn theory(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let picture = files::theory(review);
    html! {
        div.pictured {
            h2 #theory-heading { (desk.say("progress.theory")) }
            @match &review.facts.plan.evaluation.theory_of_change {
                Some(said) => { p { (said) } }
                None => { p.warn { (desk.say("progress.no_theory")) } }
            }
            @if !picture.0.is_empty() { div.scroll tabindex="0" role="region" aria-labelledby="theory-heading" { (picture) } }
            (theory_table(desk, review))
        }
    }
}

/// Lists each box of the picture with what it leads to.
fn theory_table(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let theory = &review.theory;
    let leads_to = |from: usize| {
        let ends = theory.arrows.iter().filter(move |(own, _)| *own == from);
        ends.map(|(_, to)| theory.nodes[*to].text.as_str()).collect::<Vec<_>>()
    };
    html! {
        @if !theory.nodes.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(desk.say("progress.theory_table")) {
                table aria-label=(desk.say("progress.theory_table")) {
                    thead { tr { @for key in ["progress.column", "progress.box", "progress.leads_to"] { th scope="col" { (desk.say(key)) } } } }
                    tbody {
                        @for (at, column) in column_names().iter().enumerate() {
                            @for (own, node) in theory.nodes.iter().enumerate().filter(|(_, node)| node.column == at) {
                                tr { td { (column) } th scope="row" { (node.text) }
                                    td { @let ends = leads_to(own); @if ends.is_empty() { "–" } @else { (ends.join("; ")) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
