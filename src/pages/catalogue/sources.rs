//! All sources: how well each is known, what it states, and what cites it.

use maud::{Markup, html};

use super::citing::{Citing, citing};
use super::parts::{designs_of, page as whole};
use crate::catalogue::{Seen, Source};
use crate::pages::scene::Scene;
use crate::pages::view::Page;

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let catalogue = scene.catalogue();
    let cited = citing(catalogue);
    let mut all: Vec<&Source> = catalogue.sources.iter().collect();
    all.sort_by_key(|source| source.citation.to_lowercase());
    let count = all.len().to_string();
    let body = html! {
        h1 { (scene.fill("sources.heading", &[("count", &count)])) }
        p.lead { (catalogue.model.statement) }
        p { (scene.say("sources.known")) }
        dl.facts-of {
            @for seen in [Seen::Seen, Seen::SecondHand, Seen::Recalled] {
                @let number = all.iter().filter(|source| source.seen == seen).count();
                dt { (scene.say(name(seen))) " (" (number) ")" } dd { (scene.say(meaning(seen))) }
            }
        }
        ul.sources { @for source in all { (one(scene, source, cited.get(source.id.as_str()))) } }
    };
    whole(scene, scene.say("sources.title"), &body)
}

fn one(scene: &Scene<'_>, source: &Source, citing: Option<&Citing>) -> Markup {
    let none = Citing::default();
    let citing = citing.unwrap_or(&none);
    html! {
        li id=(source.id) {
            h2 { (source.citation) }
            p { (source.says) }
            dl.facts-of {
                dt { (scene.say("sources.how_known")) } dd { (scene.say(name(source.seen))) }
                @if let Some(url) = &source.url {
                    dt { (scene.say("sources.address")) }
                    dd { @if url.starts_with("http") { a href=(url) rel="external noreferrer" { (url) } } @else { (url) } }
                }
                @if !citing.designs.is_empty() {
                    dt { (scene.say("sources.designs")) } dd { (designs_of(scene, citing.designs.iter().copied())) }
                }
                @if !citing.factors.is_empty() {
                    dt { (scene.say("sources.factors")) }
                    dd { @for (at, factor) in citing.factors.iter().map(|at| &scene.catalogue().factors[*at]).enumerate() {
                        @if at > 0 { ", " }
                        a href={ "/factors/" (factor.id) } { (factor.name) }
                    } }
                }
                @if citing.designs.is_empty() && citing.factors.is_empty() {
                    dt { (scene.say("sources.designs")) } dd { (scene.say("sources.model_only")) }
                }
            }
        }
    }
}

fn name(seen: Seen) -> &'static str {
    match seen {
        Seen::Seen => "seen.read",
        Seen::SecondHand => "seen.second_hand",
        Seen::Recalled => "seen.recalled",
    }
}

fn meaning(seen: Seen) -> &'static str {
    match seen {
        Seen::Seen => "seen.read_means",
        Seen::SecondHand => "seen.second_hand_means",
        Seen::Recalled => "seen.recalled_means",
    }
}
