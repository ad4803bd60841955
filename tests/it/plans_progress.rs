//! Implementation, progress and resources of plans.

use backmap::planning::{Met, Track};
use serde_json::{Value, json};

use super::plans::{Change, example, reviewed};
use super::support::{ADVISOR, post};

fn met(plan: &Value, id: &str) -> (Met, bool) {
    reviewed(plan, |review| {
        let own = review.implementation.iter().map(|one| (one.requirement.id.as_str(), &one.state));
        let parts = review
            .implementation
            .iter()
            .flat_map(|one| one.parts.iter().map(|(part, state)| (part.id.as_str(), state)));
        let (_, state) =
            own.chain(parts).find(|(own, _)| *own == id).unwrap_or_else(|| panic!("nothing requires {id}"));
        (state.met, state.said)
    })
}

#[test]
fn eleven_requirements_are_twelve_since_the_first_holds_two() {
    let items: Vec<&str> = ADVISOR.catalogue().planning.requirements.iter().map(|one| one.item.as_str()).collect();
    assert_eq!(items, ["1a", "1b", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
}

#[test]
fn what_plan_and_profile_show_of_a_requirement_is_derived() {
    for change in Change::all("requirement") {
        let (id, reason) = (&*change.id, &change.why);
        let before = met(&example(), id);
        assert_ne!(before.0, Met::No, "{reason}: {id} was {before:?}");
        assert_eq!(met(&change.example(), id), (Met::No, false), "{reason}: {id}");
    }
}

#[test]
fn what_nothing_shows_is_asked() {
    let mut plan = example();
    assert_eq!(met(&plan, "systemic"), (Met::Open, false));
    plan["checks"] = json!([{"id": "implementation.systemic", "said": "no"}]);
    assert_eq!(met(&plan, "systemic"), (Met::No, true));
    plan["scope"] = json!("district");
    assert_eq!(met(&plan, "systemic"), (Met::No, true), "a scope is only a statement, and a no is taken at its word");
    plan["checks"] = json!([]);
    assert_eq!(met(&plan, "systemic"), (Met::Stated, false), "a plan of the district states it");
}

#[test]
fn implementation_tells_the_dip_the_earliest_fair_day_and_when_to_stop() {
    let answer = post("/v1/plans/implementation", &example()).unwrap();
    assert_eq!(answer["requirements"].as_array().unwrap().len(), 12);
    let expected = answer["expectations"].as_array().unwrap();
    let weeks = expected.iter().map(|one| one["fair_weeks"].as_i64().unwrap()).max().unwrap();
    let start: jiff::civil::Date = "2026-08-24".parse().unwrap();
    let fair = start.checked_add(jiff::Span::new().weeks(weeks)).unwrap();
    assert_eq!(answer["fair_date"], fair.to_string());
    assert!(answer["stop_rule"].as_str().unwrap().contains("two consecutive cycles"));
    assert!(expected.iter().all(|one| one["dip"].as_str().unwrap().len() > 40));
}

fn track(plan: &Value, at: usize) -> Track {
    reviewed(plan, |review| review.progress.indicators[at].track)
}

#[test]
fn on_track_is_said_by_one_rule() {
    let indicator = |readings: Value, as_of: &str| {
        json!({"as_of": as_of, "indicators": [{"baseline": 10, "target": 90, "target_on": "2027-05-28",
            "benchmarks": [{"on": "2026-10-30", "value": 30}, {"on": "2027-02-26", "value": 60}], "readings": readings}]})
    };
    let reading = |on: &str, value: f64| json!([{"on": on, "value": value}]);
    let cases = [
        (json!([]), "2026-10-29", Track::NotDue, "nothing is due"),
        (json!([]), "2026-10-30", Track::NotRead, "due today and not read"),
        (reading("2026-10-01", 40.0), "2026-11-01", Track::NotRead, "read before it was due"),
        (reading("2026-10-30", 30.0), "2026-11-01", Track::OnTrack, "just reached"),
        (reading("2026-11-02", 29.9), "2026-11-03", Track::Behind, "just short"),
        (reading("2026-11-02", 45.0), "2027-02-26", Track::NotRead, "the next one is due"),
        (reading("2027-06-01", 89.0), "2027-06-02", Track::Behind, "the target is the last benchmark"),
        (reading("2027-06-01", 95.0), "2027-06-02", Track::OnTrack, "beyond the target"),
    ];
    for (readings, as_of, expected, reason) in cases {
        assert_eq!(track(&indicator(readings, as_of), 0), expected, "{reason}");
    }
    let down = json!({"as_of": "2026-12-01", "indicators": [{"baseline": 26, "target": 5, "target_on": "2027-05-28",
        "benchmarks": [{"on": "2026-11-30", "value": 18}], "readings": [{"on": "2026-11-30", "value": 17}]}]});
    assert_eq!(track(&down, 0), Track::OnTrack, "a target may lie below the start");
    assert_eq!(track(&json!({"as_of": "2026-12-01", "indicators": [{"target": 5}]}), 0), Track::NoRule);
}

#[test]
fn levels_are_planned_back_from_pupils() {
    let answer = post("/v1/plans/progress", &example()).unwrap();
    let levels: Vec<(i64, usize)> = answer["levels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["number"].as_i64().unwrap(), one["indicators"].as_array().unwrap().len()))
        .collect();
    assert_eq!(levels, [(5, 1), (4, 1), (3, 1), (2, 1), (1, 1)]);
    assert_eq!(answer["community"].as_array().unwrap().len(), 7);
    let sentence = answer["indicators"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("too early"), "{sentence}");
}

#[test]
fn stopping_is_said_only_when_use_is_there_results_are_behind_and_two_turns_were_looked_at() {
    let mut plan = example();
    let stops = |plan: &Value| reviewed(plan, |review| review.progress.stop.0);
    assert!(!stops(&plan), "it is too early");
    plan["as_of"] = json!("2028-01-10");
    plan["indicators"][0]["readings"] = json!([{"on": "2027-12-20", "value": 50}]);
    plan["indicators"][1]["readings"] = json!([{"on": "2027-12-20", "value": 95}]);
    assert!(!stops(&plan), "one turn was looked at");
    plan["cycles"][1]["seen"] = json!("Still at thirds");
    assert!(stops(&plan));
    plan["indicators"][1]["readings"] = json!([{"on": "2027-12-20", "value": 20}]);
    assert!(!stops(&plan), "what is not in use was not tried");
}
