//! Allocations of 100 to 100,000 teams with 25 designs and four resources: the gap, and the seconds for the plan and for
//! the highest floor. Scores are given.
//!
//! Numbers as arguments are other counts of teams; then one district of each, with its gain and bound, for comparison with
//! another solver.
//!
//! `cargo bench --bench allocation [-- TEAMS ...]`

use std::time::Instant;

use backmap::allocation::{Amounts, Offer, Problem, Team, WORK, highest_floor, solve};

/// Draws whole numbers below a bound, the same ones every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// What 25 designs use: some need a coach, some coverage, some a seat, and all some money.
fn activities(draw: &mut Draw) -> Vec<Amounts> {
    let activity = |at: usize| {
        let hours = if at.is_multiple_of(5) { 2_000 + draw.below(42_000) } else { 0 };
        let days = if at.is_multiple_of(3) { draw.below(2_000) } else { 0 };
        let dollars = 10_000 + draw.below(600_000);
        let seats = if at % 8 == 7 { 1_000 } else { 0 };
        [hours, days, dollars, seats].map(|one| one as i64)
    };
    (0..25).map(activity).collect()
}

/// A district whose budgets pay for three tenths of what its teams would use.
fn district(teams: usize, seed: u64) -> Problem {
    let mut draw = Draw(seed);
    let activities = activities(&mut draw);
    let mut team = |_| {
        let (level, members) = (3_000 + draw.below(3_000) as i32, 4 + draw.below(12) as u32);
        let offer = |(at, uses): (usize, &Amounts)| {
            let score = level + (uses[0] / 20) as i32 + draw.below(2_500) as i32;
            Offer { activity: at as u32 + 1, score }
        };
        let offers = activities.iter().enumerate().map(offer);
        Team { members, weight: 100, offers: std::iter::once(Offer { activity: 0, score: 0 }).chain(offers).collect() }
    };
    let teams: Vec<Team> = (0..teams).map(&mut team).collect();
    let mut wanted: Amounts = [0; 4];
    for team in &teams {
        let best = team.best().expect("a team has offers");
        let uses = activities[best.activity as usize - 1];
        wanted.iter_mut().zip(uses).for_each(|(all, one)| *all += one * i64::from(team.members));
    }
    let activities = std::iter::once([0; 4]).chain(activities).collect();
    Problem { teams, activities, budgets: wanted.map(|all| all * 3 / 10) }
}

/// Prints one district of each size in full.
fn compared(counts: &[usize]) {
    for teams in counts {
        let problem = district(*teams, 1);
        let begin = Instant::now();
        let solution = solve(&problem, 0, WORK).expect("without a floor there is a plan");
        let seconds = begin.elapsed().as_secs_f64();
        // All weights are 100 hundredths.
        let (gain, bound) = (solution.gain / 100, solution.bound as f64 / 100.0);
        println!(
            "{teams} teams: gain {gain}, bound {bound:.1}, gap {:.6} %, plan {seconds:.4} s",
            solution.gap() * 100.0
        );
    }
}

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|one| one.parse().ok()).collect();
    if !given.is_empty() {
        return compared(&given);
    }
    for teams in [20, 50, 100, 200, 1_000, 10_000, 100_000] {
        for seed in 1..=5 {
            let problem = district(teams, seed);
            let begin = Instant::now();
            let solution = solve(&problem, 0, WORK).expect("without a floor there is a plan");
            let solved = begin.elapsed();
            let floor = highest_floor(&problem).holds;
            let (gap, looked) = (solution.gap() * 100.0, begin.elapsed() - solved);
            println!("{teams:>7} teams: gap {gap:.6} %, plan {solved:.1?}, highest floor {floor} % {looked:.1?}");
        }
    }
}
