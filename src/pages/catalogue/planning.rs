//! The questions and requirements for a plan besides the standards: steps, stages, requirements, cycles, and levels.

use maud::{Markup, html};

use super::parts::{factor_of, page as whole};
use crate::catalogue::{Grading, ImplementationRequirement, Named, Spread, StagePart, Step};
use crate::pages::kit::{Page, cited, commas, contents, reason_of, section, source};
use crate::pages::scene::Scene;
use crate::words::sentence;

/// Sections of the page, with the keys of their headings.
const SECTIONS: [(&str, &str); 9] = [
    ("steps", "planning.steps"),
    ("scopes", "planning.scopes"),
    ("characteristics", "planning.characteristics"),
    ("need-kinds", "planning.need_kinds"),
    ("stages", "planning.stages"),
    ("requirements", "planning.requirements"),
    ("community", "progress.community"),
    ("cycle", "planning.cycle"),
    ("levels", "progress.levels"),
];

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let of = &scene.catalogue().planning;
    let body = html! {
        h1 { (scene.say("planning.heading")) }
        p.lead { (scene.say("planning.lead")) }
        (contents(scene, &SECTIONS))
        (section(scene, "steps", "planning.steps", html! { @for one in &of.steps { (step(scene, one)) } }))
        (section(scene, "scopes", "planning.scopes", html! {
            dl.glossary { @for one in &of.scopes { dt { (one.name) } dd { (one.note) } } }
        }))
        (section(scene, "characteristics", "planning.characteristics", html! {
            dl.glossary { @for one in &of.characteristics {
                dt { (one.name) }
                dd { (one.question) " " (scene.say("planning.sets")) " "
                    (commas(one.factors.iter().map(|factor| factor_of(scene, factor))))
                    @for fact in &one.settings { ", " (scene.words.say(&format!("setting.{fact}"))) } "." }
            } }
        }))
        (section(scene, "need-kinds", "planning.need_kinds", named(scene, &of.need_kinds)))
        (section(scene, "stages", "planning.stages", html! {
            (named(scene, &of.stages))
            h3 { (scene.say("planning.stage_parts")) }
            @for one in &of.stage_parts { (stage_part(scene, one)) }
            h3 { (scene.say("planning.patterns")) }
            p { (scene.say("planning.patterns_why")) }
            dl.glossary { @for one in &of.patterns {
                dt { (one.name) }
                dd { (one.what) " " (reason_of(scene, &one.grading())) }
            } }
            h3 { (scene.say("planning.breaks")) }
            dl.glossary { @for one in &of.usual_breaks {
                dt { (one.name) }
                dd { (scene.fill("planning.break", &[("from", &one.from), ("until", &one.until)])) " " (reason_of(scene, &one.grading())) }
            } }
            h3 { (scene.say("planning.purposes")) }
            (named(scene, &of.meeting_purposes))
            h3 { (scene.say("planning.reasons")) }
            ul { @for one in &of.distribution_reasons { li { (one.what) " " (source(scene, &one.source)) } } }
        }))
        (section(scene, "requirements", "planning.requirements", html! { @for one in &of.requirements { (requirement(scene, one)) } }))
        (section(scene, "community", "progress.community", named(scene, &of.community_steps)))
        (section(scene, "cycle", "planning.cycle", named(scene, &of.cycle_phases)))
        (section(scene, "levels", "progress.levels", html! {
            dl.glossary { @for one in &of.evaluation_levels {
                dt { (one.number) ". " (one.name) }
                dd { (one.what) " " (one.question) " " (one.gather) " " (sentence(&one.fair_why)) " " (source(scene, &one.source)) }
            } }
        }))
    };
    whole(scene, scene.say("planning.title"), &body)
}

fn step(scene: &Scene<'_>, one: &Step) -> Markup {
    html! {
        h3 id={ "step-" (one.id) } { (one.number) ". " (one.name) }
        p { (one.what) " " (source(scene, &one.source)) }
        dl.glossary { @for question in &one.questions { dt { (question.question) } dd { (question.help) } } }
    }
}

/// Lists named items with their description, question, and source.
fn named(scene: &Scene<'_>, all: &[Named]) -> Markup {
    html! {
        dl.glossary {
            @for one in all {
                dt { @if let Some(number) = one.number { (number) ". " } (one.name) }
                dd { (one.what) @if let Some(question) = &one.question { " " (question) } " " (source(scene, &one.source)) }
            }
        }
    }
}

fn stage_part(scene: &Scene<'_>, one: &StagePart) -> Markup {
    let spread = |of: Spread| {
        scene.fill(
            "planning.spread",
            &[("low", &of.low.to_string()), ("high", &of.high.to_string()), ("usual", &of.typical.to_string())],
        )
    };
    html! {
        h4 { (one.name) }
        p { (one.what) " " (source(scene, &one.source)) }
        dl.facts-of {
            dt { (scene.say("planning.minutes")) } dd { (spread(one.minutes)) }
            dt { (scene.say("planning.times")) } dd { (spread(one.count)) }
            dt { (scene.say("planning.why")) } dd { (reason_of(scene, &Grading { grade: &one.grade, rationale: &one.rationale, sources: &[] })) }
        }
    }
}

fn requirement(scene: &Scene<'_>, one: &ImplementationRequirement) -> Markup {
    html! {
        h3 id={ "requirement-" (one.id) } { (one.name) }
        p { (one.what) " " (cited(scene, &one.grade, std::slice::from_ref(&one.source))) }
        dl.facts-of {
            dt { (scene.say("plans.why")) } dd { (one.why) }
            dt { (scene.say("planning.question")) } dd { (one.question) }
            dt { (scene.say("plans.fix")) } dd { (one.fix) }
        }
        @if !one.parts.is_empty() { ul { @for part in &one.parts { li { (part.what) " " (part.question) } } } }
    }
}
