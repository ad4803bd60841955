//! What the parts of a plan are called: by their texts where they have one, and not by ids.

use crate::explain::plain;
use crate::planning::{Facts, Part, Plan};

/// More letters than this make a name too long for a sentence.
const LONGEST: usize = 160;

/// What a reference to a part reads as.
pub fn reference(facts: &Facts<'_>, id: &str) -> String {
    match facts.links.get(id) {
        Some(node) => text(facts, node.part, node.at).unwrap_or_else(|| plain(id)),
        None => format!("“{}”, which the plan does not have", plain(id)),
    }
}

/// References, each in its words.
pub fn references(facts: &Facts<'_>, ids: &[String]) -> Vec<String> {
    ids.iter().map(|id| reference(facts, id)).collect()
}

/// A part by its own words; none while it has none.
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
    said.map(|said| shortened(&said))
}

/// The name of a chosen design; its id where the catalogue does not have it.
pub fn design(facts: &Facts<'_>, at: usize) -> Option<String> {
    let known = facts.chosen.iter().find(|chosen| chosen.at == at);
    known.map(|chosen| chosen.name().to_owned()).or_else(|| facts.plan.designs.get(at)?.design.clone())
}

fn stage(facts: &Facts<'_>, at: usize) -> Option<String> {
    let stage = facts.plan.stages.get(at)?;
    let usual = || facts.catalogue.planning.stages.iter().find(|usual| stage.id.as_ref() == Some(&usual.id));
    stage.name.clone().or_else(|| usual().map(|usual| usual.name.clone()))
}

/// The name of a cycle's stage, which may be one of the usual ones.
pub fn stage_of_cycle(facts: &Facts<'_>, id: &str) -> String {
    let usual = facts.catalogue.planning.stages.iter().find(|usual| usual.id == id);
    match (facts.links.get(id), usual) {
        (None, Some(usual)) => usual.name.clone(),
        _ => reference(facts, id),
    }
}

/// Where in the plan something stands: `/goals/1/by` as `goals, entry 2, by`.
pub fn place(pointer: &str) -> String {
    let parts = pointer.split('/').filter(|part| !part.is_empty());
    let words = parts.map(|part| match part.parse::<usize>() {
        Ok(at) => format!("entry {}", at.saturating_add(1)),
        Err(_) => part.replace('_', " "),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "the whole plan".to_owned() } else { words.join(", ") }
}

/// The plan's title, or what stands for one.
pub fn title(plan: &Plan) -> String {
    let given = [&plan.title, &plan.id].into_iter().flatten().map(|text| plain(text)).find(|text| !text.is_empty());
    given.unwrap_or_else(|| "Plan for professional learning".to_owned())
}

/// Text cut at a word where it is too long.
fn shortened(text: &str) -> String {
    let text = plain(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let cut = cut.rfind(' ').filter(|at| *at > LONGEST / 2).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{cut} …")
}
