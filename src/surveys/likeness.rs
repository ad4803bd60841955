//! Computes the similarity of two questions from their words and, for inflected words, their letters.

use std::collections::BTreeSet;

use crate::tables::key;

/// Stop words, which do not affect the meaning of a question.
const EMPTY: [&str; 40] = [
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was", "were", "be", "been", "it",
    "its", "this", "that", "these", "those", "do", "does", "did", "you", "your", "i", "my", "me", "we", "our", "at",
    "as", "by", "with", "from", "how", "what", "which",
];

/// A text prepared for comparison with many others.
pub(super) struct Phrase {
    key: String,
    words: BTreeSet<String>,
    letters: usize,
}

/// The shares of the similarity that come from words and from letters.
const BY_WORDS: f64 = 0.6;
const BY_LETTERS: f64 = 0.4;

impl Phrase {
    pub fn of(text: &str) -> Self {
        let key = key(text);
        let letters = key.chars().filter(|letter| !letter.is_whitespace()).map(char::len_utf8).sum();
        Self { words: words(&key), letters, key }
    }

    /// Returns the similarity, from 0 to 1 (the same words), or 0 if it cannot reach `least`. Compares letters only
    /// when they can decide, because headings from outside may be long and many.
    pub fn likeness(&self, other: &Self, least: f64) -> f64 {
        if self.key == other.key {
            return 1.0;
        }
        let shared = self.words.intersection(&other.words).count() as f64;
        let by_words = BY_WORDS * 2.0 * shared / (self.words.len() + other.words.len()).max(1) as f64;
        let (fewer, all) = (self.letters.min(other.letters), self.letters + other.letters);
        // Twice the shorter length over the sum: the upper limit for two texts of these lengths.
        let most_by_letters = BY_LETTERS * (2.0 * fewer as f64 / all.max(1) as f64).min(1.0);
        if by_words + most_by_letters < least {
            return 0.0;
        }
        // Below 1, because only an identical text is the same question.
        (by_words + BY_LETTERS * strsim::sorensen_dice(&self.key, &other.key)).min(0.99)
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !EMPTY.contains(word)).map(stem).collect()
}

/// Reduces a word to its stem: students and student, helped and help count as one word.
fn stem(word: &str) -> String {
    let plain = match word {
        "students" | "student" | "learners" | "learner" | "children" => "pupil",
        "colleagues" | "peers" | "teammates" => "colleague",
        word => word,
    };
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(stem) = plain.strip_suffix(ending).filter(|stem| stem.len() > 3) {
            return stem.to_owned();
        }
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> f64 {
        Phrase::of(a).likeness(&Phrase::of(b), 0.0)
    }

    #[test]
    fn the_same_question_in_other_words_is_more_alike_than_another_question() {
        let ours = "I feel at ease when a colleague watches my lesson.";
        assert_eq!(likeness(ours, "I feel at ease when a colleague watches my lesson"), 1.0);
        let alike = likeness(ours, "I feel at ease when colleagues watch my lessons");
        let other = likeness(ours, "How many full years have you worked in education?");
        assert!(alike > 0.75 && alike < 1.0, "{alike}");
        assert!(other < 0.3, "{other}");
    }

    #[test]
    fn what_can_reach_the_least_of_interest_is_as_alike_as_ever() {
        let ours = "I feel at ease when a colleague watches my lesson.";
        for other in ["I feel at ease", "", "My lesson is watched", "ease ease ease", "é ü", ours] {
            let (whole, cut) = (likeness(ours, other), Phrase::of(ours).likeness(&Phrase::of(other), 0.5));
            assert!(if whole >= 0.5 { cut == whole } else { cut < 0.5 }, "{other}: {whole} and {cut}");
        }
    }
}
