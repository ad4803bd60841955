//! Two designs side by side, and the factors that decide between them.

use maud::{Markup, html};

use super::chart::{self, ChartStep};
use super::kit::{
    Body, Made, chart_table, design_link, evidence, explain_button, score, scroll, section, signed, statement_text,
    submit,
};
use super::layout::tools;
use super::scene::Scene;
use super::why::named;
use crate::advisor::{Advice, NotFeasible, Options, Recommendation};
use crate::catalogue::{Design, DesignIndex, Direction, FactorIndex};
use crate::explain::{Contrast, contrast};
use crate::exports::{Brief, brief_of};
use crate::scoring::{Evaluation, Verdict};
use crate::wire::{Problem, Request};
use crate::words::{capital, in_sentence, sentence, whole};

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
    Ok(html! {
        (tools(scene))
        h1 { (scene.say("compare.heading")) }
        (chooser(scene, first, second))
        @match &found {
            Some(found) => { p.lead { (ahead(scene, found)) } }
            None => { p.warn { (scene.say("compare.not_offered")) } }
        }
        (side_by_side(scene, &[first, second].map(|design| CompareSide::new(scene, &advice, design))))
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

/// A design of the pair: its place in the ranking, or why it is not feasible.
struct CompareSide<'s, 'a> {
    design: &'s Design,
    placed: Option<(&'s Recommendation<'a>, Brief<'s, 'a>)>,
    blocked: Option<&'s NotFeasible>,
}

impl<'s, 'a> CompareSide<'s, 'a> {
    fn new(scene: &Scene<'s>, advice: &'s Advice<'a>, design: DesignIndex) -> Self {
        let placed = advice.recommendations.iter().find(|one| one.placed.design == design);
        Self {
            design: &scene.catalogue().designs[design],
            placed: placed.map(|one| (one, brief_of(scene.advisor, advice, one))),
            blocked: advice.not_feasible.iter().find(|one| one.design == design),
        }
    }

    fn fit(&self, scene: &Scene<'_>) -> Markup {
        html! {
            @match &self.placed {
                Some((one, _)) => {
                    (score(scene, one.placed.score, one.interval)) ", "
                    (scene.fill("why.place", &[("rank", &one.placed.rank.to_string())]))
                }
                None => { (scene.say("why.cannot_run")) }
            }
        }
    }

    /// What it takes: hours and weeks first, then coverage and cost.
    fn takes(&self, scene: &Scene<'_>, from: usize) -> Markup {
        let of = |brief: &Brief<'_, '_>| {
            let amounts = brief.takes.iter().skip(from).take(2);
            html! { @for (name, amount) in amounts { p { b { (capital(name)) ": " } (amount) } } }
        };
        self.placed.as_ref().map_or_else(|| html! { (scene.say("parts.unknown")) }, |(_, brief)| of(brief))
    }

    /// What is missing for it here.
    fn conditions(&self, scene: &Scene<'_>) -> Markup {
        let placed = self.placed.iter().flat_map(|(_, brief)| brief.against.iter().cloned());
        let unmet = self.blocked.iter().flat_map(|one| &one.unmet).map(|unmet| sentence(&unmet.reason));
        let mut all: Vec<String> = placed.chain(unmet).collect();
        all.dedup();
        html! {
            @if all.is_empty() { (scene.say("compare.no_condition")) }
            @for one in &all { p { (one) } }
        }
    }

    /// The strongest study, and one that found less, if there is any.
    fn studies(&self, scene: &Scene<'_>) -> Markup {
        let all = &self.design.evidence;
        let less =
            all.iter().find(|one| matches!(one.direction, Direction::None | Direction::Negative | Direction::Mixed));
        let first = all.iter().find(|one| less.is_none_or(|less| !std::ptr::eq(*one, less)));
        html! {
            @for one in first.into_iter().chain(less) { p { (evidence(scene, one)) } }
            @if all.is_empty() { (scene.say("compare.no_study")) }
        }
    }
}

/// Shows what a board asks about two designs, side by side.
fn side_by_side(scene: &Scene<'_>, sides: &[CompareSide<'_, '_>; 2]) -> Markup {
    let row = |key: &'static str, cell: &dyn Fn(&CompareSide<'_, '_>) -> Markup| {
        html! { tr { th scope="row" { (scene.say(key)) } @for side in sides { td { (cell(side)) } } } }
    };
    html! {
        (scroll("sides", html! { table.sides {
            caption #sides { (scene.say("compare.sides")) }
            thead { tr { td {} @for side in sides { th scope="col" { (design_link(side.design)) } } } }
            tbody {
                (row("compare.what", &|side| html! { (side.design.summary) }))
                (row("compare.fit", &|side| side.fit(scene)))
                (row("compare.evidence", &|side| side.studies(scene)))
                (row("compare.time", &|side| side.takes(scene, 0)))
                (row("compare.money", &|side| side.takes(scene, 2)))
                (row("compare.conditions", &|side| side.conditions(scene)))
                (row("compare.leads", &|side| html! { @for role in &side.design.roles { p { (sentence(role)) } } }))
                (row("compare.more", &|side| explain_button(scene, side.design, "ranking.why_short", true)))
            }
        } }))
    }
}

/// Says which design fits better, in whole points, and whether the difference is clear.
fn ahead(scene: &Scene<'_>, found: &Contrast) -> String {
    let names = [found.first, found.second].map(|at| scene.advisor.tables().alternatives[at].design);
    let [first, second] = names.map(|design| scene.design_in_sentence(design));
    let (winner, loser) = if found.difference < 0 { (&second, &first) } else { (&first, &second) };
    let key = match found.verdict {
        Verdict::Clear => "compare.clear",
        Verdict::Close => "compare.close",
        Verdict::CannotSeparate => "compare.cannot_separate",
    };
    let points = whole(found.difference.abs()).to_string();
    scene.fill(key, &[("winner", &capital(winner)), ("loser", loser), ("points", &points)])
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
    })) }
}
