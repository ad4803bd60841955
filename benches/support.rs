//! Shared code of the benchmarks: request bodies, and paired timing.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

use std::hint::black_box;
use std::time::Instant;

use backmap::advisor::Advisor;
use backmap::catalogue::Kind;
use mimalloc::MiMalloc;

/// As in the command.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The number of different bodies, so that no result is cached by chance.
pub const BODIES: usize = 64;

/// A small random generator that gives the same bodies in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// The form of the level answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    Levels,
    Distributions,
}

/// Returns valid requests with every factor answered.
pub fn bodies(advisor: &Advisor, answers: Answers) -> Vec<String> {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    (0..BODIES).map(|at| body(advisor, answers, at, &mut random)).collect()
}

fn body(advisor: &Advisor, answers: Answers, at: usize, random: &mut Random) -> String {
    let catalogue = advisor.catalogue();
    let mut factors = Vec::new();
    for factor in &catalogue.factors {
        let value = match factor.kind {
            Kind::Level if answers == Answers::Distributions => {
                let counts: Vec<String> = (0..5).map(|_| (1 + random.below(9)).to_string()).collect();
                format!("{{\"counts\":[{}]}}", counts.join(","))
            }
            Kind::Level => (1 + random.below(5)).to_string(),
            Kind::Shares => {
                format!("\"{}\"", factor.categories[random.below(factor.categories.len() as u64) as usize].id)
            }
            Kind::PerDesign => {
                format!("{{\"workshops\":{},\"coaching\":{}}}", 1 + random.below(5), 1 + random.below(5))
            }
            Kind::PerResource => {
                let kinds = factor.resources.iter();
                let kinds: Vec<String> = kinds.map(|kind| format!("\"{}\":{}", kind.id, 2 + random.below(4))).collect();
                format!("{{{}}}", kinds.join(","))
            }
        };
        // Only the outcome type may be a single id.
        let value = match (factor.kind, factor.id.as_str()) {
            (Kind::Shares, "outcome_type") | (Kind::Level | Kind::PerDesign | Kind::PerResource, _) => value,
            (Kind::Shares, _) => format!("{{{value}:1}}"),
        };
        factors.push(format!("\"{}\":{value}", factor.id));
    }
    format!("{{\"profile\":{{\"id\":\"team-{at}\",\"factors\":{{{}}}}}}}", factors.join(","))
}

/// Returns nanoseconds per call, as medians of rounds in which the sides take turns.
pub fn paired(rounds: usize, calls: usize, sides: &mut [&mut dyn FnMut(usize)]) -> Vec<f64> {
    let mut times = vec![Vec::new(); sides.len()];
    for round in 0..=rounds {
        for (side, times) in sides.iter_mut().zip(&mut times) {
            let begun = Instant::now();
            for call in 0..calls {
                side(black_box(call % BODIES));
            }
            // The first round warms up.
            if round > 0 {
                times.push(begun.elapsed().as_nanos() as f64 / calls as f64);
            }
        }
    }
    times.into_iter().map(median).collect()
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub fn report(name: &str, nanoseconds: f64, floor: f64) {
    println!("{name:<44} {nanoseconds:>10.0} ns {:>8.2} times the floor", nanoseconds / floor);
}
