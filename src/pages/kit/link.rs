//! Links and buttons to other pages.

use maud::{Markup, html};

use crate::catalogue::{Design, Factor};
use crate::pages::scene::Scene;

/// Renders a term with a link to its glossary entry.
pub fn term(scene: &Scene<'_>, id: &str, shown: &str) -> Markup {
    html! { a.term href={ "/words#" (id) } { (scene.say(shown)) } }
}

/// Names the subject of a button or a folded part, for screen readers only.
pub fn about(of: &str) -> Markup {
    html! { span.unseen { ": " (of) } }
}

/// Lists items, separated by commas.
pub fn commas(items: impl IntoIterator<Item = Markup>) -> Markup {
    html! { @for (at, item) in items.into_iter().enumerate() { @if at > 0 { ", " } (item) } }
}

/// Renders the name of a design with a link to its page.
pub fn design_link(design: &Design) -> Markup {
    html! { a href={ "/designs/" (design.id) } { (design.name) } }
}

/// Renders the name of a factor with a link to its page.
pub fn factor_link(factor: &Factor) -> Markup {
    html! { a href={ "/factors/" (factor.id) } { (factor.name) } }
}

/// The main button of a page: sends its fields to a page.
pub fn submit(scene: &Scene<'_>, to: &str, key: &str) -> Markup {
    html! { button.primary form="state" formaction=(to) { (scene.say(key)) } }
}

/// A button to the page that explains a design.
pub fn explain_button(scene: &Scene<'_>, design: &Design, key: &str, is_small: bool) -> Markup {
    html! {
        button class=[is_small.then_some("small")] form="state" formaction="/why" name="design" value=(design.id) { (scene.say(key)) (about(&design.name)) }
    }
}
