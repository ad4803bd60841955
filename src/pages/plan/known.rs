//! The fields of a plan by their paths, and the words that name them: `needs.evidence.kind`.

use super::super::scene::Scene;
use crate::wire::{FieldKind, FieldOf, plan_fields};

/// Before the keys of what fields are called.
pub const FIELD: &str = "plan_field.";

/// Before the keys of what the entries of lists are called.
const LIST: &str = "plan_list.";

/// Before the keys of what the values of a choice are called.
const CHOICE: &str = "plan_choice.";

/// The fields inside a field, by its path.
pub fn inside(path: &str) -> Vec<FieldOf> {
    path.split('.').fold(plan_fields(), |fields, name| {
        let found = fields.into_iter().find(|field| field.name == name);
        match found.map(|field| field.kind) {
            Some(FieldKind::One(inner) | FieldKind::Many(inner)) => inner(),
            _ => Vec::new(),
        }
    })
}

/// A field by its path.
pub fn field(path: &str) -> Option<FieldOf> {
    let (list, name) = path.rsplit_once('.').map_or((None, path), |(list, name)| (Some(list), name));
    let fields = list.map_or_else(plan_fields, inside);
    fields.into_iter().find(|field| field.name == name)
}

/// The path of a field's name: without what stands before all, and without places.
pub fn path_of(name: &str) -> String {
    let own = name.split('.').skip(1).filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    own.collect::<Vec<_>>().join(".")
}

/// What a field is called: under its path, or as all fields of its name are.
pub fn label<'a>(scene: &Scene<'a>, path: &str) -> &'a str {
    word(scene, FIELD, path, "").unwrap_or("")
}

/// What helps to fill it in.
pub fn hint<'a>(scene: &Scene<'a>, path: &str) -> Option<&'a str> {
    word(scene, FIELD, path, "_hint")
}

/// What one entry of a list is called.
pub fn one<'a>(scene: &Scene<'a>, path: &str) -> &'a str {
    word(scene, LIST, path, ".one").unwrap_or("")
}

/// What a value of a choice is called.
pub fn choice<'a>(scene: &Scene<'a>, path: &str, id: &str) -> &'a str {
    let own = scene.words.get(&format!("{CHOICE}{}.{id}", path.replace('.', "_")));
    own.or_else(|| scene.words.get(&format!("{CHOICE}any.{id}"))).unwrap_or("")
}

fn word<'a>(scene: &Scene<'a>, table: &str, path: &str, end: &str) -> Option<&'a str> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let own = scene.words.get(&format!("{table}{}{end}", path.replace('.', "_")));
    own.or_else(|| scene.words.get(&format!("{table}any_{name}{end}")))
}
