//! A design of the short list: what it is, what it takes, why it fits here, and what is against it.

use maud::{Markup, html};

use crate::exports::Brief;
use crate::pages::kit::{about, explain_button, score};
use crate::pages::plan::start;
use crate::pages::scene::Scene;

pub(super) fn card(scene: &Scene<'_>, brief: &Brief<'_, '_>) -> Markup {
    let design = &scene.catalogue().designs[brief.design];
    let heading = format!("d-{}", design.id);
    html! {
        li.design aria-labelledby=(heading) {
            h2 id=(heading) { (brief.heading) }
            p { (brief.what) }
            p.small { (score(scene, brief.of.placed.score, brief.of.interval)) " · " (held(scene, brief)) }
            h3 { (scene.say("result.takes")) }
            dl.facts-of { @for (name, amount) in &brief.takes { dt { (name) } dd { (amount) } } }
            (listed(scene, "result.reasons", &brief.reasons))
            (listed(scene, "result.against", &brief.against))
            @if let Some(evidence) = &brief.evidence { p { (evidence) } }
            p.actions {
                button.primary form="state" formaction="/decision" name="choice" value=(design.id) {
                    (scene.say("result.choose")) (about(&design.name))
                }
                (explain_button(scene, design, "ranking.why_short", false))
                (start(scene, &design.id, &design.name))
            }
        }
    }
}

/// Returns how it would be held, and whether it is in use or needs other schools.
fn held(scene: &Scene<'_>, brief: &Brief<'_, '_>) -> String {
    let marks = [(brief.of.in_use, "ranking.in_use"), (brief.of.across_schools, "ranking.across_schools")];
    let marks = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| scene.say(key).to_owned());
    std::iter::once(scene.held(brief.of.placed.alternative)).chain(marks).collect::<Vec<_>>().join(" · ")
}

fn listed(scene: &Scene<'_>, heading: &'static str, all: &[String]) -> Markup {
    html! { @if !all.is_empty() { h3 { (scene.say(heading)) } ul { @for one in all { li { (one) } } } } }
}
