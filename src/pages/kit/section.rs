//! Parts of a page: sections with headings, folded parts, and lists of links to them.

use maud::{Markup, html};

use crate::catalogue::Group;
use crate::pages::scene::Scene;

/// The groups of factors in form order, with the keys of their names.
pub const GROUPS: [(Group, &str); 3] =
    [(Group::Content, "content"), (Group::SchoolSystem, "school_system"), (Group::Individual, "individual")];

/// A section that its heading names; `id` is the id of the heading.
pub fn section(scene: &Scene<'_>, id: &str, heading: &str, body: Markup) -> Markup {
    html! { section aria-labelledby=(id) { h2 id=(id) { (scene.say(heading)) } (body) } }
}

/// Links to the sections of the page.
pub fn contents(scene: &Scene<'_>, sections: &[(&str, &str)]) -> Markup {
    html! {
        nav.contents aria-label=(scene.say("read.contents")) {
            ul { @for (id, key) in sections { li { a href={ "#" (id) } { (scene.say(key)) } } } }
        }
    }
}

/// The errors of a form, above it.
pub fn error_list(scene: &Scene<'_>, errors: Markup) -> Markup {
    html! {
        section.summary role="alert" aria-labelledby="faults" { h2 #faults { (scene.say("planner.faults")) } (errors) }
    }
}
