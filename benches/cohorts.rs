//! Cohorts of 100 to 100,000 teams of two kinds along a gradient, on one thread and on all: the seconds from profiles to
//! the answer. Numbers as arguments are other counts of teams.
//!
//! `cargo bench --bench cohorts [-- TEAMS ...]`

use std::num::NonZeroUsize;
use std::time::Instant;

use backmap::advisor::{Advisor, Options};
use backmap::catalogue::Profile;
use backmap::cohorts::{Asked, find};
use backmap::scoring::Unwatched;
use backmap::wire::read_request;

/// Draws numbers from 0 to 1, the same ones every time.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }
}

const LEVELS: [&str; 8] = [
    "time_available",
    "shared_vision",
    "risk_taking_culture",
    "sustained_support",
    "leadership_stability",
    "perceived_value",
    "degree_of_change",
    "outcome_complexity",
];
const RESOURCES: [&str; 5] = ["staff", "time", "materials", "technology", "funds"];
const OUTCOMES: [&str; 3] = ["application", "mastery", "knowledge"];

/// A team: its answers follow its school's quality, and those about resources also its kind.
fn team(advisor: &Advisor, at: usize, draw: &mut Draw) -> Profile {
    let (quality, kind) = (draw.unit(), f64::from(u8::from(draw.unit() < 0.4)));
    let mut level = |shift: f64| (1.0 + 2.0 * draw.unit() + 1.2 * quality + shift).round().clamp(1.0, 5.0);
    let levels: Vec<String> = LEVELS.iter().map(|id| format!("\"{id}\":{}", level(0.4))).collect();
    let resources: Vec<String> = RESOURCES.iter().map(|id| format!("\"{id}\":{}", level(1.6 * kind))).collect();
    let outcome = OUTCOMES[(draw.unit() * 3.0) as usize % 3];
    let body = format!(
        "{{\"profile\":{{\"id\":\"{at:06}\",\"factors\":{{{},\"resources\":{{{}}},\"outcome_type\":\"{outcome}\"}}}}}}",
        levels.join(","),
        resources.join(",")
    );
    read_request(advisor, body.as_bytes()).expect("the team is valid").profile
}

fn main() {
    let advisor = Advisor::embedded();
    let typical = advisor.evaluate_nothing(&Options::default()).expect("the default weights are valid");
    let given: Vec<usize> = std::env::args().filter_map(|one| one.parse().ok()).collect();
    let counts = if given.is_empty() { vec![100, 10_000, 100_000] } else { given };
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    for count in counts {
        let mut draw = Draw(7);
        let teams: Vec<Profile> = (0..count).map(|at| team(&advisor, at, &mut draw)).collect();
        for threads in [NonZeroUsize::MIN, cores] {
            let begin = Instant::now();
            let found = find(&typical, &teams, Asked { threads, ..Asked::default() }, &Unwatched);
            let (time, cohorts) = (begin.elapsed().as_secs_f64(), found.map_or(0, |found| found.number.cohorts));
            println!("{count:>7} teams, {threads} threads: {time:.3} s, {cohorts} cohorts");
        }
    }
}
