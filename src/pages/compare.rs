//! Two designs side by side, and the factors that decide between them.

use maud::{Markup, html};

use super::chart::{self, ChartStep};
use super::kit::{Body, Made, chart_table, demands_of, explain_button, score, section, signed, statement_text, submit};
use super::layout::tools;
use super::scene::Scene;
use super::why::named;
use crate::advisor::{Options, Recommendation};
use crate::catalogue::{DesignIndex, FactorIndex};
use crate::explain::{Contrast, contrast};
use crate::scoring::Evaluation;
use crate::wire::{Problem, Request};
use crate::words::in_sentence;

/// Maximum number of factors in the chart.
const SHOWN: usize = 12;

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let evaluation = scene.advisor.evaluate(&request.profile, &request.options)?;
    let (first, second) = pair(scene, &evaluation)?;
    if first == second {
        let body = html! { (tools(scene)) h1 { (scene.say("compare.heading")) } (chooser(scene, first, second)) };
        return Ok(Body { status: 422, markup: body });
    }
    let advice = scene.advisor.recommend(&request.profile, &Options { top: None, ..request.options.clone() })?;
    let found = contrast(&evaluation, first, second);
    let placed = |design: DesignIndex| advice.recommendations.iter().find(|one| one.placed.design == design);
    Ok(html! {
        (tools(scene))
        h1 { (scene.say("compare.heading")) }
        (chooser(scene, first, second))
        @match &found {
            Some(found) => { p.lead { (statement_text(scene, &found.statement)) } }
            None => { p.warn { (scene.say("compare.not_offered")) } }
        }
        div.two {
            @for design in [first, second] { (side(scene, design, placed(design))) }
        }
        @if let Some(found) = &found { (differences(scene, found)) }
    }
    .into())
}

/// Returns the requested designs; by default, the first two in the ranking.
fn pair(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> Result<(DesignIndex, DesignIndex), Problem> {
    let asked = |field: &str| scene.fields.get(field).map(|id| named(scene, field, id)).transpose();
    let ranking = evaluation.ranking();
    let places: Vec<DesignIndex> =
        ranking.placed.iter().map(|placed| placed.design).chain(ranking.not_feasible).collect();
    let other_than = |design: Option<DesignIndex>| places.iter().copied().find(|other| Some(*other) != design);
    let (first, second) = (asked("first")?, asked("second")?);
    let first = first.or_else(|| other_than(second)).unwrap_or_default();
    let second = second.or_else(|| other_than(Some(first))).unwrap_or_else(|| usize::from(first.at() == 0).into());
    Ok((first, second))
}

fn chooser(scene: &Scene<'_>, first: DesignIndex, second: DesignIndex) -> Markup {
    let alike = first == second;
    html! {
        div.chooser {
            @for (field, chosen) in [("first", first), ("second", second)] {
                div.field {
                    label for=(field) { (scene.say(&format!("compare.{field}"))) }
                    select id=(field) name=(field) form="state" aria-describedby=[(alike && field == "second").then_some("same")] {
                        @for (at, design) in DesignIndex::enumerate(&scene.catalogue().designs) {
                            option value=(design.id) selected[at == chosen] { (design.name) }
                        }
                    }
                    @if alike && field == "second" { p.fault #same { (scene.say("compare.same")) } }
                }
            }
            (submit(scene, "/compare", "compare.submit"))
        }
    }
}

fn side(scene: &Scene<'_>, design: DesignIndex, placed: Option<&Recommendation<'_>>) -> Markup {
    let of = &scene.catalogue().designs[design];
    html! {
        section.design aria-labelledby={ "side-" (of.id) } {
            h2 id={ "side-" (of.id) } { (of.name) }
            p { (of.summary) }
            @match placed {
                Some(one) => {
                    p { (scene.fill("why.place", &[("rank", &one.placed.rank.to_string())])) " " (score(scene, one.placed.score, one.interval)) }
                    p.held { (scene.held(one.placed.alternative)) }
                    (demands_of(scene, one))
                }
                None => { p.warn { (scene.say("why.cannot_run")) } }
            }
            p.actions { (explain_button(scene, of, "ranking.why", false)) }
        }
    }
}

/// Shows the deciding factors as a chart and as a table.
fn differences(scene: &Scene<'_>, found: &Contrast) -> Markup {
    let mut apart: Vec<_> = found.factors.iter().filter(|one| one.difference != 0).collect();
    apart.sort_by_key(|one| -one.difference.abs());
    let name = |factor: FactorIndex| scene.catalogue().factors[factor].name.clone();
    let steps: Vec<ChartStep> =
        apart.iter().take(SHOWN).map(|one| ChartStep { name: name(one.factor), points: one.difference }).collect();
    let names = [found.first, found.second].map(|at| scene.advisor.tables().alternatives[at].design);
    let names = names.map(|design| in_sentence(scene.design_name(design)));
    let slots = [("first", names[0].as_str()), ("second", names[1].as_str())];
    let chart =
        chart::diverging("contrast", scene.say("compare.chart"), &scene.fill("compare.chart_says", &slots), &steps);
    let rows = html! {
        @for one in &apart {
            tr { th scope="row" { (name(one.factor)) } td.number { (signed(one.difference)) } td { (statement_text(scene, &one.statement)) } }
        }
    };
    html! { (section(scene, "differences", "compare.differences", html! {
        p { (scene.fill("compare.differences_why", &slots)) }
        @if steps.is_empty() { p { (scene.say("compare.alike")) } }
        @else { (chart_table(scene, "compare.chart", chart, "why.as_table", &["answers.factor", "why.points", "why.reason"], rows)) }
        @if !found.tradeoffs.is_empty() {
            h3 { (scene.say("compare.tradeoffs")) }
            ul.arguments { @for one in &found.tradeoffs { li { (statement_text(scene, &one.statement)) } } }
        }
    })) }
}
