//! The solver against every schedule of small problems.

use super::*;
use proptest::prelude::*;

/// Every order-keeping way to place a track: the first tasks have places, the last ones none.
fn ways(problem: &Problem, at: usize) -> Vec<Vec<usize>> {
    let track = &problem.tracks[at];
    let mut all = vec![Vec::new()];
    let mut open = vec![Vec::new()];
    for task in &track.tasks {
        let mut longer = Vec::new();
        for way in &open {
            for place in &track.places {
                let (to, fits) = (&problem.places[*place], problem.places[*place].timed == task.timed);
                let follows = way.last().is_none_or(|last: &usize| track.follows(&problem.places[*last], to));
                if fits && follows {
                    longer.push([way.as_slice(), &[*place]].concat());
                }
            }
        }
        all.extend(longer.iter().cloned());
        open = longer;
    }
    all
}

/// Whether a schedule keeps capacities, limits and orders, written without the solver's own checks.
fn holds(problem: &Problem, placed: &Placed) -> bool {
    let mut places = vec![0; problem.places.len()];
    let mut weeks = vec![0; problem.weeks];
    for (track, own) in problem.tracks.iter().zip(placed) {
        let mut in_weeks = vec![0; problem.weeks];
        for (task, at) in track.tasks.iter().zip(own) {
            places[*at] += task.minutes;
            if !problem.places[*at].dated {
                weeks[problem.places[*at].week] += task.minutes;
                in_weeks[problem.places[*at].week] += 1;
            }
        }
        if in_weeks.iter().any(|number| *number > MOST_A_WEEK) {
            return false;
        }
        for wait in &track.waits {
            let other = &placed[wait.track];
            let Some(first) = own.first() else { continue };
            let before = if wait.ended { other.last() } else { other.first() };
            match before {
                None if wait.must => return false,
                None => {}
                Some(before) if problem.places[*before].last >= problem.places[*first].first => return false,
                Some(_) => {}
            }
        }
    }
    let full = places.iter().zip(&problem.places).any(|(used, place)| *used > place.minutes);
    let over = problem.limit.is_some_and(|limit| weeks.iter().any(|used| *used > limit));
    !full && !over
}

/// The least cost over all schedules.
fn brute(problem: &Problem) -> i64 {
    let mut all: Vec<Placed> = vec![Vec::new()];
    for at in 0..problem.tracks.len() {
        let own = ways(problem, at);
        all = all
            .iter()
            .flat_map(|so_far| own.iter().map(move |way| [so_far.clone(), vec![way.clone()]].concat()))
            .collect();
    }
    all.iter().filter(|placed| holds(problem, placed)).map(|placed| problem.cost(placed)).min().unwrap()
}

/// Tasks (half hours, timed), least, even and most days between them, urgency, and how the track waits for the last one.
type Drawn = (Vec<(u32, bool)>, i32, i32, i32, i64, u8);

fn a_place(week: usize, day: i32, minutes: u32, kind: u8) -> Place {
    let first = 7 * week as i32 + if kind == 1 { 0 } else { day };
    let last = if kind == 1 { first + 4 } else { first };
    let minutes = if kind == 1 { u32::MAX / 2 } else { minutes };
    Place { first, last, week, minutes, timed: kind != 1, dated: kind == 2 }
}

prop_compose! {
    fn a_problem()(
        places in prop::collection::vec((0_usize..4, 0_i32..5, 1_u32..5, 0_u8..3), 1..7),
        tracks in prop::collection::vec(
            (prop::collection::vec((1_u32..4, any::<bool>()), 1..4), 1_i32..9, 1_i32..15, 1_i32..20, 1_i64..3, 0_u8..4), 1..4),
        limit in prop::option::of(2_u32..8),
        comfortable in 1_u32..8,
    ) -> Problem {
        let mut places: Vec<Place> =
            places.into_iter().map(|(week, day, minutes, kind)| a_place(week, day, 30 * minutes, kind)).collect();
        places.sort_by_key(|place| (place.first, place.last));
        let own: Vec<usize> = (0..places.len()).collect();
        let track = |(at, (tasks, least, even, most, urgency, wait)): (usize, Drawn)| Track {
            tasks: tasks.into_iter().map(|(minutes, timed)| Task { minutes: 30 * minutes, timed }).collect(),
            places: own.clone(),
            waits: (at > 0 && wait > 0)
                .then(|| Wait { track: at - 1, ended: wait > 1, must: wait > 2 })
                .into_iter()
                .collect(),
            least,
            even,
            most,
            from: 0,
            urgency,
        };
        let tracks = tracks.into_iter().enumerate().map(track).collect();
        Problem { places, tracks, weeks: 4, limit: limit.map(|one| 30 * one), comfortable: 30 * comfortable }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_the_best_of_all_schedules(problem in a_problem()) {
        let solution = solve(&problem, 2_000_000);
        prop_assert!(holds(&problem, &solution.placed), "{:?}", solution.placed);
        prop_assert_eq!(problem.cost(&solution.placed), solution.cost);
        prop_assert_eq!((solution.cost, solution.bound), (brute(&problem), brute(&problem)));
    }

    #[test]
    fn without_a_search_the_schedule_holds_and_its_bound_is_true(problem in a_problem()) {
        let solution = solve(&problem, 0);
        prop_assert!(holds(&problem, &solution.placed), "{:?}", solution.placed);
        prop_assert!(solution.bound <= brute(&problem) && brute(&problem) <= solution.cost);
    }
}

#[test]
fn a_track_that_is_too_large_to_place_exactly_still_keeps_its_order() {
    let places: Vec<Place> = (0..1_000).map(|at| a_place(at, 2, 60, 0)).collect();
    let track = Track {
        tasks: vec![Task { minutes: 45, timed: true }; 90],
        places: (0..places.len()).collect(),
        least: 1,
        even: 14,
        most: 28,
        urgency: 1,
        ..Track::default()
    };
    assert!(!track.is_exact());
    let problem = Problem { places, tracks: vec![track], weeks: 1_000, limit: None, comfortable: 600 };
    let solution = solve(&problem, 1_000);
    assert_eq!((solution.placed[0].len(), solution.cost), (90, 2), "every second week from the first Wednesday on");
}

/// A track of one task without a time that may take any of some places.
fn one_task(minutes: u32, places: usize, waits: Vec<Wait>) -> Track {
    Track {
        tasks: vec![Task { minutes, timed: false }],
        places: (0..places).collect(),
        waits,
        least: 1,
        even: 1,
        most: 1,
        from: 0,
        urgency: 1,
    }
}

#[test]
fn a_track_whose_task_fits_in_no_week_binds_no_other() {
    // The second track has more minutes than a week may have, so the third one does not wait for it.
    let places: Vec<Place> = [1, 2].map(|week| a_place(week, 0, 0, 1)).to_vec();
    let waits = vec![Wait { track: 1, ended: false, must: false }];
    let urgent = Track { urgency: 2, ..one_task(60, 2, waits) };
    let tracks = vec![one_task(30, 2, Vec::new()), one_task(90, 2, Vec::new()), urgent];
    let problem = Problem { places, tracks, weeks: 3, limit: Some(60), comfortable: 30 };
    let solution = solve(&problem, 1_000);
    assert_eq!((solution.cost, solution.bound), (brute(&problem), brute(&problem)));
    assert_eq!(solution.placed[1], Vec::<usize>::new());
}
