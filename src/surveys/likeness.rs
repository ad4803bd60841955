//! How alike two questions are: by their words, and by their letters where words are bent.

use std::collections::BTreeSet;

use super::grid::key;

/// Words that say nothing of what is asked.
const EMPTY: [&str; 40] = [
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was", "were", "be", "been", "it",
    "its", "this", "that", "these", "those", "do", "does", "did", "you", "your", "i", "my", "me", "we", "our", "at",
    "as", "by", "with", "from", "how", "what", "which",
];

/// From 0 to 1, where 1 is the same words.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (key(a), key(b));
    if a == b {
        return 1.0;
    }
    let (first, second) = (words(&a), words(&b));
    let shared = first.intersection(&second).count() as f64;
    let by_words = 2.0 * shared / (first.len() + second.len()).max(1) as f64;
    // Below 1: only the same text is the same question.
    (0.6 * by_words + 0.4 * strsim::sorensen_dice(&a, &b)).min(0.99)
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !EMPTY.contains(word)).map(stem).collect()
}

/// Pupils and pupil, helped and help count as one word.
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

    #[test]
    fn the_same_question_in_other_words_is_more_alike_than_another_question() {
        let ours = "I feel at ease when a colleague watches my lesson.";
        assert_eq!(likeness(ours, "I feel at ease when a colleague watches my lesson"), 1.0);
        let alike = likeness(ours, "I feel at ease when colleagues watch my lessons");
        let other = likeness(ours, "How many full years have you worked in education?");
        assert!(alike > 0.75 && alike < 1.0, "{alike}");
        assert!(other < 0.3, "{other}");
    }
}
