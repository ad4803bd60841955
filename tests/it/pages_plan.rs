//! The plan pages over HTTP: a plan as form fields, the rendered pages, and the actions of buttons.

use backmap::advisor::Options;
use backmap::catalogue::Profile;
use backmap::exports::{Document, EXPORTS};
use backmap::pages::{Words, views};
use backmap::wire::{
    FieldKind, FieldOf, FormField, PlanRequest, field_of_place, fields_of_plan, plan_fields, plan_json, read_plan,
    read_plan_form,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::properties::profile;
use super::server::{Response, Server, html, unescaped};
use super::support::{ADVISOR, file};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const EXAMPLE: &str = "examples/plans/fractions.json";

fn send(path: &str, fields: &[FormField]) -> Response {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Server::shared().request("POST", path, &[FORM], body.as_bytes())
}

fn pairs(fields: &[(&str, &str)]) -> Vec<FormField> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn example() -> PlanRequest {
    read_plan(&ADVISOR, file(EXAMPLE).as_bytes()).unwrap()
}

fn example_fields() -> Vec<FormField> {
    fields_of_plan(ADVISOR.catalogue(), &example())
}

fn with(more: &[(&str, &str)]) -> Vec<FormField> {
    example_fields().into_iter().chain(pairs(more)).collect()
}

/// Returns the plan that a page saves.
fn saved(fields: &[FormField]) -> Value {
    let response = send("/plan.json", fields);
    assert_eq!(response.status, 200, "{}", response.text());
    in_order(serde_json::from_slice(response.text().as_bytes()).unwrap())
}

/// Sorts lists of ids, because checkboxes have no order.
fn in_order(plan: Value) -> Value {
    match plan {
        Value::Array(mut entries) if entries.iter().all(Value::is_string) => {
            entries.sort_by_key(|entry| entry.as_str().map(str::to_owned));
            Value::Array(entries)
        }
        Value::Array(entries) => entries.into_iter().map(in_order).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, in_order(value))).collect(),
        other => other,
    }
}

/// Returns every field that a page would submit without JavaScript.
pub(super) fn fields_on(page: &str) -> Vec<FormField> {
    let attribute = |tag: &str, name: &str| {
        let begin = format!(" {name}=\"");
        tag.find(&begin).map(|at| unescaped(tag[at + begin.len()..].split('"').next().unwrap()))
    };
    let (mut fields, mut chosen) = (Vec::new(), None);
    // The form for a template sends a file of its own.
    let (before, form) = page.split_once("<form id=\"template-form\"").unwrap_or((page, ""));
    let page = [before, form.split_once("</form>").map_or("", |(_, after)| after)].concat();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = attribute(tag, "name");
        match tag.split([' ', '/']).next().unwrap() {
            "input" => {
                let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
                if let Some(name) = name.filter(|_| !is_box || tag.contains(" checked")) {
                    fields.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            "textarea" => fields.extend(name.map(|name| (name, unescaped(text)))),
            "select" => chosen = name,
            "option" if tag.contains(" selected") => {
                fields.extend(chosen.clone().map(|name| (name, attribute(tag, "value").unwrap_or_default())));
            }
            _ => {}
        }
    }
    fields.retain(|(_, value)| !value.trim().is_empty());
    fields
}

/// Returns the plan pages, without files.
fn plan_pages() -> impl Iterator<Item = &'static str> {
    views().map(|view| view.path).filter(|path| path.starts_with("/plan") && !path.contains('.'))
}

#[test]
fn a_plan_as_fields_reads_back_as_the_same() {
    let request = example();
    let read = read_plan_form(&ADVISOR, &example_fields()).unwrap();
    assert_eq!(
        String::from_utf8(plan_json(&ADVISOR, &read)).unwrap(),
        String::from_utf8(plan_json(&ADVISOR, &request)).unwrap()
    );
}

#[test]
fn every_page_of_a_plan_sends_all_of_it_on() {
    let given = in_order(serde_json::from_slice(&plan_json(&ADVISOR, &example())).unwrap());
    for path in plan_pages() {
        let response = send(path, &with(&[("aim.need", "kept")]));
        assert_eq!(response.status, 200, "{path}");
        let sent = fields_on(&html(&response));
        assert!(sent.contains(&("aim.need".to_owned(), "kept".to_owned())), "{path}");
        assert_eq!(saved(&sent), given, "{path}");
    }
    // Other pages carry the plan, too.
    for path in ["/answers", "/ranking", "/weights", "/decision"] {
        assert_eq!(saved(&fields_on(&html(&send(path, &example_fields())))), given, "{path}");
    }
}

#[test]
fn what_the_pages_say_is_what_the_review_says() {
    let request = example();
    let ranks = ADVISOR.design_ranks(&request.plan, &request.options).unwrap();
    let review = ADVISOR.review(&request.plan, &ranks);
    let page = |path: &str| unescaped(&html(&send(path, &example_fields())));
    let steps = page("/plan/steps");
    for finding in &review.findings {
        for what in [&finding.found, &finding.why, &finding.fix] {
            assert!(steps.contains(what.as_str()), "{}: {what}", finding.id);
        }
    }
    for state in &review.steps {
        let all = state.questions.len() + state.own.len();
        assert!(steps.contains(&format!("{} of {all} answered", all - state.open())), "{}", state.step.id);
        for question in &state.questions {
            assert!(steps.contains(&question.question.question), "{}", question.question.id);
        }
    }
    let audit = page("/plan/audit");
    for audited in &review.audit.standards {
        for looked in &audited.looked {
            assert!(audit.contains(&looked.look_for.question) && audit.contains(&looked.evidence), "{}", looked.id);
        }
    }
    for finding in &review.audit.findings {
        assert!(audit.contains(&finding.fix), "{}", finding.id);
    }
    let schedule = page("/plan/schedule");
    for session in &review.schedule.sessions {
        assert!(schedule.contains(&session.title) && schedule.contains(&session.date.to_string()), "{}", session.key);
    }
    for milestone in &review.schedule.milestones {
        assert!(schedule.contains(&milestone.title), "{}", milestone.key);
    }
    let implementation = page("/plan/implementation");
    for one in &review.implementation {
        assert!(implementation.contains(&one.requirement.name) && implementation.contains(&one.state.because));
        for (part, state) in &one.parts {
            assert!(implementation.contains(&part.what) && implementation.contains(&state.because), "{}", part.id);
        }
    }
    let progress = page("/plan/progress");
    for one in &review.progress.indicators {
        assert!(progress.contains(&one.sentence), "{}", one.at);
    }
    for unknown in &review.resources.unknown {
        assert!(progress.contains(unknown.as_str()), "{unknown}");
    }
    for node in &review.theory.nodes {
        assert!(progress.contains(&node.text), "{}", node.place);
    }
}

#[test]
fn the_files_of_a_plan_are_those_that_the_library_makes() {
    let request = example();
    let ranks = ADVISOR.design_ranks(&request.plan, &request.options).unwrap();
    let review = ADVISOR.review(&request.plan, &ranks);
    let document = Document { review: &review, provenance: ADVISOR.provenance(), by_hand: Vec::new() };
    for export in EXPORTS.iter().filter(|export| !export.file.ends_with(".svg")) {
        let response = send(&format!("/{}", export.file), &example_fields());
        assert_eq!(response.status, 200, "{}", export.id);
        assert_eq!(response.header("content-type"), Some(export.media), "{}", export.id);
        let name = format!("attachment; filename=\"{}\"", export.file);
        assert_eq!(response.header("content-disposition"), Some(name.as_str()));
        assert_eq!(response.body, (export.make)(&document), "{}", export.id);
        let faulty = send(&format!("/{}", export.file), &with(&[("plan.scope", "galaxy")]));
        assert_eq!((faulty.status, html(&faulty).contains("id=\"faults\"")), (422, true), "{}", export.id);
    }
    let pictures = [("/plan/schedule", "gantt-title"), ("/plan/progress", "theory-title")];
    for (path, id) in pictures {
        assert!(html(&send(path, &example_fields())).contains(&format!("id=\"{id}\"")), "{path}");
    }
    assert!(html(&send("/plan/document", &example_fields())).contains("<article class=\"record\"><h1>"));
}

#[test]
fn every_page_of_a_plan_leads_to_places_that_are_there() {
    let mut others: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for path in plan_pages() {
        let page = html(&send(path, &example_fields()));
        for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(page.contains(&format!("id=\"{link}\"")), "{path} links to {link}");
        }
        let mut seen = std::collections::BTreeSet::new();
        for id in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(seen.insert(id), "{path} has {id} twice");
        }
        for id in page.split(" for=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(seen.contains(id), "{path}: no input is {id}");
        }
        for ids in page.split("aria-describedby=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.split_whitespace().all(|id| seen.contains(id)), "{path}: nothing is {ids}");
        }
        // Buttons to another plan page lead to an existing anchor.
        for to in page.split("formaction=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if let Some((to, anchor)) = to.split_once('#').filter(|(_, anchor)| *anchor != "added") {
                let other = others.entry(to.to_owned()).or_insert_with(|| html(&send(to, &example_fields())));
                assert!(other.contains(&format!("id=\"{anchor}\"")), "{path} leads to {to}#{anchor}");
            }
        }
    }
}

#[test]
fn a_plan_begins_from_what_was_chosen_and_from_the_aim() {
    let begun = pairs(&[
        ("plan.start", "lesson_study observing_peers"),
        ("aim.need", "Half cannot explain"),
        ("aim.learning", "Asking for reasons"),
        ("outcome_type", "application"),
    ]);
    let response = send("/plan", &begun);
    assert_eq!(response.status, 200);
    let plan = saved(&fields_on(&html(&response)));
    assert_eq!(plan["needs"][0]["missing"], "Half cannot explain");
    assert_eq!(plan["learning_needs"][0]["text"], "Asking for reasons");
    assert_eq!(plan["designs"][0]["design"], "lesson_study");
    assert_eq!(plan["designs"][1]["after"], json!(["lesson_study"]), "{plan}");
    assert_eq!((&plan["needs"][0]["id"], &plan["learning_needs"][0]["id"]), (&json!("n1"), &json!("l1")));
    assert_eq!(plan["profile"]["factors"]["outcome_type"], json!({"application": 1}));
    assert_eq!(plan["goals"][0]["follows_from"], json!(["n1"]));
    assert_eq!(plan["designs"][0]["follows_from"], json!(["l1"]));
    assert!(plan.get("stages").is_none() && plan.get("calendar").is_none(), "nothing that nobody said: {plan}");
    let ranking = html(&send("/ranking", &pairs(&[("outcome_type", "application")])));
    assert!(ranking.contains("name=\"plan.start\" value=\"coaching\""));
    for (path, field) in [("/why", "design"), ("/decision", "choice"), ("/bundles", "max_designs")] {
        let fields = pairs(&[
            (field, if field == "max_designs" { "2" } else { "coaching" }),
            ("write", "yes"),
            ("reason", "so"),
        ]);
        assert!(html(&send(path, &fields)).contains("name=\"plan.start\""), "{path}");
    }
}

/// What a team said on the way to its plan.
const SAID: [(&str, &str); 16] = [
    ("plan.start", "coaching"),
    ("id", "Grade 4"),
    ("aim.need", "Half cannot explain"),
    ("aim.learning", "Asking for reasons"),
    ("aim.initiatives", "2"),
    ("choice", "coaching"),
    ("reason", "The team asked"),
    ("decided_by", "Leaders"),
    ("decided_on", "2026-11-30"),
    ("starts_on", "2027-01-11"),
    ("setting.team_size", "9"),
    ("current", "workshops"),
    ("limits.cost_usd_per_teacher", "4000"),
    ("limits.weeks", "20"),
    ("limits.hours", "26"),
    ("outcome_type", "mastery"),
];

#[test]
fn nothing_that_was_said_has_to_be_said_again() {
    let plan = saved(&fields_on(&html(&send("/plan", &pairs(&SAID)))));
    assert_eq!(plan["title"], "Coaching for Grade 4");
    assert_eq!(plan["people"], json!({"teachers": 9, "initiatives": 2}));
    let learning = &plan["learning_needs"][0];
    assert_eq!((&learning["who"], &learning["builds_on"]), (&json!("Grade 4"), &json!("Already in use: Workshops")));
    let design = &plan["designs"][0];
    assert_eq!((&design["because"], &design["hours"]), (&json!("The team asked"), &json!(26)));
    assert_eq!(plan["calendar"], json!({"from": "2027-01-11", "until": "2027-05-28"}), "twenty weeks");
    assert_eq!((&plan["prices"]["budget"], &plan["prices"]["currency"]), (&json!(36000), &json!("USD")));
    assert_eq!(
        plan["history"],
        json!([{"revision": 1, "on": "2026-11-30", "by": "Leaders", "change": "Chosen: Coaching"}])
    );
    let other: Vec<FormField> = pairs(&SAID)
        .into_iter()
        .map(|(name, value)| (name.clone(), if name == "choice" { "lesson_study".to_owned() } else { value }))
        .collect();
    let plan = saved(&fields_on(&html(&send("/plan", &other))));
    assert!(plan["designs"][0].get("because").is_none(), "the reason is that of another design");
}

#[test]
fn a_plan_that_just_began_has_no_fault_and_three_things_to_do() {
    let page = html(&send("/plan", &pairs(&SAID)));
    let next = page.split("class=\"next-things\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(next.contains("Three things next"), "{next}");
    assert_eq!(next.matches("<li>").count(), 3);
    assert!(next.contains("href=\"#f-plan-needs-0-evidence-0-says\""), "{next}");
    assert!(!page.contains('`'), "no id is shown as code");
    let steps = html(&send("/plan/steps", &fields_on(&page)));
    assert!(!steps.contains("class=\"finding error\""), "{}", steps.split("finding error").nth(1).unwrap_or_default());
}

#[test]
fn what_is_offered_is_added_by_a_click_and_taken_out_by_another() {
    let begun = fields_on(&html(&send("/plan", &pairs(&SAID))));
    let click = |fields: &[FormField], name: &str, part: &str| {
        let mut fields = fields.to_vec();
        fields.push((name.to_owned(), part.to_owned()));
        html(&send("/plan", &fields))
    };
    let page = click(&begun, "plan.offer", "workshop");
    assert!(page.contains("32 hours for each teacher"), "26 and a workshop of 6");
    let more = fields_on(&page);
    let stage = json!({"workshop_minutes": 360, "online_sessions": 0, "support_meetings": 0});
    for (name, value) in stage.as_object().unwrap() {
        assert_eq!(saved(&more)["stages"][0][name], *value, "{name}");
    }
    let page = click(&more, "plan.decline", "workshop");
    assert_eq!(saved(&fields_on(&page)), saved(&begun));
    assert!(html(&send("/plan", &with(&[("plan.offer", "\"><script>"), ("plan.decline", "x")]))).contains("short"));
}

#[test]
fn an_entry_that_is_added_or_taken_out_leaves_all_else() {
    let given = saved(&example_fields());
    for (list, page) in [
        ("needs", "/plan/steps"),
        ("needs.0.evidence", "/plan/steps"),
        ("indicators.1.benchmarks", "/plan/steps"),
        ("calendar.meetings", "/plan/schedule"),
        ("stages", "/plan/schedule"),
        ("indicators.0.readings", "/plan/progress"),
        ("history", "/plan/document"),
    ] {
        let added = html(&send(page, &with(&[("plan.add", list)])));
        let place = added.split("id=\"added\"").nth(1).unwrap_or_else(|| panic!("{list} has no new entry"));
        let entry = place.split("id=\"f-").nth(1).unwrap().split('"').next().unwrap();
        assert!(entry.starts_with(&format!("plan-{}-", list.replace('.', "-"))), "{list}: {entry}");
        assert_eq!(saved(&fields_on(&added)), given, "{list}: an entry that says nothing is none");
    }
    let without = saved(&fields_on(&html(&send("/plan/steps", &with(&[("plan.remove", "goals.1")])))));
    assert_eq!(without["goals"].as_array().unwrap().len(), 2);
    assert_eq!(without["goals"][1], given["goals"][2], "gaps are closed");
    for (name, value) in given.as_object().unwrap().iter().filter(|(name, _)| *name != "goals") {
        assert_eq!(without[name], *value, "{name}");
    }
}

#[test]
fn a_place_is_counted_without_the_empty_ones_before_it() {
    let fields = pairs(&[
        ("plan.needs.4.expected", "a"),
        ("plan.needs.7.expected", "b"),
        ("plan.needs.7.evidence.3.says", "c"),
        ("plan.add", "needs.7.evidence"),
    ]);
    let page = html(&send("/plan/steps", &fields));
    assert!(page.contains("id=\"added\"><fieldset class=\"entry\" id=\"f-plan-needs-1-evidence-1\""));
    assert!(page.contains("name=\"plan.needs.1.evidence.0.says\""));
}

#[test]
fn a_plan_that_is_opened_fills_in_its_own_fields_and_the_profile() {
    let open = pairs(&[("plan.open", &file(EXAMPLE)), ("aim.need", "kept"), ("time_available", "1")]);
    let page = html(&send("/plan", &open));
    let sent = fields_on(&page);
    assert_eq!(saved(&sent), saved(&example_fields()));
    assert!(sent.contains(&("aim.need".to_owned(), "kept".to_owned())));
    let broken = send("/plan", &with(&[("plan.open", "{\"titel\": 1}")]));
    assert_eq!(broken.status, 422);
    assert!(unescaped(&html(&broken)).contains("did you mean “title”?"));
    assert_eq!(saved(&fields_on(&html(&broken))), saved(&example_fields()), "what was there stays");
    assert_eq!(send("/plan", &with(&[("plan.open", "plan")])).status, 400);
}

#[test]
fn answers_of_the_team_become_checks_and_reasons_waivers() {
    let page = html(&send("/plan/audit", &example_fields()));
    let looked = page.split("value=\"resources.").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let at = page.split(&format!("value=\"resources.{looked}\"")).next().unwrap();
    let at = at.rsplit("name=\"plan.checks.").next().unwrap().split('.').next().unwrap().to_owned();
    let mut fields = fields_on(&page);
    fields.push((format!("plan.checks.{at}.said"), "partly".to_owned()));
    let waiver = fields.iter().find(|(name, _)| name.starts_with("plan.waivers.") && name.ends_with(".finding"));
    let (name, finding) = waiver.cloned().unwrap();
    fields.push((name.replace(".finding", ".reason"), "It is the first year".to_owned()));
    let plan = saved(&fields);
    assert_eq!(plan["checks"].as_array().unwrap().len(), 6, "what is not said is not kept");
    assert_eq!(plan["checks"][5], json!({"id": format!("resources.{looked}"), "said": "partly"}));
    assert_eq!(plan["waivers"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&plan["waivers"][0]["finding"], &plan["waivers"][0]["reason"]),
        (&json!(finding), &json!("It is the first year"))
    );
    let again = html(&send("/plan/audit", &fields));
    assert!(again.contains("Kept as is, because:") && again.contains("It is the first year"));
}

/// What is wrong, the submitted fields, the linked field, and part of the error message.
type Bad = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

const BAD: &[Bad] = &[
    (
        "a day that there is not",
        &[("plan.needs.0.evidence.1.on", "2026-02-30")],
        "plan.needs.0.evidence.0.on",
        "Enter a date",
    ),
    (
        "a time that there is not",
        &[("plan.calendar.meetings.0.at", "25:00")],
        "plan.calendar.meetings.0.at",
        "is not a time",
    ),
    (
        "a number that is a word",
        &[("plan.designs.0.hours", "many")],
        "plan.designs.0.hours",
        "Enter a number, 0 or more.",
    ),
    ("half a teacher", &[("plan.people.teachers", "2.5")], "plan.people.teachers", "Enter a whole number, 0 or more."),
    ("fewer than none", &[("plan.people.coaches", "-1")], "plan.people.coaches", "Enter a whole number, 0 or more."),
    (
        "a flag that is a word",
        &[("plan.needs.0.all_students", "perhaps")],
        "plan.needs.0.all_students",
        "Choose yes or no.",
    ),
    ("a choice that is none", &[("plan.scope", "galaxy")], "plan.scope", "galaxy"),
    ("a box that is none", &[("plan.support.forms", "prayer")], "plan.support.forms", "prayer"),
    ("a field that nobody has", &[("plan.neds.0.expected", "x")], "plan.neds.0.expected", "did you mean “needs”?"),
    ("a field inside a text", &[("plan.title.a", "x")], "plan.title.a", "no nested fields"),
    ("a list without a place", &[("plan.needs", "x")], "plan.needs", "contains other fields"),
    ("an entry without a field", &[("plan.needs.0", "x")], "plan.needs.0", "contains other fields"),
    (
        "a place that is a word",
        &[("plan.needs.first.expected", "x")],
        "plan.needs.first.expected",
        "not a valid list index",
    ),
    ("a place below zero", &[("plan.needs.-1.expected", "x")], "plan.needs.-1.expected", "not a valid list index"),
    ("a place of four digits", &[("plan.needs.1000.expected", "x")], "plan.needs.1000.expected", "at most 3 digits"),
    ("the same field twice", &[("plan.title", "a"), ("plan.title", "b")], "plan.title", "duplicate field"),
    (
        "a profile that is wrong",
        &[("plan.title", "a"), ("time_available", "9")],
        "time_available",
        "Choose a level from 1 to 5.",
    ),
    (
        "dates out of order",
        &[("plan.calendar.from", "2027-06-01"), ("plan.calendar.until", "2026-09-01")],
        "plan.calendar.until",
        "is before the start date",
    ),
];

#[test]
fn bad_fields_are_told_above_the_page_and_beside_the_field() {
    let mut wrong = Vec::new();
    for (why, fields, field, said) in BAD {
        for path in plan_pages() {
            let response = send(path, &pairs(fields));
            assert_eq!(response.status, 422, "{why}: {path}");
            let page = unescaped(&html(&response));
            let summary = page.split("role=\"alert\"").nth(1).unwrap_or_else(|| panic!("{why}: {path} has no summary"));
            let summary = summary.split("</section>").next().unwrap();
            if !summary.contains(said) {
                wrong.push(format!("{why}: {path} says {summary}, not {said}"));
            }
            let place = format!("f-{}", field.replace('.', "-"));
            if page.contains(&format!("id=\"{place}\"")) {
                assert!(summary.contains(&format!("href=\"#{place}\"")), "{why}: {path}: {summary}");
                assert!(page.contains(&format!("id=\"{place}-fault\"")), "{why}: {path}");
            }
        }
    }
    let all: Vec<(&str, &str)> = vec![("plan.scope", "galaxy"), ("plan.people.teachers", "x"), ("time_available", "9")];
    let page = html(&send("/plan/steps", &pairs(&all)));
    for name in ["plan.scope", "plan.people.teachers"] {
        assert!(page.contains(&format!("id=\"f-{}-fault\"", name.replace('.', "-"))), "{name}");
    }
    assert!(page.contains("Choose a level from 1 to 5."), "faults of plan and profile stand together");
    assert!(page.contains("value=\"galaxy\" selected") && page.contains("value=\"x\""), "what was typed is kept");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_most_of_everything_is_read_and_more_is_refused() {
    let needs = |count: usize| -> Vec<FormField> {
        (0..count).map(|at| (format!("plan.needs.{at}.expected"), "x".to_owned())).collect()
    };
    assert!(read_plan_form(&ADVISOR, &needs(200)).is_ok());
    let more = read_plan_form(&ADVISOR, &needs(201)).unwrap_err();
    assert_eq!(more.errors[0].pointer, "plan.needs");
    assert!(more.errors[0].detail.contains("at most 200"), "{more:?}");
    let long = read_plan_form(&ADVISOR, &pairs(&[("plan.title", &"a".repeat(2_001))])).unwrap_err();
    assert!(long.errors[0].detail.contains("2001 characters"));
    let deep = format!("plan.{}title", "needs.0.".repeat(100_000));
    let begun = std::time::Instant::now();
    let faults: Vec<FormField> = (0..5_000)
        .map(|at| (format!("plan.{}{at}", "x".repeat(60)), "y".to_owned()))
        .chain([(deep, "z".to_owned())])
        .collect();
    let told = read_plan_form(&ADVISOR, &faults).unwrap_err();
    assert_eq!(told.errors.len(), 100, "faults are listed to a number");
    assert!(begun.elapsed().as_secs_f64() < 2.0, "{:?}", begun.elapsed());
}

#[test]
fn lists_of_texts_are_taken_apart_and_written_so_that_they_are_not() {
    let read = |name: &str, value: &str| {
        let request = read_plan_form(&ADVISOR, &pairs(&[(name, value)])).unwrap();
        serde_json::from_slice::<Value>(&plan_json(&ADVISOR, &request)).unwrap()
    };
    assert_eq!(read("plan.goals.0.follows_from", "n1, n2 n3")["goals"][0]["follows_from"], json!(["n1", "n2", "n3"]));
    assert_eq!(read("plan.goals.0.follows_from", "\"n 1\"")["goals"][0]["follows_from"], json!(["n 1"]));
    assert_eq!(
        read("plan.people.left_out", "art, music\r\nsport")["people"]["left_out"],
        json!(["art, music", "sport"])
    );
    assert_eq!(
        read("plan.people.planned_by", "teachers leaders")["people"]["planned_by"],
        json!(["teachers", "leaders"])
    );
}

#[test]
fn words_from_outside_never_become_markup() {
    let bad = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    fn names(prefix: &str, fields: &[FieldOf], all: &mut Vec<String>) {
        for field in fields {
            let name = format!("{prefix}.{}", field.name);
            match field.kind {
                FieldKind::One(inner) => names(&name, &inner(), all),
                FieldKind::Many(inner) => names(&format!("{name}.0"), &inner(), all),
                _ => all.push(name),
            }
        }
    }
    let mut all = Vec::new();
    names("plan", &plan_fields(), &mut all);
    assert!(all.len() > 140, "{}", all.len());
    let texts: Vec<FormField> = all.iter().map(|name| (name.clone(), bad.to_owned())).collect();
    let only_texts: Vec<FormField> = {
        let faults = read_plan_form(&ADVISOR, &texts).unwrap_err().errors;
        texts.iter().filter(|(name, _)| !faults.iter().any(|fault| fault.pointer == *name)).cloned().collect()
    };
    let steering: Vec<FormField> =
        ["plan.at", "plan.add", "plan.remove", "plan.start", "plan.short", "plan.offer", "plan.decline"]
            .iter()
            .map(|name| ((*name).to_owned(), bad.to_owned()))
            .collect();
    for path in plan_pages() {
        for sent in
            [&texts, &only_texts, &steering, &pairs(&[("plan.open", bad)]), &pairs(&[(&format!("plan.{bad}"), bad)])]
        {
            let response = send(path, sent);
            assert!(response.status < 500, "{path}");
            let page = html(&response);
            assert!(!page.contains("<script>alert") && !page.contains("<img"), "{path}");
        }
    }
}

#[test]
fn every_field_and_every_list_has_its_words() {
    let words = Words::wanted(None);
    let named = |path: &str, name: &str| {
        [format!("plan_field.{path}"), format!("plan_field.any_{name}")].iter().any(|key| words.get(key).is_some())
    };
    let mut known = std::collections::BTreeSet::new();
    fn look(
        prefix: &str,
        fields: &[FieldOf],
        named: &dyn Fn(&str, &str) -> bool,
        known: &mut std::collections::BTreeSet<String>,
    ) {
        for field in fields {
            let path = format!("{prefix}{}", field.name);
            assert!(named(&path, field.name), "{path} has no name");
            let inner = format!("{path}_");
            match field.kind {
                FieldKind::One(fields) => look(&inner, &fields(), named, known),
                FieldKind::Many(fields) => {
                    let words = Words::wanted(None);
                    for key in ["one", "add"] {
                        assert!(words.get(&format!("plan_list.{path}.{key}")).is_some(), "{path}: {key}");
                    }
                    look(&inner, &fields(), named, known);
                }
                FieldKind::Choice(ids) | FieldKind::Choices(ids) => {
                    for id in ids() {
                        assert!(Words::wanted(None).get(&format!("plan_choice.any.{id}")).is_some(), "{path}: {id}");
                        known.insert(id.to_owned());
                    }
                }
                _ => {}
            }
            known.insert(path);
            known.insert(format!("any_{}", field.name));
        }
    }
    look("", &plan_fields(), &named, &mut known);
    for key in words.under("plan_field.").map(|(key, _)| key).chain(words.under("plan_choice.any.").map(|(key, _)| key))
    {
        assert!(known.contains(key.strip_suffix("_hint").unwrap_or(key)), "no field is called {key}");
    }
}

#[test]
fn places_of_findings_are_fields_of_the_form() {
    let request = example();
    let ranks = ADVISOR.design_ranks(&request.plan, &request.options).unwrap();
    let review = ADVISOR.review(&request.plan, &ranks);
    for finding in review.findings.iter().chain(&review.audit.findings).filter(|finding| !finding.place.is_empty()) {
        let has = finding.place.starts_with("/profile") || field_of_place(&finding.place).is_some();
        assert!(has, "{}: {}", finding.id, finding.place);
    }
}

/// Generates a field value as JSON.
fn value_of(kind: FieldKind) -> BoxedStrategy<Value> {
    let text = "[a-z0-9\"\\\\<&, é\n]{0,12}[a-z]";
    match kind {
        FieldKind::Text => text.prop_map(Value::from).boxed(),
        FieldKind::Texts => prop::collection::vec(text, 1..4).prop_map(Value::from).boxed(),
        FieldKind::Date => (2020_u32..2030, 1_u32..13, 1_u32..29)
            .prop_map(|(year, month, day)| Value::from(format!("{year}-{month:02}-{day:02}")))
            .boxed(),
        FieldKind::Time => (0_u32..24, 0_u32..60).prop_map(|(h, m)| Value::from(format!("{h:02}:{m:02}"))).boxed(),
        FieldKind::Number => prop_oneof![
            (-1_000_000_i64..1_000_000).prop_map(Value::from),
            (-1e6..1e6).prop_map(|value: f64| Value::from(value)),
        ]
        .boxed(),
        FieldKind::Whole => (0_u32..1_000_000).prop_map(Value::from).boxed(),
        FieldKind::Flag => any::<bool>().prop_map(Value::from).boxed(),
        FieldKind::Choice(ids) => prop::sample::select(ids()).prop_map(Value::from).boxed(),
        FieldKind::Choices(ids) => prop::sample::subsequence(ids(), 1..ids().len()).prop_map(Value::from).boxed(),
        FieldKind::One(fields) => record(fields()),
        FieldKind::Many(fields) => prop::collection::vec(record(fields()), 1..3).prop_map(Value::from).boxed(),
    }
}

/// Generates an object with at least one of the fields.
pub fn record(fields: Vec<FieldOf>) -> BoxedStrategy<Value> {
    let all: Vec<BoxedStrategy<(String, Option<Value>)>> = fields
        .into_iter()
        .enumerate()
        .map(|(at, field)| {
            let value = value_of(field.kind);
            let value = if at == 0 { value.prop_map(Some).boxed() } else { prop::option::weighted(0.4, value).boxed() };
            value.prop_map(move |value| (field.name.to_owned(), value)).boxed()
        })
        .collect();
    all.prop_map(|fields| {
        Value::Object(fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect::<Map<_, _>>())
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_as_fields_reads_back_as_the_same(plan in record(plan_fields()), profile in prop::option::of(profile())) {
        let body = plan.to_string();
        let mut request = read_plan(&ADVISOR, body.as_bytes()).unwrap();
        request.options = Options::default();
        request.plan.profile = profile.map(|profile| Profile { voices: None, ..super::pages::as_typed(profile) });
        let fields = fields_of_plan(ADVISOR.catalogue(), &request);
        let read = read_plan_form(&ADVISOR, &fields).unwrap();
        let says = |request: &PlanRequest| request.plan.profile.clone().filter(|profile| !fields_of_plan(ADVISOR.catalogue(), &PlanRequest {
            plan: backmap::planning::Plan { profile: Some(profile.clone()), ..Default::default() }, options: Options::default(),
        }).is_empty());
        prop_assert_eq!(says(&read), says(&request));
        request.plan.profile = None;
        let mut read = read;
        read.plan.profile = None;
        prop_assert_eq!(plan_json(&ADVISOR, &read), plan_json(&ADVISOR, &request));
    }
}
