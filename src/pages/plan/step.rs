//! One step: its description, questions, fields, and findings.

use maud::{Markup, html};

use super::super::answers::{answer_text, part_text};
use super::super::kit::{about, design_link, evidence, explain_button, linked, place as anchor, score};
use super::desk::Desk;
use super::findings;
use super::inputs::part;
use super::place::{STEPS_PAGE, needs_words, parts_of};
use crate::catalogue::{Kind, Step};
use crate::planning::{Chosen, QuestionState, Review, Setting, StepState};
use crate::scoring::Interval;
use crate::words::{listed, sentence, text};

/// Fields that the steps leave to other pages.
pub const BUT: [&str; 1] = ["indicators.readings"];

/// Renders a step of the catalog with its parts, and its findings if the plan is valid.
pub fn step(desk: &Desk<'_>, step: &Step, is_open: bool) -> Markup {
    let parts = parts_of(&step.id);
    let state = desk.review().and_then(|review| review.steps.iter().find(|state| state.step.id == step.id));
    let heading = format!("step-{}", step.id);
    html! {
        details.step id=(heading) open[is_open] data-print-open="" {
            summary { h2 { (step.number) ". " (step.name) } @if let Some(state) = state { " " span.held { (answered(desk, state)) } } }
            p { (step.what) " " a href={ "/planning#" (heading) } { (desk.say("plans.more")) } }
            (questions(desk, step, state))
            @if let Some(review) = desk.review() {
                @if step.id == "characteristics" { (settings(desk, review)) }
                @if step.id == "study_designs" { (design_ranks(desk, review)) }
            }
            @for own in parts {
                @if parts.len() > 1 { h3 { (super::known::label(&desk.scene, own)) } }
                (part(desk, own, &BUT))
            }
            @if let Some(review) = desk.review() {
                h3 { (desk.say("plans.found")) }
                (findings::list(desk, &findings::of_step(review, &step.id)))
            }
            p.actions {
                button.primary form="state" formaction={ (STEPS_PAGE) "#" (heading) } name="plan.at" value=(step.id) {
                    (desk.say("plans.check")) (about(&step.name))
                }
            }
        }
    }
}

/// Returns how many questions are answered.
pub fn answered(desk: &Desk<'_>, state: &StepState<'_>) -> String {
    let all = state.questions.len() + state.own.len();
    desk.scene.fill("plans.answered", &[("known", &(all - state.open()).to_string()), ("all", &all.to_string())])
}

/// Lists the key questions with links to their answers, then the team's own questions.
fn questions(desk: &Desk<'_>, step: &Step, state: Option<&StepState<'_>>) -> Markup {
    html! {
        h3 { (desk.say("plans.questions")) }
        ul.questions-of {
            @for (at, question) in step.questions.iter().enumerate() {
                @let state = state.and_then(|state| state.questions.get(at));
                li {
                    p { b { (question.question) } " " @if let Some(state) = state { (state_of(desk, state)) } }
                    p.hint { (question.help) }
                    @if let Some(state) = state { @for one in &state.studied { p { (linked(&desk.scene, &one.says)) } } }
                    (in_words(desk, &format!("{}.{}", step.id, question.id), &question.question, state))
                }
            }
        }
        (own_questions(desk, step))
    }
}

fn state_of(desk: &Desk<'_>, state: &QuestionState<'_>) -> Markup {
    html! {
        @if state.answered_at.is_empty() { span.state.open-state { (desk.say("plans.open")) } }
        @else {
            span.state { (desk.say(if state.lacks.is_some() { "plans.partly" } else { "plans.known" })) }
            @for pointer in &state.answered_at { " " (desk.way(pointer)) }
        }
        @if let Some(lacks) = &state.lacks { " " span { (desk.say("plans.lacks")) " " (sentence(lacks)) } }
    }
}

/// An input to answer a key question in words, for content that no field covers.
fn in_words(desk: &Desk<'_>, id: &str, question: &str, state: Option<&QuestionState<'_>>) -> Markup {
    let known = desk.entries("plan.answers").into_iter();
    let own = known.into_iter().find(|at| desk.value(&format!("plan.answers.{at}.question")) == Some(id));
    let Some(at) = own.or_else(|| desk.fresh("plan.answers")) else { return html! {} };
    let entry = format!("plan.answers.{at}");
    let text = format!("{entry}.text");
    let is_only = !matches!(state, Some(state) if state.answered_at.iter().any(|place| !place.starts_with("/answers")));
    desk.show(&text);
    html! {
        details.behind id=(anchor(&entry)) open[own.is_some() || (is_only && needs_words(id))] {
            summary { (desk.say("plans.in_words")) (about(question)) }
            (desk.hidden(&format!("{entry}.question"), id))
            textarea id=(anchor(&text)) name=(text) rows="2" maxlength="2000" form="state" aria-label=(question) {
                (desk.value(&text).unwrap_or(""))
            }
        }
    }
}

/// The team's own questions for a step, with room for another one.
fn own_questions(desk: &Desk<'_>, step: &Step) -> Markup {
    let is_own = |at: &usize| desk.value(&format!("plan.questions.{at}.step")) == Some(step.id.as_str());
    let mut all: Vec<usize> = desk.entries("plan.questions").into_iter().filter(is_own).collect();
    all.extend(desk.fresh("plan.questions"));
    html! {
        details.behind open[all.len() > 1] {
            summary { (desk.say("plans.own")) (about(&step.name)) }
            @for at in all {
                @let entry = format!("plan.questions.{at}");
                fieldset.entry id=(anchor(&entry)) {
                    legend { (desk.say("plans.own_one")) }
                    (desk.hidden(&format!("{entry}.step"), &step.id))
                    (part_of(desk, &entry, "question"))
                    (part_of(desk, &entry, "answer"))
                }
            }
        }
    }
}

fn part_of(desk: &Desk<'_>, entry: &str, field: &str) -> Markup {
    let of = super::known::field(&format!("questions.{field}"));
    of.map_or_else(|| html! {}, |of| super::inputs::field(desk, &format!("{entry}.{field}"), &of, &[]))
}

/// Shows the factors that the characteristics set, with current answers and links to the questions.
fn settings(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        h3 { (desk.say("plans.settings")) }
        p { (desk.say("plans.settings_why")) }
        div.cards { @for setting in &review.settings { (setting_of(desk, review, setting)) } }
    }
}

fn setting_of(desk: &Desk<'_>, review: &Review<'_>, setting: &Setting<'_>) -> Markup {
    let scene = &desk.scene;
    let profile = review.facts.plan.profile.as_ref();
    html! {
        div.design {
            h4 { (setting.group.name) }
            p { (setting.group.question) }
            ul.plain {
                @for (factor, known) in &setting.factors {
                    @let factor_at = &scene.catalogue().factors[*factor];
                    li {
                        button.link form="state" formaction={ "/answers#" (anchor(&factor_at.id)) } { (factor_at.name) } ": "
                        @if let (true, Some(answer)) = (known, profile.and_then(|profile| profile.answers[*factor].as_ref())) {
                            (answer_text(scene, factor_at, answer))
                        } @else if factor_at.kind == Kind::Level { (part_text(scene, factor_at, None, 0)) }
                        @else { (scene.say("answers.open_answer")) }
                    }
                }
                @for (fact, _) in &setting.facts {
                    @let name = format!("setting.{fact}");
                    li {
                        button.link form="state" formaction={ "/answers#" (anchor(&name)) } { (scene.words.say(&name)) } ": "
                        (match scene.fields.get(&name) {
                            Some("true") => scene.say("layout.yes"),
                            Some("false") => scene.say("layout.no"),
                            Some(value) => value,
                            None => scene.say("answers.open_answer"),
                        })
                    }
                }
            }
        }
    }
}

/// Shows the chosen designs: rank, unmet requirements, and evidence.
fn design_ranks(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        @if review.facts.chosen.is_empty() {
            p { (desk.say("plans.no_design")) }
            p { button form="state" formaction="/ranking" { (desk.say("plans.to_ranking")) } }
        }
        @for chosen in &review.facts.chosen { (design_rank(desk, chosen)) }
        @if !review.facts.chosen.is_empty() { (marks(desk, review)) }
    }
}

/// Lists the marks of a high-quality design, with the chosen designs that have each.
fn marks(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        h3 { (desk.say("plans.marks")) }
        ul {
            @for state in &review.marks {
                li {
                    b { (text(&format!("planning.mark.{}", state.mark.id()))) ": " }
                    @match listed(state.designs.iter().map(Chosen::name)) {
                        Some(names) => (names),
                        None => (desk.say("plans.no_mark")),
                    }
                }
            }
        }
    }
}

fn design_rank(desk: &Desk<'_>, chosen: &Chosen<'_>) -> Markup {
    let scene = &desk.scene;
    html! {
        div.design {
            h3 { (design_link(chosen.design)) }
            p { (chosen.design.summary) }
            @if let Some(ranked) = chosen.ranked {
                p {
                    @match ranked.rank {
                        Some(rank) => { (scene.fill("plans.place", &[("rank", &rank.to_string()), ("all", &ranked.of.to_string())])) }
                        None => { (scene.say("why.cannot_run")) }
                    }
                    " " (score(scene, ranked.score, Interval { low: ranked.low, high: ranked.high }))
                }
                @for reason in &ranked.unmet {
                    p.warn { (scene.fill("why.not_feasible_because", &[("reason", reason)])) }
                }
                @for gate in &ranked.gates { p.warn { (gate) } }
            }
            details data-print-open="" {
                summary { (scene.say("plans.where_it_worked")) (about(&chosen.design.name)) }
                ul.evidence { @for one in &chosen.design.evidence { li { (evidence(scene, one)) } } }
                @if !chosen.design.ingredients.is_empty() {
                    h4 { (scene.say("why.keep")) }
                    ul { @for one in &chosen.design.ingredients { li { (linked(scene, &one.what)) } } }
                }
            }
            p.actions { (explain_button(scene, chosen.design, "ranking.why", true)) }
        }
    }
}
