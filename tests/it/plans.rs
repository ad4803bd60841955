//! Plans: reading and writing them, what is wrong with them, and what follows from what.

use backmap::exports::{Document, EXPORTS};
use backmap::planning::{FINDING_KINDS, Finding, Review};
use backmap::wire::{OPERATIONS, PlanRequest, plan_fields, plan_json, read_plan};
use proptest::prelude::*;
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

/// What is done to the example, the finding that must follow, its place, and why.
pub type Spoil = (fn(&mut Value), &'static str, &'static str, &'static str);

pub const SPOILS: &[Spoil] = &[
    (|plan| plan["needs"] = json!([]), "plan.no_need", "", "there is nothing to plan for"),
    (|plan| plan["needs"][0]["evidence"] = json!([]), "plan.need_without_evidence", "/needs/0", "a habit of speech"),
    (|plan| plan["goals"][0]["follows_from"] = json!([]), "plan.goal_without_need", "/goals/0", "a goal from nowhere"),
    (
        |plan| plan["goals"][0]["follows_from"] = json!([]),
        "plan.need_without_goal",
        "/needs/0",
        "the need is left alone",
    ),
    (|plan| plan["goals"] = json!([]), "plan.no_goal", "", "nothing to plan towards"),
    (|plan| plan["goals"][0]["about"] = json!("educators"), "plan.no_student_goal", "/goals", "goals for adults alone"),
    (
        |plan| drop(plan["goals"][1].as_object_mut().unwrap().remove("by")),
        "plan.goal_without_date",
        "/goals/1",
        "no day",
    ),
    (
        |plan| plan["indicators"][0]["follows_from"] = json!([]),
        "plan.outcome_without_indicator",
        "/goals/0",
        "nobody can tell whether it was reached",
    ),
    (
        |plan| plan["indicators"][0]["follows_from"] = json!([]),
        "plan.indicator_without_goal",
        "/indicators/0",
        "measured for nothing",
    ),
    (|plan| plan["learning_needs"] = json!([]), "plan.no_learning_need", "", "nothing to learn"),
    (
        |plan| plan["learning_needs"][1]["follows_from"] = json!([]),
        "plan.learning_without_goal",
        "/learning_needs/1",
        "a topic and not a need",
    ),
    (
        |plan| plan["designs"][0]["follows_from"] = json!(["l-skills"]),
        "plan.learning_without_design",
        "/learning_needs/0",
        "nothing takes it up",
    ),
    (
        |plan| plan["designs"][0]["follows_from"] = json!([]),
        "plan.design_without_need",
        "/designs/0",
        "chosen by habit",
    ),
    (|plan| plan["designs"] = json!([]), "plan.no_design", "", "nobody says how people learn"),
    (
        |plan| plan["designs"][0]["design"] = json!("lesson_studies"),
        "plan.design_gone",
        "/designs/0/design",
        "the catalogue has no such design, or not any more",
    ),
    (
        |plan| plan["designs"][0]["environment"] = json!("online_static"),
        "plan.environment_gone",
        "/designs/0/environment",
        "not offered so",
    ),
    (
        |plan| {
            drop(plan["designs"][1].as_object_mut().map(|one| {
                one.remove("because");
                one.insert("design".into(), json!("walk_throughs"))
            }))
        },
        "plan.design_without_reason",
        "/designs/1",
        "another suits better and no reason is given",
    ),
    (
        |plan| plan["profile"]["factors"]["resources"]["staff"] = json!(1),
        "",
        "",
        "a profile that changes is read again",
    ),
    (|plan| drop(plan.as_object_mut().unwrap().remove("profile")), "plan.no_profile", "/profile", "nothing is known"),
    (
        |plan| plan["characteristics"][0]["factors"] = json!(["established_needs"]),
        "plan.unknown_factor",
        "/characteristics/0/factors/0",
        "a typing error sets nothing",
    ),
    (
        |plan| plan["characteristics"][0]["factors"] = json!(["monitoring_system"]),
        "plan.factor_not_answered",
        "/characteristics/0/factors/0",
        "said in words and open in the profile",
    ),
    (
        |plan| plan["goals"][0]["follows_from"] = json!(["n-fractions", "g-teachers"]),
        "plan.cycle",
        "/goals/0",
        "each goal follows from the other",
    ),
    (
        |plan| plan["designs"][0]["after"] = json!(["d-visits"]),
        "plan.cycle",
        "/designs/0",
        "each design waits for the other",
    ),
    (|plan| plan["strategies"][0]["after"] = json!(["s-kit"]), "plan.cycle", "/strategies/0", "it waits for itself"),
    (|plan| plan["goals"][1]["id"] = json!("g-pupils"), "plan.duplicate_id", "/goals/1/id", "two parts of one id"),
    (
        |plan| plan["strategies"][0]["follows_from"] = json!(["d-gone"]),
        "plan.unknown_reference",
        "/strategies/0/follows_from",
        "its reason was taken out",
    ),
    (
        |plan| plan["designs"][0]["follows_from"] = json!(["n-fractions", "l-skills"]),
        "plan.wrong_reference",
        "/designs/0/follows_from",
        "a design jumps over goals",
    ),
    (
        |plan| plan["strategies"][1]["until"] = json!("2026-09-01"),
        "plan.dates_out_of_order",
        "/strategies/1",
        "it ends before it begins",
    ),
    (
        |plan| plan["calendar"]["closed"][2]["until"] = json!("2026-12-01"),
        "plan.dates_out_of_order",
        "/calendar/closed/2",
        "a holiday that ends before it begins",
    ),
    (
        |plan| plan["calendar"]["until"] = json!("2026-01-01"),
        "plan.dates_out_of_order",
        "/calendar",
        "the year ends before it begins",
    ),
    (
        |plan| {
            plan["indicators"][1]["benchmarks"] =
                json!([{"on": "2027-02-26", "value": 60}, {"on": "2026-10-30", "value": 30}])
        },
        "plan.dates_out_of_order",
        "/indicators/1/benchmarks",
        "benchmarks run backwards",
    ),
    (
        |plan| plan["strategies"][1]["from"] = json!("2026-08-01"),
        "plan.waits_for_later",
        "/strategies/1",
        "it begins before what it waits for",
    ),
    (
        |plan| plan["history"] = json!([{"revision": 2, "on": "2026-11-20"}, {"revision": 1, "on": "2026-08-28"}]),
        "plan.revisions_out_of_order",
        "/history/1",
        "calendars are updated by the number",
    ),
    (
        |plan| plan["calendar"]["meetings"] = json!([{"day": "wednesday", "at": "14:15", "minutes": 20}]),
        "plan.no_free_slot",
        "/calendar/meetings",
        "there is too little time",
    ),
    (
        |plan| plan["calendar"]["closed"] = json!([{"name": "closed", "from": "2026-08-01", "until": "2027-12-31"}]),
        "plan.no_free_slot",
        "/calendar/meetings",
        "every day is closed",
    ),
    (|plan| plan["calendar"]["meetings"] = json!([]), "plan.no_calendar", "/calendar", "no time is set aside"),
    (
        |plan| plan["calendar"]["until"] = json!("2226-06-04"),
        "plan.no_calendar",
        "/calendar",
        "a slip in the year does not fill two centuries",
    ),
    (
        |plan| plan["calendar"]["time_zone"] = json!("America/Chigaco"),
        "plan.unknown_time_zone",
        "/calendar/time_zone",
        "nobody knows the zone",
    ),
    (
        |plan| plan["indicators"][0]["target_on"] = json!("2026-12-18"),
        "plan.judged_too_early",
        "/indicators/0/target_on",
        "pupils' results say nothing fair yet",
    ),
    (
        |plan| drop(plan["cycles"][0].as_object_mut().unwrap().remove("changes")),
        "plan.cycle_without_change",
        "/cycles/0",
        "it was looked at and not closed",
    ),
    (
        |plan| plan["waivers"] = json!([{"finding": "plan.no_goal", "reason": "so it is"}]),
        "plan.waiver_unused",
        "/waivers/0",
        "there is nothing to set aside",
    ),
    (
        |plan| plan["waivers"] = json!([{"finding": "plan.no_goal"}]),
        "plan.waiver_without_reason",
        "/waivers/0",
        "it cannot be defended",
    ),
    (
        |plan| plan["waivers"] = json!([{"finding": "plan.no_goal", "reason": "for now", "until": "2026-10-01"}]),
        "plan.waiver_ended",
        "/waivers/0",
        "its last day has passed",
    ),
    (|plan| plan["checks"][0]["id"] = json!("trust"), "plan.unknown_check", "/checks/0/id", "nothing asks for it"),
    (
        |plan| plan["answers"][0]["question"] = json!("study_designs.where"),
        "plan.unknown_question",
        "/answers/0/question",
        "no step asks it",
    ),
    (|plan| plan["strategies"] = json!([]), "plan.no_strategy", "", "nothing is done"),
    (
        |plan| plan["strategies"][2]["follows_from"] = json!([]),
        "plan.strategy_without_reason",
        "/strategies/2",
        "extra work",
    ),
    (
        |plan| drop(plan["strategies"][2].as_object_mut().unwrap().remove("responsible")),
        "plan.strategy_without_role",
        "/strategies/2",
        "nobody answers for it",
    ),
    (
        |plan| drop(plan["strategies"][2].as_object_mut().unwrap().remove("until")),
        "plan.strategy_without_time",
        "/strategies/2",
        "no timeline",
    ),
    (
        |plan| drop(plan["indicators"][2].as_object_mut().unwrap().remove("baseline")),
        "plan.indicator_without_target",
        "/indicators/2",
        "nobody knows where it began",
    ),
    (|plan| plan["characteristics"] = json!([]), "plan.no_characteristic", "", "nothing is said of the place"),
    (|plan| plan["answers"] = json!([]), "plan.kind_not_considered", "/learning_needs", "aspirations are left out"),
    (
        |plan| {
            plan["learning_needs"] = json!([{"id": "l-x", "kind": "skills", "text": "x", "follows_from": ["g-school"]}])
        },
        "plan.goal_without_learning",
        "/goals/1",
        "nobody has to learn anything for it",
    ),
];

#[test]
fn every_contradiction_of_a_plan_is_a_finding_at_its_place_and_nothing_is_lost() {
    for (spoil, id, place, reason) in SPOILS {
        let mut plan = example();
        spoil(&mut plan);
        let found = findings(&plan);
        if !id.is_empty() {
            assert!(found.iter().any(|one| one.id == *id && one.place == *place), "{reason}: {id} {place}: {found:#?}");
        }
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
    let cases: Vec<&str> = SPOILS.iter().map(|(_, id, ..)| *id).collect();
    let elsewhere = ["plan.design_cannot_run", "plan.design_gate"];
    for kind in FINDING_KINDS {
        assert!(cases.contains(&kind.id) || elsewhere.contains(&kind.id), "{} has no case", kind.id);
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
        for operation in OPERATIONS.iter().filter(|one| one.path.starts_with("/v1/plans/") || one.path == "/v1/audits") {
            prop_assert!(post(operation.path, &plan).unwrap()["provenance"].is_object());
        }
        reviewed(&plan, |review| {
            let document = Document { review, provenance: ADVISOR.provenance() };
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
    plan["calendar"]["meetings"] = (0..200).map(|_| json!({"day": "monday", "at": "08:00", "minutes": 30})).collect();
    let answer = post("/v1/plans/schedule", &plan).unwrap();
    assert!(answer["findings"][0]["found"].as_str().unwrap().contains("meeting times"), "{}", answer["findings"]);
}

#[test]
fn many_references_to_nothing_are_one_finding_a_field() {
    let gone: Vec<String> = (0..200).map(|at| format!("x{at}")).collect();
    let plan = json!({"goals": [{"id": "g", "about": "students", "follows_from": gone}]});
    let unknown: Vec<Finding> = findings(&plan).into_iter().filter(|one| one.id == "plan.unknown_reference").collect();
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].found.contains("`x4` and 195 more"), "{}", unknown[0].found);
}
