//! Names of the parts of a plan: their texts if they have one, instead of ids. Sources are named by author and year.

use super::escape::plain;
use crate::planning::{Facts, Part, Plan};
use crate::words::fill_text;

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
    let plan = facts.plan;
    let said = match part {
        Part::Need => plan.needs.get(at).and_then(|one| one.expected.clone().or_else(|| one.gap.clone())),
        Part::Goal => plan.goals.get(at).and_then(|one| one.text.clone()),
        Part::LearningNeed => plan.learning_needs.get(at).and_then(|one| one.text.clone()),
        Part::Design => design(facts, at),
        Part::Strategy => plan.strategies.get(at).and_then(|one| one.text.clone()),
        Part::Indicator => plan.indicators.get(at).and_then(|one| one.text.clone()),
        Part::Stage => stage(facts, at),
        Part::Cycle => plan.cycles.get(at).and_then(|one| one.plan.clone()),
    };
    said.map(|said| shorten(&said))
}

/// Returns the name of a chosen design, or its id if it is not in the catalog.
pub fn design(facts: &Facts<'_>, at: usize) -> Option<String> {
    let known = facts.chosen.iter().find(|chosen| chosen.at == at);
    known.map(|chosen| chosen.name().to_owned()).or_else(|| facts.plan.designs.get(at)?.design.clone())
}

fn stage(facts: &Facts<'_>, at: usize) -> Option<String> {
    let stage = facts.plan.stages.get(at)?;
    let usual = || facts.catalogue.planning.stages.iter().find(|usual| stage.id.as_ref() == Some(&usual.id));
    stage.name.clone().or_else(|| usual().map(|usual| usual.name.clone()))
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

/// Cuts a long text at a word.
fn shorten(text: &str) -> String {
    let text = plain(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let cut = cut.rfind(' ').filter(|at| *at > LONGEST / 2).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{cut} …")
}
