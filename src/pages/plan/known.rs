//! Plan fields by path, such as `needs.evidence.kind`, and their labels.

use super::super::scene::Scene;
use crate::wire::{FieldKind, FieldOf, plan_fields};

/// The prefix of field label keys.
pub const FIELD: &str = "plan_field.";

/// The prefix of list entry label keys.
const LIST: &str = "plan_list.";

/// The prefix of choice label keys.
const CHOICE: &str = "plan_choice.";

/// Returns the fields inside a field, by its path.
pub fn inside(path: &str) -> Vec<FieldOf> {
    path.split('.').fold(plan_fields(), |fields, name| {
        let found = fields.into_iter().find(|field| field.name == name);
        match found.map(|field| field.kind) {
            Some(FieldKind::One(inner) | FieldKind::Many(inner)) => inner(),
            _ => Vec::new(),
        }
    })
}

/// Returns a field by its path.
pub fn field(path: &str) -> Option<FieldOf> {
    let (list, name) = path.rsplit_once('.').map_or((None, path), |(list, name)| (Some(list), name));
    let fields = list.map_or_else(plan_fields, inside);
    fields.into_iter().find(|field| field.name == name)
}

/// Returns the path of a field name, without the prefix and positions.
pub fn path_of(name: &str) -> String {
    let own = name.split('.').skip(1).filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    own.collect::<Vec<_>>().join(".")
}

/// Returns what a field holds, by its name.
pub fn kind(name: &str) -> Option<FieldKind> {
    field(&path_of(name)).map(|field| field.kind)
}

/// Returns the label of a field: for its path, or for all fields with its name.
pub fn label<'a>(scene: &Scene<'a>, path: &str) -> &'a str {
    word(scene, FIELD, path, "").unwrap_or("")
}

/// Returns the hint of a field.
pub fn hint<'a>(scene: &Scene<'a>, path: &str) -> Option<&'a str> {
    word(scene, FIELD, path, "_hint")
}

/// Returns the label of one entry of a list.
pub fn one<'a>(scene: &Scene<'a>, path: &str) -> &'a str {
    word(scene, LIST, path, ".one").unwrap_or("")
}

/// Returns the label of a choice value.
pub fn choice<'a>(scene: &Scene<'a>, path: &str, id: &str) -> &'a str {
    let own = scene.words.get(&format!("{CHOICE}{}.{id}", path.replace('.', "_")));
    own.or_else(|| scene.words.get(&format!("{CHOICE}any.{id}"))).unwrap_or("")
}

fn word<'a>(scene: &Scene<'a>, table: &str, path: &str, end: &str) -> Option<&'a str> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let own = scene.words.get(&format!("{table}{}{end}", path.replace('.', "_")));
    own.or_else(|| scene.words.get(&format!("{table}any_{name}{end}")))
}
