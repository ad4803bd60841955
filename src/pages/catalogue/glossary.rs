//! The glossary: terms of the pages in alphabetical order, then terms of the catalog.

use maud::{Markup, html};

use super::parts::{factor_of, page as whole};
use crate::catalogue::{Catalogue, Component, QualityMark};
use crate::pages::kit::{Page, commas, contents, grade_name, percent, reason_of, section};
use crate::pages::scene::Scene;
use crate::scoring::rules::RULES;

/// Sections of the page, with the keys of their headings.
const SECTIONS: [(&str, &str); 8] = [
    ("terms", "words.terms"),
    ("grades", "words.grades"),
    ("environments", "words.environments"),
    ("mechanisms", "words.mechanisms"),
    ("components", "design.components"),
    ("marks", "design.marks"),
    ("rules", "words.rules"),
    ("interactions", "words.interactions"),
];

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let body = html! {
        h1 { (scene.say("words.heading")) }
        p.lead { (scene.say("words.lead")) }
        (contents(scene, &SECTIONS))
        (terms(scene))
        (grades(scene))
        (environments(scene))
        (mechanisms(scene))
        (fixed(scene, "components", "design.components", "component", Component::ALL.map(Component::id).as_slice()))
        (fixed(scene, "marks", "design.marks", "mark", QualityMark::ALL.map(QualityMark::id).as_slice()))
        (fixed(scene, "rules", "words.rules", "rule", &RULES.iter().map(|rule| rule.id()).collect::<Vec<_>>()))
        (interactions(scene))
    };
    whole(scene, scene.say("words.title"), &body)
}

/// Terms of the pages. The ids under `see` become links.
fn terms(scene: &Scene<'_>) -> Markup {
    let say = |id: &str, part: &str| scene.words.get(&format!("glossary.{id}.{part}")).map(str::to_owned);
    let mut all: Vec<(String, &str)> = scene
        .words
        .under("glossary.")
        .filter_map(|(key, text)| Some((text.to_lowercase(), key.strip_suffix(".name")?)))
        .collect();
    all.sort();
    let slots = numbers(scene.catalogue());
    let slots: Vec<(&str, &str)> = slots.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let link = |id: &str| html! { a href={ "#" (id) } { (say(id, "name").unwrap_or_else(|| id.to_owned())) } };
    html! { (section(scene, "terms", "words.terms", html! {
        dl.glossary {
            @for (_, id) in all {
                dt id=(id) { (say(id, "name").unwrap_or_default()) }
                dd {
                    (scene.fill(&format!("glossary.{id}.text"), &slots))
                    @if let Some(see) = say(id, "see") { " " span.small { (scene.say("words.see")) " " (commas(see.split_whitespace().map(link))) } }
                }
            }
        }
    })) }
}

/// Returns the catalog numbers that the glossary mentions.
fn numbers(catalogue: &Catalogue) -> [(&'static str, String); 4] {
    let (model, below) = (&catalogue.model, |deviations: f64| 0.5 * libm::erfc(-deviations / std::f64::consts::SQRT_2));
    [
        ("begin_now", percent(model.gate.begin_now)),
        ("clear", format!("{:.0}", 100.0 * below(model.separation.clear))),
        ("close", format!("{:.0}", 100.0 * below(model.separation.close))),
        ("known", percent(model.separation.known_share)),
    ]
}

fn grades(scene: &Scene<'_>) -> Markup {
    html! { (section(scene, "grades", "words.grades", html! {
        p { (scene.say("words.grades_why")) }
        dl.glossary {
            @for grade in &scene.catalogue().model.grades {
                dt id={ "grade-" (grade.id.0) } { (grade_name(scene, &grade.id.0)) }
                dd { (grade.meaning) @if grade.weak { " " (scene.say("words.weak")) } }
            }
        }
    })) }
}

fn environments(scene: &Scene<'_>) -> Markup {
    html! { (section(scene, "environments", "words.environments", html! {
        dl.glossary {
            @for one in &scene.catalogue().environments { dt id={ "environment-" (one.id) } { (one.name) } dd { (one.summary) } }
        }
    })) }
}

fn mechanisms(scene: &Scene<'_>) -> Markup {
    let say = |key: String| scene.words.get(&key).map(str::to_owned);
    html! { (section(scene, "mechanisms", "words.mechanisms", html! {
        p { (scene.say("design.mechanisms_why")) }
        @for group in scene.catalogue().mechanism_groups() {
            h3 { (say(format!("mechanism_group.{group}.name")).unwrap_or_else(|| group.replace('_', " "))) }
            dl.glossary {
                @for one in scene.catalogue().model.mechanisms.iter().filter(|one| one.group == group) {
                    dt id={ "mechanism-" (one.id) } { (one.name) }
                    dd { (say(format!("mechanism.{}", one.id)).unwrap_or_default()) }
                }
            }
        }
    })) }
}

/// Terms of a fixed list in the program, each with a name and a text.
fn fixed(scene: &Scene<'_>, heading: &str, key: &str, table: &str, ids: &[&str]) -> Markup {
    html! { (section(scene, heading, key, html! {
        dl.glossary {
            @for id in ids {
                dt id={ (table) "-" (id) } { (scene.say(&format!("{table}.{id}.name"))) }
                dd { (scene.say(&format!("{table}.{id}.text"))) }
            }
        }
    })) }
}

fn interactions(scene: &Scene<'_>) -> Markup {
    let end = |toward: u8| scene.say(if toward == 1 { "read.is_low" } else { "read.is_high" });
    html! { (section(scene, "interactions", "words.interactions", html! {
        dl.glossary {
            @for one in &scene.catalogue().model.interactions {
                dt id={ "interaction-" (one.id) } { (one.name) }
                dd {
                    (scene.say("words.bites")) " " (factor_of(scene, &one.first.factor)) " " (end(one.first.toward))
                    " " (scene.say("words.and")) " " (factor_of(scene, &one.second.factor)) " " (end(one.second.toward)) ". "
                    (reason_of(scene, &one.grading()))
                }
            }
        }
    })) }
}
