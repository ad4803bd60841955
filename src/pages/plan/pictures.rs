//! Pictures of a plan, each with a table of the same content.

use maud::{Markup, html};

use super::super::kit::{heads, scroll, scroll_as};
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
                p.phone { (desk.say("schedule.gantt_wide")) }
                (scroll("gantt-heading", picture))
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
            @if !picture.0.is_empty() { (scroll("theory-heading", picture)) }
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
    let name = desk.say("progress.theory_table");
    html! {
        @if !theory.nodes.is_empty() { (scroll_as(name, html! {
            table aria-label=(name) {
                (heads(&desk.scene, &["progress.column", "progress.box", "progress.leads_to"]))
                tbody {
                    @for (at, column) in column_names().iter().enumerate() {
                        @for (own, node) in theory.nodes.iter().enumerate().filter(|(_, node)| node.column == at) {
                            tr { td { (column) } th scope="row" { (node.text) }
                                td { @let ends = leads_to(own); @if ends.is_empty() { "–" } @else { (ends.join("; ")) } } }
                        }
                    }
                }
            }
        })) }
    }
}
