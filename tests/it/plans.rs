//! Plans: reading and writing them, what is wrong with them, and what follows from what.

use std::collections::BTreeMap;

use backmap::exports::{Document, EXPORTS};
use backmap::planning::{FINDING_KINDS, Finding, Review, ToDo};
use backmap::wire::{OPERATIONS, PlanRequest, plan_fields, plan_json, read_plan};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::pages_plan::record;
use super::server::{JSON, Server};
use super::support::{ADVISOR, file, post};

pub const EXAMPLE: &str = "examples/plans/fractions.json";

/// The example plan as JSON.
pub fn example() -> Value {
    serde_json::from_str(&file(EXAMPLE)).expect("the example is JSON")
}

pub fn read(plan: &Value) -> PlanRequest {
    read_plan(&ADVISOR, plan.to_string().as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"))
}

/// What a review of a plan tells.
pub fn reviewed<T>(plan: &Value, tell: impl FnOnce(&Review<'_>) -> T) -> T {
    let request = read(plan);
    let ranks = ADVISOR.design_ranks(&request.plan, &request.options).expect("weights were read");
    tell(&ADVISOR.review(&request.plan, &ranks))
}

fn findings(plan: &Value) -> Vec<Finding> {
    reviewed(plan, |review| review.findings.clone())
}

#[test]
fn a_plan_reads_back_as_the_same_json() {
    let written = plan_json(&ADVISOR, &read(&example()));
    let again = plan_json(&ADVISOR, &read_plan(&ADVISOR, &written).unwrap());
    assert_eq!(String::from_utf8(written.clone()).unwrap(), String::from_utf8(again).unwrap());
    let kept: Value = serde_json::from_slice(&written).unwrap();
    let given = example();
    for (name, value) in given.as_object().unwrap() {
        if !value.as_array().is_some_and(Vec::is_empty) {
            assert_eq!(without_empty_lists(&kept[name]), without_empty_lists(value), "{name}");
        }
    }
}

/// What an empty list says is what no list says.
fn without_empty_lists(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_empty_lists).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.as_array().is_some_and(Vec::is_empty));
            kept.map(|(name, value)| (name.clone(), without_empty_lists(value))).collect()
        }
        // Levels are written as they are read; a whole number has no decimals.
        Value::Number(number) => json!(number.as_f64()),
        other => other.clone(),
    }
}

#[test]
fn the_example_contradicts_nothing_and_finds_time_for_everything() {
    reviewed(&example(), |review| {
        let heavy: Vec<String> = review.findings.iter().map(|one| format!("{} {}", one.id, one.found)).collect();
        assert!(heavy.is_empty(), "{heavy:?}");
        assert!(review.schedule.unplaced.is_empty(), "{:?}", review.schedule.unplaced);
        assert_eq!(review.steps.iter().map(|step| step.open()).sum::<usize>(), 1, "one own question is left open");
    });
}

/// A change of the example plan with what must follow from it: a row of tests/plan_changes.toml, which explains it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    drop: Vec<String>,
    keep: Option<[String; 3]>,
    lose: Option<[String; 3]>,
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    place: String,
    pub why: String,
}

impl Change {
    /// The rows of a table.
    pub fn all(table: &str) -> Vec<Self> {
        Self::of("tests/plan_changes.toml", table)
    }

    /// The rows of a table in another file of the same form.
    pub fn of(path: &str, table: &str) -> Vec<Self> {
        let mut tables: BTreeMap<String, Vec<Self>> =
            toml::from_str(&file(path)).unwrap_or_else(|error| panic!("{error}"));
        tables.remove(table).expect("there is such a table")
    }

    /// The example with this change.
    pub fn example(&self) -> Value {
        self.on(example())
    }

    /// A plan with this change.
    pub fn on(&self, mut plan: Value) -> Value {
        for (pointer, value) in &self.set {
            each(&mut plan, &pointer[1..], &|of, name| *step(of, name) = value.clone());
        }
        for pointer in &self.drop {
            each(&mut plan, &pointer[1..], &|of, name| drop(of.as_object_mut().unwrap().remove(name)));
        }
        for (rule, stays) in [(&self.keep, true), (&self.lose, false)] {
            let Some([list, field, value]) = rule else { continue };
            let is_it = |one: &Value| one.get(field).is_some_and(|own| value.is_empty() || own == value);
            plan.pointer_mut(list).unwrap().as_array_mut().unwrap().retain(|one| is_it(one) == stays);
        }
        plan
    }
}

/// Changes the field at the end of a pointer, in every entry of a list for `*`.
fn each(value: &mut Value, pointer: &str, change: &dyn Fn(&mut Value, &str)) {
    match pointer.split_once('/') {
        None => change(value, pointer),
        Some(("*", rest)) => value.as_array_mut().unwrap().iter_mut().for_each(|one| each(one, rest, change)),
        Some((name, rest)) => each(step(value, name), rest, change),
    }
}

fn step<'a>(value: &'a mut Value, name: &str) -> &'a mut Value {
    match name.parse::<usize>() {
        Ok(at) => &mut value[at],
        Err(_) => &mut value[name],
    }
}

#[test]
fn every_contradiction_of_a_plan_is_a_finding_at_its_place_and_nothing_is_lost() {
    for change in Change::all("finding") {
        let plan = change.example();
        let (found, reason) = (findings(&plan), &change.why);
        // Two findings with one fact are one, which names the other.
        let is_also = |one: &Finding| one.also.iter().any(|also| also.id == change.id);
        let is_it = |one: &Finding| (one.id == change.id && one.place == change.place) || is_also(one);
        assert!(change.id.is_empty() || found.iter().any(is_it), "{change:?}: {found:#?}");
        let written: Value = serde_json::from_slice(&plan_json(&ADVISOR, &read(&plan))).unwrap();
        assert_eq!(
            without_empty_lists(&written),
            without_empty_lists(&without_nothing(&plan)),
            "{reason}: nothing is lost"
        );
    }
}

/// Objects and lists that say nothing are left out when a plan is written.
fn without_nothing(plan: &Value) -> Value {
    let kept =
        plan.as_object().unwrap().iter().filter(|(_, value)| value.as_array().is_none_or(|list| !list.is_empty()));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

#[test]
fn every_kind_of_finding_has_its_case_here_or_is_one_that_needs_a_profile() {
    let cases: Vec<String> = Change::all("finding").into_iter().map(|change| change.id).collect();
    let elsewhere = ["plan.design_cannot_run", "plan.design_gate"];
    for kind in FINDING_KINDS {
        assert!(cases.iter().any(|id| id == kind.id) || elsewhere.contains(&kind.id), "{} has no case", kind.id);
        assert!(kind.why().ends_with('.') && kind.fix().ends_with('.'), "{}", kind.id);
    }
}

#[test]
fn a_design_that_cannot_run_or_rests_on_what_is_not_there_is_told() {
    let mut plan = example();
    plan["designs"][0]["design"] = json!("instructional_rounds");
    plan["profile"]["setting"]["team_size"] = json!(4);
    assert!(findings(&plan).iter().any(|one| one.id == "plan.design_cannot_run"), "rounds need a dozen people");
    let mut plan = example();
    plan["designs"][0] =
        json!({"id": "d-study", "design": "coaching", "follows_from": ["l-skills"], "because": "we like it"});
    plan["profile"]["factors"]["resources"] = json!({"staff": 2, "funds": 1});
    let found = findings(&plan);
    assert!(found.iter().any(|one| one.id == "plan.design_gate"), "{found:#?}");
}

#[test]
fn findings_name_parts_by_their_words_and_say_a_fact_once() {
    let mut plan = example();
    plan["needs"][0]["evidence"] = json!([]);
    plan["needs"].as_array_mut().unwrap().push(json!({"id": "n9", "missing": "x ".repeat(90)}));
    plan["indicators"] = json!([]);
    reviewed(&plan, |review| {
        for finding in review.findings.iter().chain(&review.audit.findings) {
            assert!(!finding.found.contains('`') && !finding.fix.contains('`'), "{}: {}", finding.id, finding.found);
            assert!(finding.found.chars().count() < 300, "{}", finding.found);
        }
        let of = |id: &str| review.findings.iter().filter(|one| one.id == id).count();
        assert_eq!((of("plan.no_indicator"), of("plan.outcome_without_indicator")), (1, 0), "one fact, one finding");
        let all = ToDo::of(&review.findings);
        let evidence = all.iter().find(|one| one.findings[0].id == "plan.need_without_evidence").unwrap();
        assert_eq!((evidence.findings.len(), evidence.facts().len()), (2, 2), "one thing to do at two places");
        assert!(all.windows(2).all(|pair| pair[0].severity() >= pair[1].severity()), "most serious first");
        let found: usize = all.iter().map(|one| one.findings.len()).sum();
        assert_eq!(found, review.findings.len(), "none is lost");
    });
}

#[test]
fn a_fact_that_several_rules_report_is_one_thing_to_do() {
    let mut plan = example();
    plan["calendar"]["meetings"] = json!([{"day": "tuesday", "at": "19:00", "minutes": 90}]);
    reviewed(&plan, |review| {
        let outside = |one: &&Finding| one.found.contains("outside the working day");
        let reported: Vec<&Finding> = review.audit.findings.iter().filter(outside).collect();
        let [one] = reported.as_slice() else { panic!("one fact is one finding: {reported:#?}") };
        assert!(!one.also.is_empty(), "several standards ask for it");
        let groups = ToDo::of(&review.audit.findings);
        let own: Vec<_> = groups.iter().filter(|one| one.findings.iter().any(&outside)).collect();
        assert_eq!((own.len(), own[0].facts().iter().filter(|one| outside(one)).count()), (1, 1));
    });
}

#[test]
fn an_empty_plan_is_read_and_told_what_it_lacks() {
    let found = findings(&json!({}));
    for id in ["plan.no_need", "plan.no_goal", "plan.no_learning_need", "plan.no_design", "plan.no_calendar"] {
        assert!(found.iter().any(|one| one.id == id), "{id}");
    }
    reviewed(&json!({}), |review| {
        let questions = ADVISOR.catalogue().planning.steps.iter().map(|step| step.questions.len()).sum::<usize>();
        assert_eq!(review.steps.iter().map(|step| step.open()).sum::<usize>(), questions);
    });
}

#[test]
fn every_key_question_can_be_answered_by_a_part_of_the_plan_or_in_words() {
    let open = |plan: &Value, id: &str| {
        reviewed(plan, |review| {
            let (step, own) = id.split_once('.').unwrap();
            let step = review.steps.iter().find(|one| one.step.id == step).unwrap();
            step.questions.iter().find(|one| one.question.id == own).unwrap().is_open()
        })
    };
    for step in &ADVISOR.catalogue().planning.steps {
        for question in &step.questions {
            let id = format!("{}.{}", step.id, question.id);
            assert!(open(&json!({}), &id), "{id} is open in an empty plan");
            assert!(!open(&json!({"answers": [{"question": id, "text": "said"}]}), &id), "{id} is answered in words");
            assert!(!open(&example(), &id), "{id} is answered by the example");
        }
    }
}

#[test]
fn step_2_shows_which_factor_each_answer_sets() {
    reviewed(&example(), |review| {
        let set: usize = review.settings.iter().map(|one| one.factors.len()).sum();
        assert_eq!(set, 25, "each factor is set by one group");
        let school = review.settings.iter().find(|one| one.group.of == "school").unwrap();
        assert_eq!(school.said.len(), 1);
        let factors = &ADVISOR.catalogue().factors;
        let known = |id: &str| school.factors.iter().any(|(at, known)| factors[*at].id == id && *known);
        assert!(known("time_available") && !known("monitoring_system"));
    });
}

/// Bodies that are no plan, the pointer of the error, and why.
const WRONG: &[(&str, &str, &str)] = &[
    (r#"{"titel": "x"}"#, "/titel", "a typing error"),
    (r#"{"needs": {"id": "n1"}}"#, "/needs", "a list is wanted"),
    (r#"{"needs": [{"priority": 1.5}]}"#, "/needs/0/priority", "no whole number"),
    (r#"{"needs": [{"evidence": [{"on": "2026-02-30"}]}]}"#, "/needs/0/evidence/0/on", "no day of the calendar"),
    (r#"{"goals": [{"about": "pupils"}]}"#, "/goals/0/about", "no such id"),
    (r#"{"designs": [{"led_by": ["teacher"]}]}"#, "/designs/0/led_by/0", "no such role"),
    (r#"{"calendar": {"day_starts": "7:45"}}"#, "/calendar/day_starts", "no time of the day"),
    (r#"{"calendar": {"day_starts": "24:00"}}"#, "/calendar/day_starts", "no hour of the day"),
    (r#"{"indicators": [{"target": 1e12}]}"#, "/indicators/0/target", "out of all proportion"),
    (r#"{"title": "  "}"#, "/title", "empty"),
    (r#"{"people": {"teachers": -3}}"#, "/people/teachers", "less than nobody"),
    (r#"{"title": "a", "title": "b"}"#, "/title", "twice"),
    (r#"{"profile": {"factors": {"time_available": 9}}}"#, "/profile/factors/time_available", "no such level"),
    (r#"{"options": {"exclude": ["coachin"]}}"#, "/options/exclude/0", "no such design"),
];

#[test]
fn what_is_no_plan_is_refused_with_every_place() {
    let server = Server::shared();
    for (body, pointer, reason) in WRONG {
        for path in ["/v1/plans/check", "/v1/audits"] {
            let response = server.request("POST", path, &[JSON], body.as_bytes());
            assert_eq!(response.status, 422, "{reason}: {}", response.text());
            let problem = response.json();
            let errors = problem["errors"].as_array().unwrap();
            assert!(errors.iter().any(|error| error["pointer"] == *pointer), "{reason}: {problem}");
        }
    }
    let many = json!({"needs": vec![json!({}); 201]});
    let response = server.request("POST", "/v1/plans/check", &[JSON], many.to_string().as_bytes());
    assert_eq!(response.status, 422, "a list has an end");
    let long = json!({"title": "a".repeat(2_001)});
    assert_eq!(server.request("POST", "/v1/plans/check", &[JSON], long.to_string().as_bytes()).status, 422);
}

#[test]
fn the_check_tells_what_follows_from_what() {
    let answer = post("/v1/plans/check", &example()).unwrap();
    let of = |id: &str| answer["follows"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    assert_eq!(of("g-pupils")["follows_from"], json!(["n-fractions"]));
    assert_eq!(of("g-pupils")["leads_to"], json!(["g-teachers", "g-school", "i-pupils"]));
    assert_eq!(answer["revision"], 2);
    assert_eq!(answer["open_questions"], 1);
    let theory = &answer["theory_of_change"];
    let arrows = theory["arrows"].as_array().unwrap();
    let column = |at: &Value| theory["boxes"][at.as_u64().unwrap() as usize]["column"].as_u64().unwrap();
    assert!(arrows.iter().all(|arrow| column(&arrow[0]) <= column(&arrow[1])), "means stand before ends: {theory}");
    let study = &answer["designs"][0];
    assert_eq!(study["design"], "lesson_study");
    assert!(study["evidence"].as_array().unwrap().iter().all(|one| one["grade"].is_string()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_is_reviewed_answered_and_written_out(mut plan in record(plan_fields()), at in 0_usize..25) {
        let design = ADVISOR.catalogue().designs[at].id.as_str();
        if let Some(first) = plan.get_mut("designs").and_then(|designs| designs.get_mut(0)) {
            first["design"] = json!(design);
        }
        for operation in OPERATIONS.iter().filter(|one| one.request.0 == "PlanFile") {
            prop_assert!(post(operation.path, &plan).unwrap()["provenance"].is_object());
        }
        reviewed(&plan, |review| {
            let document = Document { review, provenance: ADVISOR.provenance(), by_hand: Vec::new() };
            for export in EXPORTS {
                assert_eq!((export.make)(&document), (export.make)(&document), "{}", export.id);
            }
        });
    }
}

#[test]
fn a_plan_that_wants_more_than_a_school_could_is_told_and_not_scheduled() {
    let mut plan = example();
    plan["designs"] = (0..200)
        .map(|at| json!({"id": format!("d{at}"), "design": "coaching", "hours": 1e9, "follows_from": ["l-skills"]}))
        .collect();
    let answer = post("/v1/plans/schedule", &plan).unwrap();
    assert_eq!(answer["sessions"], json!([]));
    assert!(answer["findings"][0]["found"].as_str().unwrap().contains("has 80"), "{}", answer["findings"]);
    let mut plan = example();
    plan["calendar"]["meetings"] = (0..200)
        .map(|at| json!({"day": "monday", "at": format!("{:02}:{:02}", 6 + at / 12, at % 12 * 5), "minutes": 5}))
        .collect();
    let answer = post("/v1/plans/schedule", &plan).unwrap();
    assert!(answer["findings"][0]["found"].as_str().unwrap().contains("meeting times"), "{}", answer["findings"]);
}

#[test]
fn many_references_to_nothing_are_one_finding_a_field() {
    let gone: Vec<String> = (0..200).map(|at| format!("x{at}")).collect();
    let plan = json!({"goals": [{"id": "g", "about": "students", "follows_from": gone}]});
    let unknown: Vec<Finding> = findings(&plan).into_iter().filter(|one| one.id == "plan.unknown_reference").collect();
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].found.contains("“x4” and 195 more"), "{}", unknown[0].found);
}
