//! Allocations: what a district has, divided among its teams.

use backmap::allocation::{RESOURCES, Resource, uses};
use backmap::catalogue::EnvironmentIndex;
use backmap::planning::{HOURS_OF_A_DAY, design_cost};
use serde_json::{Value, json};

use super::server::{JSON, Server, command};
use super::statements::check_statements;
use super::support::{ADVISOR, file, post};

const PATH: &str = "/v1/allocations";

/// Teams that differ in time, trust and what they want to learn.
fn teams(count: usize) -> Vec<Value> {
    let outcomes = ["application", "mastery", "knowledge", "attitude"];
    let team = |at: usize| {
        json!({
            "id": format!("team {at}"),
            "factors": {
                "time_available": 2 + at % 4, "sustained_support": 3 + at % 3, "risk_taking_culture": 2 + at % 3,
                "resources": {"staff": 3 + at % 3, "time": 3}, "outcome_type": outcomes[at % 4],
            },
            "setting": {"team_size": 4 + at * 7 % 9},
            "current": ["workshops"],
        })
    };
    (0..count).map(team).collect()
}

fn district(count: usize, hours: f64, days: f64) -> Value {
    let terms =
        json!([{"name": "a year", "coach_hours": hours, "substitute_days": days, "money_usd": 20_000, "seats": 20}]);
    json!({"teams": teams(count), "resources": {"terms": terms}})
}

fn answer(body: &Value) -> Value {
    let answer = post(PATH, body).unwrap_or_else(|problem| panic!("{problem:?}"));
    check_amounts(&answer, body);
    answer
}

/// The plan adds up: uses by the catalog's amounts, within what there is, and the gain that is stated.
fn check_amounts(answer: &Value, body: &Value) {
    let catalogue = ADVISOR.catalogue();
    for (term, given) in answer["terms"].as_array().unwrap().iter().zip(body["resources"]["terms"].as_array().unwrap())
    {
        let of = uses(catalogue, Resource::ALL.map(|resource| given.get(resource.id()).is_some()));
        let (mut used, mut gain) = ([0.0; RESOURCES], 0.0);
        for team in term["plan"].as_array().unwrap() {
            let members = team["members"].as_f64().unwrap();
            gain += members * team["weight"].as_f64().unwrap() * team["score"].as_f64().unwrap();
            for part in team["designs"].as_array().unwrap() {
                let design = catalogue.design_index(part["design"].as_str().unwrap()).unwrap();
                let environment = catalogue.environments.iter().position(|one| part["environment"] == one.id).unwrap();
                let each = of.amounts[of.activity(design, EnvironmentIndex::from(environment)) as usize];
                used.iter_mut().zip(each).for_each(|(used, one)| *used += members * one as f64 / 1_000.0);
            }
        }
        assert!((gain - term["gain"].as_f64().unwrap()).abs() < 0.01, "{gain}: {}", term["gain"]);
        assert!(term["gain"].as_f64() <= term["bound"].as_f64());
        for (line, used) in term["resources"].as_array().unwrap().iter().zip(used) {
            assert!((line["used"].as_f64().unwrap() - used).abs() < 0.01, "{used}: {line}");
            assert!(line["available"].as_f64().is_none_or(|available| used <= available), "{line}");
        }
    }
}

/// What a team gets in the first term.
fn gets<'a>(answer: &'a Value, team: &str) -> &'a Value {
    let plan = answer["terms"][0]["plan"].as_array().unwrap();
    plan.iter().find(|one| one["team"] == team).unwrap()
}

#[test]
fn what_a_design_uses_are_the_amounts_of_the_catalogue_and_nothing_counts_twice() {
    let catalogue = ADVISOR.catalogue();
    let (all, money_alone) = (uses(catalogue, [true; RESOURCES]), uses(catalogue, [false, false, true, false]));
    let in_person = EnvironmentIndex::from(0);
    let of = |id: &str| all.amounts[all.activity(catalogue.design_index(id).unwrap(), in_person) as usize];
    // 28 hours with the coach and half as many to prepare; one day of coverage; no money beside them, and no seat.
    assert_eq!(of("coaching"), [42_000, 1_000, 0, 0]);
    // A seat each; the fee is in the seat.
    assert_eq!(of("courses")[3], 1_000);
    let coaching = catalogue.design_index("coaching").unwrap();
    let published = design_cost(catalogue, &catalogue.designs[coaching], &catalogue.environments[0]).amount().typical;
    let alone = money_alone.amounts[money_alone.activity(coaching, in_person) as usize];
    assert_eq!((alone[2], published), (4_240_000, 4_240.0), "where only money is counted, it is the published cost");
    assert_eq!(HOURS_OF_A_DAY, 6.0);
}

#[test]
fn one_coach_goes_where_most_members_gain_most() {
    // By hand: coaching uses 42 hours for each member, so 260 hours coach one team of 6 (252), never both. What decides
    // is how much more each team gains with coaching than with its next best.
    let team = |id: &str, outcome: &str| {
        json!({"id": id, "setting": {"team_size": 6}, "factors": {
            "time_available": 4, "sustained_support": 5, "resources": {"staff": 5, "time": 4}, "outcome_type": outcome}})
    };
    let only = ["coaching", "workshops"];
    let excluded = ADVISOR.catalogue().designs.iter().map(|design| design.id.as_str()).filter(|id| !only.contains(id));
    let excluded: Vec<&str> = excluded.collect();
    let body = json!({
        "teams": [team("users", "application"), team("learners", "knowledge")],
        "resources": {"terms": [{"name": "a year", "coach_hours": 260}]},
        "options": {"exclude": excluded},
    });
    let answer = answer(&body);
    let score = |outcome: &str, design: &str| {
        let body = json!({"profile": team("x", outcome), "options": {"exclude": excluded}});
        super::support::score(&post("/v1/recommendations", &body).unwrap(), design)
    };
    let more = |outcome: &str| score(outcome, "coaching") - score(outcome, "workshops");
    assert!(more("application") > more("knowledge") && more("application") > 0.0, "what the example is about");
    assert_eq!(gets(&answer, "users")["design"], "coaching");
    assert_eq!(gets(&answer, "learners")["design"], "workshops");
    let gain = 6.0 * (score("application", "coaching") + score("knowledge", "workshops"));
    assert!((answer["terms"][0]["gain"].as_f64().unwrap() - gain).abs() < 0.01);
    assert_eq!(answer["terms"][0]["proven_best"], true);
}

#[test]
fn the_order_of_the_teams_changes_nothing() {
    let body = district(30, 800.0, 60.0);
    let first = answer(&body);
    for turn in [7, 19] {
        let mut turned = body.clone();
        turned["teams"].as_array_mut().unwrap().rotate_left(turn);
        turned["teams"].as_array_mut().unwrap().reverse();
        assert_eq!(answer(&turned), first);
    }
}

#[test]
fn more_of_anything_never_gains_less_and_the_stated_step_gains_what_it_says() {
    let body = district(12, 500.0, 40.0);
    let before = answer(&body);
    let term = &before["terms"][0];
    assert_eq!(term["proven_best"], true);
    let mut exact = 0;
    for line in term["resources"].as_array().unwrap().iter().filter(|line| line["exact"] == true) {
        let id = line["resource"].as_str().unwrap();
        let more = line["steps"].as_f64().unwrap() * line["step"].as_f64().unwrap();
        let mut body = body.clone();
        body["resources"]["terms"][0][id] = json!(line["available"].as_f64().unwrap() + more);
        let gained = answer(&body)["terms"][0]["gain"].as_f64().unwrap() - term["gain"].as_f64().unwrap();
        assert!((gained - line["gain_of_steps"].as_f64().unwrap()).abs() < 0.01, "{gained}: {line}");
        exact += usize::from(gained > 0.0);
    }
    assert!(exact > 0, "something is short: {}", term["resources"]);
}

#[test]
fn a_floor_holds_for_every_team_and_one_that_cannot_is_a_problem_that_names_the_highest() {
    let mut body = district(20, 300.0, 30.0);
    let highest = answer(&body)["terms"][0]["floor"]["holds"].as_f64().unwrap();
    assert!((0.3..1.0).contains(&highest), "{highest}");
    body["resources"]["floor"] = json!(highest);
    for team in answer(&body)["terms"][0]["plan"].as_array().unwrap() {
        let share = team["score"].as_f64().unwrap() / team["best_score"].as_f64().unwrap();
        assert!(share >= highest - 1e-9 && team["design"].is_string(), "{team}");
    }
    body["resources"]["floor"] = json!(highest + 0.01);
    let problem = post(PATH, &body).expect_err("no plan gives that much");
    assert_eq!((problem.status, problem.errors[0].pointer.as_str()), (422, "/resources/floor"));
    assert!(problem.detail.contains(&format!("{} %", (highest * 100.0).round())), "{problem:?}");
}

#[test]
fn a_weight_moves_a_scarce_design_to_the_team_that_counts_more() {
    let mut body = district(20, 400.0, 30.0);
    let before = answer(&body);
    let plan = before["terms"][0]["plan"].as_array().unwrap();
    let loser = plan.iter().max_by(|a, b| a["loss"].as_f64().unwrap().total_cmp(&b["loss"].as_f64().unwrap())).unwrap();
    let team = loser["team"].as_str().unwrap();
    body["resources"]["weights"] = json!({team: 50.0});
    let after = answer(&body);
    assert!(gets(&after, team)["loss"].as_f64() < loser["loss"].as_f64(), "{loser}");
    assert_eq!(gets(&after, team)["weight"], 50.0);
}

#[test]
fn trained_coaches_serve_in_later_terms_only() {
    let mut body = district(20, 400.0, 30.0);
    let term = body["resources"]["terms"][0].clone();
    body["resources"]["terms"] = json!([term.clone(), term.clone(), term]);
    body["resources"]["terms"][0]["trains_coaches"] = json!(2);
    body["resources"]["hours_per_coach"] = json!(300);
    let answer = post(PATH, &body).unwrap();
    let hours = |at: usize| answer["terms"][at]["resources"][0]["available"].as_f64().unwrap();
    assert_eq!([hours(0), hours(1), hours(2)], [400.0, 1_000.0, 1_000.0]);
    assert!(answer["terms"][1]["gain"].as_f64() >= answer["terms"][0]["gain"].as_f64());
}

#[test]
fn a_thousand_equal_teams_are_divided_by_id_and_the_answer_says_so() {
    let mut body = district(1, 3_000.0, 400.0);
    let team = body["teams"][0].clone();
    let of = |at: usize| {
        let mut team = team.clone();
        team["id"] = json!(format!("{at:04}"));
        team
    };
    body["teams"] = (0..1_000).map(of).collect();
    let answer = answer(&body);
    let statements = answer["terms"][0]["statements"].as_array().unwrap();
    let alike = statements.iter().find(|one| one["numbers"][0]["id"] == "allocation.alike").expect("it is said");
    assert_eq!(alike["numbers"][0]["value"], 1_000, "{alike}");
    check_statements(&answer["terms"][0]["statements"]);
}

#[test]
fn where_there_is_nothing_nothing_is_enough() {
    let mut body = district(12, 0.0, 0.0);
    body["resources"]["terms"][0]["money_usd"] = json!(0);
    let answer = answer(&body);
    let lines = answer["terms"][0]["resources"].as_array().unwrap();
    let wanted: Vec<&Value> = lines[..3].iter().filter(|line| line["wanted"].as_f64() > Some(0.0)).collect();
    assert!(!wanted.is_empty(), "the own bests use something: {lines:?}");
    for line in wanted {
        assert!(!line["statement"]["text"].as_str().unwrap().contains("enough"), "{line}");
    }
}

#[test]
fn a_design_in_use_that_adds_less_than_the_plan_is_named_first() {
    let answer = answer(&district(20, 900.0, 60.0));
    let in_use = &answer["terms"][0]["in_use"][0];
    assert_eq!((&in_use["design"], &in_use["teams"]), (&json!("workshops"), &json!(20)));
    assert!(in_use["score"].as_f64() < in_use["planned"].as_f64(), "{in_use}");
}

#[test]
fn the_command_and_the_service_give_the_same_answer() {
    let resources: Value = serde_json::from_str(&file("examples/district/resources.json")).unwrap();
    let rows = file("examples/district/teams.csv");
    let print = |teams: &str, more: &[&str]| {
        let arguments = ["allocate", teams, "--resources", "examples/district/resources.json"];
        let output = command().args(arguments).args(more).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let json = print("examples/district/teams.csv", &["--json"]);
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["terms"][0]["plan"].as_array().unwrap().len(), rows.lines().count() - 1);
    let profiles: Vec<Value> = profiles(&rows);
    let body = json!({"teams": profiles, "resources": resources});
    let served = Server::shared().request("POST", PATH, &[JSON], body.to_string().as_bytes());
    assert_eq!(served.text() + "\n", json);
    let text = print("examples/district/teams.csv", &[]);
    assert!(text.lines().all(|line| line.chars().count() <= 130), "{text}");
    assert!(text.contains("coach hours") && text.contains("No other division of these resources"), "{text}");
    for line in text.lines().skip_while(|line| !line.starts_with("  team ")).skip(1).take(20) {
        let scores: Vec<i32> = line.split(['(', ')']).skip(1).step_by(2).map(|score| score.parse().unwrap()).collect();
        let loses: i32 = line.split_whitespace().last().unwrap().parse().unwrap();
        assert_eq!(loses, scores[1] - scores[0], "each row subtracts as printed: {line}");
    }
    let text = print("examples/district/teams.csv", &["--max-designs", "2"]);
    assert!(text.lines().all(|line| line.chars().count() <= 130), "{text}");
    assert!(text.contains("get a bundle of designs") && text.contains(" +\n"), "{text}");
}

/// The rows of a table as profiles.
fn profiles(rows: &str) -> Vec<Value> {
    let mut lines = rows.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let profile = |line: &str| {
        let mut profile = json!({"factors": {}});
        for (name, cell) in names.iter().zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
            let value = cell.parse::<u32>().map_or_else(|_| json!(cell), |number| json!(number));
            match name.split_once('.') {
                _ if *name == "id" => profile["id"] = json!(cell),
                _ if *name == "current" => profile["current"] = json!([cell]),
                Some(("setting", fact)) => profile["setting"][fact] = value,
                Some((factor, kind)) => profile["factors"][factor][kind] = value,
                None => profile["factors"][*name] = value,
            }
        }
        profile
    };
    lines.map(profile).collect()
}

#[test]
fn the_command_refuses_a_bad_row_and_bad_resources() {
    let fails = |teams: &str, resources: &str| {
        let output = command()
            .args(["allocate", teams, "--resources", resources])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, message) = fails("examples/teams.csv", "examples/district/resources.json");
    assert_eq!(code, Some(3), "{message}");
    assert!(message.contains("line 7"), "the last row of the example is invalid on purpose: {message}");
    let (code, message) = fails("examples/district/teams.csv", "examples/rural-novices.json");
    assert_eq!(code, Some(3), "{message}");
    assert!(message.contains("/terms"), "{message}");
}

/// Every way to give some of these designs to each team, and what the best one gains; scores are asked of the bundles.
fn best_by_trying(body: &Value, designs: &[&str]) -> f64 {
    let all = ADVISOR.catalogue().designs.iter().map(|design| design.id.as_str());
    let others: Vec<&str> = all.filter(|id| !designs.contains(id)).collect();
    let term = &body["resources"]["terms"][0];
    let of = uses(ADVISOR.catalogue(), Resource::ALL.map(|resource| term.get(resource.id()).is_some()));
    let budgets = Resource::ALL.map(|resource| term[resource.id()].as_f64().unwrap_or(f64::MAX) * 1_000.0);
    let options = |team: &Value| {
        let ranked = post("/v1/recommendations", &json!({"profile": team, "options": {"exclude": others}})).unwrap();
        let members = team["setting"]["team_size"].as_f64().unwrap();
        let uses_of = |id: &str| {
            let entry = super::support::entry(&ranked, id).unwrap();
            let environments = &ADVISOR.catalogue().environments;
            let at = environments.iter().position(|one| entry["environment"] == one.id).unwrap();
            let design = ADVISOR.catalogue().design_index(id).unwrap();
            of.amounts[of.activity(design, EnvironmentIndex::from(at)) as usize]
        };
        let set = |bits: usize| {
            let inside: Vec<&str> = (0..designs.len()).filter(|at| bits >> at & 1 == 1).map(|at| designs[at]).collect();
            let outside: Vec<&str> = designs.iter().filter(|id| !inside.contains(id)).copied().collect();
            let exclude = [others.clone(), outside].concat();
            let options = json!({"exclude": exclude, "max_designs": inside.len(), "top": 30});
            let found = post("/v1/bundles", &json!({"profile": team, "options": options})).unwrap();
            let bundles = found["bundles"].as_array().unwrap().iter();
            let whole =
                bundles.filter(|one| one["designs"].as_array().unwrap().len() == inside.len()).max_by(by_score)?;
            let mut sum = [0.0; RESOURCES];
            for id in &inside {
                sum.iter_mut().zip(uses_of(id)).for_each(|(sum, one)| *sum += members * one as f64);
            }
            Some((members * whole["score"].as_f64().unwrap(), sum))
        };
        std::iter::once((0.0, [0.0; RESOURCES])).chain((1..1 << designs.len()).filter_map(set)).collect::<Vec<_>>()
    };
    let teams: Vec<_> = body["teams"].as_array().unwrap().iter().map(options).collect();
    tried(&teams, budgets)
}

fn by_score(a: &&Value, b: &&Value) -> std::cmp::Ordering {
    a["score"].as_f64().unwrap().total_cmp(&b["score"].as_f64().unwrap())
}

fn tried(teams: &[Vec<(f64, [f64; RESOURCES])>], left: [f64; RESOURCES]) -> f64 {
    let Some((first, rest)) = teams.split_first() else { return 0.0 };
    let fits = first.iter().filter(|(_, uses)| uses.iter().zip(&left).all(|(uses, left)| uses <= left));
    let gain =
        |(gain, uses): &(f64, [f64; RESOURCES])| gain + tried(rest, std::array::from_fn(|at| left[at] - uses[at]));
    fits.map(gain).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn with_bundles_the_plan_is_the_best_of_all_ways_to_combine_designs() {
    let designs = ["coaching", "courses", "discussion_groups"];
    let all = ADVISOR.catalogue().designs.iter().map(|design| design.id.as_str());
    let others: Vec<&str> = all.filter(|id| !designs.contains(id)).collect();
    let mut bundles = 0;
    for (hours, days) in [(1e6, 1e6), (500.0, 30.0), (300.0, 8.0), (0.0, 20.0)] {
        let mut body = district(4, hours, days);
        body["max_designs"] = json!(3);
        body["options"] = json!({"exclude": others});
        let answer = answer(&body);
        let term = &answer["terms"][0];
        assert_eq!(term["proven_best"], true);
        assert!((term["gain"].as_f64().unwrap() - best_by_trying(&body, &designs)).abs() < 0.01, "{hours} {days}");
        check_statements(&term["statements"]);
        bundles += term["bundles"].as_u64().unwrap();
        let several =
            term["plan"].as_array().unwrap().iter().filter(|team| team["designs"].as_array().unwrap().len() > 1);
        assert_eq!(several.filter(|team| team["design"].is_null()).count() as u64, term["bundles"].as_u64().unwrap());
    }
    assert!(bundles > 0, "some plan has a bundle");
}

#[test]
fn without_bundles_every_team_gets_one_design_and_none_is_said_of_them() {
    let mut body = district(10, 900.0, 60.0);
    let plain = answer(&body);
    body["max_designs"] = json!(1);
    assert_eq!(answer(&body), plain);
    let term = &plain["terms"][0];
    assert!(term["bundles"].is_null());
    for team in term["plan"].as_array().unwrap() {
        let ids: Vec<&Value> = team["designs"].as_array().unwrap().iter().map(|one| &one["design"]).collect();
        assert_eq!(ids, if team["design"].is_null() { vec![] } else { vec![&team["design"]] }, "{team}");
    }
    body["max_designs"] = json!(4);
    let problem = post(PATH, &body).expect_err("at most three");
    assert_eq!(problem.errors[0].pointer, "/max_designs");
}

#[test]
fn bundles_too_do_not_depend_on_the_order_of_the_teams() {
    let mut body = district(25, 700.0, 50.0);
    body["max_designs"] = json!(2);
    let first = answer(&body);
    assert!(first["terms"][0]["bundles"].as_u64() > Some(0), "{}", first["terms"][0]["bundles"]);
    body["teams"].as_array_mut().unwrap().rotate_left(9);
    assert_eq!(answer(&body), first);
    let floor = first["terms"][0]["floor"]["holds"].clone();
    body["resources"]["floor"] = floor.clone();
    for team in answer(&body)["terms"][0]["plan"].as_array().unwrap() {
        let share = team["score"].as_f64().unwrap() / team["best_score"].as_f64().unwrap();
        assert!(share >= floor.as_f64().unwrap() - 1e-9, "{team}");
    }
}
