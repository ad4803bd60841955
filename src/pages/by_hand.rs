//! What was set by hand, named on every page, with a button to undo each kind.

use maud::{Markup, html};

use super::fields::{Fields, UNDO};
use super::kit::statement_text;
use super::scene::Scene;
use crate::wire::read_form;

/// The kinds that a form can set, with the names of their fields; a prefix ends in a dot.
const FIELDS: [(&str, &str); 4] =
    [("weights", "weights."), ("exclude", "exclude"), ("limits", "limits."), ("environments", "environments")];

/// Pages of designs that do not carry over: after an undo they would show others without a word.
const OF_DESIGNS: [&str; 2] = ["/why", "/compare"];

fn is_of(field: &str, name: &str) -> bool {
    if field.ends_with('.') { name.starts_with(field) } else { name == field }
}

/// Names what was set by hand; nothing if the fields are invalid, which the page says itself.
pub fn bar(scene: &Scene<'_>) -> Markup {
    let any = FIELDS.iter().any(|(_, field)| scene.fields.iter().any(|(name, _)| is_of(field, name)));
    let request = any.then(|| read_form(scene.advisor, &scene.fields.of_request()).ok()).flatten();
    let set = request.map_or_else(Vec::new, |one| scene.advisor.by_hand(&one.profile, &one.options));
    let to = if OF_DESIGNS.contains(&scene.path) { "/ranking" } else { scene.path };
    html! {
        @if !set.is_empty() {
            section.by-hand aria-label=(scene.say("by_hand.label")) {
                b { (scene.say("by_hand.heading")) }
                ul {
                    @for one in &set {
                        li {
                            (statement_text(scene, &one.statement)) " "
                            button.small form="state" formaction=(to) name=(UNDO) value=(one.kind.id()) {
                                (scene.say("by_hand.undo"))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the fields without those that a button undoes.
pub fn undone(fields: &Fields) -> Fields {
    let field = fields.get(UNDO).and_then(|kind| FIELDS.iter().find(|(id, _)| *id == kind));
    fields.without(|name| name == UNDO || field.is_some_and(|(_, field)| is_of(field, name)))
}
