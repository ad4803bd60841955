//! Small components shared by several pages.

use maud::{Markup, html};

use super::layout::term;
use super::scene::Scene;
use crate::advisor::Recommendation;
use crate::catalogue::{Amount, Evidence, GradeId, Seen};
use crate::explain::Statement;
use crate::scoring::{Interval, Verdict};
use crate::words::{tenths, whole};

/// Formats hundredths with a sign and one decimal, with a true minus sign.
pub fn signed(hundredths: i32) -> String {
    match tenths(hundredths) {
        (_, size) if size == "0.0" => "0".to_owned(),
        ('-', size) => format!("−{size}"),
        (_, size) => format!("+{size}"),
    }
}

/// Formats a number of a design without unnecessary digits.
pub fn amount(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { ((value * 100.0).round() / 100.0).to_string() }
}

/// Formats `10 to 62`, or one number if both ends are the same.
pub fn range(scene: &Scene<'_>, low: f64, high: f64) -> String {
    let (low, high) = (amount(low), amount(high));
    if low == high { low } else { scene.fill("parts.range", &[("low", &low), ("high", &high)]) }
}

/// Shows a score as a whole number with its range.
pub fn score(scene: &Scene<'_>, score: i32, interval: Interval) -> Markup {
    let (low, high) = (whole(interval.low).to_string(), whole(interval.high).to_string());
    html! {
        span.score { span.unseen { (scene.say("parts.suitability")) " " } b { (whole(score)) } }
        " " span.range { (scene.fill("parts.range_of", &[("low", &low), ("high", &high)])) }
    }
}

/// Shows hours, weeks, substitute coverage, and cost for one teacher.
pub fn demands(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    let catalogue = scene.catalogue();
    let dosage = &catalogue.designs[one.placed.design].dosage;
    let environment = scene.advisor.tables().alternatives[one.placed.alternative].environment;
    let share = catalogue.environments[environment].cover_share.value;
    let spread = |amount: &Amount, times: f64| {
        let (low, high) = (amount.low * times, amount.high * times);
        let usual = (low < high).then(|| self::amount(amount.typical * times));
        html! { (range(scene, low, high)) @if let Some(usual) = usual { span.usual { " (" (scene.fill("parts.usual", &[("usual", &usual)])) ")" } } }
    };
    html! {
        dl.demands {
            div { dt { (scene.say("parts.hours")) } dd { (spread(&dosage.hours, 1.0)) } }
            div { dt { (scene.say("parts.weeks")) } dd { (spread(&dosage.weeks, 1.0)) } }
            div { dt { (term(scene, "cover", "parts.cover")) } dd { (spread(&dosage.cover_hours, share)) } }
            div {
                dt { (scene.say("parts.cost")) }
                dd {
                    @match &dosage.cost_usd_per_teacher {
                        Some(cost) => { (spread(cost, 1.0)) }
                        None => { (scene.say("parts.unknown")) }
                    }
                }
            }
            @if one.travel_hours > 0.0 {
                div { dt { (scene.say("parts.travel")) } dd { (amount(one.travel_hours)) } }
            }
        }
    }
}

/// Shows how clear the first rank is, with a link to the glossary.
pub fn verdict(scene: &Scene<'_>, verdict: Verdict) -> Markup {
    let key = match verdict {
        Verdict::Clear => "verdict.clear",
        Verdict::Close => "verdict.close",
        Verdict::CannotSeparate => "verdict.cannot_separate",
    };
    html! { span.verdict { (term(scene, "verdict", key)) } }
}

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

/// Shows the short citation of a source, with a link to its entry.
pub fn source(scene: &Scene<'_>, id: &str) -> Markup {
    let found = scene.catalogue().sources.iter().find(|source| source.id == id);
    let name = found.map_or(id, |source| crate::catalogue::Source::short(source));
    html! { a.source href={ "/sources#" (id) } { (name) } }
}

/// Shows a result of a study with grade, effect size, participants, and sources.
pub fn evidence(scene: &Scene<'_>, one: &Evidence) -> Markup {
    html! {
        (one.finding.trim_end_matches('.')) ". "
        @if let (Some(effect), Some(unit)) = (one.effect, &one.effect_unit) { a.term href="/words#effect" { b { (effect) " " (unit) } } ". " }
        span.studied { (scene.fill("parts.studied", &[("studied", one.studied.trim_end_matches('.'))])) } " "
        (cited(scene, &one.grade, &one.sources))
        @if one.sources.iter().any(|id| is_recalled(scene, id)) { " " span.warn { (scene.say("parts.recalled")) } }
    }
}

fn is_recalled(scene: &Scene<'_>, id: &str) -> bool {
    scene.catalogue().sources.iter().any(|source| source.id == id && source.seen == Seen::Recalled)
}

/// Renders a text with its source ids as links.
pub fn linked(scene: &Scene<'_>, text: &str) -> Markup {
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_source = |word: &str| word.contains('_') && scene.catalogue().sources.iter().any(|source| source.id == word);
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_id(c)).unwrap_or(rest.len());
        let end = if word > 0 { word } else { rest.find(is_id).unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at(end);
        pieces.push((piece, word > 0 && is_source(piece)));
        rest = after;
    }
    html! {
        @for (piece, is_source) in pieces {
            @if is_source { (source(scene, piece)) } @else { (piece) }
        }
    }
}

/// Like [`linked`], for a statement.
pub fn told(scene: &Scene<'_>, statement: &Statement) -> Markup {
    linked(scene, &statement.text)
}
