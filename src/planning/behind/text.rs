//! Texts with content: long enough, in words, and different from every other text of the plan and the catalog.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Backing, Catalogue};
use crate::planning::plan::Plan;

/// How often each text of a plan occurs, by its words, and the catalog's own texts, which answer nothing when copied.
#[derive(Debug)]
pub(super) struct Texts<'a> {
    limits: &'a Backing,
    own: BTreeMap<String, usize>,
    copied: BTreeSet<String>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(plan: &Plan, catalogue: &'a Catalogue) -> Self {
        let mut own = BTreeMap::new();
        for text in texts(plan) {
            *own.entry(key(text)).or_insert(0) += 1;
        }
        let copied = catalog_texts(catalogue).map(key).collect();
        Self { limits: &catalogue.planning.backing, own, copied }
    }

    /// Whether a text says something of its own.
    pub(super) fn has_content(&self, text: &str) -> bool {
        let key = key(text);
        text.trim().chars().count() >= self.limits.letters
            && self.words(text) >= self.limits.words
            && self.own.get(&key).is_none_or(|count| *count < 2)
            && !self.copied.contains(&key)
    }

    /// Whether a text names a role.
    pub(super) fn is_role(&self, text: &str) -> bool {
        text.chars().filter(|letter| letter.is_alphabetic()).count() >= self.limits.role_letters && self.words(text) > 0
    }

    /// Counts the different words that are no placeholders.
    fn words(&self, text: &str) -> usize {
        let is_filler = |word: &str| self.limits.placeholders.iter().any(|filler| filler == word);
        words(text).into_iter().filter(|word| has_vowel(word) && !is_filler(word)).count()
    }
}

/// Different words in lower case, without digits and signs.
fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 1);
    parts.map(str::to_lowercase).collect()
}

/// The words of a text, whatever their order: texts that differ in digits or order alone are equal.
fn key(text: impl AsRef<str>) -> String {
    words(text.as_ref()).into_iter().collect::<Vec<_>>().join(" ")
}

/// Letters in a row such as `sdfgh` are no word; words in other alphabets are not judged.
fn has_vowel(word: &str) -> bool {
    !word.is_ascii() || word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The texts of a plan in which a team states something.
fn texts(plan: &Plan) -> Vec<&String> {
    let (evaluation, support, people) = (&plan.evaluation, &plan.support, &plan.people);
    let single = [
        &evaluation.theory_of_change,
        &evaluation.expectations,
        &evaluation.uses,
        &evaluation.spending_followed,
        &support.how,
        &support.next,
        &people.norms,
        &people.growth_plan,
        &people.contract_terms,
        &people.well_being,
        &plan.prices.funding,
    ];
    let needs = plan.needs.iter().flat_map(|need| need.evidence.iter().map(|one| &one.says).chain([&need.expected]));
    let learning = plan.learning_needs.iter().flat_map(|need| [&need.text, &need.builds_on]);
    let designs = plan.designs.iter().flat_map(|one| [&one.because, &one.protocol, &one.differs_for]);
    let strategies = plan.strategies.iter().flat_map(|one| [&one.text, &one.resources]);
    let experts = plan.experts.iter().flat_map(|one| [&one.scope, &one.exit]);
    let checks = plan.checks.iter().flat_map(|check| [&check.evidence, &check.document]);
    let cycles = plan.cycles.iter().flat_map(|cycle| [&cycle.plan, &cycle.tried, &cycle.seen, &cycle.changes]);
    let rest = plan.goals.iter().map(|goal| &goal.text).chain(plan.indicators.iter().map(|one| &one.text));
    let all = single.into_iter().chain(needs).chain(learning).chain(designs).chain(strategies);
    all.chain(experts).chain(checks).chain(cycles).chain(rest).flatten().collect()
}

/// What the catalog asks, explains and advises.
fn catalog_texts(catalogue: &Catalogue) -> impl Iterator<Item = &String> {
    let look_fors = catalogue.standards.iter().flat_map(|standard| &standard.elements);
    let asked = look_fors.flat_map(|element| &element.look_fors).flat_map(|one| {
        let sides = one.looks_like.iter().chain(&one.does_not_look_like);
        sides.chain([&one.question, &one.why, &one.fix])
    });
    let requirements = catalogue.planning.requirements.iter().flat_map(|one| {
        let parts = one.parts.iter().flat_map(|part| [&part.question, &part.what, &part.fix]);
        parts.chain([&one.question, &one.what, &one.why, &one.fix])
    });
    let steps = catalogue.planning.steps.iter().flat_map(|step| &step.questions);
    asked.chain(requirements).chain(steps.flat_map(|one| [&one.question, &one.help]))
}
