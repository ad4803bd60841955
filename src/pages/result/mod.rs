//! The result: a best fit, what can begin now, one alternative, and everything else in short.

mod blocked;
mod pick;
mod table;

use maud::{Markup, html};

use super::certainty;
use super::kit::{Made, section};
use super::layout::tools;
use super::scene::Scene;
use super::{aim, questions, save};
use crate::advisor::{Advice, Options};
use crate::catalogue::Profile;
use crate::explain::NoticeKind;
use crate::exports::{briefs, fixes};
use crate::wire::Request;

pub use table::SORT;

/// Notices that the page says in its own place: what is missing, and how much is known.
const SAID_ELSEWHERE: [NoticeKind; 2] = [NoticeKind::BuildConditionsFirst, NoticeKind::TooLittleKnown];

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    if is_empty(request) {
        return Ok(html! { (tools(scene)) (nothing_answered(scene)) }.into());
    }
    let options = Options { top: None, ..request.options.clone() };
    let advice = scene.advisor.recommend(&request.profile, &options)?;
    let certainty = scene.advisor.certainty(&scene.advisor.evaluate(&request.profile, &options)?, &advice);
    Ok(html! {
        (tools(scene))
        h1 { (heading(scene, &request.profile)) }
        (aim::lines(scene))
        (certainty::block(scene, &certainty, true))
        ul.picks { @for brief in &briefs(scene.advisor, &advice) { (pick::card(scene, brief)) } }
        (first_to_fix(scene, &advice))
        (notices(scene, &advice))
        (next_steps(scene))
        (others(scene, &advice))
        (answers(scene, &request.profile))
        (save::share(scene))
    }
    .into())
}

/// Whether nothing is answered: a result would be the same for every team.
pub fn is_empty(request: &Request) -> bool {
    request.profile.answers.iter().all(Option::is_none)
}

/// Shown before the first answer.
pub fn nothing_answered(scene: &Scene<'_>) -> Markup {
    html! {
        div.sheet {
            h1 { (scene.say("result.nothing")) }
            p { (scene.say("result.nothing_why")) }
            p { button.primary form="state" formaction=(questions::PATH) { (scene.say("layout.begin")) } }
        }
    }
}

pub fn heading(scene: &Scene<'_>, profile: &Profile) -> String {
    match profile.id.as_deref().filter(|id| !id.trim().is_empty()) {
        Some(team) => scene.fill("result.heading_for", &[("team", team)]),
        None => scene.say("result.heading").to_owned(),
    }
}

fn first_to_fix(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    let fixes = fixes(scene.advisor, advice);
    html! {
        @if !fixes.is_empty() {
            (section(scene, "fix-first", "result.fix_first", html! { ul { @for fix in &fixes { li { (fix) } } } }))
        }
    }
}

fn notices(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    let shown: Vec<_> = advice.notices.iter().filter(|one| !SAID_ELSEWHERE.contains(&one.kind)).collect();
    html! {
        @if !shown.is_empty() {
            details.notices-of data-print-open="" {
                summary { (scene.fill("result.notices", &[("number", &shown.len().to_string())])) }
                ul.notices { @for notice in shown { li.warn { (notice.text) } } }
            }
        }
    }
}

/// The pages that a planner needs next.
const NEXT: [(&str, &str); 3] =
    [("/handout", "result.handout"), ("/compare", "result.compare"), ("/decision", "result.decide")];

fn next_steps(scene: &Scene<'_>) -> Markup {
    html! {
        (section(scene, "next-steps", "result.next", html! {
            p.actions {
                @for (at, (path, key)) in NEXT.iter().enumerate() {
                    button.primary[at == 0] form="state" formaction=(path) { (scene.say(key)) }
                }
            }
        }))
    }
}

/// All designs in a table, and those that are not feasible.
fn others(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    let all = scene.catalogue().designs.len().to_string();
    html! {
        (section(scene, "all-designs", "result.all", html! {
            details open[scene.fields.get(SORT).is_some()] {
                summary { (scene.fill("result.see_all", &[("all", &all)])) }
                (table::table(scene, advice))
                (blocked::list(scene, advice))
            }
        }))
    }
}

/// Shows who answered what.
fn answers(scene: &Scene<'_>, profile: &Profile) -> Markup {
    html! { details { summary { (scene.say("answers.open")) } (super::answers::table(scene, profile)) } }
}
