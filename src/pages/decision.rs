//! The decision with its reason, and its record.

use maud::{Markup, html};

use super::aim;
use super::fields::{DECIDED, LOT, SCHOOL};
use super::kit::{Body, FieldFaults, Made, Page, checkbox, error_list, fault, fault_id, field, place};
use super::layout::{tools, tools_without};
use super::plain::plain;
use super::plan::start;
use super::scene::Scene;
use crate::advisor::lot_offer;
use crate::catalogue::DesignIndex;
use crate::exports::{self, OutlineFile, RECORDS, Record, outcome_csv};
use crate::wire::{DecisionInput, DecisionWords, FieldError, Problem, Request};

/// Fields of a decision with their input types.
const FIELDS: [(&str, &str); 4] =
    [("decided_by", "text"), ("decided_on", "date"), ("starts_on", "date"), (SCHOOL, "text")];

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    if scene.fields.get("write").is_none() {
        return Ok(asked(scene, request, FieldFaults::default())?.into());
    }
    let shown = |record: &Record<'_>| (exports::html(&record.outline()), record.decision.deciding.choice.design);
    match recorded(scene, request, shown) {
        Ok((record, chosen)) => Ok(written(scene, &record, chosen).into()),
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

/// Returns the beginning of the outcome record as a table with one row.
pub fn outcome(scene: &Scene<'_>, request: &Request) -> Result<Vec<u8>, Problem> {
    let row = input(scene, request)?.outcome_row(scene.advisor)?;
    let no_school = || Problem::of_fields([(SCHOOL.to_owned(), scene.say("decision.no_school").to_owned())]);
    row.map(|row| outcome_csv(&row)).ok_or_else(no_school)
}

fn recorded<T>(scene: &Scene<'_>, request: &Request, make: impl Fn(&Record<'_>) -> T) -> Result<T, Problem> {
    let input = input(scene, request)?;
    let decision = input.decide(scene.advisor)?;
    Ok(make(&Record { advisor: scene.advisor, decision: &decision, digest: &input.digest }))
}

fn input(scene: &Scene<'_>, request: &Request) -> Result<DecisionInput, Problem> {
    let lot = scene.fields.get(LOT).map(|_| "");
    let words = DecisionWords {
        design: if lot.is_some() { None } else { scene.fields.last("choice") },
        lot,
        environment: None,
        reason: scene.fields.get("reason"),
        decided_on: scene.fields.get("decided_on"),
        decided_by: scene.fields.get("decided_by"),
        starts_on: scene.fields.get("starts_on"),
        school: scene.fields.get(SCHOOL),
        district: None,
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
    let lot = scene.advisor.lot(&request.profile, &request.options)?;
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
            @if !lot.is_empty() || faults.any(LOT) {
                div.field id=(place(LOT)) {
                    @if !lot.is_empty() { p { (lot_offer(scene.catalogue(), &lot)) } }
                    (checkbox(Some("state"), LOT, "yes", scene.fields.get(LOT).is_some(), html! { (scene.say("decision.lot")) }))
                    p.hint { (scene.say("decision.lot_hint")) }
                    (fault(faults, LOT))
                }
            }
            div.field {
                label for=(place("reason")) { (scene.say("decision.reason")) }
                p.hint #reason-hint { (scene.say("decision.reason_hint")) }
                textarea id=(place("reason")) name="reason" form="state" rows="4" maxlength="2000"
                    aria-describedby={ "reason-hint " (fault_id(faults, "reason").unwrap_or_default()) }
                    aria-invalid=[faults.any("reason").then_some("true")] { (scene.fields.get("reason").unwrap_or("")) }
                (fault(faults, "reason"))
            }
            @for (name, kind) in FIELDS {
                @let hint = (name == SCHOOL).then(|| scene.say("decision.school_hint"));
                (field(&place(name), scene.say(&format!("decision.{name}")), hint, html! {
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
fn written(scene: &Scene<'_>, record: &Markup, chosen: DesignIndex) -> Markup {
    html! {
        (tools(scene))
        p.actions {
            @for (at, (path, key)) in RECORDS.iter().map(|record| record.page).enumerate() {
                button.primary[at == 0] form="state" formaction=(path) data-native="" { (scene.say(key)) }
            }
            button form="state" formaction="/decision.json" data-native="" { (scene.say("decision.save_json")) }
            button.scripted type="button" data-print="" { (scene.say("save.print")) }
            @if scene.fields.get(SCHOOL).is_some() {
                button form="state" formaction="/outcome-record.csv" data-native="" { (scene.say("decision.save_outcome")) }
            }
            (start(scene, &scene.catalogue().designs[chosen].id, ""))
            button form="state" formaction="/decision" { (scene.say("decision.change")) }
        }
        article.record { (record) }
    }
}
