//! The product's sentences: templates with named slots, in one folder for each language, one file for each room.
//!
//! Code picks a template by its key and fills the slots. The key of a template is the file's name and the keys of the
//! tables above it, joined by dots: `explain.contrast.ahead` is `ahead` under `[contrast]` in `explain.toml`. Numbers
//! that agree with a noun have the forms `one` and `other`.

mod format;
mod ids;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use toml::{Table, Value};

pub use format::{
    capital, decimal, either, in_sentence, list, listed, number, one_decimal, points, sentence, shortened, tenths,
    thousands, two_decimals, whole,
};
pub use ids::Named;
pub use ids::named;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../words/en-US");

static TEXTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut texts = BTreeMap::new();
    for file in FILES.files() {
        let name = file.path().file_stem().unwrap_or_default().to_string_lossy();
        let text = file.contents_utf8().expect("the files of sentences are UTF-8");
        let table: Table = text.parse().unwrap_or_else(|error| panic!("{name}.toml is not TOML: {error}"));
        collect(&name, table, &mut texts);
    }
    texts
});

/// Returns the template of a key, or the key itself if there is none; a test finds such keys.
pub fn text(key: &str) -> &str {
    TEXTS.get(key).map_or(key, String::as_str)
}

/// Returns the template of a key in the form for a count: `one`, or `other`.
pub fn counted(key: &str, count: usize) -> &'static str {
    let form = if count == 1 { "one" } else { "other" };
    let template = TEXTS.get(&format!("{key}.{form}"));
    debug_assert!(template.is_some(), "`{key}` has no form `{form}`");
    template.map_or("", String::as_str)
}

/// Fills the slots of a template. A slot without a value keeps its name.
///
/// ```
/// use backmap_model::words::fill;
/// assert_eq!(fill("{name} ranks first.", &[("name", "Coaching")]), "Coaching ranks first.");
/// ```
pub fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    let values: usize = slots.iter().map(|(_, value)| value.len()).sum();
    let mut text = String::with_capacity(template.len() + values);
    let mut rest = template;
    while let Some((before, (name, after))) =
        split(rest, b'{').and_then(|(before, after)| Some((before, split(after, b'}')?)))
    {
        text.push_str(before);
        text.push_str(slots.iter().find(|(slot, _)| *slot == name).map_or(name, |(_, value)| value));
        rest = after;
    }
    text + rest
}

/// Splits at the first ASCII character of a kind; on texts as short as templates, faster than the general way.
fn split(text: &str, at: u8) -> Option<(&str, &str)> {
    let position = text.bytes().position(|byte| byte == at)?;
    Some((&text[..position], &text[position + 1..]))
}

/// Fills the template of a key.
pub fn fill_text(key: &str, slots: &[(&str, &str)]) -> String {
    fill(text(key), slots)
}

/// Fills the template of a key in the form for a count.
pub fn fill_counted(key: &str, count: usize, slots: &[(&str, &str)]) -> String {
    fill(counted(key, count), slots)
}

/// Fills the slot `number` of the template of a key with a count, in the form for it: `1 session`, `3 sessions`.
pub fn numbered(key: &str, count: usize) -> String {
    fill_counted(key, count, &[("number", &count.to_string())])
}

/// Returns every key with its template, in alphabetical order.
pub fn all() -> Vec<(&'static str, &'static str)> {
    TEXTS.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect()
}

fn collect(prefix: &str, table: Table, texts: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = format!("{prefix}.{key}");
        match value {
            Value::String(text) => drop(texts.insert(key, text)),
            Value::Table(inner) => collect(&key, inner, texts),
            other => panic!("`{key}` must be a string or a table, not {other}"),
        }
    }
}
