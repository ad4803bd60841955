//! Small components shared by several catalog pages.

use maud::{Markup, html};

use crate::catalogue::{Design, Direction, Evidence, GradeId, WhereStudied};
use crate::pages::kit::{Page, grade};
use crate::pages::layout;
use crate::pages::scene::Scene;
use crate::words::{in_sentence, list, sentence};

/// Renders a page with its title.
pub fn page(scene: &Scene<'_>, title: &str, body: &Markup) -> Option<Page> {
    Some(Page::html(200, layout::page(scene, title, body)))
}

/// The link back to the list.
pub fn trail(scene: &Scene<'_>, path: &str, key: &str) -> Markup {
    html! { p.trail { a href=(path) { "← " (scene.say(key)) } } }
}

/// Shows the name of a factor, or of a kind of resource, by its path, with a link to its page.
pub fn factor_of(scene: &Scene<'_>, path: &str) -> Markup {
    let term = scene.advisor.tables().terms.iter().find(|term| term.path == path);
    let id = path.split('.').next().unwrap_or(path);
    let whole = || scene.catalogue().factor_index(id).map(|at| scene.catalogue().factors[at].name.as_str());
    html! { a href={ "/factors/" (id) } { (term.map(|term| term.name.as_str()).or_else(whole).unwrap_or(path)) } }
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
