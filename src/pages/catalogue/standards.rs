//! The standards for professional learning: the list, and one standard with all its criteria.

use maud::{Markup, html};

use super::parts::{page as whole, trail};
use crate::catalogue::{Element, LookFor, Standard};
use crate::pages::kit::{Page, commas, reason_of, section, seen_word, source, term};
use crate::pages::scene::Scene;
use crate::words::sentence;

pub fn list(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let body = html! {
        h1 { (scene.say("standards.heading")) }
        p.lead { (scene.say("standards.lead")) }
        p { (scene.say("standards.how")) " " a href="/planning" { (scene.say("standards.planning")) } }
        ul.cards {
            @for standard in &scene.catalogue().standards {
                li.design {
                    h2 { (link(standard)) }
                    p { (standard.statement) }
                    p.small { (scene.fill("standards.count", &[("count", &look_fors(standard).count().to_string())])) }
                }
            }
        }
        (edition(scene))
    };
    whole(scene, scene.say("standards.title"), &body)
}

fn look_fors(standard: &Standard) -> impl Iterator<Item = &LookFor> {
    standard.elements.iter().flat_map(|element| &element.look_fors)
}

/// The 2022 edition, and the 2011 standards that each of its standards continues.
fn edition(scene: &Scene<'_>) -> Markup {
    let own = |id: &String| scene.catalogue().standards.iter().find(|standard| standard.id == *id);
    html! { (section(scene, "edition", "standards.edition", html! {
        p { (scene.say("standards.edition_why")) }
        dl.facts-of {
            @for one in &scene.catalogue().planning.edition_2022 {
                dt { (one.title) }
                dd {
                    (one.frame) ". "
                    @if !one.from.is_empty() { (scene.say("standards.takes_up")) " " (commas(one.from.iter().filter_map(own).map(link))) ". " }
                    (one.note) " " span.held { (seen_word(scene, one.seen)) } " " (source(scene, &one.source))
                }
            }
        }
    })) }
}

fn link(standard: &Standard) -> Markup {
    html! { a href={ "/standards/" (standard.id) } { (standard.name) } }
}

pub fn one(scene: &Scene<'_>, id: &str) -> Option<Page> {
    let standard = scene.catalogue().standards.iter().find(|standard| standard.id == id)?;
    let successors = scene.catalogue().planning.edition_2022.iter().filter(|one| one.from.contains(&standard.id));
    let body = html! {
        (trail(scene, "/standards", "standards.all"))
        h1 { (standard.name) }
        p.lead { (standard.statement) }
        p { (standard.about) " " (source(scene, &standard.source)) }
        @for one in successors {
            p { (scene.fill("standards.taken_up", &[("title", &one.title), ("frame", &one.frame)])) " "
                span.held { (seen_word(scene, one.seen)) } " " (source(scene, &one.source)) }
        }
        @for element in &standard.elements { (element_of(scene, element)) }
    };
    whole(scene, &standard.name, &body)
}

fn element_of(scene: &Scene<'_>, element: &Element) -> Markup {
    let heading = format!("element-{}", element.id);
    html! {
        section aria-labelledby=(heading) {
            h2 id=(heading) { (element.name) }
            @for one in &element.look_fors { (look_for(scene, one)) }
        }
    }
}

fn look_for(scene: &Scene<'_>, of: &LookFor) -> Markup {
    html! {
        div.design id=(of.id) {
            h3 { (of.question) }
            dl.facts-of {
                @if let Some(good) = &of.looks_like {
                    dt { (scene.say("standards.looks_like")) } dd { (good) (item(scene, of.good_item)) }
                }
                @if let Some(bad) = &of.does_not_look_like {
                    dt { (scene.say("standards.not_like")) } dd { (bad) (item(scene, of.bad_item)) }
                }
                dt { (scene.say("plans.why")) } dd { (of.why) }
                dt { (scene.say("plans.fix")) } dd { (of.fix) }
                dt { (term(scene, "severity", "standards.weighs")) }
                dd { b { (scene.word("severity.", of.severity.id())) } ". "
                    (reason_of(scene, &of.grading())) }
                @if let Some(differs) = &of.differs {
                    dt { (scene.say("standards.differs")) }
                    dd { (sentence(&differs.says)) @for id in &differs.sources { " " (source(scene, id)) } }
                }
                dt { (scene.say("standards.decided")) }
                dd { (scene.say(if of.rule.is_some() { "standards.by_rule" } else { "standards.by_asking" })) }
            }
        }
    }
}

/// Shows the item number in the source.
fn item(scene: &Scene<'_>, number: Option<usize>) -> Markup {
    html! {
        @if let Some(number) = number {
            " " span.hint { (scene.fill("standards.item", &[("number", &number.to_string())])) }
        }
    }
}
