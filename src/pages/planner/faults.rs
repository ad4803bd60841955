//! What is wrong with what was sent, above the form, with the way to each field.

use maud::{Markup, html};

use super::super::levels::place;
use super::super::scene::Scene;
use crate::wire::{FieldError, Problem};

/// Every fault, leading to its place on the form; some have none, from hands that write their own fields.
pub(super) fn summary(scene: &Scene<'_>, problem: &Problem, form: &str) -> Markup {
    html! {
        section.summary role="alert" aria-labelledby="faults" {
            h2 #faults { (scene.say("planner.faults")) }
            @if problem.errors.is_empty() { p { (problem.detail) } }
            ul {
                @for error in &problem.errors {
                    li {
                        @match field(&error.pointer, form) {
                            Some(field) => { a href={ "#" (place(field)) } { (told(scene, error, field)) } }
                            None => { (told(scene, error, &error.pointer)) }
                        }
                    }
                }
            }
        }
    }
}

/// The field that a fault is tied to: its own, or that of which it is a part.
fn field<'e>(pointer: &'e str, form: &str) -> Option<&'e str> {
    let whole = pointer.split(".count_").next().unwrap_or(pointer);
    let is_there = |name: &&str| form.contains(&format!("id=\"{}\"", place(name)));
    [whole, whole.split('.').next().unwrap_or(whole)].into_iter().filter(|name| !name.is_empty()).find(is_there)
}

/// A fault with the name of its question before it.
fn told(scene: &Scene<'_>, error: &FieldError, field: &str) -> String {
    let factor = error.pointer.trim_start_matches("weights.").split('.').next().unwrap_or("");
    let label = format!("planner.{field}");
    let name = match scene.catalogue().factor_index(factor) {
        Some(at) => scene.catalogue().factors[at].name.as_str(),
        None => [label.as_str(), field].into_iter().find_map(|key| scene.words.get(key)).unwrap_or(field),
    };
    if name.is_empty() { error.detail.clone() } else { format!("{name}: {}", error.detail) }
}
