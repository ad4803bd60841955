//! Bundles: designs combined in one learning experience.

use maud::{Markup, html};

use super::layout::{term, tools};
use super::parts::{amount, range, told};
use super::plan::start_all;
use super::scene::Scene;
use super::view::Made;
use crate::advisor::{Options, ToldBundle};
use crate::bundle::{Amounts, BundleDemands, DEFAULT_DESIGNS, MOST_DESIGNS, Member};
use crate::explain::Statement;
use crate::wire::Request;
use crate::words::{list, whole};

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let most = scene.fields.get("max_designs").and_then(|most| most.parse().ok()).unwrap_or(DEFAULT_DESIGNS);
    let most = most.clamp(1, MOST_DESIGNS);
    let options = Options { top: None, max_designs: Some(most), ..request.options.clone() };
    let advice = scene.advisor.bundles(&request.profile, &options)?;
    Ok(html! {
        (tools(scene))
        h1 { (scene.say("bundles.heading")) }
        p.lead { (scene.say("bundles.lead")) " " (term(scene, "bundle", "bundles.what")) "." }
        (chooser(scene, most))
        p { (told(scene, &advice.about)) }
        @for note in &advice.notes { p.warn { (told(scene, note)) } }
        ol.ranking { @for (at, one) in advice.bundles.iter().enumerate() { (bundle(scene, at + 1, one)) } }
    }
    .into())
}

fn chooser(scene: &Scene<'_>, most: usize) -> Markup {
    html! {
        div.chooser {
            div.field {
                label for="max_designs" { (scene.say("bundles.most")) }
                select #max_designs name="max_designs" form="state" {
                    @for number in 1..=MOST_DESIGNS { option value=(number) selected[number == most] { (number) } }
                }
            }
            button.primary form="state" formaction="/bundles" { (scene.say("bundles.submit")) }
        }
    }
}

fn bundle(scene: &Scene<'_>, at: usize, one: &ToldBundle) -> Markup {
    let bundle = &one.bundle;
    let names: Vec<String> = bundle.members.iter().map(|member| scene.design_name(member.design).to_owned()).collect();
    let ids: Vec<&str> = bundle.members.iter().map(|one| scene.catalogue().designs[one.design].id.as_str()).collect();
    let missing = marks(scene, |place| !bundle.covered.holds(place));
    let heading = format!("bundle-{at}");
    html! {
        li.design aria-labelledby=(heading) {
            div.title {
                span.rank aria-hidden="true" { (at) }
                h2 id=(heading) { (names.join(" → ")) }
                span.score { span.unseen { (scene.say("parts.suitability")) " " } b { (whole(bundle.score)) } }
            }
            p { (told(scene, &one.summary)) }
            (demands(scene, &bundle.demands))
            @for flag in &one.flags { p.warn { (told(scene, flag)) } }
            ol { @for (member, turn) in bundle.members.iter().zip(&one.turns) { (member_of(scene, member, turn)) } }
            @if !missing.is_empty() { p { b { (scene.say("bundles.uncovered")) } " " (missing.join(", ")) "." } }
            p.actions { (start_all(scene, &ids, &names.join(", "))) }
        }
    }
}

fn member_of(scene: &Scene<'_>, member: &Member, turn: &Statement) -> Markup {
    let adds = marks(scene, |place| member.adds.holds(place));
    let id = &scene.catalogue().designs[member.design].id;
    html! {
        li {
            b { (scene.design_name(member.design)) } ", " (whole(member.score)) " (" (scene.held(member.alternative)) "). "
            @if adds.is_empty() { (scene.say("bundles.adds_nothing")) }
            @else { (scene.fill("bundles.adds", &[("marks", &adds.join(", "))])) }
            " " (told(scene, turn)) " "
            button.small form="state" formaction="/why" name="design" value=(id) {
                (scene.say("ranking.why_short")) span.unseen { ": " (scene.design_name(member.design)) }
            }
        }
    }
}

/// Returns the names of the criteria that coverage counts.
fn marks(scene: &Scene<'_>, holds: impl Fn(usize) -> bool) -> Vec<String> {
    let all = scene.advisor.marks().all().iter().enumerate();
    all.filter(|(place, _)| holds(*place)).map(|(_, mark)| mark.name.clone()).collect()
}

/// Shows the totals of the bundle, from the minimum to the typical amount.
fn demands(scene: &Scene<'_>, of: &BundleDemands) -> Markup {
    let spread = |amounts: Amounts| range(scene, amounts.low, amounts.typical);
    let unknown: Vec<String> = of.cost_unknown.iter().map(|design| scene.design_in_sentence(*design)).collect();
    html! {
        dl.demands {
            div { dt { (scene.say("parts.hours")) } dd { (spread(of.hours)) } }
            div { dt { (scene.say("parts.weeks")) } dd { (spread(of.weeks)) } }
            div { dt { (term(scene, "cover", "parts.cover")) } dd { (spread(of.cover_hours)) } }
            div { dt { (scene.say("parts.cost")) } dd {
                @match of.cost_usd_per_teacher {
                    Some(cost) => {
                        (spread(cost))
                        @if !unknown.is_empty() { " " (scene.fill("bundles.cost_without", &[("designs", &list(&unknown))])) }
                    }
                    None => { (scene.say("parts.unknown")) }
                }
            } }
            @if of.travel_hours > 0.0 { div { dt { (scene.say("parts.travel")) } dd { (amount(of.travel_hours)) } } }
        }
        p.small { (scene.say("bundles.least_to_usual")) }
    }
}
