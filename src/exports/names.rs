//! Names of the parts of a plan: their texts if they have one, instead of ids. Sources are named by author and year.

use super::escape::plain;
use crate::planning::{Facts, Part, Plan};
use crate::words::{fill_text, shortened};

/// Maximum letters of a name in a sentence.
const LONGEST: usize = 160;

/// Returns the text of a reference to a part.
pub fn reference(facts: &Facts<'_>, id: &str) -> String {
    match facts.links.get(id) {
        Some(node) => text(facts, node.part, node.at).unwrap_or_else(|| plain(id)),
        None => fill_text("exports.name.unknown", &[("id", &plain(id))]),
    }
}

/// Returns the texts of references to parts.
pub fn references(facts: &Facts<'_>, ids: &[String]) -> Vec<String> {
    ids.iter().map(|id| reference(facts, id)).collect()
}

/// Returns the text of a part, if it has one.
pub fn text(facts: &Facts<'_>, part: Part, at: usize) -> Option<String> {
    facts.text_of(part, at).map(|said| shortened(&plain(&said), LONGEST))
}

/// Returns the name of a cycle's stage, which may be one from the catalog.
pub fn stage_of_cycle(facts: &Facts<'_>, id: &str) -> String {
    let usual = facts.catalogue.planning.stages.iter().find(|usual| usual.id == id);
    match (facts.links.get(id), usual) {
        (None, Some(usual)) => usual.name.clone(),
        _ => reference(facts, id),
    }
}

/// Returns a JSON pointer in words: `/goals/1/by` as `goals, entry 2, by`.
pub fn place(pointer: &str) -> String {
    let parts = pointer.split('/').filter(|part| !part.is_empty());
    let words = parts.map(|part| match part.parse::<usize>() {
        Ok(at) => fill_text("exports.name.entry", &[("number", &at.saturating_add(1).to_string())]),
        Err(_) => part.replace('_', " "),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { crate::words::text("exports.name.plan").to_owned() } else { words.join(", ") }
}

/// Returns the plan's title, else its id, else a default title.
pub fn title(plan: &Plan) -> String {
    let given = [&plan.title, &plan.id].into_iter().flatten().map(|text| plain(text)).find(|text| !text.is_empty());
    given.unwrap_or_else(|| crate::words::text("exports.name.untitled").to_owned())
}
