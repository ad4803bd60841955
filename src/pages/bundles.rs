//! Bundles: designs combined in one learning experience.

use maud::{Markup, html};

use super::kit::{Demands, Made, demands, explain_button, field, range, statement_text, submit, term};
use super::layout::tools;
use super::plan::start_all;
use super::scene::Scene;
use crate::advisor::{BundleCost, Options};
use crate::bundle::ExplainedBundle;
use crate::bundle::{Amounts, Bundle, DEFAULT_DESIGNS, MOST_DESIGNS, Member};
use crate::exports::{cost_basis, rounded_cost};
use crate::planning::CostKind;
use crate::sentences::Statement;
use crate::wire::Request;
use crate::words::whole;

/// The number of bundles shown at once; the others are folded.
const SHOWN: usize = 3;

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let most = scene.fields.get("max_designs").and_then(|most| most.parse().ok()).unwrap_or(DEFAULT_DESIGNS);
    let most = most.clamp(1, MOST_DESIGNS);
    let options = Options { top: None, max_designs: Some(most), ..request.options.clone() };
    let advice = scene.advisor.bundles(&request.profile, &options)?;
    let bundles = || (1..).zip(&advice.bundles);
    Ok(html! {
        (tools(scene))
        h1 { (scene.say("bundles.heading")) }
        p.lead { (scene.say("bundles.lead")) " " (term(scene, "bundle", "bundles.what")) "." }
        (chooser(scene, most))
        p { (statement_text(scene, &advice.about)) }
        @for note in &advice.notes { p.warn { (statement_text(scene, note)) } }
        ol.ranking { @for (at, one) in bundles().take(SHOWN) { (bundle(scene, at, one)) } }
        @if advice.bundles.len() > SHOWN {
            details {
                summary { (scene.say("bundles.more")) }
                ol.ranking { @for (at, one) in bundles().skip(SHOWN) { (bundle(scene, at, one)) } }
            }
        }
    }
    .into())
}

fn chooser(scene: &Scene<'_>, most: usize) -> Markup {
    html! {
        div.chooser {
            (field("max_designs", scene.say("bundles.most"), None, html! {
                select #max_designs name="max_designs" form="state" {
                    @for number in 1..=MOST_DESIGNS { option value=(number) selected[number == most] { (number) } }
                }
            }))
            (submit(scene, "/bundles", "bundles.submit"))
        }
    }
}

fn bundle(scene: &Scene<'_>, at: usize, one: &ExplainedBundle) -> Markup {
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
            @if let Some(worth) = &one.worth { p { (statement_text(scene, worth)) } }
            @else { p { (statement_text(scene, &one.summary)) } }
            (totals(scene, bundle))
            @for flag in &one.flags { p.warn { (statement_text(scene, flag)) } }
            ol { @for (member, turn) in bundle.members.iter().zip(&one.turns) { (member_of(scene, member, turn)) } }
            @if !missing.is_empty() { p { b { (scene.say("bundles.uncovered")) } " " (missing.join(", ")) "." } }
            p.actions { (start_all(scene, &ids, &names.join(", "))) }
        }
    }
}

fn member_of(scene: &Scene<'_>, member: &Member, turn: &Statement) -> Markup {
    let adds = marks(scene, |place| member.adds.holds(place));
    html! {
        li {
            b { (scene.design_name(member.design)) } ", " (whole(member.score)) " (" (scene.held(member.alternative)) "). "
            (scene.fill("bundles.adds", &[("marks", &adds.join(", "))]))
            " " (statement_text(scene, turn)) " "
            (explain_button(scene, &scene.catalogue().designs[member.design], "ranking.why_short", true))
        }
    }
}

/// Returns the names of the criteria that coverage counts.
fn marks(scene: &Scene<'_>, holds: impl Fn(usize) -> bool) -> Vec<String> {
    let all = scene.advisor.marks().all().iter().enumerate();
    all.filter(|(place, _)| holds(*place)).map(|(_, mark)| mark.name.clone()).collect()
}

/// Shows the totals of the bundle, from the minimum to the typical amount.
fn totals(scene: &Scene<'_>, bundle: &Bundle) -> Markup {
    let (of, BundleCost { kind, amount }) = (&bundle.demands, scene.advisor.bundle_cost(&bundle.members));
    let dollars = |value: f64| if kind == CostKind::Reckoned { rounded_cost(value) } else { value };
    let cost = range(scene, dollars(amount.low), dollars(amount.typical));
    let range = |of: Amounts| html! { (range(scene, of.low, of.typical)) };
    let of = Demands {
        hours: range(of.hours),
        weeks: range(of.weeks),
        cover: range(of.cover_hours),
        cost: Some(html! { (cost) ", " (cost_basis(kind)) }),
        travel_hours: of.travel_hours,
    };
    html! { (demands(scene, of)) p.small { (scene.say("bundles.least_to_usual")) } }
}
