//! Counterfactuals: each really reaches its goal, and nothing cheaper does.

use backmap::advisor::Options;
use backmap::catalogue::{AlternativeIndex, DesignIndex, EnvironmentIndex, Profile, TermIndex};
use backmap::counterfactual::{Change, Costs, Counterfactual, Effort, Goal, Move, applied, counterfactual};
use backmap::scoring::{AnswerOf, Evaluation};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::profile;
use super::support::{ADVISOR, post};

const PATH: &str = "/v1/counterfactuals";

fn evaluate(team: &Profile) -> Evaluation<'_> {
    ADVISOR.evaluate(team, &Options::default()).unwrap()
}

/// Whether a design has reached a goal, by the ranking alone.
fn is_reached(evaluation: &Evaluation<'_>, design: DesignIndex, goal: Goal) -> bool {
    let ranking = evaluation.ranking();
    let Some(own) = ranking.placed.iter().find(|placed| placed.design == design) else { return false };
    let level = ranking.placed.iter().filter(|placed| placed.design != design && placed.score >= own.score).count();
    match goal {
        Goal::Feasible => true,
        Goal::First => level == 0,
        Goal::Within(places) => level < places,
    }
}

fn reaches(evaluation: &Evaluation<'_>, design: DesignIndex, goal: Goal, moves: &[Move]) -> bool {
    let after = evaluation.with_profile(applied(evaluation.tables(), &evaluation.profile, moves));
    is_reached(&after, design, goal)
}

/// All ways to raise these answers to whole levels, each with what it costs; the answer as it stands is among them.
fn every_way(evaluation: &Evaluation<'_>, design: DesignIndex, levers: &[(TermIndex, u64)]) -> Vec<(u64, Vec<Move>)> {
    let mut ways: Vec<(u64, Vec<Move>)> = vec![(0, Vec::new())];
    for (term, per_level) in levers {
        let Some(mixture) = evaluation.mixtures.get(*term, design) else { continue };
        let shares: Vec<f64> = (0..5).map(|cell| mixture.share(cell)).collect();
        let mean: f64 = shares.iter().zip(1..).map(|(share, level)| share * f64::from(level)).sum();
        let per_design =
            evaluation.catalogue().factors[evaluation.tables().terms[*term].factor].id == "design_experience";
        let mut more = Vec::new();
        for level in (1..=5_u8).filter(|level| f64::from(*level) > mean + 1e-9) {
            let away: f64 =
                shares.iter().zip(1..).map(|(share, at)| share * f64::from(i32::from(level) - at).abs()).sum();
            let cost = (away * *per_level as f64).round() as u64;
            let of = AnswerOf { term: *term, design: per_design.then_some(design) };
            let one = Move { of, from: (mean * 1e6) as u64, to: level, distance: (away * 1e6) as u64, cost };
            more.extend(
                ways.iter().map(|(so_far, moves)| (so_far + cost, [moves.clone(), vec![one.clone()]].concat())),
            );
        }
        ways.extend(more);
    }
    ways
}

fn goal() -> impl Strategy<Value = Goal> {
    prop_oneof![3 => Just(Goal::First), 2 => (1..8_usize).prop_map(Goal::Within), 1 => Just(Goal::Feasible)]
}

/// Changing the profile by what was moved, as the search must see it.
fn check_change(evaluation: &Evaluation<'_>, found: &Counterfactual, change: &Change) -> Result<(), TestCaseError> {
    prop_assert!(!change.moves.is_empty());
    prop_assert!(reaches(evaluation, found.design, found.goal, &change.moves), "{}", change.statement.text);
    prop_assert_eq!(change.moves.iter().map(|one| one.cost).sum::<u64>(), change.cost);
    let after = evaluation.with_profile(applied(evaluation.tables(), &evaluation.profile, &change.moves));
    let ranking = after.ranking();
    let placed = ranking.placed.iter().find(|placed| placed.design == found.design).unwrap();
    prop_assert_eq!((placed.rank, placed.score, placed.alternative), (change.rank, change.score, change.alternative));
    let factors = &evaluation.catalogue().factors;
    for one in &change.moves {
        let term = &evaluation.tables().terms[one.of.term];
        prop_assert!(factors[term.factor].change.by_school, "{} is no move", term.path);
        prop_assert!(evaluation.mixtures.is_known(one.of.term, found.design), "an open answer is a question");
        prop_assert!(u64::from(one.to) * 1_000_000 > one.from, "nothing is lowered");
        prop_assert!(change.without != Some(one.of));
    }
    // None of the moves could be left out.
    for left_out in 0..change.moves.len() {
        let mut fewer = change.moves.clone();
        if fewer.remove(left_out).cost > 0 && is_fair(evaluation, &fewer) {
            prop_assert!(!reaches(evaluation, found.design, found.goal, &fewer), "{}", change.statement.text);
        }
    }
    prop_assert!(is_fair(evaluation, &change.moves), "monitoring is raised alone where trust is low");
    Ok(())
}

/// Monitoring is never raised alone where trust is low.
fn is_fair(evaluation: &Evaluation<'_>, moves: &[Move]) -> bool {
    let term = |path: &str| -> TermIndex {
        evaluation.tables().terms.iter().position(|term| term.path == path).unwrap().into()
    };
    let raises = |path: &str| moves.iter().any(|one| one.of.term == term(path));
    let low = evaluation.mixtures.mean_millionths(term("risk_taking_culture")).is_some_and(|mean| mean <= 2_500_000);
    !low || !raises("monitoring_system") || raises("risk_taking_culture")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn every_change_reaches_its_goal_and_none_of_its_moves_can_be_left_out(
        team in profile(),
        design in (0..25_usize).prop_map(DesignIndex::from),
        goal in goal(),
    ) {
        let evaluation = evaluate(&team);
        let costs = Costs::by_lead_time(&evaluation);
        let found = counterfactual(&evaluation, design, goal, &costs, Effort::default());
        prop_assert_eq!(found.reached, is_reached(&evaluation, design, goal));
        prop_assert!(found.proven, "the search was cut short");
        prop_assert!(!found.reached || found.changes.is_empty());
        for change in &found.changes {
            check_change(&evaluation, &found, change)?;
            prop_assert!(change.cost >= found.changes[0].cost);
        }
        let unreached = !found.reached && found.changes.is_empty();
        prop_assert_eq!(unreached, !found.obstacles.is_empty(), "what stands in the way is named, and only then");
    }

    #[test]
    fn no_cheaper_change_reaches_the_goal_by_trying_all_of_them(
        team in profile(),
        design in (0..25_usize).prop_map(DesignIndex::from),
        goal in goal(),
        picked in prop::collection::btree_map(0..29_usize, 0..40_000_000_u64, 1..5),
    ) {
        let evaluation = evaluate(&team);
        let mut costs = Costs::by_lead_time(&evaluation);
        for term in evaluation.tables().all_terms() {
            costs.set(term, picked.get(&term.at()).copied());
        }
        let levers: Vec<(TermIndex, u64)> = evaluation.tables().all_terms()
            .filter_map(|term| costs.per_level(term).map(|cost| (term, cost)))
            .collect();
        let found = counterfactual(&evaluation, design, goal, &costs, Effort::default());
        prop_assert!(found.proven);
        let ways = every_way(&evaluation, design, &levers);
        let reaching = ways.iter().filter(|(_, moves)| {
            is_fair(&evaluation, moves) && reaches(&evaluation, design, goal, moves)
        });
        match reaching.min_by_key(|(cost, moves)| (*cost, moves.len())) {
            None => prop_assert!(!found.reached && found.changes.is_empty()),
            Some((_, moves)) if moves.is_empty() => prop_assert!(found.reached),
            Some((least, _)) => {
                let change = found.changes.first();
                prop_assert!(change.is_some(), "a change for {least} was not found");
                // Distances of spread answers are cut to millionths before they are multiplied by up to 40.
                prop_assert!(change.unwrap().cost.abs_diff(*least) <= 4 * 41, "{} against {least}", change.unwrap().cost);
            }
        }
    }
}

#[test]
fn a_search_that_is_cut_short_says_so_and_claims_nothing() {
    let team = super::support::example("examples/rural-novices.json");
    let evaluation = evaluate(&team);
    let costs = Costs::by_lead_time(&evaluation);
    let search = |design, effort| counterfactual(&evaluation, design, Goal::Within(3), &costs, effort);
    let several = |design: &DesignIndex| {
        search(*design, Effort::default()).changes.first().is_some_and(|change| change.proven && change.moves.len() > 1)
    };
    let design = DesignIndex::all(25).find(several).expect("some design comes among the first three by several moves");
    let short = search(design, Effort { answers: 1, states: 2 });
    assert!(!short.proven && short.obstacles.is_empty());
    // A change that was found on the way is given with what it is known to cost at least, and is not called least.
    assert!(short.changes.iter().all(|change| !change.proven && change.bound <= change.cost));
    assert!(!short.changes.is_empty() || short.statement.text.contains("stopped early"), "{}", short.statement.text);
}

#[test]
fn monitoring_is_never_raised_alone_where_trust_is_low() {
    // Only monitoring and trust may be moved. Where trust is low, whatever raises monitoring raises trust with it.
    let mut raised_together = 0;
    for (trust, design) in
        [(1.0, "coaching"), (2.0, "instructional_rounds"), (2.5, "data_analysis"), (4.0, "data_analysis")]
    {
        let team = super::support::profile_of(serde_json::json!({
            "risk_taking_culture": trust, "monitoring_system": 1, "outcome_type": "application", "time_available": 3,
        }));
        let evaluation = evaluate(&team);
        let mut costs = Costs::by_lead_time(&evaluation);
        for (at, term) in TermIndex::enumerate(&evaluation.tables().terms) {
            let cost = match term.path.as_str() {
                "monitoring_system" => Some(1),
                "risk_taking_culture" => Some(100_000_000),
                _ => None,
            };
            costs.set(at, cost);
        }
        let design = evaluation.catalogue().design_index(design).unwrap();
        for places in 1..25 {
            let found = counterfactual(&evaluation, design, Goal::Within(places), &costs, Effort::default());
            for change in &found.changes {
                assert!(is_fair(&evaluation, &change.moves), "trust {trust}: {}", change.statement.text);
                raised_together += usize::from(change.moves.len() == 2);
            }
        }
    }
    assert!(raised_together > 0, "the rule was never put to the test");
}

/// A request's profile and limits after a fix.
fn fixed(evaluation: &Evaluation<'_>, fix: &backmap::counterfactual::Fix) -> (Profile, Options) {
    use backmap::counterfactual::Decision;
    let mut profile = applied(evaluation.tables(), &evaluation.profile, &fix.moves);
    let mut options = Options { limits: evaluation.field.limits, ..Options::default() };
    let mut environments: Vec<EnvironmentIndex> = EnvironmentIndex::all(4)
        .filter(|at| {
            let mut alternatives = AlternativeIndex::enumerate(&evaluation.tables().alternatives);
            alternatives.any(|(of, one)| one.environment == *at && evaluation.is_allowed(of))
        })
        .collect();
    for decision in &fix.decisions {
        match decision {
            Decision::Limit { path, to, .. } => {
                let limit = Some(*to as f64 / 1e6);
                match *path {
                    "limits.hours" => options.limits.hours = limit,
                    "limits.weeks" => options.limits.weeks = limit,
                    "limits.people" => options.limits.people = limit,
                    _ => options.limits.cost_usd_per_teacher = limit,
                }
            }
            Decision::Allow { environment } => environments.push(*environment),
            Decision::Cover => profile.setting.cover_available = Some(true),
        }
    }
    options.environments = Some(environments);
    (profile, options)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_fix_lets_a_design_run_and_one_step_less_does_not(
        mut team in profile(),
        hours in prop::option::of(0.0..60.0_f64),
        weeks in prop::option::of(0.0..40.0_f64),
        cost in prop::option::of(0.0..5000.0_f64),
        cover in prop::option::of(any::<bool>()),
        environments in prop::option::of(prop::collection::btree_set(0..4_usize, 1..4)),
    ) {
        team.setting.cover_available = cover;
        let limits = backmap::scoring::Limits { hours, weeks, cost_usd_per_teacher: cost, people: None };
        let environments = environments.map(|all| all.into_iter().map(EnvironmentIndex::from).collect());
        let options = Options { limits, environments, ..Options::default() };
        let evaluation = ADVISOR.evaluate(&team, &options).unwrap();
        for design in evaluation.ranking().not_feasible {
            let fix = backmap::counterfactual::fix(&evaluation, design).unwrap();
            prop_assert!(!fix.moves.is_empty() || !fix.decisions.is_empty() || !fix.blocked_by.is_empty());
            if !fix.blocked_by.is_empty() {
                continue;
            }
            let runs = |fix: &backmap::counterfactual::Fix| {
                let (profile, options) = fixed(&evaluation, fix);
                let after = ADVISOR.evaluate(&profile, &options).unwrap();
                after.is_open(fix.alternative)
            };
            prop_assert!(runs(&fix), "{}", fix.statement.text);
            for left_out in 0..fix.moves.len() {
                let mut fewer = fix.clone();
                fewer.moves.remove(left_out);
                prop_assert!(!runs(&fewer), "{}", fix.statement.text);
            }
            for left_out in 0..fix.decisions.len() {
                let mut fewer = fix.clone();
                fewer.decisions.remove(left_out);
                prop_assert!(!runs(&fewer), "{}", fix.statement.text);
            }
        }
    }
}

#[test]
fn every_design_that_cannot_run_carries_its_least_fix() {
    let body = json!({
        "profile": {
            "factors": {"resources": {"staff": 1, "time": 1, "technology": 1}},
            "setting": {"team_size": 2, "cover_available": false, "single_teacher_of_subject": true},
        },
        "options": {"limits": {"hours": 3}, "environments": ["in_person", "hybrid"]},
    });
    let answer = super::support::answer(&body);
    let all = answer["not_feasible"].as_array().unwrap();
    assert!(all.len() > 10, "{}", all.len());
    super::statements::check_statements(&answer);
    for one in all {
        let fix = &one["fix"];
        let blocked = !fix["blocked_by"].as_array().unwrap().is_empty();
        assert_eq!(fix["possible"], !blocked, "{one}");
        let steps = fix["moves"].as_array().unwrap().len() + fix["decisions"].as_array().unwrap().len();
        assert!(blocked || steps > 0, "{one}");
        let text = fix["statement"]["text"].as_str().unwrap();
        assert!(text.contains(if blocked { "cannot run here" } else { "To make " }), "{text}");
    }
}

#[test]
fn a_goal_out_of_reach_names_what_stands_in_the_way() {
    // Nothing but the goal is answered: what the outcome asks for is no school's to change.
    let body = json!({"profile": {"factors": {"outcome_type": "mastery"}}, "design": "conferences"});
    let answer = post(PATH, &body).unwrap();
    assert_eq!((&answer["reached"], &answer["reachable"]), (&json!(false), &json!(false)));
    let kinds: Vec<&str> =
        answer["obstacles"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"rival") && kinds.contains(&"fixed"), "{kinds:?}");
    assert!(answer["statement"]["text"].as_str().unwrap().contains("Nothing the school can change would let"));
    super::statements::check_statements(&answer);
}

#[test]
fn costs_of_the_caller_decide_which_change_is_least() {
    let body = |costs: Value| {
        let text = super::support::file("src/wire/examples/counterfactuals.json");
        let mut body: Value = serde_json::from_str(&text).unwrap();
        body["costs"] = costs;
        body
    };
    let cheap = post(PATH, &body(json!({}))).unwrap();
    let moved = |answer: &Value| -> Vec<String> {
        let moves = answer["changes"][0]["moves"].as_array().unwrap().iter();
        moves.map(|one| one["factor"].as_str().unwrap().to_owned()).collect()
    };
    let first = moved(&cheap)[0].clone();
    let mut dear = serde_json::Map::new();
    dear.insert(first.clone(), json!(10_000));
    let other = post(PATH, &body(Value::Object(dear))).unwrap();
    let costs = |answer: &Value| answer["changes"][0]["cost"].as_f64().unwrap();
    assert!(!moved(&other).contains(&first) || costs(&other) > costs(&cheap), "{first}");
    assert!(costs(&other) >= costs(&cheap));
}
