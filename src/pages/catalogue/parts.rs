//! Small components shared by several catalog pages.

use maud::{Markup, html};

use crate::catalogue::{Amount, Design, Direction, Evidence, GradeId, Grading, WhereStudied};
use crate::pages::layout;
use crate::pages::parts::{amount, cited, grade, range};
use crate::pages::scene::Scene;
use crate::pages::view::Page;
pub use crate::words::sentence;
use crate::words::{in_sentence, list};

/// Renders a page with its title.
pub fn page(scene: &Scene<'_>, title: &str, body: &Markup) -> Option<Page> {
    Some(Page::html(200, layout::page(scene, title, body)))
}

/// The link back to the list.
pub fn trail(scene: &Scene<'_>, path: &str, key: &str) -> Markup {
    html! { p.trail { a href=(path) { "← " (scene.say(key)) } } }
}

/// Links to the sections of the page.
pub fn contents(scene: &Scene<'_>, sections: &[(&str, &str)]) -> Markup {
    html! {
        nav.contents aria-label=(scene.say("read.contents")) {
            ul { @for (id, key) in sections { li { a href={ "#" (id) } { (scene.say(key)) } } } }
        }
    }
}

/// A table that scrolls horizontally on narrow pages, labeled by the heading with this id.
pub fn table(scene: &Scene<'_>, heading: &str, columns: &[&str], rows: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby=(heading) {
            table.facts aria-labelledby=(heading) {
                thead { tr { @for key in columns { th scope="col" { (scene.say(key)) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// Shows the reason for a number, its grade, and its sources.
pub fn standing(scene: &Scene<'_>, of: &Grading<'_>) -> Markup {
    html! {
        @if !of.rationale.is_empty() { (sentence(of.rationale)) " " }
        (cited(scene, of.grade, of.sources))
    }
}

/// Formats a range with its typical value.
pub fn spread(scene: &Scene<'_>, of: &Amount) -> Markup {
    html! {
        (range(scene, of.low, of.high))
        @if of.low < of.high {
            span.usual { " (" (scene.fill("parts.usual", &[("usual", &amount(of.typical))])) ")" }
        }
    }
}

/// Formats a number as in the files, without trailing zeros and with a true minus sign.
pub fn number(value: f64) -> String {
    ((value * 1000.0).round() / 1000.0).to_string().replace('-', "−")
}

/// Formats a share as a whole percentage.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Shows the name of a factor, or of a kind of resource, by its path, with a link to its page.
pub fn factor_of(scene: &Scene<'_>, path: &str) -> Markup {
    let term = scene.advisor.tables().terms.iter().find(|term| term.path == path);
    let id = path.split('.').next().unwrap_or(path);
    let whole = || scene.catalogue().factor_index(id).map(|at| scene.catalogue().factors[at].name.as_str());
    html! { a href={ "/factors/" (id) } { (term.map(|term| term.name.as_str()).or_else(whole).unwrap_or(path)) } }
}

/// Lists designs by name, each with a link to its page.
pub fn designs_of(scene: &Scene<'_>, designs: impl Iterator<Item = usize>) -> Markup {
    html! {
        @for (at, design) in designs.map(|at| &scene.catalogue().designs[at]).enumerate() {
            @if at > 0 { ", " }
            a href={ "/designs/" (design.id) } { (design.name) }
        }
    }
}

/// Shows the name of an environment, with a link to its description.
pub fn environment(scene: &Scene<'_>, id: &str) -> Markup {
    let name = scene.catalogue().environment_index(id).map(|at| scene.catalogue().environments[at].name.as_str());
    html! { a.term href={ "/words#environment-" (id) } { (name.unwrap_or(id)) } }
}

/// Lists the environments of a design.
pub fn environments(scene: &Scene<'_>, design: &Design) -> Markup {
    html! {
        @for (at, id) in design.environments.iter().enumerate() {
            @if at > 0 { "; " }
            (environment(scene, id))
        }
    }
}

/// Returns the name of an outcome type.
pub fn outcome(scene: &Scene<'_>, id: &str) -> String {
    let mut categories = scene.catalogue().factors.iter().flat_map(|factor| &factor.categories);
    categories.find(|category| category.id == id).map_or_else(|| id.replace('_', " "), |found| in_sentence(&found.name))
}

/// Returns the names of outcome types as a list.
pub fn outcomes(scene: &Scene<'_>, ids: &[String]) -> String {
    list(&ids.iter().map(|id| outcome(scene, id)).collect::<Vec<_>>())
}

/// Shows the best grade among a design's results, and what the results with that grade show.
pub fn best_evidence(scene: &Scene<'_>, design: &Design) -> Markup {
    let place = |id: &GradeId| scene.catalogue().model.grades.iter().position(|grade| grade.id == *id);
    let best = design.evidence.iter().filter_map(|one| place(&one.grade)).min();
    let Some(best) = best.map(|at| &scene.catalogue().model.grades[at].id) else {
        return html! { (scene.say("parts.unknown")) };
    };
    let mut directions = design.evidence.iter().filter(|one| one.grade == *best).map(|one| one.direction);
    let first = directions.next().unwrap_or(Direction::Unknown);
    let key =
        if directions.all(|other| other == first) { direction_key(first) } else { direction_key(Direction::Mixed) };
    html! { (grade(scene, best)) ": " (scene.say(key)) }
}

/// Shows what a result shows, in words.
pub fn direction(scene: &Scene<'_>, of: &Evidence) -> Markup {
    html! { b { (sentence(scene.say(direction_key(of.direction)))) } }
}

fn direction_key(direction: Direction) -> &'static str {
    match direction {
        Direction::Positive => "direction.positive",
        Direction::None => "direction.none",
        Direction::Negative => "direction.negative",
        Direction::Mixed => "direction.mixed",
        Direction::Unknown => "direction.unknown",
    }
}

/// Returns where and with which teachers a result was studied, as far as stated.
pub fn where_studied(scene: &Scene<'_>, of: &WhereStudied) -> Option<String> {
    let words = &scene.catalogue().model.study_words;
    let named = |all: &[crate::catalogue::StudyWord], id: &Option<String>| {
        let id = id.as_ref()?;
        all.iter().find(|word| word.id == *id).map(|word| word.name.clone())
    };
    let scale = of.scale.as_ref().and_then(|id| words.scale.iter().find(|scale| scale.id == *id));
    let volunteers = of.volunteers.map(|chose| scene.say(if chose { "studied.volunteers" } else { "studied.told" }));
    let told: Vec<String> = [
        named(&words.country, &of.country),
        named(&words.phase, &of.phase),
        named(&words.subject, &of.subject),
        scale.map(|scale| scale.name.clone()),
        volunteers.map(str::to_owned),
    ]
    .into_iter()
    .flatten()
    .collect();
    let key = if of.mostly { "studied.mostly" } else { "studied.at" };
    (!told.is_empty()).then(|| scene.fill(key, &[("what", &told.join(", "))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_becomes_one_sentence() {
        assert_eq!(sentence("none is needed"), "None is needed.");
        assert_eq!(sentence("Sessions last 1-1.5 h."), "Sessions last 1-1.5 h.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn numbers_keep_what_the_files_say() {
        assert_eq!([0.33, 4.0, -0.5].map(number), ["0.33", "4", "−0.5"]);
        assert_eq!(percent(0.35), "35 %");
    }
}
