//! The audit: what a plan shows by itself, what is asked, what is waived, and how far each standard is met.

use backmap::catalogue::Severity;
use backmap::planning::{By, Shown, StandardLevel};
use serde_json::{Value, json};

use super::plans::{Change, example, reviewed};
use super::server::{JSON, Server, command};
use super::support::post;

/// How a look-for looks, who says so, and by what.
fn looked(plan: &Value, id: &str) -> (Shown, By, String) {
    reviewed(plan, |review| {
        let all = review.audit.standards.iter().flat_map(|one| &one.looked);
        let one = all.into_iter().find(|one| one.id == id).unwrap_or_else(|| panic!("nothing looks for {id}"));
        (one.shown, one.by, one.evidence.clone())
    })
}

#[test]
fn what_is_bad_in_a_plan_is_derived_from_it_and_was_not_so_before() {
    for change in Change::all("look_for") {
        let (id, reason) = (&*change.id, &change.why);
        let before = looked(&example(), id);
        assert_ne!(before.0, Shown::Contrary, "{reason}: {id} was contrary before");
        let plan = change.example();
        let (shown, by, evidence) = looked(&plan, id);
        assert_eq!((shown, by), (Shown::Contrary, By::Plan), "{reason}: {id}: {evidence}");
        reviewed(&plan, |review| {
            let all = review.audit_findings();
            let finding = all.iter().find(|one| one.has_id(id)).unwrap_or_else(|| panic!("{id} is a finding"));
            assert!(!finding.found.is_empty() && !finding.why.is_empty() && !finding.fix.is_empty(), "{id}");
            assert!(!finding.sources.is_empty(), "{id} names its source");
        });
    }
}

#[test]
fn what_no_plan_shows_is_asked_and_the_answer_counts() {
    let id = "learning_communities.policies";
    let mut plan = example();
    assert_eq!(looked(&plan, id).0, Shown::Open);
    for (said, shown) in [("yes", Shown::Met), ("partly", Shown::Partly), ("no", Shown::Contrary)] {
        plan["checks"] =
            json!([{"id": id, "said": said, "evidence": "The handbook", "by": "principal", "on": "2026-11-02"}]);
        let evidence = "The handbook. Confirmed by: principal, 2026-11-02.";
        assert_eq!(looked(&plan, id), (shown, By::Team, evidence.to_owned()));
        plan["checks"] = json!([{"id": id, "said": said, "evidence": "The handbook"}]);
        let shown = if said == "no" { Shown::Contrary } else { Shown::Stated };
        assert_eq!(looked(&plan, id).0, shown, "{said} with nothing behind it");
    }
}

#[test]
fn what_the_plan_shows_is_not_talked_away() {
    let mut plan = example();
    plan["people"]["leaders_take_part"] = json!(false);
    plan["checks"] = json!([{"id": "leadership.leaders_take_part", "said": "yes"}]);
    let (shown, by, evidence) = looked(&plan, "leadership.leaders_take_part");
    assert_eq!((shown, by), (Shown::Contrary, By::Plan));
    assert!(evidence.contains("the plan does not show it"), "{evidence}");
}

#[test]
fn where_evidence_differs_the_finding_says_so() {
    let mut plan = example();
    plan["support"]["until"] = json!("2027-03-01");
    reviewed(&plan, |review| {
        let finding = review.audit.findings.iter().find(|one| one.id == "implementation.three_to_five_years").unwrap();
        assert!(finding.differs.is_some(), "nothing seen tests three to five years");
        assert!(finding.severity < Severity::Error);
    });
}

#[test]
fn a_waiver_with_a_reason_sets_a_finding_aside_until_its_day() {
    let mut plan = example();
    plan["people"]["leaders_take_part"] = json!(false);
    let waived = |plan: &Value| {
        reviewed(plan, |review| {
            let one = review.audit.findings.iter().find(|one| one.id == "leadership.leaders_take_part").unwrap();
            let unused = review.findings.iter().any(|one| one.id == "plan.waiver_unused");
            (one.waived.clone(), unused)
        })
    };
    assert_eq!(waived(&plan), (None, false));
    plan["waivers"] =
        json!([{"finding": "leadership.leaders_take_part", "reason": "The principal is on leave until May"}]);
    assert_eq!(waived(&plan), (Some("The principal is on leave until May".to_owned()), false));
    plan["waivers"][0]["until"] = json!("2026-11-19");
    assert_eq!(waived(&plan).0, None, "its day has passed");
    plan["waivers"][0]["until"] = json!("2026-11-20");
    assert!(waived(&plan).0.is_some(), "its last day counts");
    plan["waivers"] = json!([{"finding": "leadership.leaders_take_part"}]);
    assert_eq!(waived(&plan).0, None, "without a reason it stands");
}

#[test]
fn a_standard_is_met_only_when_all_of_it_is_known_and_met() {
    let level = |plan: &Value, id: &str| {
        reviewed(plan, |review| review.audit.standards.iter().find(|one| one.standard.id == id).unwrap().level)
    };
    assert_eq!(level(&json!({}), "leadership"), StandardLevel::Open);
    let mut plan = example();
    assert_eq!(level(&plan, "leadership"), StandardLevel::Largely, "two criteria are stated or open");
    let ids: Vec<String> = reviewed(&plan, |review| {
        let one = review.audit.standards.iter().find(|one| one.standard.id == "leadership").unwrap();
        one.looked.iter().map(|looked| looked.id.clone()).collect()
    });
    plan["checks"] =
        ids.iter().map(|id| json!({"id": id, "said": "yes", "by": "principal", "on": "2026-11-02"})).collect();
    assert_eq!(level(&plan, "leadership"), StandardLevel::Met);
    plan["checks"] = ids.iter().map(|id| json!({"id": id, "said": "no"})).collect();
    assert_eq!(level(&plan, "leadership"), StandardLevel::Partly, "what the plan shows is still met");
    plan["people"] = json!({"leaders_take_part": false, "planned_by": ["leaders"]});
    plan["calendar"] = json!({});
    assert_eq!(level(&plan, "leadership"), StandardLevel::Hardly);
}

#[test]
fn an_audit_over_http_is_json_and_by_name_sarif() {
    let server = Server::shared();
    let body = example().to_string();
    let json = server.request("POST", "/v1/audits", &[JSON], body.as_bytes());
    assert_eq!((json.status, json.header("content-type")), (200, Some("application/json")));
    assert_eq!(json.json(), post("/v1/audits", &example()).unwrap());
    let sarif = server.request("POST", "/v1/audits", &[JSON, ("accept", "application/sarif+json")], body.as_bytes());
    assert_eq!((sarif.status, sarif.header("content-type")), (200, Some("application/sarif+json")));
    let run = &sarif.json()["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
}

#[test]
fn the_command_fails_on_what_it_is_told_to_fail_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let mut plan = example();
    std::fs::write(&path, plan.to_string()).unwrap();
    let run =
        |arguments: &[&str]| command().arg("audit").arg(&path).args(arguments).output().expect("the binary starts");
    assert_eq!(
        run(&[]).status.code(),
        Some(0),
        "the example has no error: {}",
        String::from_utf8_lossy(&run(&[]).stdout)
    );
    plan["goals"][0]["follows_from"] = json!([]);
    std::fs::write(&path, plan.to_string()).unwrap();
    assert_eq!(run(&[]).status.code(), Some(5), "a goal without a need is an error");
    assert_eq!(run(&["--fail-on", "never"]).status.code(), Some(0));
    for format in ["json", "sarif"] {
        let output = run(&["--format", format]);
        assert_eq!(output.status.code(), Some(5));
        serde_json::from_slice::<Value>(&output.stdout).expect("data on standard output is JSON");
    }
    plan["waivers"] = json!([
        {"finding": "plan.goal_without_need", "reason": "The need is being studied"},
        {"finding": "plan.need_without_goal", "reason": "The need is being studied"},
    ]);
    std::fs::write(&path, plan.to_string()).unwrap();
    assert_eq!(run(&[]).status.code(), Some(0), "{}", String::from_utf8_lossy(&run(&[]).stdout));
}

#[test]
fn a_day_in_august_shows_what_a_plan_by_habit_lacks() {
    let plan: Value = serde_json::from_str(&super::support::file("examples/plans/workshop-only.json")).unwrap();
    reviewed(&plan, |review| {
        let own: Vec<&str> = review.findings.iter().map(|one| one.id.as_str()).collect();
        for id in ["plan.goal_without_need", "plan.outcome_without_indicator", "plan.no_learning_need"] {
            assert!(own.contains(&id), "{id}: {own:?}");
        }
        let shown: Vec<&str> = review.audit.findings.iter().map(|one| one.id.as_str()).collect();
        for id in [
            "learning_designs.designs_from_outcomes",
            "outcomes.later_work",
            "data.beyond_liking",
            "resources.own_experts",
        ] {
            assert!(shown.contains(&id), "{id}: {shown:?}");
        }
        let waived: Vec<&str> =
            review.audit.findings.iter().filter(|one| one.waived.is_some()).map(|one| one.id.as_str()).collect();
        assert_eq!(waived, ["leadership.leaders_take_part"]);
    });
}
