//! Lots: offered only among equals, drawn so that anybody can repeat it, and kept for the outcome.

use backmap::imports::read_outcomes;
use backmap::outcomes::OutcomeRecord;
use backmap::wire::profile_json;
use serde_json::{Value, json};

use super::cases::profiles;
use super::pages::send;
use super::server::command;
use super::support::{ADVISOR, example, post};

const DECISIONS: &str = "/v1/decisions";

/// A team for which many designs rank nearly alike.
fn team() -> Value {
    let profile = example("examples/stable-demanding-goal.json");
    serde_json::from_slice(&profile_json(ADVISOR.catalogue(), &profile)).unwrap()
}

fn by_lot(profile: &Value, lot: Value) -> Value {
    let body = json!({"profile": profile, "lot": lot, "school": "Oak", "decided_on": "2026-06-12"});
    post(DECISIONS, &body).unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn a_lot_is_offered_only_among_feasible_designs_that_begin_now_and_cannot_be_separated() {
    let (mut offered, mut refused) = (0, 0);
    for profile in profiles() {
        let ranking = post("/v1/recommendations", &json!({"profile": profile})).unwrap();
        let first = &ranking["first_place"];
        let chosen = json!({"design": ranking["recommendations"][0]["design"]});
        let answer = post(DECISIONS, &json!({"profile": profile, "choice": chosen})).unwrap();
        let Some(designs) = answer["lot"]["designs"].as_array() else {
            let drawn = post(DECISIONS, &json!({"profile": profile, "lot": {}})).expect_err("nothing to draw");
            assert_eq!((drawn.status, drawn.errors[0].pointer.as_str()), (422, "/lot"));
            refused += 1;
            continue;
        };
        offered += 1;
        assert!((2..=5).contains(&designs.len()) && first["verdict"] == "cannot_separate", "{answer}");
        assert_eq!((&answer["lot"]["drawn"], &answer["lot"]["seed"]), (&Value::Null, &Value::Null));
        for (at, design) in designs.iter().enumerate() {
            let one = ranking["recommendations"].as_array().unwrap().iter().find(|one| one["design"] == *design);
            assert_eq!(one.expect("it is feasible")["group"], "can_begin_now");
            for other in &designs[..at] {
                let body = json!({"profile": profile, "designs": [other, design]});
                let contrast = post("/v1/contrasts", &body).unwrap();
                assert_eq!(contrast["verdict"], "cannot_separate", "{other} {design}");
            }
        }
    }
    assert!(offered > 0 && refused > 0, "{offered} {refused}");
}

#[test]
fn anybody_can_draw_a_lot_again_and_nobody_can_turn_it() {
    let answer = by_lot(&team(), json!({}));
    let lot = &answer["lot"];
    assert_eq!((&answer["choice"]["design"], &lot["seed_given"]), (&lot["drawn"], &json!(false)));
    // Keys in another order, other options that change no score, another reason or date: the same draw.
    let turned = json!({
        "lot": {}, "reason": "again", "decided_on": "2026-07-01", "options": {"top": 3, "explain": "full"},
        "profile": team(), "school": "Elm",
    });
    assert_eq!(post(DECISIONS, &turned).unwrap()["lot"], *lot);
    // By hand: the smallest SHA-256 of the seed, a colon and the id.
    let hash = |design: &str| {
        use sha2::Digest;
        sha2::Sha256::digest(format!("{}:{design}", lot["seed"].as_str().unwrap()))
    };
    let expected = ids(&lot["designs"]).into_iter().min_by_key(|design| hash(design)).unwrap();
    assert_eq!(lot["drawn"], expected);
    // Each of the designs is drawn with some seed, and a seed that was given is kept as such.
    let mut drawn: Vec<String> = (0..60)
        .map(|seed| {
            let answer = by_lot(&team(), json!({"seed": seed.to_string()}));
            assert_eq!(answer["lot"]["seed_given"], true);
            answer["lot"]["drawn"].as_str().unwrap().to_owned()
        })
        .collect();
    drawn.sort();
    drawn.dedup();
    assert_eq!(drawn.len(), ids(&lot["designs"]).len());
}

#[test]
fn a_lot_and_a_choice_exclude_each_other_and_one_is_needed() {
    let refused = |body: Value| post(DECISIONS, &body).expect_err("refused").errors[0].pointer.clone();
    assert_eq!(refused(json!({"profile": team()})), "/choice");
    assert_eq!(refused(json!({"profile": team(), "choice": {"design": "coaching"}, "lot": {}})), "/lot");
    assert_eq!(refused(json!({"profile": team(), "lot": {"seed": " "}})), "/lot/seed");
    assert_eq!(refused(json!({"profile": team(), "lot": true})), "/lot");
}

/// Fills in a result of a row, by column.
fn filled(row: &str, cells: &[(&str, &str)]) -> String {
    let mut lines = row.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut values: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    for (name, cell) in cells {
        let at = names.iter().position(|own| own == name).unwrap_or_else(|| panic!("{name} is no column"));
        assert_eq!(values[at], "", "{name} is for the school to fill in");
        values[at] = (*cell).to_owned();
    }
    format!("{}\n{}\n", names.join(","), values.join(","))
}

const RESULT: [(&str, &str); 6] = [
    ("result_1.level", "4"),
    ("result_1.measure", "walkthrough rubric"),
    ("result_1.value", "2.8"),
    ("result_1.lowest", "1"),
    ("result_1.highest", "4"),
    ("result_1.people", "12"),
];

fn read(table: &[u8]) -> OutcomeRecord {
    let rows = read_outcomes(&ADVISOR, table, &[]).unwrap();
    assert!(rows.rejected.is_empty(), "{:?}", rows.rejected);
    rows.records.into_iter().next().unwrap()
}

#[test]
fn a_decision_begins_the_outcome_record_and_its_lot_reaches_learning() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("team.json"), team().to_string()).unwrap();
    for name in ["row.csv", "row.ndjson"] {
        let (team, row, record) = (path("team.json"), path(name), path("record.json"));
        let arguments = ["decide", &team, "--lot=2026-4", "--school", "Oak", "--on", "2026-06-12"];
        let files = ["--outcome-record", &row, "--output", &record];
        let run = command().args(arguments).args(files).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let answer: Value = serde_json::from_slice(&std::fs::read(path("record.json")).unwrap()).unwrap();
    let row = std::fs::read_to_string(path("row.csv")).unwrap();
    let table = filled(&row, &RESULT);
    std::fs::write(path("filled.csv"), &table).unwrap();
    let run = command().args(["outcomes", &path("filled.csv"), "--strict", "--format", "json"]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((&report["counts"]["results"], &report["counts"]["by_lot"]), (&json!(1), &json!(1)), "{report}");

    let record = read(table.as_bytes());
    let design = |at: backmap::catalogue::DesignIndex| ADVISOR.catalogue().designs[at].id.as_str();
    assert_eq!(record.lot.iter().map(|at| design(*at)).collect::<Vec<_>>(), ids(&answer["lot"]["designs"]));
    assert_eq!(design(record.design.unwrap()), answer["lot"]["drawn"]);
    assert_eq!(record.decided_on.map(|date| date.to_string()).as_deref(), Some("2026-06-12"));
    // What was on offer, with scores, is all that was feasible.
    for one in &record.offered {
        assert_eq!(answer["offered"][design(one.design)].as_f64(), Some(one.score));
    }
    assert_eq!(record.offered.len(), answer["offered"].as_object().unwrap().len());
    // Learning takes each design of the lot for equally probable, and the others for impossible.
    let shares = backmap::learning::choice_shares(&record, 3.0);
    for (one, share) in record.offered.iter().zip(shares) {
        let expected = if record.lot.contains(&one.design) { 1.0 / record.lot.len() as f64 } else { 0.0 };
        assert_eq!(share, expected);
    }
    // The line of JSON and the field of the answer are the same record, without the result.
    let line = std::fs::read(path("row.ndjson")).unwrap();
    let without = OutcomeRecord { results: Vec::new(), ..record };
    assert_eq!(read(&line), without);
    assert_eq!(read(answer["outcome_record"].to_string().as_bytes()), without);
    let checked = post("/v1/outcomes/check", &json!({"records": [answer["outcome_record"]]})).unwrap();
    assert_eq!(checked["counts"]["records"], 1);
}

/// Counts, shares, answers by design and by resource, facts and designs in use come back from a row as they went in.
#[test]
fn every_profile_comes_back_from_its_row() {
    for profile in profiles() {
        let mut profile = profile;
        profile["id"] = json!("Team 7, \"Ä\"");
        let body = json!({"profile": profile, "choice": {"design": "workshops"}, "reason": "x", "school": "=1+1"});
        let input = backmap::wire::DecisionInput::read(&ADVISOR, body.to_string().as_bytes()).unwrap();
        let row = backmap::exports::outcome_csv(&input.outcome_row(&ADVISOR).unwrap().unwrap());
        let record = read(&row);
        let expected = backmap::wire::read_request(&ADVISOR, json!({"profile": profile}).to_string().as_bytes());
        let expected = backmap::catalogue::Profile { voices: None, ..expected.unwrap().profile };
        assert_eq!(record.profile, expected);
        assert_eq!(record.school, "'=1+1", "no cell is a formula");
    }
}

#[test]
fn the_page_offers_a_lot_draws_it_and_gives_the_row() {
    let profile = example("examples/stable-demanding-goal.json");
    let request = backmap::wire::Request { profile, options: backmap::advisor::Options::default() };
    let fields = backmap::wire::fields_of(ADVISOR.catalogue(), &request);
    let with = |path: &str, more: &[(&str, &str)]| {
        let own = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        send(path, &own.chain(more.iter().copied()).collect::<Vec<_>>())
    };
    let page = with("/decision", &[]);
    assert!(page.text().contains("name=\"lot\"") && page.text().contains("The scores cannot separate"));
    let drawn = by_lot(&team(), json!({}));
    let page = with("/decision", &[("write", "yes"), ("choice", "workshops"), ("lot", "yes"), ("school", "Oak")]);
    assert_eq!(page.status, 200);
    let begin = format!("name=\"plan.start\" value=\"{}\"", drawn["lot"]["drawn"].as_str().unwrap());
    assert!(page.text().contains(&begin), "the plan begins with the design that was drawn");
    assert!(page.text().contains("/outcome-record.csv"));
    let row = with("/outcome-record.csv", &[("choice", "workshops"), ("lot", "yes"), ("school", "Oak")]);
    let record = read(filled(&row.text(), &RESULT).as_bytes());
    assert_eq!(record.school, "Oak");
    let none = with("/outcome-record.csv", &[("choice", "workshops"), ("reason", "x")]);
    assert_eq!(none.status, 422, "a record needs a school");
}
