//! Tables, each in a region that scrolls sideways on narrow pages.

use maud::{Markup, html};

use crate::pages::scene::Scene;

/// A region that scrolls, named by the heading or caption with this id.
pub fn scroll(heading: &str, body: Markup) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-labelledby=(heading) { (body) } }
}

/// Like [`scroll`], named in words.
pub fn scroll_as(name: &str, body: Markup) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(name) { (body) } }
}

/// The headings of the columns.
pub fn heads(scene: &Scene<'_>, columns: &[&str]) -> Markup {
    html! { thead { tr { @for key in columns { th scope="col" { (scene.say(key)) } } } } }
}

/// A table named by the heading with this id.
pub fn table(scene: &Scene<'_>, heading: &str, columns: &[&str], rows: Markup) -> Markup {
    scroll(heading, html! { table aria-labelledby=(heading) { (heads(scene, columns)) tbody { (rows) } } })
}

/// Like [`table`], for facts of the catalog.
pub fn facts(scene: &Scene<'_>, heading: &str, columns: &[&str], rows: Markup) -> Markup {
    scroll(heading, html! { table.facts aria-labelledby=(heading) { (heads(scene, columns)) tbody { (rows) } } })
}

/// A table named by its caption, which gets the id.
pub fn captioned_table(scene: &Scene<'_>, id: &str, caption: &str, columns: &[&str], rows: Markup) -> Markup {
    scroll(id, html! { table { caption id=(id) { (caption) } (heads(scene, columns)) tbody { (rows) } } })
}

/// A chart, and a folded table with the same numbers; `title` and `name` are keys.
pub fn chart_table(scene: &Scene<'_>, title: &str, svg: Markup, name: &str, columns: &[&str], rows: Markup) -> Markup {
    let table = html! { table { caption { (scene.say(title)) } (heads(scene, columns)) tbody { (rows) } } };
    html! {
        (scroll_as(scene.say(title), svg))
        details { summary { (scene.say("why.as_table")) } (scroll_as(scene.say(name), table)) }
    }
}
