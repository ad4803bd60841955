//! The first page: what this is, for whom, how long it takes, and where to begin.

use std::sync::LazyLock;

use maud::{Markup, html};
use toml::Table;

use super::fields::Fields;
use super::kit::{Page, hidden};
use super::scene::Scene;
use super::{layout, planner, questions};
use crate::wire::read_form;

/// A team to look at, as the fields of its form.
static EXAMPLE: LazyLock<Fields> = LazyLock::new(|| {
    let table: Table = include_str!("example.toml").parse().expect("a test reads the example");
    Fields::of(table.into_iter().map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned())).collect())
});

/// Links to what a visitor may look for besides a start.
const MORE: [(&str, &str); 4] =
    [("/ask", "teams.ask"), ("/plan", "home.plan"), ("/designs", "home.designs"), ("/words", "home.how")];

/// Renders the first page. Submitted answers lead on to the page with all questions, where they used to be.
pub fn page(scene: &Scene<'_>) -> Page {
    if scene.fields.iter().next().is_some() {
        return planner::page(&Scene { path: planner::PATH, ..*scene });
    }
    Page::html(200, layout::page(scene, scene.say("home.title"), &body(scene)))
}

fn body(scene: &Scene<'_>) -> Markup {
    html! {
        div.sheet.home {
            h1 { (scene.say("home.heading")) }
            p.lead { (scene.say("home.lead")) }
            p { (scene.say("home.get")) }
            (drafts(scene))
            ul.begin-here {
                li { a.button.primary href=(questions::PATH) { (scene.say("home.start")) } p.small { (scene.say("home.start_why")) } }
                (example(scene))
                li { a.button href="/teams" { (scene.say("home.survey")) } p.small { (scene.say("home.survey_why")) } }
                li { a.button href="/district" { (scene.say("home.district")) } p.small { (scene.say("home.district_why")) } }
            }
            p.small { (scene.say("home.stored")) }
            ul.row.small { @for (path, key) in MORE { li { a href=(path) { (scene.say(key)) } } } }
        }
    }
}

/// The place of the drafts on this computer, which a script lists.
fn drafts(scene: &Scene<'_>) -> Markup {
    let [go, forget, unnamed] = ["home.draft", "home.draft_forget", "home.draft_unnamed"].map(|key| scene.say(key));
    html! { div #drafts hidden data-go=(go) data-forget=(forget) data-unnamed=(unnamed) { ul {} } }
}

/// Opens the result of a team, unless the catalog in use does not have its factors.
fn example(scene: &Scene<'_>) -> Markup {
    if read_form(scene.advisor, &EXAMPLE.of_request()).is_err() {
        return html! {};
    }
    html! {
        li {
            form method="post" action="/ranking" {
                (hidden(EXAMPLE.carried()))
                button { (scene.say("home.example")) }
            }
            p.small { (scene.say("home.example_why")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_names_what_students_need_and_has_answers() {
        assert!(EXAMPLE.get("aim.need").is_some() && EXAMPLE.get("outcome_type").is_some());
        assert!(EXAMPLE.of_request().len() > 10);
    }
}
