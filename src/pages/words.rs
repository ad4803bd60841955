//! Texts of the pages: one file per language in `words/`, looked up by key.
//!
//! The catalog provides names, questions, and levels, and explanations come with the results; all other page texts
//! are here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use toml::{Table, Value};

use crate::words::fill;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/pages/words");

static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let files = FILES.files();
    let words = files.map(|file| {
        let language = file.path().file_stem().unwrap_or_default().to_string_lossy();
        let text = file.contents_utf8().expect("the text files are UTF-8");
        Words::read(&language, text).expect("the tests check the embedded texts")
    });
    words.collect()
});

/// The language to use if none of the requested ones exists.
const USUAL: &str = "en";

/// All texts in one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The value of the `lang` attribute.
    pub language: String,
    said: BTreeMap<String, String>,
}

impl Words {
    /// Parses a file of texts: tables whose keys are joined with dots.
    ///
    /// # Errors
    /// Fails if it is not TOML, or contains a value that is not a string or a table.
    pub fn read(language: &str, text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut said = BTreeMap::new();
        flatten("", &table, &mut said)?;
        Ok(Self { language: language.to_owned(), said })
    }

    /// Returns the texts in the preferred language of an `Accept-Language` header, or in English.
    pub fn wanted(accept_language: Option<&str>) -> &'static Self {
        let found = accept_language.and_then(|wanted| choose(&LANGUAGES, wanted));
        found.or_else(|| LANGUAGES.iter().find(|words| words.language == USUAL)).expect("English texts exist")
    }

    /// Returns the text of a key, or the key itself if there is none; the tests find such keys.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.get(key).unwrap_or(key)
    }

    /// Returns the text of a key, if any.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.said.get(key).map(String::as_str)
    }

    /// Returns the text of a key with the slots in braces filled in.
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        fill(self.say(key), slots)
    }

    /// Returns every key, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.said.keys().map(String::as_str)
    }

    /// Returns the keys under a prefix, with their texts.
    pub fn under(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.said.iter().filter_map(move |(key, text)| Some((key.strip_prefix(prefix)?, text.as_str())))
    }
}

/// Returns the available language with the highest preference; at equal preference, the one listed first.
fn choose<'w>(languages: &'w [Words], accept_language: &str) -> Option<&'w Words> {
    let mut wanted: Vec<(&str, f64)> = Vec::new();
    for part in accept_language.split(',').take(20) {
        let (language, quality) = part.split_once(";q=").unwrap_or((part, "1"));
        wanted.push((language.trim(), quality.trim().parse().unwrap_or(0.0)));
    }
    wanted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let named = |language: &str| {
        let main = language.split('-').next().unwrap_or(language);
        let is = |words: &&Words, name: &str| words.language.eq_ignore_ascii_case(name);
        languages.iter().find(|words| is(words, language)).or_else(|| languages.iter().find(|words| is(words, main)))
    };
    wanted.into_iter().filter(|(_, quality)| *quality > 0.0).find_map(|(language, _)| named(language))
}

fn flatten(prefix: &str, table: &Table, said: &mut BTreeMap<String, String>) -> Result<(), String> {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::String(text) => drop(said.insert(key, text.trim().to_owned())),
            Value::Table(inner) => flatten(&key, inner, said)?,
            _ => return Err(format!("`{key}` must be a string or a table")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str) -> Words {
        Words::read(language, "[a]\ntitle = \"Hello {name}, {name}\"\n").unwrap()
    }

    #[test]
    fn a_second_language_is_one_file_and_is_chosen_by_its_name() {
        let all = [words("en"), words("de")];
        let chosen = |header: &str| choose(&all, header).map(|words| words.language.as_str());
        assert_eq!(chosen("de-AT,en;q=0.5"), Some("de"));
        assert_eq!(chosen("fr, en;q=0.5, de;q=0.7"), Some("de"));
        assert_eq!(chosen("fr"), None);
        assert_eq!(chosen("de;q=0"), None);
    }

    #[test]
    fn names_in_braces_are_filled_wherever_they_stand() {
        assert_eq!(words("en").fill("a.title", &[("name", "Ada {x}")]), "Hello Ada {x}, Ada {x}");
        assert_eq!(words("en").say("a.other"), "a.other");
    }
}
