//! Escapes outside text for Markdown: it is shown as written and never becomes markup or HTML.

/// Returns the text on one line, with everything that could be read as markup at the start of a line escaped.
///
/// HTML characters become entities, Markdown marks get a backslash, control characters and line ends become spaces, and
/// marks that change the writing direction are removed.
pub fn escape(text: &str) -> String {
    escaped(text, true)
}

/// The same for text that follows other text on its line, where no list can begin.
pub fn escape_inside(text: &str) -> String {
    escaped(text, false)
}

fn escaped(text: &str, begins_line: bool) -> String {
    let letters: Vec<char> = plain(text).chars().collect();
    let mut escaped = String::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => {
                if is_mark(&letters, at, begins_line) {
                    escaped.push('\\');
                }
                escaped.push(*letter);
            }
        }
    }
    escaped
}

/// Returns the text on one line, without invisible marks: control characters and line ends become spaces, and marks
/// that change the writing direction are removed.
pub fn plain(text: &str) -> String {
    let letters: String = text.chars().filter(|letter| !turns(*letter)).map(flat).collect();
    letters.trim().to_owned()
}

/// Replaces a control character, an unusual line end or a character that XML forbids with a space.
fn flat(letter: char) -> char {
    let odd = matches!(letter, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}');
    if letter.is_control() || odd { ' ' } else { letter }
}

/// Whether a mark changes the writing direction or is invisible.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

/// Whether the letter could be read as markup at its position.
fn is_mark(letters: &[char], at: usize, begins_line: bool) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_alphanumeric);
    match letters[at] {
        '\\' | '`' | '*' | '[' | ']' | '#' | '|' | '~' | '@' | '$' => true,
        // Inside a word it is not emphasis.
        '_' => !(word(at.checked_sub(1)) && word(Some(at + 1))),
        // An address would become a link.
        ':' => letters.get(at + 1) == Some(&'/'),
        '.' => ends_www(&letters[..at]) || begins_line && ends_number(&letters[..at]),
        ')' => begins_line && ends_number(&letters[..at]),
        '-' | '+' | '=' => begins_line && at == 0,
        _ => false,
    }
}

fn ends_www(before: &[char]) -> bool {
    before.len() >= 3 && before[before.len() - 3..].iter().all(|letter| letter.eq_ignore_ascii_case(&'w'))
}

/// A line that begins with digits alone starts a list.
fn ends_number(before: &[char]) -> bool {
    !before.is_empty() && before.iter().all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_html_and_links_lose_their_force() {
        let rows = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "HTML"),
            ("&lt;b&gt;", "&amp;lt;b&amp;gt;", "entities"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))", "links"),
            ("![x](http://a.b/c)", "!\\[x\\](http\\://a.b/c)", "images and addresses"),
            ("# a\n## b", "\\# a \\#\\# b", "headings, and lines joined"),
            ("- a", "\\- a", "lists"),
            ("12. a", "12\\. a", "numbered lists"),
            ("--- ", "\\---", "rules"),
            ("a | b", "a \\| b", "cells"),
            ("`a` **b** _c_ d_e", "\\`a\\` \\*\\*b\\*\\* \\_c\\_ d_e", "emphasis"),
            ("\\<b", "\\\\&lt;b", "escapes"),
            ("www.a.b me@a.b", "www\\.a.b me\\@a.b", "addresses without a scheme"),
            ("a\u{202e}b\u{0}c", "ab c", "direction and controls"),
            ("    code", "code", "indented code"),
        ];
        for (text, expected, why) in rows {
            assert_eq!(escape(text), expected, "{why}");
        }
        assert_eq!(escape_inside("1.5 - 2) <b> | *"), "1.5 - 2) &lt;b&gt; \\| \\*", "no list begins inside a line");
    }
}
