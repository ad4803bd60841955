//! One design for this team: where its score comes from, its strengths and risks, what it requires, and its evidence.

use maud::{Markup, html};

use super::chart::{self, Step};
use super::layout::tools;
use super::parts::{demands, evidence, linked, score, told};
use super::plan::start;
use super::scene::Scene;
use super::view::Made;
use crate::advisor::{CaseAdvice, CaseAsked, Choice, Contribution, Explain, Options, Recommendation};
use crate::catalogue::{Design, did_you_mean};
use crate::explain::{ArgumentKind, Costs, Effort, Goal, Statement, counterfactual, fix};
use crate::scoring::Evaluation;
use crate::wire::{Problem, Request};
use crate::words::{in_sentence, points, sentence, whole};

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
                (demands(scene, one))
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
pub fn named(scene: &Scene<'_>, field: &str, id: &str) -> Result<usize, Problem> {
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
    let costs = evaluation.costs(one.placed.alternative);
    let name = |factor: usize| scene.catalogue().factors[factor].name.clone();
    let mut factors: Vec<usize> = (0..costs.len()).filter(|factor| costs[*factor] != 0).collect();
    factors.sort_by_key(|factor| -costs[*factor]);
    let (shown, rest) = factors.split_at(factors.len().min(STEPS));
    let mut steps: Vec<Step> =
        shown.iter().map(|factor| Step { name: name(*factor), points: -costs[*factor] }).collect();
    let rest: i32 = rest.iter().map(|factor| costs[*factor]).sum();
    if rest != 0 {
        steps.push(Step { name: scene.say("why.other").to_owned(), points: -rest });
    }
    let text = |hundredths: i32| whole(hundredths).to_string();
    let (potential, readiness, score) = (text(one.potential), text(one.readiness), text(one.placed.score));
    let slots = [("potential", potential.as_str()), ("readiness", readiness.as_str()), ("score", score.as_str())];
    let ends = [scene.say("why.potential"), scene.say("why.score")];
    html! {
        section aria-labelledby="costs" {
            h2 #costs { (scene.say("why.costs")) }
            p { (scene.fill("why.costs_why", &slots)) }
            div.scroll tabindex="0" role="region" aria-label=(scene.say("why.costs_chart")) {
                (chart::waterfall("costs-chart", scene.say("why.costs_chart"), &scene.fill("why.costs_says", &slots), ends, one.potential, &steps))
            }
            details {
                summary { (scene.say("why.as_table")) }
                div.scroll tabindex="0" role="region" aria-label=(scene.say("why.costs_table")) {
                    table {
                        caption { (scene.say("why.costs_chart")) }
                        thead { tr { th scope="col" { (scene.say("answers.factor")) } th scope="col" { (scene.say("why.points")) } } }
                        tbody {
                            tr { th scope="row" { (scene.say("why.potential")) } td.number { (points(one.potential)) } }
                            @for factor in &factors {
                                tr { th scope="row" { (name(*factor)) } td.number { (signed_points(-costs[*factor])) } }
                            }
                            tr { th scope="row" { (scene.say("why.score")) } td.number { (points(one.placed.score)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Shows what moves the score compared with a typical team, collapsed.
fn contributions(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    let counted = one.by_size();
    let name = |of: &Contribution<'_>| scene.catalogue().factors[of.factor].name.clone();
    let (shown, rest) = counted.split_at(counted.len().min(STEPS));
    let mut steps: Vec<Step> = shown.iter().map(|of| Step { name: name(of), points: of.contribution }).collect();
    let rest: i32 = rest.iter().map(|of| of.contribution).sum();
    if rest != 0 {
        steps.push(Step { name: scene.say("why.other").to_owned(), points: rest });
    }
    let (base, score) = (whole(one.base_value).to_string(), whole(one.placed.score).to_string());
    let slots = [("base", base.as_str()), ("score", score.as_str())];
    let ends = [scene.say("why.base"), scene.say("why.score")];
    html! {
        details {
            summary { (scene.say("why.contributions")) }
            p { (scene.fill("why.contributions_why", &slots)) }
            @if counted.is_empty() {
                p { (scene.say("why.nothing_known")) }
            } @else {
                div.scroll tabindex="0" role="region" aria-label=(scene.say("why.chart")) {
                    (chart::waterfall("waterfall", scene.say("why.chart"), &scene.fill("why.chart_says", &slots), ends, one.base_value, &steps))
                }
                details {
                    summary { (scene.say("why.as_table")) }
                    div.scroll tabindex="0" role="region" aria-label=(scene.say("why.as_table")) { (table(scene, one, &counted)) }
                }
            }
        }
    }
}

fn table(scene: &Scene<'_>, one: &Recommendation<'_>, counted: &[&Contribution<'_>]) -> Markup {
    html! {
        table {
            caption { (scene.say("why.chart")) }
            thead { tr {
                th scope="col" { (scene.say("answers.factor")) }
                th scope="col" { (scene.say("why.points")) }
                th scope="col" { (scene.say("why.reason")) }
            } }
            tbody {
                tr { th scope="row" { (scene.say("why.base")) } td.number { (points(one.base_value)) } td { (scene.say("why.base_why")) } }
                @for of in counted {
                    tr {
                        th scope="row" { (scene.catalogue().factors[of.factor].name) }
                        td.number { (signed_points(of.contribution)) }
                        td { (linked(scene, of.reason.text())) @if let Some(grade) = of.grade { " " (super::parts::grade(scene, grade)) } }
                    }
                }
                tr { th scope="row" { (scene.say("why.score")) } td.number { (points(one.placed.score)) } td { (scene.say("why.score_why")) } }
            }
        }
    }
}

/// Formats every digit, so that the table adds up.
fn signed_points(of: i32) -> String {
    if of < 0 { format!("−{}", points(-of)) } else { format!("+{}", points(of)) }
}

fn statements<'a>(scene: &Scene<'_>, all: impl Iterator<Item = &'a Statement>) -> Markup {
    html! { ul.arguments { @for one in all { li { (told(scene, one)) } } } }
}

fn strengths_and_risks(scene: &Scene<'_>, advice: &CaseAdvice<'_>) -> Markup {
    let case = &advice.case;
    let likely = |one: &&crate::explain::FailureHere| one.likelihood == crate::explain::Likelihood::Likely;
    html! {
        div.two {
            section aria-labelledby="for" {
                h2 #for { (scene.say("why.strengths")) }
                (statements(scene, case.case_for.iter().map(|one| &one.statement)))
            }
            section aria-labelledby="against" {
                h2 #against { (scene.say("why.against")) }
                (statements(scene, case.case_against.iter().filter(|one| one.kind != ArgumentKind::Unanswered).map(|one| &one.statement)))
            }
        }
        section aria-labelledby="risks" {
            h2 #risks { (scene.say("why.risks")) }
            ul.arguments {
                @for one in case.fails_elsewhere.iter().filter(likely) { li.warn { (told(scene, &one.statement)) " " (told(scene, &one.here)) } }
                @for one in case.fails_elsewhere.iter().filter(|one| !likely(one)) { li { (told(scene, &one.statement)) " " (told(scene, &one.here)) } }
            }
        }
    }
}

/// Shows what would put the design first or make it feasible.
fn changes(scene: &Scene<'_>, evaluation: &Evaluation<'_>, design: usize) -> Markup {
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
            section aria-labelledby="changes" {
                h2 #changes { (scene.say(if blocked { "why.fix" } else { "why.first" })) }
                p { (told(scene, &change)) }
            }
        }
    }
}

/// Shows what to keep, what to improve, the expected dip, and when to judge results.
fn expect(scene: &Scene<'_>, advice: &CaseAdvice<'_>, design: &Design) -> Markup {
    let case = &advice.case;
    html! {
        section aria-labelledby="works" {
            h2 #works { (scene.say("why.works")) }
            (statements(scene, case.mending.iter().map(|one| &one.statement)))
            h3 { (scene.say("why.keep")) }
            ul { @for one in design.ingredients.iter().filter(|one| one.keep) { li { (one.what) } } }
            h3 { (scene.say("why.expect")) }
            p { (told(scene, &case.dip.about)) " " (told(scene, &case.dip.here)) }
            p { (told(scene, &case.fair_judgement.statement)) }
        }
    }
}

/// Shows results of studies, and how similar the people in them are to this team.
fn found(scene: &Scene<'_>, case: Option<&CaseAdvice<'_>>, design: &Design) -> Markup {
    let far = |at: usize| {
        let studied = case.into_iter().flat_map(|advice| &advice.case.studied).find(|one| one.evidence == at);
        studied.map_or("", |one| one.statement.text.as_str())
    };
    html! {
        section aria-labelledby="evidence" {
            h2 #evidence { (scene.say("why.evidence")) }
            p { (scene.say("why.evidence_why")) }
            ul.evidence { @for (at, one) in design.evidence.iter().enumerate() { li { (evidence(scene, one)) " " span.small { (far(at)) } } } }
            @if !design.unknown.is_empty() {
                h3 { (scene.say("why.unknown")) }
                ul { @for one in &design.unknown { li { (sentence(one)) } } }
            }
        }
    }
}
