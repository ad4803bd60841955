//! One spelling for names of schools and values that are the same, and none for words that say that nothing is stated.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::Catalogue;
use crate::tables::{key, most_frequent, tidy};

/// What programs and people write into a cell that has nothing, beside the labels of surveys; as keys.
const NOTHING: [&str; 10] =
    ["#n/a", "--", "?", "unknown", "not stated", "not available", "not known", "missing", "null", "nan"];

/// Returns every word for a missing value, as a key: the labels that count as no answer in surveys, and a few more.
pub fn missing(catalogue: &Catalogue) -> BTreeSet<String> {
    let labels = catalogue.survey.missing.iter().map(|label| key(label));
    labels.chain(NOTHING.map(str::to_owned)).collect()
}

/// Gives each name its most frequent spelling, the first of equals, and returns the spellings that were merged. Blank
/// names and words for missing ones become none.
pub fn merge(mut names: Vec<&mut Option<String>>, missing: &BTreeSet<String>) -> Vec<Vec<String>> {
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for name in &mut names {
        **name = name.as_deref().map(tidy).filter(|name| !name.is_empty() && !missing.contains(&key(name)));
        if let Some(name) = name.as_deref() {
            *spellings.entry(key(name)).or_default().entry(name.to_owned()).or_default() += 1;
        }
    }
    for name in names.into_iter().flatten() {
        if let Some(of) = spellings.get(&key(name)) {
            most_frequent(of).clone_into(name);
        }
    }
    let several = spellings.into_values().filter(|of| of.len() > 1);
    several.map(|of| of.into_keys().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{merge, missing};
    use crate::catalogue::{Catalogue, Faults, Files};

    #[test]
    fn names_that_are_the_same_get_the_spelling_that_is_used_most() {
        let mut names: Vec<Option<String>> =
            ["elm School", "Elm  School", "Elm School ", "École", "E\u{301}cole", "N/A", " ", "–", "Oak", "oak"]
                .map(|name| Some(name.to_owned()))
                .into();
        let catalogue = Catalogue::read(&Files::embedded(), &mut Faults::default()).expect("the catalog is whole");
        let merged = merge(names.iter_mut().collect(), &missing(&catalogue));
        let shown: Vec<Option<&str>> = names.iter().map(Option::as_deref).collect();
        let elm = Some("Elm School");
        let school = Some("École");
        assert_eq!(shown, [elm, elm, elm, school, school, None, None, None, Some("Oak"), Some("Oak")]);
        assert_eq!(merged, [vec!["Elm School", "elm School"], vec!["Oak", "oak"]]);
    }
}
