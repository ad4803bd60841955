//! The ranking: what to do, what stands in the way of the rest, who answered what.

use maud::{Markup, html};

use super::aim;
use super::chart;
use super::layout::{term, tools};
use super::parts::{demands, linked, score, signed, told, verdict};
use super::plan::start;
use super::save;
use super::scene::Scene;
use super::standing::next;
use super::view::Made;
use crate::advisor::{Advice, FirstPlace, NotFeasible, Options, Recommendation};
use crate::catalogue::Profile;
use crate::explain::{list, two_decimals};
use crate::scoring::Verdict;
use crate::wire::Request;

/// How many reasons stand with each design.
const REASONS: usize = 3;

/// Down to which place they are shown without a click.
const UNFOLDED: usize = 5;

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let advice = scene.advisor.recommend(&request.profile, &Options { top: None, ..request.options.clone() })?;
    let next = next(scene, request)?;
    Ok(html! {
        (tools(scene))
        h1 { (heading(scene, &request.profile)) }
        (aim::told(scene))
        (lead(scene, &advice))
        (next)
        (places(scene, &advice))
        (in_the_way(scene, &advice))
        (answers(scene, &request.profile))
        (save::share(scene))
    }
    .into())
}

pub fn heading(scene: &Scene<'_>, profile: &Profile) -> String {
    match profile.id.as_deref().filter(|id| !id.trim().is_empty()) {
        Some(team) => scene.fill("ranking.heading_for", &[("team", team)]),
        None => scene.say("ranking.heading").to_owned(),
    }
}

/// What the answer says as a whole.
fn lead(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @if let Some(first) = &advice.first_place {
            p.lead { (verdict(scene, first.verdict)) " " (first.sentence) }
        }
        @if !advice.notices.is_empty() {
            ul.notices aria-label=(scene.say("ranking.notices")) {
                @for notice in &advice.notices { li.warn { (notice.text) } }
            }
        }
        p.small { (scene.say("ranking.how_to_read")) " " (term(scene, "score", "standing.score")) ", " (term(scene, "range", "standing.range")) "." }
    }
}

/// The designs that can run, those that cannot be told apart together.
fn places(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    let group = advice.first_place.as_ref().map_or(0, |first| together(first, advice));
    let (near, rest) = advice.recommendations.split_at(group);
    html! {
        @if !near.is_empty() {
            section.near aria-labelledby="near" {
                h2 #near { (scene.say("ranking.near")) }
                p { (scene.say("ranking.near_why")) }
                ol.ranking { @for one in near { (design(scene, one)) } }
            }
        }
        @if !rest.is_empty() {
            h2 { (scene.say(if near.is_empty() { "ranking.places" } else { "ranking.rest" })) }
            ol.ranking { @for one in rest { (design(scene, one)) } }
        }
    }
}

/// How many of the first places are one group.
fn together(first: &FirstPlace, advice: &Advice<'_>) -> usize {
    if first.verdict != Verdict::CannotSeparate {
        return 0;
    }
    advice.recommendations.iter().take_while(|one| first.group.contains(&one.placed.design)).count()
}

fn design(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    let design = &scene.catalogue().designs[one.placed.design];
    let heading = format!("d-{}", design.id);
    html! {
        li.design value=(one.placed.rank) aria-labelledby=(heading) {
            div.title {
                span.rank aria-hidden="true" { (one.placed.rank) }
                h3 id=(heading) { (design.name) }
                (score(scene, one.placed.score, one.interval))
            }
            div.bar aria-hidden="true" { (chart::interval(one.placed.score, one.interval)) }
            p.held {
                (scene.held(one.placed.alternative))
                @if one.in_use { " · " (scene.say("ranking.in_use")) }
                @if one.across_schools { " · " (scene.say("ranking.across_schools")) }
            }
            (demands(scene, one))
            @for condition in &one.conditions {
                @let term = &scene.advisor.tables().terms[condition.term];
                p.warn { (scene.fill("ranking.condition", &[
                    ("what", &term.name), ("actual", &two_decimals(condition.actual_millionths)), ("need", &condition.need.to_string()),
                ])) }
            }
            @if one.placed.rank <= UNFOLDED {
                (reasons(scene, one))
            } @else {
                details { summary { (scene.say("ranking.reasons")) span.unseen { ": " (design.name) } } (reasons(scene, one)) }
            }
            p.actions {
                button form="state" formaction="/why" name="design" value=(design.id) {
                    (scene.say("ranking.why")) span.unseen { ": " (design.name) }
                }
                (start(scene, &design.id, &design.name))
            }
        }
    }
}

/// What counts most, the largest first.
fn reasons(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    html! {
        ul.reasons {
            @for reason in one.by_size().into_iter().take(REASONS) {
                li {
                    span.points.{ (if reason.contribution < 0 { "down" } else { "up" }) } { (signed(reason.contribution)) } " "
                    (linked(scene, reason.reason.text()))
                }
            }
        }
    }
}

/// The designs that cannot run, with what each needs and the least that would mend it.
fn in_the_way(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @if !advice.not_feasible.is_empty() {
            section aria-labelledby="not-feasible" {
                h2 #not-feasible { (scene.say("ranking.not_feasible")) }
                p { (scene.say("ranking.not_feasible_why")) }
                ul.ranking {
                    @for one in &advice.not_feasible { (not_feasible(scene, one)) }
                }
            }
        }
    }
}

fn not_feasible(scene: &Scene<'_>, one: &NotFeasible) -> Markup {
    let mut needs: Vec<String> = Vec::new();
    for unmet in &one.unmet {
        if !needs.contains(&unmet.reason) {
            needs.push(unmet.reason.clone());
        }
    }
    let needs = if needs.is_empty() { scene.say("ranking.not_offered").to_owned() } else { list(&needs) };
    html! {
        li.design.blocked {
            h3 { (scene.design_name(one.design)) }
            p { (scene.fill("ranking.needs", &[("needs", &needs)])) }
            @if let Some(fix) = &one.fix { p { b { (scene.say("ranking.fix")) } " " (told(scene, &fix.statement)) } }
        }
    }
}

/// Who answered what, and how many.
fn answers(scene: &Scene<'_>, profile: &Profile) -> Markup {
    html! {
        section aria-labelledby="answers" {
            h2 #answers { (scene.say("answers.heading")) }
            details data-print-open="" {
                summary { (scene.say("answers.open")) }
                div.scroll tabindex="0" role="region" aria-labelledby="all-answers" { (super::answers::table(scene, profile)) }
            }
        }
    }
}
