//! The words of other products (`vocabulary.toml`), by what they mean.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use toml::{Table, Value};

use crate::tables::key;

/// The meaning of each word, by its section.
static WORDS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> = LazyLock::new(|| {
    let table: Table = include_str!("vocabulary.toml").parse().expect("a test reads the vocabulary");
    table.into_iter().map(|(section, lists)| (section, by_word(&lists))).collect()
});

fn by_word(lists: &Value) -> BTreeMap<String, String> {
    let lists = lists.as_table().into_iter().flatten();
    let words = lists.flat_map(|(meaning, words)| {
        let words = words.as_array().into_iter().flatten().filter_map(Value::as_str);
        words.map(move |word| (key(word), meaning.clone()))
    });
    words.collect()
}

/// Returns what a word means in a section, if it is known.
pub(super) fn meaning(section: &str, word: &str) -> Option<&'static str> {
    WORDS.get(section)?.get(&key(word)).map(String::as_str)
}

/// Words that are not known, with how often they stand there.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknown(BTreeMap<String, usize>);

impl Unknown {
    pub(super) fn add(&mut self, word: &str) {
        *self.0.entry(crate::tables::tidy(word)).or_default() += 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// Lists the words that stand there at least `least` times, most frequent first, such as `` `Lehrer` (12) ``.
    pub(super) fn listed(&self, least: usize) -> String {
        const SHOWN: usize = 5;
        const LONGEST: usize = 40;
        let mut words: Vec<(&String, &usize)> =
            self.0.iter().filter(|(word, times)| **times >= least && word.chars().count() <= LONGEST).collect();
        words.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        words.iter().take(SHOWN).map(|(word, times)| format!("`{word}` ({times})")).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_its_source_and_no_word_has_two_meanings() {
        let table: Table = include_str!("vocabulary.toml").parse().unwrap();
        for (section, lists) in &table {
            let lists = lists.as_table().unwrap();
            assert!(lists.get("source").and_then(Value::as_str).is_some_and(|source| !source.is_empty()), "{section}");
            let mut meanings: BTreeMap<String, &String> = BTreeMap::new();
            for (meaning, words) in lists.iter().filter(|(name, _)| *name != "source") {
                for word in words.as_array().unwrap() {
                    let before = meanings.insert(key(word.as_str().unwrap()), meaning);
                    assert!(
                        before.is_none_or(|before| before == meaning),
                        "{section}: {word} is {meaning} and {before:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn words_are_known_however_they_are_written() {
        assert_eq!(meaning("qualtrics_status", "survey preview  spam"), Some("no_answer"));
        assert_eq!(meaning("roster_role", "Teacher"), Some("teacher"));
        assert_eq!(meaning("microsoft_forms", "Heure de de\u{301}but"), Some("time"));
        assert_eq!(meaning("roster_role", "source"), None);
    }
}
