//! All sources: how well each is known, what it states, and what cites it.

use maud::{Markup, html};

use super::citing::{Citing, citing};
use super::parts::page as whole;
use crate::catalogue::{Seen, Source};
use crate::pages::kit::{Page, commas, design_link, factor_link, seen_word};
use crate::pages::scene::Scene;

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
                dt { (seen_word(scene, seen)) " (" (number) ")" } dd { (scene.say(meaning(seen))) }
            }
        }
        ul.sources { @for source in all { (one(scene, source, cited.get(source.id.as_str()))) } }
    };
    whole(scene, scene.say("sources.title"), &body)
}

fn one(scene: &Scene<'_>, source: &Source, citing: Option<&Citing>) -> Markup {
    let (catalogue, none) = (scene.catalogue(), Citing::default());
    let citing = citing.unwrap_or(&none);
    html! {
        li id=(source.id) {
            h2 { (source.citation) }
            p { (source.says) }
            dl.facts-of {
                dt { (scene.say("sources.how_known")) } dd { (seen_word(scene, source.seen)) }
                @if let Some(url) = &source.url {
                    dt { (scene.say("sources.address")) }
                    dd { @if url.starts_with("http") { a href=(url) rel="external noreferrer" { (url) } } @else { (url) } }
                }
                @if !citing.designs.is_empty() {
                    dt { (scene.say("sources.designs")) } dd { (commas(citing.designs.iter().map(|at| design_link(&catalogue.designs[*at])))) }
                }
                @if !citing.factors.is_empty() {
                    dt { (scene.say("sources.factors")) } dd { (commas(citing.factors.iter().map(|at| factor_link(&catalogue.factors[*at])))) }
                }
                @if citing.designs.is_empty() && citing.factors.is_empty() {
                    dt { (scene.say("sources.designs")) } dd { (scene.say("sources.model_only")) }
                }
            }
        }
    }
}

fn meaning(seen: Seen) -> &'static str {
    match seen {
        Seen::Seen => "seen.read_means",
        Seen::SecondHand => "seen.second_hand_means",
        Seen::Recalled => "seen.recalled_means",
    }
}
