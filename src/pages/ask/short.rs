//! The short form that a teacher answers in a browser, and the file with the answers. Nothing is stored.

use std::hash::{BuildHasher, RandomState};

use maud::{Markup, html};

use super::{CONTENT, TEAM};
use crate::advisor::Options;
use crate::catalogue::{FactorIndex, Profile, Who};
use crate::pages::kit::Page;
use crate::pages::layout;
use crate::pages::scene::Scene;
use crate::sensitivity::{Draws, questions};
use crate::surveys::{Form, FormOptions, Question, USUAL_MINIMUM};

/// The most questions, which take about three minutes.
const MOST: usize = 12;

/// The heading of the column that names one response, so that a file that is opened twice counts once.
const RESPONSE: &str = "Backmap response";

/// The field that names the response.
const RESPONSE_FIELD: &str = "ask.response";

/// The prefix of the fields of the questions.
const QUESTION: &str = "ask.question.";

/// The page with the form. With answers, it also shows them to be copied.
pub fn form(scene: &Scene<'_>) -> Page {
    let asked = asked(scene);
    let has_answers = scene.fields.any_under(QUESTION);
    let body = html! {
        div.sheet {
            h1 { (asked.title) }
            p.lead { (scene.fill("ask.form_lead", &[("number", &asked.questions.len().to_string())])) }
            @for note in notes(scene, &asked) { p { (note) } }
            p.warn { (scene.fill("ask.form_privacy", &[("minimum", &USUAL_MINIMUM.to_string())])) }
            @if has_answers { (copy(scene, &asked)) }
            form #ask-form method="post" action="/ask/answers.csv" {
                input type="hidden" name=(RESPONSE_FIELD) value=(scene.fields.get(RESPONSE_FIELD).map_or_else(new_response, str::to_owned));
                @if let Some(content) = scene.fields.get(CONTENT) { input type="hidden" name=(CONTENT) value=(content); }
                div.field {
                    label for="ask-team" { (asked.team.text) }
                    input #ask-team type="text" name=(TEAM) value=[scene.fields.get(TEAM)];
                }
                @for (number, question) in asked.questions.iter().enumerate() { (shown(scene, &asked, number, question)) }
                p.actions {
                    button.primary data-native="" { (scene.say("ask.save")) }
                    button formaction="/ask/form" { (scene.say("ask.copy")) }
                    button.scripted type="button" data-print="" { (scene.say("save.print")) }
                }
                p.small { (scene.say("ask.after")) }
            }
        }
    };
    Page::html(200, layout::page(scene, scene.say("ask.form_title"), &body))
}

/// Returns the introduction and, if it is known, what will be learned. The file needs another word on privacy.
fn notes<'f>(scene: &Scene<'_>, asked: &'f Form) -> impl Iterator<Item = &'f String> {
    let has_content = scene.fields.get(CONTENT).is_some();
    asked.notes.iter().take(1).chain(asked.notes.iter().skip(2).filter(move |_| has_content))
}

fn shown(scene: &Scene<'_>, asked: &Form, number: usize, question: &Question) -> Markup {
    let name = [QUESTION, &question.id].concat();
    html! {
        fieldset {
            legend { (number + 1) ". " (question.text) }
            div.choices {
                @for (at, label) in question.labels.iter().chain([&asked.dont_know]).enumerate() {
                    @let value = at.to_string();
                    label.choice { input type="radio" name=(name) value=(value) checked[scene.fields.has(&name, &value)]; (label) }
                }
            }
        }
    }
}

/// The answers as text, for teachers who cannot send a file.
fn copy(scene: &Scene<'_>, asked: &Form) -> Markup {
    html! {
        section.next aria-labelledby="copy" {
            h2 #copy { (scene.say("ask.copy_heading")) }
            div.field {
                label for="ask-text" { (scene.say("ask.copy_label")) }
                textarea.code #ask-text rows="6" readonly { (table(scene, asked)) }
            }
        }
    }
}

/// The file with the answers: a row of a survey whose headings are the questions.
/// Without answers, it is the form.
pub fn answers(scene: &Scene<'_>) -> Page {
    if scene.fields.get(RESPONSE_FIELD).is_none() {
        return form(scene);
    }
    let bytes = table(scene, &asked(scene)).into_bytes();
    Page { status: 200, bytes, file: Some(("my-answers.csv", "text/csv; charset=utf-8")) }
}

fn table(scene: &Scene<'_>, asked: &Form) -> String {
    let heads = [RESPONSE, &asked.team.text].into_iter().chain(asked.questions.iter().map(|one| one.text.as_str()));
    let response = scene.fields.get(RESPONSE_FIELD).unwrap_or_default();
    let given = asked.questions.iter().map(|question| {
        let at = scene.fields.get(&[QUESTION, &question.id].concat()).and_then(|at| at.parse::<usize>().ok());
        at.and_then(|at| question.labels.get(at)).map_or("", String::as_str)
    });
    let cells = [response, scene.fields.get(TEAM).unwrap_or_default()].into_iter().chain(given);
    [line(heads), line(cells)].concat()
}

/// Writes a row; a leading apostrophe keeps spreadsheets from reading a cell as a formula.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = |cell: &str| format!("\"{}\"", crate::tables::guarded(cell).replace('"', "\"\""));
    format!("{}\n", cells.map(quoted).collect::<Vec<_>>().join(","))
}

/// Builds the form from the questions that are most useful to a team of which nothing is known.
fn asked(scene: &Scene<'_>) -> Form {
    let mut options = FormOptions::of(Who::Teachers);
    options.short = true;
    options.content = scene.fields.get(CONTENT).map(str::to_owned);
    let mut form = Form::new(scene.catalogue(), &options);
    let useful = useful(scene);
    let rank = |factor: FactorIndex| useful.iter().position(|own| *own == factor).unwrap_or(useful.len());
    // A grid asks many questions at once.
    form.questions.retain(|question| question.rows.is_empty());
    form.questions.sort_by_key(|question| rank(question.factor));
    form.questions.truncate(MOST);
    form
}

/// Returns the factors by what their answers can change.
fn useful(scene: &Scene<'_>) -> Vec<FactorIndex> {
    let profile = Profile::default();
    let Ok(evaluation) = scene.advisor.evaluate(&profile, &Options::default()) else { return Vec::new() };
    let found = questions(&evaluation, Draws::default());
    found.questions.iter().map(|question| evaluation.tables().terms[question.of.term].factor).collect()
}

/// Returns a name that no other response has.
fn new_response() -> String {
    let random = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", random(), random())
}
