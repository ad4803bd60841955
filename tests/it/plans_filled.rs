//! An audit cannot be filled in: only what has something behind it is met.

use std::collections::BTreeMap;

use backmap::planning::{Met, Shown, StandardLevel};
use serde_json::{Value, json};

use super::plans::{Change, example, reviewed};
use super::support::file;

const TABLE: &str = "tests/plan_fills.toml";

/// A plan whose fields are filled in and say nothing.
fn filled() -> Value {
    serde_json::from_str(&file("tests/fixtures/filled_plan.json")).expect("the fixture is JSON")
}

/// Every look-for with its result, and every standard with its level.
fn audited(plan: &Value) -> (BTreeMap<String, Shown>, BTreeMap<String, StandardLevel>) {
    reviewed(plan, |review| {
        let standards = &review.audit.standards;
        let looked = standards.iter().flat_map(|one| &one.looked).map(|one| (one.id.clone(), one.shown)).collect();
        (looked, standards.iter().map(|one| (one.standard.id.clone(), one.level)).collect())
    })
}

/// The requirements and parts that are met.
fn requirements_met(plan: &Value) -> Vec<String> {
    reviewed(plan, |review| {
        let all = review.implementation.iter().flat_map(|one| {
            let parts = one.parts.iter().map(|(part, state)| (&part.id, state));
            std::iter::once((&one.requirement.id, &one.state)).chain(parts)
        });
        all.filter(|(_, state)| state.met == Met::Yes).map(|(id, _)| id.clone()).collect()
    })
}

#[test]
fn a_plan_of_empty_fields_hardly_meets_any_standard() {
    let (looked, levels) = audited(&filled());
    for (standard, level) in levels {
        assert_eq!(level, StandardLevel::Hardly, "{standard}");
    }
    // Its errors are those of a single day without follow-up, whatever it names.
    for id in ["implementation.coaches_extend", "learning_designs.practice_and_feedback", "outcomes.later_work"] {
        assert_eq!(looked[id], Shown::Contrary, "{id}");
    }
    let met = requirements_met(&filled());
    assert!(met.len() <= 3, "{met:?}");
}

#[test]
fn no_attempt_to_fill_an_audit_meets_a_look_for_or_raises_a_level() {
    let (looked_before, levels_before) = audited(&filled());
    let attempts = Change::of(TABLE, "fill");
    assert!(attempts.len() >= 30, "{}", attempts.len());
    for attempt in attempts {
        let plan = attempt.on(filled());
        let (looked, levels) = audited(&plan);
        for (id, shown) in &looked {
            let was_met = looked_before[id] == Shown::Met;
            assert!(*shown != Shown::Met || was_met, "{}: {id} is met", attempt.why);
        }
        for (standard, level) in &levels {
            assert!(*level <= levels_before[standard], "{}: {standard} rises to {level:?}", attempt.why);
        }
    }
}

#[test]
fn what_has_something_behind_it_is_met() {
    let before = audited(&filled()).0;
    for change in Change::of(TABLE, "real") {
        let id = change.id.as_str();
        assert_ne!(before[id], Shown::Met, "{}: {id} was met before", change.why);
        assert_eq!(audited(&change.on(filled())).0[id], Shown::Met, "{}: {id}", change.why);
    }
}

#[test]
fn what_is_stated_says_what_is_missing_behind_it() {
    reviewed(&example(), |review| {
        let looked = review.audit.standards.iter().flat_map(|one| &one.looked);
        let stated: Vec<_> = looked.filter(|one| one.shown == Shown::Stated).collect();
        assert!(!stated.is_empty());
        for one in stated {
            let (_, missing) = one.evidence.split_once("Stated only. ").unwrap_or_else(|| panic!("{}", one.evidence));
            assert!(missing.ends_with('.') && missing.len() > 20, "{}: {missing}", one.id);
        }
    });
}

#[test]
fn a_finished_plan_leaves_few_questions_open() {
    reviewed(&example(), |review| {
        let open: Vec<&str> = review.audit.open().map(|one| one.id.as_str()).collect();
        assert!(open.len() <= 10, "{open:?}");
    });
}

#[test]
fn one_fact_is_one_finding_that_names_the_others() {
    let mut plan = example();
    plan["people"]["leaders_take_part"] = json!(false);
    reviewed(&plan, |review| {
        let of_leaders = review.audit.findings.iter().filter(|one| one.place == "/people/leaders_take_part");
        let all: Vec<_> = of_leaders.collect();
        let [one] = all.as_slice() else { panic!("{all:#?}") };
        assert_eq!(one.id, "leadership.leaders_take_part");
        assert!(one.has_id("implementation.leaders_model_focus"), "{:?}", one.also);
        assert_eq!(one.also_touches(review.facts.catalogue), ["Implementation"]);
    });
    // A finding of the plan and one of the audit with one fact are one finding, under the plan's id.
    plan["indicators"] = json!([]);
    reviewed(&plan, |review| {
        let all = review.all_findings();
        let of_indicators: Vec<_> = all.iter().filter(|one| one.has_id("data.implementation_monitored")).collect();
        assert_eq!(of_indicators.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["plan.no_indicator"]);
        assert!(review.audit_findings().iter().any(|one| one.id == "plan.no_indicator"), "the audit shows it too");
    });
}

#[test]
fn findings_come_most_serious_first() {
    let plan: Value = serde_json::from_str(&file("examples/plans/workshop-only.json")).unwrap();
    reviewed(&plan, |review| {
        let all = review.all_findings();
        assert!(all.windows(2).all(|pair| pair[0].severity >= pair[1].severity));
        let mut facts: Vec<_> = all.iter().map(|one| (&one.found, &one.place)).collect();
        let count = facts.len();
        facts.sort();
        facts.dedup();
        assert_eq!(facts.len(), count, "no fact twice");
    });
}

#[test]
fn coaching_takes_enough_coaches_and_visits_in_the_calendar() {
    let state = |plan: &Value| {
        reviewed(plan, |review| {
            let one = review.implementation.iter().find(|one| one.requirement.id == "ongoing_coaching").unwrap();
            let few = review.findings.iter().any(|one| one.id == "plan.too_few_coaches");
            (one.state.met, one.state.because.clone(), one.state.fix, few)
        })
    };
    let mut plan = example();
    plan["designs"][1] =
        json!({"id": "d-visits", "design": "coaching", "follows_from": ["l-behaviors", "l-skills"], "hours": 10});
    let (met, because, ..) = state(&plan);
    assert_eq!(met, Met::Yes, "one coach for nine teachers, with visits: {because}");
    plan["people"]["teachers"] = json!(600);
    plan["people"]["coaches"] = json!(6);
    let (met, because, _, few) = state(&plan);
    assert_eq!((met, few), (Met::No, true), "{because}");
    assert!(because.contains("600 teachers and 6 coaches"), "{because}");
    // Where no coach exists and colleagues visit each other, nobody is told to plan coaching.
    let mut plan = example();
    plan["people"]["coaches"] = json!(0);
    plan["support"]["forms"] = json!(["peer_visits"]);
    let (met, because, fix, few) = state(&plan);
    assert_eq!((met, few), (Met::Partly, false));
    assert!(because.contains("Observing peers") && because.contains("instead"), "{because}");
    assert!(fix.is_some_and(|fix| fix.contains("between colleagues")));
}

#[test]
fn the_marks_of_the_plan_are_those_of_its_designs() {
    reviewed(&example(), |review| {
        assert_eq!(review.marks.len(), 5);
        for state in &review.marks {
            let with = review.facts.chosen.iter().filter(|one| one.design.quality_marks.contains(&state.mark)).count();
            assert_eq!(state.designs.len(), with, "{:?}", state.mark);
        }
        assert!(review.marks.iter().any(|state| state.designs.is_empty()), "no chosen design has every mark");
    });
}

#[test]
fn step_five_is_answered_from_the_evidence_and_not_from_a_reason() {
    let questions = |plan: &Value| {
        reviewed(plan, |review| {
            let step = review.steps.iter().find(|state| state.step.id == "study_designs").unwrap();
            step.questions.iter().map(|one| (one.is_open(), one.studied.clone())).collect::<Vec<_>>()
        })
    };
    let mut plan = example();
    plan["answers"] = json!([]);
    for (is_open, studied) in questions(&plan) {
        assert!(!is_open && studied.len() == 2, "{studied:?}");
    }
    let place = &questions(&plan)[1].1[0].says;
    assert!(place.contains("mathematics") && place.contains("39 teams"), "{place}");
    plan["designs"] = json!([{"id": "d", "design": "no_such_design", "because": "It was chosen with great care"}]);
    assert!(questions(&plan).iter().all(|(is_open, _)| *is_open), "a reason is no study");
}

#[test]
fn one_strategy_is_not_a_plan_and_an_expert_leaves_something() {
    let mut plan = example();
    plan["strategies"].as_array_mut().unwrap().truncate(1);
    reviewed(&plan, |review| {
        let step = review.steps.iter().find(|state| state.step.id == "plan").unwrap();
        assert!(step.questions[0].lacks.is_some());
    });
    let expert = |exit: Option<&str>| {
        let mut plan = example();
        plan["experts"] = json!([{"who": "Lesson study network", "scope": "Comments on three research lessons",
            "designs": ["d-study"], "from": "2026-09-14", "until": "2027-05-28", "exit": exit}]);
        if exit.is_none() {
            plan["experts"][0].as_object_mut().unwrap().remove("exit");
        }
        let missing = reviewed(&plan, |review| review.findings.iter().any(|one| one.id == "plan.expert_without_exit"));
        (requirements_met(&plan).contains(&"outside_experts".to_owned()), missing)
    };
    assert_eq!(expert(None), (false, true));
    assert_eq!(expert(Some("Two teachers lead the discussions from the second year on")), (true, false));
}
