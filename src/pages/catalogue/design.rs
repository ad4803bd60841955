//! One learning design: everything in its file, in words.

use maud::{Markup, html};

use super::numbers;
use super::parts::{direction, environments, factor_of, outcomes, page as whole, trail, where_studied};
use crate::catalogue::{Amount, Component, Cover, Design, Failure, Mechanism, PracticeShown, QualityMark};
use crate::exports::{cost_basis, money_range};
use crate::pages::kit::{Page, commas, contents, evidence, facts, reason_of, section, spread, studies, term};
use crate::pages::scene::Scene;
use crate::planning::{Cost, design_cost};
use crate::words::{listed, sentence};

/// Sections of the page, with the keys of their headings.
const SECTIONS: [(&str, &str); 8] = [
    ("glance", "design.glance"),
    ("mechanisms", "design.mechanisms"),
    ("takes", "design.takes"),
    ("dosage", "design.dosage"),
    ("ingredients", "design.ingredients"),
    ("failures", "design.failures"),
    ("evidence", "why.evidence"),
    ("numbers", "numbers.heading"),
];

pub fn page(scene: &Scene<'_>, id: &str) -> Option<Page> {
    let design = &scene.catalogue().designs[scene.catalogue().design_index(id)?];
    let body = html! {
        (trail(scene, "/designs", "read.all_designs"))
        h1 { (design.name) }
        p.lead { (design.summary) }
        (contents(scene, &SECTIONS))
        (glance(scene, design))
        (mechanisms(scene, design))
        (takes(scene, design))
        (dosage(scene, design))
        (ingredients(scene, design))
        (failures(scene, design))
        (found(scene, design))
        (section(scene, "numbers", "numbers.heading", numbers::body(scene, design)))
    };
    whole(scene, &design.name, &body)
}

fn glance(scene: &Scene<'_>, design: &Design) -> Markup {
    let shown = match design.practice_shown {
        PracticeShown::Own => "design.shown_own",
        PracticeShown::Others => "design.shown_others",
        PracticeShown::None => "design.shown_none",
    };
    let cover = match design.cover {
        Cover::Required => "design.cover_required",
        Cover::Helps => "design.cover_helps",
        Cover::None => "design.cover_none",
    };
    let colleagues = match (design.needs_peers, design.needs_same_subject) {
        (true, true) => "design.peers_same_subject",
        (true, false) => "design.peers",
        (false, _) => "design.alone",
    };
    html! { (section(scene, "glance", "design.glance", html! {
        dl.facts-of {
            dt { a.term href="/factors/outcome_type" { (scene.say("design.serves")) } }
            dd { (outcomes(scene, &design.outcomes.primary)) }
            @if !design.outcomes.secondary.is_empty() {
                dt { (scene.say("design.serves_too")) } dd { (outcomes(scene, &design.outcomes.secondary)) }
            }
            dt { (term(scene, "environment", "design.meets")) } dd { (environments(scene, design)) }
            dt { (scene.say("design.shown")) } dd { (scene.say(shown)) }
            dt { (term(scene, "cover", "design.cover")) } dd { (scene.say(cover)) }
            dt { (scene.say("design.colleagues")) } dd { (scene.say(colleagues)) }
        }
    })) }
}

/// Shows how it works: mechanisms by group, then parts of training and signs of quality.
fn mechanisms(scene: &Scene<'_>, design: &Design) -> Markup {
    let catalogue = scene.catalogue();
    let carried = |one: &&Mechanism| design.mechanisms.contains(&one.id) || design.mechanisms_partial.contains(&one.id);
    html! { (section(scene, "mechanisms", "design.mechanisms", html! {
        p { (scene.say("design.mechanisms_why")) " " (term(scene, "mechanism", "design.mechanism_word")) }
        dl.facts-of {
            @for group in catalogue.mechanism_groups() {
                @let own: Vec<_> = catalogue.model.mechanisms.iter().filter(|one| one.group == group).filter(carried).collect();
                dt { (in_words(scene, "mechanism_group", group)) }
                dd {
                    @if own.is_empty() { (scene.say("design.none_of_these")) }
                    @else { ul.plain { @for one in own { li { (mechanism(scene, design, one)) } } } }
                }
            }
        }
        div.two {
            div {
                h3 { (scene.say("design.components")) }
                (shown(Component::ALL.iter().map(|one| (one.id(), design.components.contains(one))), scene, "component"))
            }
            div {
                h3 { (scene.say("design.marks")) }
                (shown(QualityMark::ALL.iter().map(|one| (one.id(), design.quality_marks.contains(one))), scene, "mark"))
            }
        }
    })) }
}

fn mechanism(scene: &Scene<'_>, design: &Design, one: &Mechanism) -> Markup {
    html! {
        a.term href={ "/words#mechanism-" (one.id) } { (one.name) }
        @if design.mechanisms_partial.contains(&one.id) { " " span.held { "(" (scene.say("design.in_part")) ")" } }
    }
}

/// Shows which items of a fixed list the design includes, in words and not by color alone.
fn shown<'a>(all: impl Iterator<Item = (&'a str, bool)>, scene: &Scene<'_>, table: &str) -> Markup {
    html! {
        ul.held-list {
            @for (id, held) in all {
                li.open[!held] {
                    b { (scene.say(if held { "design.held" } else { "design.not_held" })) } " "
                    a.term href={ "/words#" (table) "-" (id) } { (in_words(scene, table, id)) }
                }
            }
        }
    }
}

/// Returns the plain name of a catalog id, or the id with spaces.
fn in_words(scene: &Scene<'_>, table: &str, id: &str) -> String {
    let own = scene.words.get(&format!("{table}.{id}.name"));
    own.map_or_else(|| sentence(&id.replace('_', " ")).trim_end_matches('.').to_owned(), str::to_owned)
}

fn takes(scene: &Scene<'_>, design: &Design) -> Markup {
    html! { (section(scene, "takes", "design.takes", html! {
        div.two {
            div { h3 { (scene.say("design.roles")) } ul { @for role in &design.roles { li { (role) } } } }
            div { h3 { (scene.say("design.resources")) } ul { @for resource in &design.resources { li { (resource) } } } }
        }
        @if !design.variants.is_empty() {
            h3 { (scene.say("design.variants")) }
            p { (scene.say("design.variants_why")) }
            dl { @for variant in &design.variants { dt { b { (variant.name) } } dd { (variant.what) } } }
        }
    })) }
}

fn dosage(scene: &Scene<'_>, design: &Design) -> Markup {
    let of = &design.dosage;
    let amounts: [(&str, &Amount); 5] = [
        ("parts.hours", &of.hours),
        ("parts.weeks", &of.weeks),
        ("design.session_hours", &of.session_hours),
        ("design.group_size", &of.group_size),
        ("parts.cover", &of.cover_hours),
    ];
    let cost = of.cost_usd_per_teacher.as_ref().map(|cost| ("parts.cost", cost));
    let rows = html! {
        @for (key, amount) in amounts.into_iter().chain(cost) {
            tr {
                th scope="row" { (scene.say(key)) }
                td { (spread(scene, amount)) }
                td.reading { (reason_of(scene, &amount.grading())) }
            }
        }
        tr {
            th scope="row" { (scene.say("design.rhythm")) }
            td { (places(scene, design)) " " (scene.fill("design.most_weeks", &[("weeks", &design.rhythm.most_weeks.to_string())])) }
            td.reading { (reason_of(scene, &design.rhythm.grading())) }
        }
        @if let Some(why) = &of.cost_unknown {
            @let cost = first_cost(scene, design);
            tr {
                th scope="row" { (scene.say("parts.cost")) }
                td { (money_range(cost.amount(), None)) ", " (cost_basis(cost.kind)) }
                td.reading { (sentence(why)) " " @for part in &cost.parts { (part.how) " " } }
            }
        }
    };
    html! {
        section {
            h2 #dosage { (scene.say("design.dosage")) }
            p { (scene.say("design.dosage_why")) }
            (facts(scene, "dosage", &["read.what", "read.amount", "read.rests_on"], rows))
        }
    }
}

/// Names the places of the sessions, each once.
fn places(scene: &Scene<'_>, design: &Design) -> String {
    let mut places: Vec<&str> = Vec::new();
    for place in &design.rhythm.places {
        let words = scene.word("session_place.", place.id());
        if !places.contains(&words) {
            places.push(words);
        }
    }
    sentence(&listed(places).unwrap_or_default())
}

fn ingredients(scene: &Scene<'_>, design: &Design) -> Markup {
    let part = |keep: bool| design.ingredients.iter().filter(move |one| one.keep == keep);
    html! { (section(scene, "ingredients", "design.ingredients", html! {
        div.two {
            div { h3 { (scene.say("design.keep")) } ul { @for one in part(true) { li { (one.what) } } } }
            div { h3 { (scene.say("design.adapt")) } ul { @for one in part(false) { li { (one.what) } } } }
        }
    })) }
}

fn failures(scene: &Scene<'_>, design: &Design) -> Markup {
    html! { (section(scene, "failures", "design.failures", html! {
        ul.arguments { @for one in &design.failures { li { (failure(scene, one)) } } }
    })) }
}

fn failure(scene: &Scene<'_>, one: &Failure) -> Markup {
    let sign = |factor: &str, key| html! { (factor_of(scene, factor)) " " (scene.say(key)) };
    let signs =
        one.signs.iter().map(|one| sign(&one.factor, if one.toward == 1 { "read.is_low" } else { "read.is_high" }));
    html! {
        b { (sentence(&one.how)) } " " (scene.fill("design.because", &[("why", one.because.trim_end_matches('.'))]))
        @if !one.signs.is_empty() { " " span.small { (scene.say("design.signs")) " " (commas(signs)) "." } }
    }
}

fn found(scene: &Scene<'_>, design: &Design) -> Markup {
    let items = html! {
        @for one in &design.evidence {
            @let place = one.where_studied.as_ref().and_then(|of| where_studied(scene, of));
            li { (direction(scene, one)) " " (evidence(scene, one)) @if let Some(place) = place { " " span.small { (place) } } }
        }
    };
    studies(scene, design, items)
}

/// What a design costs in the first environment in which it is offered.
pub fn first_cost(scene: &Scene<'_>, design: &Design) -> Cost {
    let catalogue = scene.catalogue();
    let offered = design.environments.first().and_then(|id| catalogue.environment_index(id));
    let environment = &catalogue.environments[offered.unwrap_or_default()];
    design_cost(catalogue, design, environment)
}
