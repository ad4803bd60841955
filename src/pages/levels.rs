//! Inputs for a factor: levels in words, counts for a team, shares, and choices.

use maud::{Markup, html};

use super::kit::{FieldFaults, fault, fault_id, number_input, place, radio};
use super::scene::Scene;
use crate::answers::LEVELS;
use crate::catalogue::{Factor, Kind};
use crate::wire::SINGLE_ID_FACTOR;

/// One of five levels in words, or "don't know"; counts for a team are collapsed.
pub fn rating(scene: &Scene<'_>, faults: FieldFaults<'_>, name: &str, short: &[String], full: &[String]) -> Markup {
    html! {
        (one_of(scene, name, short))
        (fault(faults, name))
        div.behind {
            details open[scene.fields.any_under(&format!("{name}.count_"))] {
                summary { (scene.say("level.counts")) }
                (counts(scene, name, short))
            }
            details {
                summary { (scene.say("level.meaning")) }
                ol.meanings { @for meaning in full { li { (meaning) } } }
            }
        }
    }
}

/// Returns the submitted value, whether it is a level, and the value if it is between two levels.
fn given<'a>(scene: &Scene<'a>, name: &str) -> (Option<&'a str>, impl Fn(usize) -> bool + 'a, Option<&'a str>) {
    let given = scene.fields.get(name);
    let is_given = move |level: usize| given == Some(level.to_string().as_str());
    (given, is_given, given.filter(|_| !(1..=LEVELS).any(is_given)))
}

/// Shows the levels side by side. A level between two, which a file can contain, is an extra choice.
fn one_of(scene: &Scene<'_>, name: &str, short: &[String]) -> Markup {
    let (given, is_given, between) = given(scene, name);
    html! {
        div.choices {
            (choice(name, "", None, scene.say(unless(scene, name, "level.by_counts")), given.is_none()))
            @for (level, words) in (1..).zip(short) { (choice(name, &level.to_string(), Some(level), words, is_given(level))) }
            @if let Some(between) = between {
                (choice(name, between, None, &scene.fill("level.between", &[("level", between)]), true))
            }
        }
    }
}

/// Returns the label for no choice: the answer is below, or unanswered.
fn unless(scene: &Scene<'_>, name: &str, below: &'static str) -> &'static str {
    if scene.fields.any_under(&format!("{name}.")) { below } else { "level.unknown" }
}

fn choice(name: &str, value: &str, level: Option<usize>, words: &str, chosen: bool) -> Markup {
    radio(None, name, value, chosen, html! { @if let Some(level) = level { b { (level) } " " } span { (words) } })
}

fn counts(scene: &Scene<'_>, name: &str, short: &[String]) -> Markup {
    html! {
        fieldset.counts {
            legend { (scene.say("level.counts_ask")) }
            @for (at, words) in short.iter().enumerate() {
                (number_input(scene, &format!("{name}.count_{}", at + 1), html! { b { (at + 1) } " " (words) }))
            }
        }
    }
}

/// Shares: points for each kind; only the proportions count.
pub fn shares(scene: &Scene<'_>, factor: &Factor) -> Markup {
    html! {
        fieldset.counts {
            legend { (scene.say("share.ask")) }
            @for category in &factor.categories {
                @let name = format!("{}.{}", factor.id, category.id);
                (number_input(scene, &name, html! { b { (category.name) } " " (category.meaning) }))
            }
        }
    }
}

/// One category, or several with collapsed shares.
pub fn one_category(scene: &Scene<'_>, factor: &Factor) -> Markup {
    let given = scene.fields.get(&factor.id);
    html! {
        div.choices.long {
            (choice(&factor.id, "", None, scene.say(unless(scene, &factor.id, "share.by_points")), given.is_none()))
            @for category in &factor.categories {
                @let words = html! { b { (category.name) } " " span { (category.meaning) } };
                (radio(None, &factor.id, &category.id, given == Some(category.id.as_str()), words))
            }
        }
    }
}

/// A level for each learning design.
pub fn each_design(scene: &Scene<'_>, faults: FieldFaults<'_>, factor: &Factor) -> Markup {
    html! {
        details.behind open[scene.fields.any_under(&format!("{}.", factor.id))] {
            summary { (scene.say("level.each_design")) }
            div.selects {
                @for design in &scene.catalogue().designs {
                    @let name = format!("{}.{}", factor.id, design.id);
                    div {
                        label for=(place(&name)) { (design.name) }
                        (select(scene, faults, &name, &factor.short))
                        @if scene.fields.any_under(&format!("{name}.count_")) {
                            details open { summary { (scene.say("level.counts")) } (counts(scene, &name, &factor.short)) }
                        }
                        (fault(faults, &name))
                    }
                }
            }
        }
    }
}

fn select(scene: &Scene<'_>, faults: FieldFaults<'_>, name: &str, short: &[String]) -> Markup {
    let (given, is_given, between) = given(scene, name);
    html! {
        select id=(place(name)) name=(name) aria-describedby=[fault_id(faults, name)] {
            option value="" selected[given.is_none()] { (scene.say("level.unknown")) }
            @for (level, words) in (1..).zip(short) { option value=(level) selected[is_given(level)] { (level) " – " (words) } }
            @if let Some(between) = between { option value=(between) selected { (between) } }
        }
    }
}

/// Returns whether any part of a factor is answered.
pub fn is_answered(scene: &Scene<'_>, factor: &Factor) -> bool {
    scene.fields.get(&factor.id).is_some() || scene.fields.any_under(&format!("{}.", factor.id))
}

/// Renders the inputs of a factor by its kind.
pub fn inputs(scene: &Scene<'_>, faults: FieldFaults<'_>, factor: &Factor) -> Markup {
    match factor.kind {
        Kind::Level => rating(scene, faults, &factor.id, &factor.short, &factor.levels),
        Kind::PerDesign => each_design(scene, faults, factor),
        Kind::PerResource => html! {
            @for kind in &factor.resources {
                @let name = format!("{}.{}", factor.id, kind.id);
                fieldset.part id=(place(&name)) aria-describedby=[fault_id(faults, &name)] {
                    legend { (kind.name) }
                    p.meaning { (kind.meaning) }
                    (rating(scene, faults, &name, &kind.short, &kind.levels))
                }
            }
        },
        Kind::Shares if factor.id == SINGLE_ID_FACTOR => html! {
            (one_category(scene, factor))
            (fault(faults, &factor.id))
            details.behind open[scene.fields.any_under(&format!("{}.", factor.id))] {
                summary { (scene.say("share.several")) }
                (shares(scene, factor))
            }
        },
        Kind::Shares => html! { (shares(scene, factor)) (fault(faults, &factor.id)) },
    }
}
