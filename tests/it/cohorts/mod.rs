//! Cohorts: what is found where there is something, and where there is nothing.

mod answers;
mod bad_input;
mod district;
mod privacy;

use backmap::advisor::Options;
use backmap::catalogue::Profile;
use backmap::cohorts::{Asked, CohortError, Cohorts, find};
use backmap::scoring::Unwatched;
use district::{PLANTED, planted_teams, typical_teams};

use super::support::ADVISOR;

/// The cohorts of teams, in the catalog's own field.
fn found(teams: &[Profile]) -> Result<Cohorts, CohortError> {
    find(
        &ADVISOR.evaluate_nothing(&Options::default()).expect("the catalog has weights"),
        teams,
        Asked::default(),
        &Unwatched,
    )
}

/// Of all pairs of teams, the share on which two groupings agree (Rand 1971).
fn rand_index(first: &[Option<usize>], second: &[usize]) -> f64 {
    let pairs = || (0..first.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let agreed = pairs().filter(|(a, b)| (first[*a] == first[*b]) == (second[*a] == second[*b])).count();
    agreed as f64 / pairs().count() as f64
}

#[test]
fn teams_with_independent_typical_answers_are_one_cohort() {
    for seed in 0..3 {
        let found = found(&typical_teams(seed, 300, |_| 0.0)).unwrap();
        assert_eq!((found.number.cohorts, found.cohorts.len()), (1, 1), "seed {seed}: {:?}", found.number);
        assert!(found.summary[0].text.starts_with("There are no distinct cohorts."), "{}", found.summary[0].text);
        assert!(found.cohorts[0].community.is_none() && found.cohorts[0].differences.is_empty());
    }
}

#[test]
fn a_gradient_of_better_and_worse_schools_is_one_cohort() {
    for seed in 0..3 {
        let found = found(&typical_teams(seed, 300, |quality| 4.0 * quality - 2.0)).unwrap();
        assert_eq!(found.number.cohorts, 1, "seed {seed}: {:?}", found.number);
        // Better and worse schools are what the first direction shows.
        let largest = found.map.axes[0].loadings.iter().filter(|loading| loading.abs() > 0.2).count();
        assert!(largest >= 2 && found.map.axes[0].share > 0.3, "seed {seed}: {:?}", found.map.axes[0]);
    }
}

#[test]
fn planted_cohorts_are_found() {
    let mut clear = 0;
    for seed in 0..3 {
        let teams = planted_teams(seed, 240);
        let found = found(&teams).unwrap();
        // Ids sort the teams in the order in which they were made.
        let planted: Vec<usize> = (0..teams.len()).map(|at| at % PLANTED.len()).collect();
        let cohorts: Vec<Option<usize>> = found.members.iter().map(|member| member.cohort).collect();
        let agreed = rand_index(&cohorts, &planted);
        // It is cautious: two kinds of three may stay together.
        assert!(agreed >= 0.75, "seed {seed}: Rand index {agreed}, {:?}", found.number);
        clear += usize::from(agreed >= 0.9);
        assert!(found.number.by_chance.is_some_and(|chance| chance < found.number.strength));
        let sizes: Vec<usize> = found.cohorts.iter().map(|cohort| cohort.members.len()).collect();
        let placed = cohorts.iter().flatten().count();
        assert_eq!(sizes.iter().sum::<usize>(), placed, "every team is in one cohort or in none");
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
    }
    assert!(clear >= 2, "all kinds are found in {clear} of 3 districts");
}

#[test]
fn a_team_unlike_all_others_fits_nowhere() {
    let mut teams = planted_teams(1, 120);
    let strange = district::team(
        "zz-strange",
        |_, at| if at.is_multiple_of(2) { 5.0 } else { 1.0 },
        [0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    );
    teams.push(strange);
    let found = found(&teams).unwrap();
    let nowhere: Vec<_> = found.members.iter().filter(|member| member.cohort.is_none()).collect();
    assert!(nowhere.iter().any(|member| member.id.as_deref() == Some("zz-strange")), "{nowhere:?}");
    assert!(nowhere.len() <= 4, "{nowhere:?}");
    assert!(found.notes.iter().any(|note| note.text.contains("fit no cohort") || note.text.contains("fits no cohort")));
}

#[test]
fn a_cohort_with_one_need_is_offered_as_a_community() {
    let found = found(&planted_teams(2, 240)).unwrap();
    let offered: Vec<_> =
        found.cohorts.iter().filter_map(|cohort| Some((cohort, cohort.community.as_ref()?))).collect();
    assert!(!offered.is_empty(), "two of the planted cohorts lack something");
    let catalogue = ADVISOR.catalogue();
    for (cohort, community) in offered {
        assert!(community.mean <= 2.5 && 3 * community.members.len() >= 2 * cohort.members.len(), "{community:?}");
        assert!(community.members.iter().all(|member| cohort.members.contains(member)));
        let phases: Vec<&str> = community.agenda.iter().skip(1).map(|one| one.id.as_str()).collect();
        assert_eq!(phases, ["plan", "do", "check", "act"]);
        let design = community.design.expect("some design is feasible");
        let environment = &catalogue.environments[design.environment.unwrap()];
        assert!(environment.crosses_distance, "{}: the members are at different schools", environment.id);
    }
}
