//! Allocations against all plans of small problems, and the laws that hold for large ones.

use proptest::prelude::*;

use super::floor::{Floor, highest_floor};
use super::problem::{Activity, Amounts, Offer, Problem, RESOURCES, Team};
use super::solve::{Unsolved, WORK, solve};

/// Teams with designs drawn from a few activities; the first one is nothing.
fn problems(teams: std::ops::Range<usize>, designs: usize) -> impl Strategy<Value = Problem> {
    let activities = prop::collection::vec([0..9_i64, 0..9_i64, 0..9_i64, 0..9_i64], designs);
    let scores = prop::collection::vec((1..6_u32, 1..3_u32, prop::collection::vec(0..100_i32, designs)), teams);
    let budgets = [0..60_i64, 0..60_i64, 0..60_i64, 0..60_i64];
    (activities, scores, budgets).prop_map(|(activities, scores, budgets)| problem(activities, scores, budgets))
}

fn problem(activities: Vec<Amounts>, scores: Vec<(u32, u32, Vec<i32>)>, budgets: Amounts) -> Problem {
    let nothing = Offer { activity: 0, score: 0 };
    let offer = |(at, score): (usize, &i32)| Offer { activity: at as u32 + 1, score: *score };
    let team = |(members, weight, scores): (u32, u32, Vec<i32>)| Team {
        members,
        weight,
        offers: std::iter::once(nothing).chain(scores.iter().enumerate().map(offer)).collect(),
    };
    let activities = std::iter::once([0; RESOURCES]).chain(activities).collect();
    Problem { teams: scores.into_iter().map(team).collect(), activities, budgets }
}

/// The best gain by trying every plan; `None` if none keeps the budgets and the floor.
fn best_of_all(problem: &Problem, floor: u32) -> Option<i128> {
    fn further(problem: &Problem, floor: u32, team: usize, left: Amounts) -> Option<i128> {
        let Some(own) = problem.teams.get(team) else { return Some(0) };
        let best = own.offers.iter().map(|offer| offer.score).max()?;
        let fair = own.offers.iter().filter(|offer| offer.score * 100 >= best * floor as i32);
        let fair = fair.filter(|offer| floor == 0 || offer.activity > 0);
        let gain = |offer: &Offer| {
            let uses = problem.activities[offer.activity as usize].map(|one| one * i64::from(own.members));
            let left: Amounts = std::array::from_fn(|at| left[at] - uses[at]);
            let is_within = left.iter().all(|left| *left >= 0);
            let rest = if is_within { further(problem, floor, team + 1, left) } else { None };
            rest.map(|rest| rest + i128::from(own.value(*offer)))
        };
        fair.filter_map(gain).max()
    }
    further(problem, floor, 0, problem.budgets)
}

/// What the plan of a solution uses.
fn used(problem: &Problem, chosen: &[Offer]) -> Amounts {
    let mut used = [0; RESOURCES];
    for (team, offer) in problem.teams.iter().zip(chosen) {
        let uses = problem.activities[offer.activity as usize];
        used.iter_mut().zip(uses).for_each(|(used, one)| *used += one * i64::from(team.members));
    }
    used
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_proven_plan_gains_what_the_best_of_all_plans_gains(problem in problems(2..6, 4)) {
        let solution = solve(&problem, 0, WORK).unwrap();
        prop_assert!(solution.is_best());
        prop_assert_eq!(Some(solution.gain), best_of_all(&problem, 0));
        let used = used(&problem, &solution.chosen);
        prop_assert!(used.iter().zip(&problem.budgets).all(|(used, budget)| used <= budget));
    }

    #[test]
    fn no_plan_gains_more_than_the_bound_at_any_prices(
        problem in problems(2..5, 4),
        prices in [0.0..300.0, 0.0..300.0, 0.0..300.0, 0.0..300.0],
        floor in 0..90_u32,
    ) {
        if let (Some(reduced), Some(best)) = (problem.reduced(floor), best_of_all(&problem, floor)) {
            prop_assert!(reduced.price(&prices).bound >= best as f64 - 1e-6);
        }
    }

    #[test]
    fn a_floor_holds_for_every_team_and_what_is_called_impossible_is(problem in problems(2..5, 4), floor in 1..101_u32) {
        match solve(&problem, floor, WORK) {
            Ok(solution) => {
                prop_assert_eq!(Some(solution.gain), best_of_all(&problem, floor));
                for (team, offer) in problem.teams.iter().zip(&solution.chosen) {
                    prop_assert!(offer.score * 100 >= team.best().unwrap().score * floor as i32 && offer.activity > 0);
                }
            }
            Err(why) => {
                prop_assert_eq!(why, Unsolved::Impossible);
                prop_assert_eq!(best_of_all(&problem, floor), None);
            }
        }
    }

    #[test]
    fn the_highest_floor_is_the_highest_of_all_plans(problem in problems(2..5, 4)) {
        let highest = (1..=100).filter(|floor| best_of_all(&problem, *floor).is_some()).max().unwrap_or(0);
        let impossible_from = (highest < 100).then_some(highest + 1);
        prop_assert_eq!(highest_floor(&problem), Floor { holds: highest, impossible_from });
    }

    #[test]
    fn the_price_is_at_least_what_one_more_unit_gains(problem in problems(2..5, 4), at in 0..RESOURCES) {
        let solution = solve(&problem, 0, WORK).unwrap();
        let mut more = problem.clone();
        more.budgets[at] += 1;
        // The bound at the same prices, for a unit more.
        let reduced = more.reduced(0).unwrap();
        let bound = reduced.price(&solution.prices).bound;
        prop_assert!(best_of_all(&more, 0).unwrap() as f64 <= bound + 1e-6);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn many_teams_keep_the_budgets_and_at_most_a_few_teams_worth_is_missing(problem in problems(300..900, 9), share in 2..6_i64) {
        let mut problem = problem;
        let all = used(&problem, &problem.teams.iter().map(|team| team.best().unwrap()).collect::<Vec<_>>());
        problem.budgets = all.map(|all| all / share);
        let solution = solve(&problem, 0, WORK).unwrap();
        let used = used(&problem, &solution.chosen);
        prop_assert!(used.iter().zip(&problem.budgets).all(|(used, budget)| used <= budget));
        // With prices, at most as many teams as resources would be split between two offers.
        let most = problem.teams.iter().map(|team| team.value(team.best().unwrap())).max().unwrap();
        let missing = solution.bound - solution.gain;
        prop_assert!((0..=i128::from(most) * RESOURCES as i128).contains(&missing), "{missing} of {most}");
    }
}

#[test]
fn a_worked_example_gives_the_hours_where_they_gain_most() {
    // 10 hours; two teams of 1, where coaching takes 10 hours and a workshop 2. By hand: coaching for one and nothing
    // for the other gains 90 or 80; two workshops gain 60 + 20 = 80. So the first team is coached.
    let activities = vec![[10, 0, 0, 0], [2, 0, 0, 0]];
    let scores = vec![(1, 1, vec![90, 60]), (1, 1, vec![80, 20])];
    let solution = solve(&problem(activities, scores, [10, 0, 0, 0]), 0, WORK).unwrap();
    let chosen: Vec<Activity> = solution.chosen.iter().map(|offer| offer.activity).collect();
    assert_eq!((solution.gain, solution.bound, chosen), (90, 90, vec![1, 0]));
    // Two hours more pay for the workshop of the first team beside coaching for the second: 60 + 80 > 90 + 20.
    let activities = vec![[10, 0, 0, 0], [2, 0, 0, 0]];
    let scores = vec![(1, 1, vec![90, 60]), (1, 1, vec![80, 20])];
    assert_eq!(solve(&problem(activities, scores, [12, 0, 0, 0]), 0, WORK).unwrap().gain, 140);
}

#[test]
fn a_thousand_equal_teams_share_what_there_is() {
    let scores = vec![(5, 100, vec![7_000, 5_000]); 1_000];
    let problem = problem(vec![[40, 0, 0, 0], [0, 3, 0, 0]], scores, [50_000, 9_000, 0, 0]);
    let solution = solve(&problem, 0, WORK).unwrap();
    let coached = solution.chosen.iter().filter(|offer| offer.activity == 1).count();
    let second = solution.chosen.iter().filter(|offer| offer.activity == 2).count();
    assert_eq!((coached, second), (250, 600));
}

/// Teams that each have activities of their own, as bundles do.
fn own_activities(problem: &Problem) -> Problem {
    let mut own = Problem { teams: Vec::new(), activities: vec![[0; RESOURCES]], budgets: problem.budgets };
    for team in &problem.teams {
        let mut offers = Vec::new();
        for offer in &team.offers {
            let activity = own.activities.len() as Activity;
            own.activities.push(problem.activities[offer.activity as usize]);
            offers.push(if offer.activity == 0 { *offer } else { Offer { activity, ..*offer } });
        }
        own.teams.push(Team { offers, ..*team });
    }
    own
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn activities_that_a_part_forgets_change_no_proof(problem in problems(2..12, 4)) {
        let own = own_activities(&problem);
        let (one, other) = (solve(&problem, 0, WORK).unwrap(), solve(&own, 0, WORK).unwrap());
        prop_assert_eq!((one.gain, one.bound), (other.gain, other.bound));
        let gain: i128 = own.teams.iter().zip(&other.chosen).map(|(team, offer)| i128::from(team.value(*offer))).sum();
        prop_assert!(gain == other.gain && own.teams.iter().zip(&other.chosen).all(|(team, one)| team.offers.contains(one)));
        prop_assert!(used(&own, &other.chosen).iter().zip(&own.budgets).all(|(used, budget)| used <= budget));
    }
}
