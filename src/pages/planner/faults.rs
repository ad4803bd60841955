//! A summary of errors above the form, with links to the fields.

use maud::{Markup, html};

use super::super::kit::{error_list, place};
use super::super::scene::Scene;
use crate::wire::{FieldError, Problem};

/// Lists every error with a link to its field; errors in unknown fields have no link.
pub(super) fn summary(scene: &Scene<'_>, problem: &Problem, form: &str) -> Markup {
    html! { (error_list(scene, html! {
        @if problem.errors.is_empty() { p { (problem.detail) } }
        ul {
            @for error in &problem.errors {
                li {
                    @match field(&error.pointer, form) {
                        Some(field) => { a href={ "#" (place(field)) } { (fault_text(scene, error, field)) } }
                        None => { (fault_text(scene, error, &error.pointer)) }
                    }
                }
            }
        }
    })) }
}

/// Returns the field that shows an error: the field itself, or the one that contains it.
fn field<'e>(pointer: &'e str, form: &str) -> Option<&'e str> {
    let whole = pointer.split(".count_").next().unwrap_or(pointer);
    let is_there = |name: &&str| form.contains(&format!("id=\"{}\"", place(name)));
    [whole, whole.split('.').next().unwrap_or(whole)].into_iter().filter(|name| !name.is_empty()).find(is_there)
}

/// Returns an error with the name of its question.
fn fault_text(scene: &Scene<'_>, error: &FieldError, field: &str) -> String {
    let factor = error.pointer.trim_start_matches("weights.").split('.').next().unwrap_or("");
    let label = if field == "id" { "planner.team".to_owned() } else { format!("planner.{field}") };
    let name = match scene.catalogue().factor_index(factor) {
        Some(at) => scene.catalogue().factors[at].name.as_str(),
        None => [label.as_str(), field].into_iter().find_map(|key| scene.words.get(key)).unwrap_or(""),
    };
    if name.is_empty() { error.detail.clone() } else { format!("{name}: {}", error.detail) }
}
