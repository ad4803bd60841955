//! One design for this team: where its score comes from, its strengths and risks, what it requires, and its evidence.

use maud::{Markup, html};

use super::chart::{self, ChartStep};
use super::kit::{Made, chart_table, demands_of, evidence, grade, linked, score, section, statement_text, studies};
use super::layout::tools;
use super::plan::start;
use super::scene::Scene;
use crate::advisor::{CaseAdvice, CaseAsked, Choice, Contribution, Explain, Options, Recommendation};
use crate::catalogue::{Design, DesignIndex, did_you_mean};
use crate::counterfactual::{Costs, Effort, Goal, counterfactual, fix};
use crate::explain::ArgumentKind;
use crate::scoring::Evaluation;
use crate::sentences::Statement;
use crate::wire::{Problem, Request};
use crate::words::{in_sentence, points, whole};

/// Number of steps shown separately in a waterfall; the rest is one step.
const STEPS: usize = 12;

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let asked = scene.fields.get("design").unwrap_or("");
    let design = named(scene, "design", asked)?;
    let options = Options { top: None, explain: Explain::Full, ..request.options.clone() };
    let advice = scene.advisor.recommend(&request.profile, &options)?;
    let placed = advice.recommendations.iter().find(|one| one.placed.design == design);
    let choice = Choice { design, environment: None, variant: None };
    let case =
        scene.advisor.case(&request.profile, &options, &CaseAsked { choice: Some(choice), ..CaseAsked::default() })?;
    let evaluation = scene.advisor.evaluate(&request.profile, &options)?;
    let catalogue_design = &scene.catalogue().designs[design];
    Ok(html! {
        (tools(scene))
        h1 { (scene.fill("why.heading", &[("design", &in_sentence(&catalogue_design.name))])) }
        p.lead { (catalogue_design.summary) }
        @match placed {
            Some(one) => {
                p { (scene.fill("why.place", &[("rank", &one.placed.rank.to_string())])) " " (score(scene, one.placed.score, one.interval))
                    " " span.held { (scene.held(one.placed.alternative)) } }
                (demands_of(scene, one))
                (costs(scene, &evaluation, one))
                (contributions(scene, one))
            }
            None => { p.warn { (scene.say("why.cannot_run")) } }
        }
        @if let Some(case) = &case { (strengths_and_risks(scene, case)) }
        (changes(scene, &evaluation, design))
        @if let Some(case) = &case { (expect(scene, case, catalogue_design)) }
        (found(scene, case.as_ref(), catalogue_design))
        p.actions {
            button.primary form="state" formaction="/decision" name="choice" value=(catalogue_design.id) {
                (scene.fill("why.decide", &[("design", &in_sentence(&catalogue_design.name))]))
            }
            (start(scene, &catalogue_design.id, &catalogue_design.name))
            a.button href={ "/designs/" (catalogue_design.id) } { (scene.say("why.numbers")) }
        }
    }
    .into())
}

/// Returns the design with the id from a form field.
pub fn named(scene: &Scene<'_>, field: &str, id: &str) -> Result<DesignIndex, Problem> {
    let designs = &scene.catalogue().designs;
    let unknown = || {
        let hint = did_you_mean(id, designs.iter().map(|design| design.id.as_str()));
        let short: String = id.chars().take(60).collect();
        Problem::of_fields([(field.to_owned(), scene.fill("why.no_design", &[("id", &short), ("hint", &hint)]))])
    };
    scene.catalogue().design_index(id).ok_or_else(unknown)
}

/// Shows the waterfall from the potential down to the score, and its table.
fn costs(scene: &Scene<'_>, evaluation: &Evaluation<'_>, one: &Recommendation<'_>) -> Markup {
    let costs = evaluation.detail(one.placed.alternative).costs();
    let factors = scene.catalogue().factors.iter().zip(&costs).filter(|(_, cost)| **cost != 0);
    let mut all: Vec<ChartStep> =
        factors.map(|(factor, cost)| ChartStep { name: factor.name.clone(), points: -cost }).collect();
    all.sort_by_key(|step| step.points);
    let steps = largest(scene, &all);
    let text = |hundredths: i32| whole(hundredths).to_string();
    let (potential, readiness, score) = (text(one.potential), text(one.readiness), text(one.placed.score));
    let slots = [("potential", potential.as_str()), ("readiness", readiness.as_str()), ("score", score.as_str())];
    let ends = [scene.say("why.potential"), scene.say("why.score")];
    let says = scene.fill("why.costs_says", &slots);
    let chart = chart::waterfall("costs-chart", scene.say("why.costs_chart"), &says, ends, one.potential, &steps);
    let rows = html! {
        tr { th scope="row" { (scene.say("why.potential")) } td.number { (points(one.potential)) } }
        @for step in &all { tr { th scope="row" { (step.name) } td.number { (signed_points(step.points)) } } }
        tr { th scope="row" { (scene.say("why.score")) } td.number { (points(one.placed.score)) } }
    };
    html! { (section(scene, "costs", "why.costs", html! {
        p { (scene.fill("why.costs_why", &slots)) }
        (chart_table(scene, "why.costs_chart", chart, "why.costs_table", &["answers.factor", "why.points"], rows))
    })) }
}

/// Returns the first steps, and one for the rest.
fn largest(scene: &Scene<'_>, all: &[ChartStep]) -> Vec<ChartStep> {
    let (shown, rest) = all.split_at(all.len().min(STEPS));
    let points = rest.iter().map(|step| step.points).sum();
    let other = (points != 0).then(|| ChartStep { name: scene.say("why.other").to_owned(), points });
    shown.iter().cloned().chain(other).collect()
}

/// Shows what moves the score compared with a typical team, collapsed.
fn contributions(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    let counted = one.by_size();
    let name = |of: &Contribution<'_>| scene.catalogue().factors[of.factor].name.clone();
    let all: Vec<ChartStep> = counted.iter().map(|of| ChartStep { name: name(of), points: of.contribution }).collect();
    let steps = largest(scene, &all);
    let (base, score) = (whole(one.base_value).to_string(), whole(one.placed.score).to_string());
    let slots = [("base", base.as_str()), ("score", score.as_str())];
    let ends = [scene.say("why.base"), scene.say("why.score")];
    let says = scene.fill("why.chart_says", &slots);
    let chart = chart::waterfall("waterfall", scene.say("why.chart"), &says, ends, one.base_value, &steps);
    let rows = html! {
        tr { th scope="row" { (scene.say("why.base")) } td.number { (points(one.base_value)) } td { (scene.say("why.base_why")) } }
        @for of in &counted {
            tr {
                th scope="row" { (name(of)) }
                td.number { (signed_points(of.contribution)) }
                td { (linked(scene, of.reason.text())) @if let Some(of) = of.grade { " " (grade(scene, of)) } }
            }
        }
        tr { th scope="row" { (scene.say("why.score")) } td.number { (points(one.placed.score)) } td { (scene.say("why.score_why")) } }
    };
    html! {
        details {
            summary { (scene.say("why.contributions")) }
            p { (scene.fill("why.contributions_why", &slots)) }
            @if counted.is_empty() { p { (scene.say("why.nothing_known")) } }
            @else { (chart_table(scene, "why.chart", chart, "why.as_table", &["answers.factor", "why.points", "why.reason"], rows)) }
        }
    }
}

/// Formats every digit, so that the table adds up.
fn signed_points(hundredths: i32) -> String {
    format!("{}{}", if hundredths < 0 { '−' } else { '+' }, points(hundredths.abs()))
}

fn statements<'a>(scene: &Scene<'_>, all: impl Iterator<Item = &'a Statement>) -> Markup {
    html! { ul.arguments { @for one in all { li { (statement_text(scene, one)) } } } }
}

fn strengths_and_risks(scene: &Scene<'_>, advice: &CaseAdvice<'_>) -> Markup {
    let case = &advice.case;
    let likely = |one: &&crate::explain::FailureHere| one.likelihood == crate::explain::Likelihood::Likely;
    html! {
        div.two {
            (section(scene, "for", "why.strengths", statements(scene, case.case_for.iter().map(|one| &one.statement))))
            (section(scene, "against", "why.against", statements(scene,
                case.case_against.iter().filter(|one| one.kind != ArgumentKind::Unanswered).map(|one| &one.statement))))
        }
        (section(scene, "risks", "why.risks", html! {
            ul.arguments {
                @for one in case.fails_elsewhere.iter().filter(likely) { li.warn { (statement_text(scene, &one.statement)) " " (statement_text(scene, &one.here)) } }
                @for one in case.fails_elsewhere.iter().filter(|one| !likely(one)) { li { (statement_text(scene, &one.statement)) " " (statement_text(scene, &one.here)) } }
            }
        }))
    }
}

/// Shows what would put the design first or make it feasible.
fn changes(scene: &Scene<'_>, evaluation: &Evaluation<'_>, design: DesignIndex) -> Markup {
    let ranking = evaluation.ranking();
    let blocked = ranking.not_feasible.contains(&design);
    let is_first = ranking.placed.first().is_some_and(|first| first.design == design);
    let change = if blocked {
        fix(evaluation, design).map(|fix| fix.statement)
    } else if is_first {
        None
    } else {
        let costs = Costs::by_lead_time(evaluation);
        Some(counterfactual(evaluation, design, Goal::First, &costs, Effort::default()).statement)
    };
    html! {
        @if let Some(change) = change {
            (section(scene, "changes", if blocked { "why.fix" } else { "why.first" }, html! { p { (statement_text(scene, &change)) } }))
        }
    }
}

/// Shows what to keep, what to improve, the expected dip, and when to judge results.
fn expect(scene: &Scene<'_>, advice: &CaseAdvice<'_>, design: &Design) -> Markup {
    let case = &advice.case;
    html! { (section(scene, "works", "why.works", html! {
        (statements(scene, case.mending.iter().map(|one| &one.statement)))
        h3 { (scene.say("why.keep")) }
        ul { @for one in design.ingredients.iter().filter(|one| one.keep) { li { (one.what) } } }
        h3 { (scene.say("why.expect")) }
        p { (statement_text(scene, &case.dip.about)) " " (statement_text(scene, &case.dip.here)) }
        p { (statement_text(scene, &case.fair_judgement.statement)) }
    })) }
}

/// Shows results of studies, and how similar the people in them are to this team.
fn found(scene: &Scene<'_>, case: Option<&CaseAdvice<'_>>, design: &Design) -> Markup {
    let far = |at: usize| {
        let studied = case.into_iter().flat_map(|advice| &advice.case.studied).find(|one| one.evidence == at);
        studied.map_or("", |one| one.statement.text.as_str())
    };
    let items = html! {
        @for (at, one) in design.evidence.iter().enumerate() { li { (evidence(scene, one)) " " span.small { (far(at)) } } }
    };
    studies(scene, design, items)
}
