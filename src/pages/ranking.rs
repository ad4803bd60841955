//! The ranking: what to do, why other designs are not feasible, and who answered what.

use maud::{Markup, html};

use super::aim;
use super::chart;
use super::kit::{
    Made, about, demands_of, explain_button, linked, score, section, signed, statement_text, term, verdict,
};
use super::layout::tools;
use super::plan::start;
use super::save;
use super::scene::Scene;
use super::standing::next;
use crate::advisor::{Advice, FirstPlace, NotFeasible, Options, Recommendation};
use crate::catalogue::Profile;
use crate::explain::{gate_reason, is_worth_a_warning};
use crate::scoring::{Group, Verdict};
use crate::wire::Request;
use crate::words::{sentence, whole};

/// Number of reasons shown for each design.
const REASONS: usize = 3;

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let advice = scene.advisor.recommend(&request.profile, &Options { top: None, ..request.options.clone() })?;
    let next = next(scene, request)?;
    Ok(html! {
        (tools(scene))
        h1 { (heading(scene, &request.profile)) }
        (aim::lines(scene))
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

/// Shows the main result and the notices.
fn lead(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @if let Some(first) = &advice.first_place {
            p.lead { (verdict(scene, first.verdict)) " " (first.sentence) }
            (near(scene, first))
        }
        @if !advice.notices.is_empty() {
            ul.notices aria-label=(scene.say("ranking.notices")) {
                @for notice in &advice.notices { li.warn { (notice.text) } }
            }
        }
        p.small { (scene.say("ranking.how_to_read")) " " (term(scene, "score", "standing.score")) ", " (term(scene, "range", "standing.range")) "." }
    }
}

/// The two groups of designs, with the keys of their texts.
const GROUPS: [(Group, &str); 2] = [(Group::CanBeginNow, "begin_now"), (Group::WorthBuildingToward, "build_toward")];

/// Shows the feasible designs in two groups: can begin now and worth building toward, each in ranking order.
fn places(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @for (group, key) in GROUPS {
            @let all: Vec<_> = advice.recommendations.iter().filter(|one| one.group == group).collect();
            @if !all.is_empty() {
                section.group aria-labelledby=(key) {
                    h2 #(key) { (scene.say(&format!("ranking.{key}"))) }
                    p { (scene.say(&format!("ranking.{key}_why"))) }
                    ol.ranking { @for one in all { (design(scene, one)) } }
                }
            }
        }
    }
}

/// Advises when the first designs are too close to separate, and names the least time-consuming one.
fn near(scene: &Scene<'_>, first: &FirstPlace) -> Markup {
    let lightest = &scene.catalogue().designs[first.lightest];
    html! {
        @if first.verdict == Verdict::CannotSeparate { p { (scene.say("ranking.near_why")) } }
        @if first.group.len() > 1 {
            p { (scene.fill("ranking.lightest", &[
                ("design", &scene.design_in_sentence(first.lightest)), ("hours", &lightest.dosage.hours.typical.to_string()),
            ])) }
        }
    }
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
            (demands_of(scene, one))
            @for gate in one.gates.iter().filter(|gate| is_worth_a_warning(gate)) {
                p.warn { (gate_reason(scene.catalogue(), scene.advisor.tables(), one.placed.alternative, gate)) }
            }
            (reach(scene, one))
            details { summary { (scene.say("ranking.reasons")) (about(&design.name)) } (reasons(scene, one)) }
            p.actions {
                (explain_button(scene, design, "ranking.why", false))
                (start(scene, &design.id, &design.name))
            }
        }
    }
}

/// Shows potential, readiness, the largest costs, and what would improve the score.
fn reach(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    let (potential, readiness) = (whole(one.potential).to_string(), whole(one.readiness).to_string());
    let changes = one.costs.iter().map(|cost| &scene.catalogue().factors[cost.factor].change);
    let raised = changes.clone().find(|change| change.by_school);
    html! {
        p.reach { (scene.fill("ranking.reach", &[("potential", &potential), ("readiness", &readiness)])) }
        @if !one.costs.is_empty() {
            ul.reasons {
                @for cost in &one.costs {
                    li { span.points.down { (signed(-cost.cost)) } " " (cost.label) }
                }
            }
        }
        @if let Some(change) = raised { p.small { b { (scene.say("ranking.raise")) } " " (change.how) } }
    }
}

/// Shows what moves the score most compared with a typical team, largest first.
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

/// Shows the designs that are not feasible, with the reasons and the smallest fix.
fn in_the_way(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    html! {
        @if !advice.not_feasible.is_empty() {
            (section(scene, "not-feasible", "ranking.not_feasible", html! {
                p { (scene.say("ranking.not_feasible_why")) }
                ul.ranking { @for one in &advice.not_feasible { (not_feasible(scene, one)) } }
            }))
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
    if needs.is_empty() {
        needs.push(scene.say("ranking.not_offered").to_owned());
    }
    let reason = needs.iter().map(|need| sentence(need)).collect::<Vec<_>>().join(" ");
    html! {
        li.design.blocked {
            h3 { (scene.design_name(one.design)) }
            p { (scene.fill("why.not_feasible_because", &[("reason", &reason)])) }
            @if let Some(fix) = &one.fix { p { b { (scene.say("ranking.fix")) } " " (statement_text(scene, &fix.statement)) } }
        }
    }
}

/// Shows who answered what.
fn answers(scene: &Scene<'_>, profile: &Profile) -> Markup {
    html! { (section(scene, "answers", "answers.heading", html! {
        details data-print-open="" { summary { (scene.say("answers.open")) } (super::answers::table(scene, profile)) }
    })) }
}
