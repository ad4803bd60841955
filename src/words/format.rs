//! Numbers, names and lists in sentences, for every room.

use super::{fill, text};

/// Returns a name for use inside a sentence: its first letter in lower case, unless the word is an abbreviation.
pub fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_uppercase() => format!("{first}{second}{}", letters.as_str()),
        (Some(first), second) => first.to_lowercase().chain(second).chain(letters).collect(),
        (None, _) => String::new(),
    }
}

/// Returns the text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the text as a sentence, with a capital first letter and a final mark.
pub fn sentence(text: &str) -> String {
    let text = capital(text.trim());
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
}

/// Returns the text on one line, cut at a word if it has more than `most` letters.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rfind(' ').filter(|at| *at > cut.len() / 2).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{} …", cut.trim_end_matches([' ', ',', ';', ':', '.']))
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    join(items, text("words.list.and"))
}

/// [`list`] of anything, if there is any.
pub fn listed<T: ToString>(items: impl IntoIterator<Item = T>) -> Option<String> {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    (!items.is_empty()).then(|| list(&items))
}

/// `a`, `a or b`, `a, b or c`.
pub fn either(items: &[String]) -> String {
    join(items, text("words.list.or"))
}

fn join(items: &[String], template: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => fill(template, &[("items", &all.join(", ")), ("last", last)]),
    }
}

/// Millionths as a decimal without trailing zeros: `3.4`, `2`.
pub fn decimal(millionths: u128) -> String {
    let (whole, rest) = (millionths / 1_000_000, millionths % 1_000_000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{}", format!("{rest:06}").trim_end_matches('0')) }
}

/// Millionths with at most two decimals, for sentences: `2.16`, `3`. Rounds down, so that a value below a level never
/// prints as that level.
pub fn two_decimals(millionths: u64) -> String {
    decimal(u128::from(millionths / 10_000 * 10_000))
}

/// Hundredths of a point in a sentence: `3.40`, `-0.05`.
pub fn points(hundredths: i32) -> String {
    let size = hundredths.unsigned_abs();
    format!("{}{}.{:02}", if hundredths < 0 { "-" } else { "" }, size / 100, size % 100)
}

/// Hundredths of a point with one decimal, for sentences. Ties follow the binary number, so they are not as in
/// [`tenths`].
pub fn one_decimal(hundredths: i32) -> String {
    format!("{:.1}", f64::from(hundredths) / 100.0)
}

/// A number with at most two decimals and no trailing zeros.
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.is_finite() { (rounded + 0.0).to_string() } else { value.to_string() }
}

/// Hundredths to the nearest whole point: a score is not more precise than that.
pub fn whole(hundredths: i32) -> i32 {
    (hundredths + 50).div_euclid(100)
}

/// Hundredths of a point to the nearest tenth, ties away from 0: the sign, and the size as text.
///
/// ```
/// assert_eq!(backmap_model::words::tenths(355), ('+', "3.6".to_owned()));
/// assert_eq!(backmap_model::words::tenths(-4), ('+', "0.0".to_owned()));
/// ```
pub fn tenths(hundredths: i32) -> (char, String) {
    let size = (hundredths.unsigned_abs() + 5) / 10;
    (if hundredths < 0 && size > 0 { '-' } else { '+' }, format!("{}.{}", size / 10, size % 10))
}

/// Formats a whole number with commas between thousands.
pub fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_lose_no_digit_and_carry_no_zero() {
        assert_eq!(decimal(3_400_000), "3.4");
        assert_eq!(decimal(2_000_000), "2");
        assert_eq!(decimal(1_000_001), "1.000001");
    }

    #[test]
    fn names_fit_into_sentences() {
        assert_eq!(in_sentence("Lesson study"), "lesson study");
        assert_eq!(in_sentence("PLC meetings"), "PLC meetings");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(shortened("Half cannot\nexplain why", 40), "Half cannot explain why");
        assert_eq!(shortened("Half of the students, alas, cannot", 24), "Half of the students …");
        assert_eq!(shortened(&"é".repeat(9), 4), "éééé …");
    }

    #[test]
    fn a_clause_becomes_one_sentence() {
        assert_eq!(sentence("none is needed"), "None is needed.");
        assert_eq!(sentence("Sessions last 1-1.5 h."), "Sessions last 1-1.5 h.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn large_numbers_have_commas() {
        assert_eq!([0.0, 252.0, 38_160.4, 1_234_567.0].map(thousands), ["0", "252", "38,160", "1,234,567"]);
    }
}
