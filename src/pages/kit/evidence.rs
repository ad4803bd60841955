//! What a number or a sentence rests on: grades, sources, and results of studies.

use maud::{Markup, html};

use super::section::section;
use crate::catalogue::{Design, Evidence, GradeId, Grading, Seen, Source};
use crate::pages::scene::Scene;
use crate::sentences::Statement;
use crate::words::sentence;

/// Shows the name of a grade, with a link to its meaning.
pub fn grade(scene: &Scene<'_>, grade: &GradeId) -> Markup {
    let words = grade_name(scene, &grade.0);
    let meaning = scene.catalogue().grade(grade).map(|grade| grade.meaning.as_str());
    html! { a.grade href={ "/words#grade-" (grade.0) } title=[meaning] { (words) } }
}

/// Returns the name of a grade: from the page texts, or its id with spaces.
pub fn grade_name(scene: &Scene<'_>, id: &str) -> String {
    scene.words.get(&format!("grade.{id}")).map_or_else(|| id.replace('_', " "), str::to_owned)
}

/// Shows the grade of a number and its sources.
pub fn cited(scene: &Scene<'_>, of: &GradeId, sources: &[String]) -> Markup {
    html! {
        span.cited {
            (grade(scene, of))
            @for id in sources { " " (source(scene, id)) }
        }
    }
}

/// Shows the reason for a number, its grade, and its sources.
pub fn reason_of(scene: &Scene<'_>, of: &Grading<'_>) -> Markup {
    html! {
        @if !of.rationale.is_empty() { (sentence(of.rationale)) " " }
        (cited(scene, of.grade, of.sources))
    }
}

fn find<'a>(scene: &Scene<'a>, id: &str) -> Option<&'a Source> {
    scene.catalogue().sources.iter().find(|source| source.id == id)
}

/// Shows the short citation of a source, with a link to its entry.
pub fn source(scene: &Scene<'_>, id: &str) -> Markup {
    html! { a.source href={ "/sources#" (id) } { (find(scene, id).map_or(id, Source::short)) } }
}

/// Returns how well a source is known, in a word.
pub fn seen_word<'a>(scene: &Scene<'a>, seen: Seen) -> &'a str {
    scene.say(match seen {
        Seen::Seen => "seen.read",
        Seen::SecondHand => "seen.second_hand",
        Seen::Recalled => "seen.recalled",
    })
}

/// Shows a result of a study with grade, effect size, participants, and sources.
pub fn evidence(scene: &Scene<'_>, one: &Evidence) -> Markup {
    let is_recalled = |id: &String| find(scene, id).is_some_and(|source| source.seen == Seen::Recalled);
    html! {
        (one.finding.trim_end_matches('.')) ". "
        @if let (Some(effect), Some(unit)) = (one.effect, &one.effect_unit) { a.term href="/words#effect" { b { (effect) " " (unit) } } ". " }
        span.studied { (scene.fill("parts.studied", &[("studied", one.studied.trim_end_matches('.'))])) } " "
        (cited(scene, &one.grade, &one.sources))
        @if one.sources.iter().any(is_recalled) { " " span.warn { (scene.say("parts.recalled")) } }
    }
}

/// The section with the results of studies of a design, and what no study answers.
pub fn studies(scene: &Scene<'_>, design: &Design, results: Markup) -> Markup {
    html! { (section(scene, "evidence", "why.evidence", html! {
        p { (scene.say("why.evidence_why")) }
        ul.evidence { (results) }
        @if !design.unknown.is_empty() {
            h3 { (scene.say("why.unknown")) }
            ul { @for one in &design.unknown { li { (sentence(one)) } } }
        }
    })) }
}

/// Renders a text with its source ids as links.
pub fn linked(scene: &Scene<'_>, text: &str) -> Markup {
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_id(c)).unwrap_or(rest.len());
        let end = if word > 0 { word } else { rest.find(is_id).unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at(end);
        pieces.push((piece, word > 0 && piece.contains('_') && find(scene, piece).is_some()));
        rest = after;
    }
    html! {
        @for (piece, is_source) in pieces {
            @if is_source { (source(scene, piece)) } @else { (piece) }
        }
    }
}

/// Like [`linked`], for a statement.
pub fn statement_text(scene: &Scene<'_>, statement: &Statement) -> Markup {
    linked(scene, &statement.text)
}
