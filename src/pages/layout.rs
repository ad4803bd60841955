//! The layout of every page: head, navigation, links between pages with the answers, and footer.

use maud::{DOCTYPE, Markup, html};

use super::by_hand;
use super::kit::hidden;
use super::scene::Scene;
use super::view::{View, links, views};

/// The forms with the answers of a page, by HTML id.
const FORMS: [&str; 2] = ["planner", "state"];

/// Renders the complete page. Links to other pages take the answers along, so that none gets lost.
pub fn page(scene: &Scene<'_>, title: &str, body: &Markup) -> Markup {
    let has_answers = scene.fields.carried().next().is_some();
    let form = FORMS.into_iter().find(|id| body.0.contains(&format!("id=\"{id}\"")));
    html! {
        (DOCTYPE)
        html lang=(scene.words.language) data-base="/" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(scene.say("layout.description"));
                title { (title) " – Backmap" }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/planner.css";
                script src="/assets/planner.js" type="module" {}
            }
            body {
                a.skip href="#main" { (scene.say("layout.skip")) }
                (header(scene, form, has_answers))
                main #main tabindex="-1" {
                    @if form.is_none() && has_answers { (tools(scene)) }
                    (body)
                }
                (footer(scene))
                div #announce .unseen role="status" data-failed=(scene.say("layout.failed")) data-copied=(scene.say("save.copied")) {}
            }
        }
    }
}

fn header(scene: &Scene<'_>, form: Option<&str>, has_answers: bool) -> Markup {
    html! {
        header.top {
            // The first button of a form is the one that Enter presses.
            @if has_answers { button hidden form=(form.unwrap_or("state")) formaction=(scene.path) {} }
            (link(scene, form, has_answers, "brand", "/", html! { "Backmap " span.tagline { (scene.say("layout.tagline")) } }))
            nav aria-label=(scene.say("nav.label")) {
                ul {
                    @for (path, name) in links() {
                        li { (link(scene, form, has_answers, "way", path, html! { (scene.say(name)) })) }
                    }
                }
            }
            @if has_answers {
                div.scripted { label.remember { input type="checkbox" data-remember="" form="none"; span { (scene.say("layout.remember")) } } }
            }
        }
    }
}

/// A link, or a button that sends the answers along if there are any.
fn link(scene: &Scene<'_>, form: Option<&str>, has_answers: bool, class: &str, path: &str, name: Markup) -> Markup {
    let here = is_here(scene, path).then_some("page");
    html! {
        @if has_answers {
            button class=(class) form=(form.unwrap_or("state")) formaction=(path) formnovalidate aria-current=[here] { (name) }
        } @else { a class=(class) href=(path) aria-current=[here] { (name) } }
    }
}

/// Returns whether a link leads to the current page or to the list that contains it.
fn is_here(scene: &Scene<'_>, path: &str) -> bool {
    let below = scene.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    scene.path == path || (path != "/" && below)
}

/// Renders the answers as hidden fields, with buttons to every page based on them.
pub fn tools(scene: &Scene<'_>) -> Markup {
    tools_without(scene, |_| false)
}

/// Like [`tools`], for a page that shows some of the fields as inputs.
pub fn tools_without(scene: &Scene<'_>, shown: impl Fn(&str) -> bool) -> Markup {
    html! {
        form #state method="post" action="/ranking" { (hidden(scene.fields.carried().filter(|(name, _)| !shown(name)))) }
        (ways(scene, "tools.label", |view| view.tool))
        (by_hand::bar(scene, "state"))
    }
}

/// Like [`tools_without`], with links between the plan pages; the Enter key submits to the current page.
pub fn plan_tools(scene: &Scene<'_>, shown: impl Fn(&str) -> bool) -> Markup {
    html! {
        form #state method="post" action=(scene.path) {
            button hidden { (scene.say("plans.check")) }
            (hidden(scene.fields.carried().filter(|(name, _)| !shown(name))))
        }
        (ways(scene, "tools.label", |view| view.tool))
        (ways(scene, "tools.plan_label", |view| view.plan_tool))
        (by_hand::bar(scene, "state"))
    }
}

fn ways(scene: &Scene<'_>, label: &str, name: fn(&View) -> Option<&'static str>) -> Markup {
    html! {
        nav.tools aria-label=(scene.say(label)) {
            ul {
                @for (path, name) in views().filter_map(|view| Some((view.path, name(&view)?))) {
                    li {
                        button form="state" formaction=(path) aria-current=[(scene.path == path).then_some("page")] {
                            (scene.say(name))
                        }
                    }
                }
            }
        }
    }
}

/// Shown on a page that needs answers when there are none; a script opens the answers behind the `#`.
pub fn without_answers(scene: &Scene<'_>) -> Markup {
    html! {
        div.sheet data-opens="" {
            h1 { (scene.say("layout.no_answers")) }
            p { (scene.say("layout.no_answers_why")) }
            p { a.button href="/questions" { (scene.say("layout.begin")) } }
        }
    }
}

/// The body of a page that does not exist.
pub fn nothing_here(scene: &Scene<'_>) -> Markup {
    html! {
        div.sheet {
            h1 { (scene.say("layout.not_found")) }
            p { (scene.say("layout.not_found_why")) }
            p { a.button href="/questions" { (scene.say("layout.begin")) } }
        }
    }
}

fn footer(scene: &Scene<'_>) -> Markup {
    let provenance = scene.advisor.provenance();
    html! {
        footer.foot {
            p { (scene.say("layout.what_a_score_is")) " " a href="/words#score" { (scene.say("layout.more")) } }
            p {
                (scene.fill("layout.provenance", &[
                    ("catalogue", provenance.catalogue_version),
                    ("digest", &provenance.catalogue_digest[..12]),
                    ("model", provenance.model_version),
                    ("engine", provenance.engine_version),
                ]))
                " " a href="/docs" data-plain="" { (scene.say("layout.for_systems")) }
            }
        }
    }
}
