//! One key for one thing: names and labels that look the same are the same, however they were typed.

use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Normalizes a heading, name or label for display: composed letters, one space between words, no invisible characters.
pub fn tidy(text: &str) -> String {
    let composed = match text.is_ascii() {
        true => text.into(),
        false => ComposingNormalizerBorrowed::new_nfc().normalize(text),
    };
    let plain = composed.chars().filter(|letter| !is_invisible(*letter)).map(|letter| match letter {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => ' ',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}'..='\u{2014}' => '-',
        other => other,
    });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Normalizes a heading, name or label for comparison: also ignores case and a final period.
pub fn key(text: &str) -> String {
    tidy(text).trim_end_matches('.').to_lowercase()
}

/// Returns the spelling of a name that is used most, the first of equals.
pub fn most_frequent<K: AsRef<str> + Ord>(spellings: &BTreeMap<K, usize>) -> &str {
    let most = spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map_or("", |(name, _)| name.as_ref())
}

/// Characters without width, which come along when text is copied from pages.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_has_one_key() {
        for (text, same) in [
            ("E\u{301}cole  E\u{301}lan", "École Élan"),
            ("\u{feff}Agree\u{200e}.", "agree"),
            ("dis\u{ad}agree\u{200b}", "Disagree"),
            ("Don\u{2019}t\u{a0}know", "don't know"),
            ("K\u{2013}5\u{3000}team", "k-5 team"),
        ] {
            assert_eq!(key(text), key(same), "{text:?}");
        }
        assert_ne!(key("Class 1"), key("Class 11"));
    }
}
