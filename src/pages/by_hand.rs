//! What was set by hand, named on every page, with a button to undo each kind.

use maud::{Markup, html};

use super::fields::{Fields, UNDO};
use super::groups::{self, HEAR};
use super::kit::statement_text;
use super::scene::Scene;
use crate::explain::ByHandKind;

/// The kinds that a form can set, with the names of their fields; a prefix ends in a dot.
const FIELDS: [(&str, &str); 4] =
    [("weights", "weights."), ("exclude", "exclude"), ("limits", "limits."), ("environments", "environments")];

/// The kind whose undo changes answers back (see `groups.rs`).
pub const GROUPS: &str = "groups";

/// Pages that a button of the bar cannot show again: they would show other designs without a word, or a part of a page.
const OTHER_WAYS: [(&str, &str); 3] = [("/why", "/ranking"), ("/compare", "/ranking"), ("/standing", "/answers")];

/// Pages with fields or files of their own, which a button of the bar would lose.
const ONLY_NAMED: [&str; 2] = ["/ask", "/teams"];

fn is_of(field: &str, name: &str) -> bool {
    if field.ends_with('.') { name.starts_with(field) } else { name == field }
}

/// Names what was set by hand; nothing if the fields are invalid, which the page says itself. `form` is the id of the
/// form with the answers.
pub fn bar(scene: &Scene<'_>, form: &str) -> Markup {
    let fields = FIELDS.into_iter().map(|(_, field)| field).chain([groups::PREFIX]);
    let any = fields.into_iter().any(|field| scene.fields.iter().any(|(name, _)| is_of(field, name)));
    let request = any.then(|| scene.request().ok()).flatten();
    let set = request.map_or_else(Vec::new, |one| scene.advisor.by_hand(&one.profile, &one.options));
    html! {
        @if !set.is_empty() {
            section.by-hand aria-label=(scene.say("by_hand.label")) {
                b { (scene.say("by_hand.heading")) }
                ul {
                    @for one in &set {
                        li {
                            (statement_text(scene, &one.statement))
                            @if !ONLY_NAMED.contains(&scene.path) {
                                @if one.kind == ByHandKind::Groups { (choices(scene, form)) }
                                @else { (button(scene, form, (UNDO, one.kind.id()), scene.say("by_hand.undo"))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Buttons that let one group count alone, and that undo it.
fn choices(scene: &Scene<'_>, form: &str) -> Markup {
    let Some((names, only)) = groups::names(scene.advisor, scene.fields) else { return html! {} };
    html! {
        @if only.is_some() { (button(scene, form, (UNDO, GROUPS), scene.say("by_hand.undo"))) }
        @if names.len() > 1 {
            @for name in names.iter().filter(|name| only.as_ref() != Some(name)) {
                (button(scene, form, (HEAR, name), &scene.fill("by_hand.hear", &[("group", name)])))
            }
        }
    }
}

fn button(scene: &Scene<'_>, form: &str, (name, value): (&str, &str), label: &str) -> Markup {
    let to = OTHER_WAYS.iter().find(|(path, _)| *path == scene.path).map_or(scene.path, |(_, to)| *to);
    html! { " " button.small form=(form) formaction=(to) name=(name) value=(value) { (label) } }
}

/// Returns the fields without those that a button undoes.
pub fn undone(fields: &Fields) -> Fields {
    let Some(kind) = fields.get(UNDO).filter(|kind| *kind != GROUPS) else { return fields.clone() };
    let field = FIELDS.iter().find(|(id, _)| *id == kind).map(|(_, field)| *field);
    fields.without(|name| name == UNDO || field.is_some_and(|field| is_of(field, name)))
}
