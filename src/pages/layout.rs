//! The layout of every page: head, navigation, links between pages with the answers, and footer.

use maud::{DOCTYPE, Markup, html};

use super::kit::hidden;
use super::scene::Scene;
use super::view::{View, links, views};

/// Renders the complete page.
pub fn page(scene: &Scene<'_>, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(scene.words.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Backmap" }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/planner.css";
                script src="/assets/planner.js" type="module" {}
            }
            body {
                a.skip href="#main" { (scene.say("layout.skip")) }
                (header(scene))
                main #main tabindex="-1" { (body) }
                (footer(scene))
                div #announce .unseen role="status" data-failed=(scene.say("layout.failed")) data-copied=(scene.say("save.copied")) {}
            }
        }
    }
}

fn header(scene: &Scene<'_>) -> Markup {
    html! {
        header.top {
            a.brand href="/" { "Backmap" span.tagline { (scene.say("layout.tagline")) } }
            nav aria-label=(scene.say("nav.label")) {
                ul {
                    @for (path, name) in links() {
                        li { a href=(path) aria-current=[is_here(scene, path).then_some("page")] { (scene.say(name)) } }
                    }
                }
            }
        }
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
            p { a.button href="/" { (scene.say("layout.begin")) } }
        }
    }
}

/// The body of a page that does not exist.
pub fn nothing_here(scene: &Scene<'_>) -> Markup {
    html! {
        div.sheet {
            h1 { (scene.say("layout.not_found")) }
            p { (scene.say("layout.not_found_why")) }
            p { a.button href="/" { (scene.say("layout.begin")) } }
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
                " " a href="/docs/" { (scene.say("layout.for_systems")) }
            }
        }
    }
}
