//! The decision with its reason, and its record.

use maud::{Markup, html};

use super::aim;
use super::fields::DECIDED;
use super::kit::{Body, FieldFaults, Made, Page, error_list, fault, fault_id, field, place};
use super::layout::{tools, tools_without};
use super::plain::plain;
use super::plan::start;
use super::scene::Scene;
use crate::catalogue::DesignIndex;
use crate::exports::{self, OutlineFile, RECORDS, Record};
use crate::wire::{DecisionInput, DecisionWords, FieldError, Problem, Request};

/// Fields of a decision with their input types.
const FIELDS: [(&str, &str); 3] = [("decided_by", "text"), ("decided_on", "date"), ("starts_on", "date")];

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    if scene.fields.get("write").is_none() {
        return Ok(asked(scene, request, FieldFaults::default())?.into());
    }
    match recorded(scene, request, |record| exports::html(&record.outline())) {
        Ok(record) => Ok(written(scene, &record).into()),
        Err(problem) => {
            let errors = plain(scene, &Problem { errors: on_page(&problem), ..problem.clone() }).errors;
            let markup = asked(scene, request, FieldFaults(&errors))?;
            Ok(Body { status: problem.status, markup })
        }
    }
}

/// Returns the record as a file from the `exports` module.
pub fn file(scene: &Scene<'_>, request: &Request, file: &'static OutlineFile) -> Result<Page, Problem> {
    let bytes = recorded(scene, request, |record| record.file(file))?;
    Ok(Page { status: 200, bytes, file: Some((file.file, file.media)) })
}

/// Returns the record as the API returns it.
pub fn json(scene: &Scene<'_>, request: &Request) -> Result<Vec<u8>, Problem> {
    input(scene, request)?.json(scene.advisor)
}

fn recorded<T>(scene: &Scene<'_>, request: &Request, make: impl Fn(&Record<'_>) -> T) -> Result<T, Problem> {
    let input = input(scene, request)?;
    let decision = input.decide(scene.advisor)?;
    Ok(make(&Record { advisor: scene.advisor, decision: &decision, digest: &input.digest }))
}

fn input(scene: &Scene<'_>, request: &Request) -> Result<DecisionInput, Problem> {
    let words = DecisionWords {
        design: scene.fields.last("choice").unwrap_or(""),
        environment: None,
        reason: scene.fields.get("reason"),
        decided_on: scene.fields.get("decided_on"),
        decided_by: scene.fields.get("decided_by"),
        starts_on: scene.fields.get("starts_on"),
        pupils_need: scene.fields.get("aim.need"),
        educators_learn: scene.fields.get("aim.learning"),
    };
    DecisionInput::of_words(scene.advisor, request.clone(), &words)
}

/// Maps errors to the field names of this page.
fn on_page(problem: &Problem) -> Vec<FieldError> {
    let named = |error: &FieldError| {
        let field = error.pointer.trim_start_matches('/').split('/').next().unwrap_or("");
        FieldError { pointer: field.to_owned(), detail: error.detail.clone() }
    };
    problem.errors.iter().map(named).collect()
}

/// Renders the form; the design that ranks first is selected unless the user chose another.
fn asked(scene: &Scene<'_>, request: &Request, faults: FieldFaults<'_>) -> Result<Markup, Problem> {
    let evaluation = scene.advisor.evaluate(&request.profile, &request.options)?;
    let first = evaluation.ranking().placed.first().map(|first| first.design);
    let is_chosen =
        |at: DesignIndex, id: &str| scene.fields.last("choice").map_or(first == Some(at), |choice| choice == id);
    Ok(html! {
        (tools_without(scene, |name| DECIDED.contains(&name)))
        h1 { (scene.say("decision.heading")) }
        p.lead { (scene.say("decision.lead")) }
        (aim::lines(scene))
        @if !faults.0.is_empty() {
            (error_list(scene, html! { ul { @for error in faults.0 { li {
                a href={ "#" (place(&error.pointer)) } { (scene.word("decision.", &error.pointer)) ": " (error.detail) }
            } } } }))
        }
        div.sheet {
            (field(&place("choice"), scene.say("decision.choice"), None, html! {
                select id=(place("choice")) name="choice" form="state" aria-describedby=[fault_id(faults, "choice")] {
                    @for (at, design) in DesignIndex::enumerate(&scene.catalogue().designs) {
                        option value=(design.id) selected[is_chosen(at, &design.id)] { (design.name) }
                    }
                }
                (fault(faults, "choice"))
            }))
            div.field {
                label for=(place("reason")) { (scene.say("decision.reason")) }
                p.hint #reason-hint { (scene.say("decision.reason_hint")) }
                textarea id=(place("reason")) name="reason" form="state" rows="4" maxlength="2000"
                    aria-describedby={ "reason-hint " (fault_id(faults, "reason").unwrap_or_default()) }
                    aria-invalid=[faults.any("reason").then_some("true")] { (scene.fields.get("reason").unwrap_or("")) }
                (fault(faults, "reason"))
            }
            @for (name, kind) in FIELDS {
                (field(&place(name), scene.say(&format!("decision.{name}")), None, html! {
                    input id=(place(name)) name=(name) type=(kind) form="state" maxlength="100" value=[scene.fields.get(name)]
                        aria-describedby=[fault_id(faults, name)] aria-invalid=[faults.any(name).then_some("true")];
                    (fault(faults, name))
                }))
            }
            p { button.primary form="state" formaction="/decision" name="write" value="yes" { (scene.say("decision.write")) } }
        }
    })
}

/// Shows the record on the page, with buttons to save it.
fn written(scene: &Scene<'_>, record: &Markup) -> Markup {
    html! {
        (tools(scene))
        p.actions {
            @for (at, (path, key)) in RECORDS.iter().map(|record| record.page).enumerate() {
                button.primary[at == 0] form="state" formaction=(path) data-native="" { (scene.say(key)) }
            }
            button form="state" formaction="/decision.json" data-native="" { (scene.say("decision.save_json")) }
            button.scripted type="button" data-print="" { (scene.say("save.print")) }
            @if let Some(design) = scene.fields.last("choice") { (start(scene, design, "")) }
            button form="state" formaction="/decision" { (scene.say("decision.change")) }
        }
        article.record { (record) }
    }
}
