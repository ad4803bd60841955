//! Shared parts of both diagrams: lines of text, boxes, and the file around an inline diagram.
//!
//! Diagrams contain no CSS. They use attributes and the color of the surrounding text, so that they work on light
//! pages, on dark pages, and as files.

use maud::{Markup, html};

use super::escape::plain;

/// The fonts of all texts.
pub const FONT: &str = "Calibri, Carlito, 'Liberation Sans', Arial, sans-serif";

/// Returns a diagram as a file.
pub fn file(picture: Markup) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let text = picture.into_string().replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    format!("{head}{text}\n").into_bytes()
}

/// Returns a diagram with its title and description.
pub fn picture(id: &str, title: &str, description: &str, [width, height]: [f64; 2], inside: Markup) -> Markup {
    html! {
        svg class="picture" viewBox={ "0 0 " (tidy(width)) " " (tidy(height)) } role="img"
            aria-labelledby={ (id) "-title " (id) "-desc" } font-family=(FONT) font-size="12" fill="currentColor" {
            title id={ (id) "-title" } { (plain(title)) }
            desc id={ (id) "-desc" } { (plain(description)) }
            (inside)
        }
    }
}

/// Rounds a position to one decimal.
pub fn tidy(x: f64) -> f64 {
    let tidy = (x * 10.0).round() / 10.0;
    if tidy == 0.0 { 0.0 } else { tidy }
}

/// Returns an upper estimate of a text's width at size 12, because the reader's font is unknown.
pub fn width(text: &str) -> f64 {
    text.chars().map(letter_width).sum()
}

fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 3.4,
        'f' | 't' | 'r' | '(' | ')' | '-' | ' ' | '/' => 4.2,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '–' | '…' | '→' => 10.4,
        'A'..='Z' => 8.4,
        '\u{0}'..='\u{24ff}' => 6.8,
        _ => 12.5,
    }
}

/// Breaks a text into at most `most` lines of at most `room` width; a text that does not fit ends with an ellipsis.
pub fn lines(text: &str, room: f64, most: usize) -> Vec<String> {
    let text = plain(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, room) {
            let longer = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if width(&longer) > room && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, piece));
            } else {
                line = longer;
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(last, room);
        }
    }
    lines
}

/// Splits a word into pieces that fit.
fn pieces(word: &str, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for letter in word.chars() {
        let own = letter_width(letter);
        if used + own > room && used > 0.0 {
            pieces.push(String::new());
            used = 0.0;
        }
        used += own;
        if let Some(last) = pieces.last_mut() {
            last.push(letter);
        }
    }
    pieces
}

/// Cuts a text so that it fits with an ellipsis.
fn cut(text: &str, room: f64) -> String {
    let mut kept: Vec<char> = text.chars().collect();
    while kept.iter().copied().map(letter_width).sum::<f64>() + letter_width('…') > room && kept.pop().is_some() {}
    let kept: String = kept.into_iter().collect();
    format!("{}…", kept.trim_end())
}

/// Draws lines of text below each other.
pub fn text(lines: &[String], x: f64, y: f64, step: f64, anchor: &str) -> Markup {
    html! {
        @for (at, line) in lines.iter().enumerate() {
            text x=(tidy(x)) y=(tidy(y + at as f64 * step)) text-anchor=(anchor) { (line) }
        }
    }
}
