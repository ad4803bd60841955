//! What both pictures share: lines of text, boxes, and the file around an inlined picture.
//!
//! Pictures carry no style of their own: attributes alone say how they look, in the colour of the text around them, so
//! that they hold on a light page, on a dark one and as a file.

use maud::{Markup, html};

use crate::explain::plain;

/// The fonts of all texts.
pub const FONT: &str = "Calibri, Carlito, 'Liberation Sans', Arial, sans-serif";

/// A picture as a file.
pub fn file(picture: Markup) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let text = picture.into_string().replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    format!("{head}{text}\n").into_bytes()
}

/// A picture with its title and description.
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

/// Positions with one decimal.
pub fn tidy(x: f64) -> f64 {
    let tidy = (x * 10.0).round() / 10.0;
    if tidy == 0.0 { 0.0 } else { tidy }
}

/// How wide a text is drawn at the size 12, at most: letters differ, and none of the fonts is known.
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

/// Text in lines of at most `room`, and at most `most` of them; what does not fit ends with an ellipsis.
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

/// A word in pieces that fit.
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

/// Text with an ellipsis, cut so that both fit.
fn cut(text: &str, room: f64) -> String {
    let mut kept: Vec<char> = text.chars().collect();
    while kept.iter().copied().map(letter_width).sum::<f64>() + letter_width('…') > room && kept.pop().is_some() {}
    let kept: String = kept.into_iter().collect();
    format!("{}…", kept.trim_end())
}

/// Lines of text, each below the one before.
pub fn text(lines: &[String], x: f64, y: f64, step: f64, anchor: &str) -> Markup {
    html! {
        @for (at, line) in lines.iter().enumerate() {
            text x=(tidy(x)) y=(tidy(y + at as f64 * step)) text-anchor=(anchor) { (line) }
        }
    }
}
