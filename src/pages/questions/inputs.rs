//! The inputs of a card: large choices in words, and a few short fields.

use maud::{Markup, html};

use super::super::fields::START;
use super::super::kit::{FieldFaults, checkbox, fault, fault_id, place, radio};
use super::super::scene::Scene;
use super::super::{aim, planner};
use super::card::{Asks, Card, FACTS};
use crate::catalogue::{FactKind, Factor, Kind, Setting};
use crate::wire::SINGLE_ID_FACTOR;

/// Renders the inputs of a card.
pub(super) fn of_card(scene: &Scene<'_>, faults: FieldFaults<'_>, card: &Card<'_>) -> Markup {
    let id = card.id.as_str();
    html! {
        @match &card.asks {
            Asks::Aim => { p.hint { (scene.say("questions.aim_why")) } (aim::texts(scene)) }
            Asks::Team => { p.hint { (scene.say("questions.team_why")) } (facts(scene, faults)) }
            Asks::Factor(factor) if factor.kind == Kind::Level => { (levels(scene, id, &factor.short)) }
            Asks::Factor(factor) => { (categories(scene, factor)) }
            Asks::Resource(kind) => { (levels(scene, id, &kind.short)) }
            Asks::OfDesign(factor, _) => { (levels(scene, id, &factor.short)) }
        }
        @if !matches!(card.asks, Asks::Aim | Asks::Team) { (fault(faults, id)) }
    }
}

fn levels(scene: &Scene<'_>, name: &str, short: &[String]) -> Markup {
    html! {
        div.choices.tall {
            @for (level, words) in (1..).zip(short) {
                @let level: usize = level;
                (radio(None, name, &level.to_string(), scene.fields.has(name, &level.to_string()), html! { span { (words) } }))
            }
        }
    }
}

/// One category, or several where people differ.
fn categories(scene: &Scene<'_>, factor: &Factor) -> Markup {
    let is_single = factor.id == SINGLE_ID_FACTOR;
    html! {
        @if !is_single { p.hint { (scene.say("questions.several")) } }
        div.choices.tall {
            @for category in &factor.categories {
                @let words = html! { b { (category.name) } " " span { (category.meaning) } };
                @let name = format!("{}.{}", factor.id, category.id);
                @if is_single { (radio(None, &factor.id, &category.id, scene.fields.has(&factor.id, &category.id), words)) }
                @else { (checkbox(None, &name, "1", scene.fields.get(&name).is_some(), words)) }
            }
        }
    }
}

/// The facts that decide: short fields, and yes or no.
fn facts(scene: &Scene<'_>, faults: FieldFaults<'_>) -> Markup {
    html! {
        @for name in FACTS {
            @match name.strip_prefix("setting.").and_then(Setting::kind_of) {
                Some(FactKind::Flag) => { (yes_or_no(scene, faults, name)) }
                _ if name == START => { (date(scene, name)) }
                _ => { (planner::number(scene, faults, name, scene.word("questions.fact.", last_part(name)), 1)) }
            }
        }
    }
}

/// Returns a field's name without what contains it.
pub(super) fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn date(scene: &Scene<'_>, name: &str) -> Markup {
    let id = place(name);
    html! {
        div.field.inline {
            label for=(id) { (scene.say("questions.fact.starts_on")) }
            input id=(id) type="date" name=(name) value=[scene.fields.get(name)];
        }
    }
}

fn yes_or_no(scene: &Scene<'_>, faults: FieldFaults<'_>, name: &str) -> Markup {
    html! {
        fieldset.pair id=(place(name)) aria-describedby=[fault_id(faults, name)] {
            legend { (scene.word("questions.fact.", last_part(name))) }
            div.choices {
                @for (value, words) in [("true", "layout.yes"), ("false", "layout.no")] {
                    (radio(None, name, value, scene.fields.get(name) == Some(value), html! { span { (scene.say(words)) } }))
                }
            }
            (fault(faults, name))
        }
    }
}
