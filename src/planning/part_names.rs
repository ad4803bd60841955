//! The parts of a plan in sentences: their own words, shortened, and never their ids.

use super::facts::Facts;
use super::links::Part;
use crate::words::{fill_text, shortened};

/// Maximum letters of a part's own words in a sentence.
const LONGEST: usize = 60;

impl Facts<'_> {
    /// Returns the words that identify a part, if it has any; a design's name in the catalog.
    pub fn text_of(&self, part: Part, at: usize) -> Option<String> {
        let plan = self.plan;
        let said = match part {
            Part::Need => {
                let need = plan.needs.get(at)?;
                [&need.expected, &need.missing, &need.gap].into_iter().flatten().next().cloned()
            }
            Part::Goal => plan.goals.get(at)?.text.clone(),
            Part::LearningNeed => plan.learning_needs.get(at)?.text.clone(),
            Part::Design => {
                let known = self.chosen.iter().find(|chosen| chosen.at == at);
                known.map(|chosen| chosen.name().to_owned()).or_else(|| plan.designs.get(at)?.design.clone())
            }
            Part::Strategy => plan.strategies.get(at)?.text.clone(),
            Part::Indicator => plan.indicators.get(at)?.text.clone(),
            Part::Stage => {
                let stage = plan.stages.get(at)?;
                let usual = self.catalogue.planning.stages.iter().find(|usual| stage.id.as_ref() == Some(&usual.id));
                stage.name.clone().or_else(|| usual.map(|usual| usual.name.clone()))
            }
            Part::Cycle => plan.cycles.get(at)?.plan.clone(),
        };
        said.filter(|said| !said.trim().is_empty())
    }

    /// The part at the start of a sentence: `The goal “Every student explains one method”`, or `Goal 2` without words.
    pub(super) fn leading(&self, part: Part, at: usize) -> String {
        self.in_form(part, at, ["leading", "numbered"])
    }

    /// The part within a sentence: `the goal “Every student explains one method”`, or `goal 2` without words.
    pub(super) fn named(&self, part: Part, at: usize) -> String {
        self.in_form(part, at, ["named", "named_by_number"])
    }

    fn in_form(&self, part: Part, at: usize, [by_words, by_number]: [&str; 2]) -> String {
        let said = self.text_of(part, at).map(|said| shortened(&said, LONGEST));
        let form = if said.is_some() { by_words } else { by_number };
        let text = said.as_deref().unwrap_or_default().trim_end_matches('.');
        let slots = [("text", text), ("number", &*(at + 1).to_string())];
        fill_text(&format!("planning.part.{}.{form}", part.id()), &slots)
    }
}
