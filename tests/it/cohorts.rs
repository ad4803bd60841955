//! Cohorts: what is found where there is something, and where there is nothing.

use backmap::advisor::Options;
use backmap::answers::{Distribution, Level, Rating, Shares};
use backmap::catalogue::{Answer, Kind, Profile, Setting};
use backmap::cohorts::{Asked, CohortError, Cohorts, find};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::support::ADVISOR;

/// A team without answers, in the catalog's own field.
fn found(teams: &[Profile]) -> Result<Cohorts, CohortError> {
    let nothing = Profile { answers: vec![None; ADVISOR.catalogue().factors.len()], ..Profile::default() };
    let typical = ADVISOR.evaluate(&nothing, &Options::default()).expect("the catalog has weights");
    find(&typical, teams, Asked::default())
}

fn level(level: f64) -> Rating {
    Rating::Level(Level::new(level.clamp(1.0, 5.0)).unwrap())
}

/// A whole level from typical shares, moved by some levels.
fn drawn(random: &mut StdRng, shares: &[f64], shift: f64) -> Rating {
    let mut left: f64 = random.random();
    let cell = shares.iter().position(|share| {
        left -= share;
        left < 0.0
    });
    level((cell.unwrap_or(shares.len() - 1) as f64 + 1.0 + shift).round())
}

/// A team with independent typical answers; levels are moved by some levels.
fn typical_team(random: &mut StdRng, at: usize, shift: f64) -> Profile {
    let catalogue = ADVISOR.catalogue();
    let answers = catalogue.factors.iter().map(|factor| match factor.kind {
        Kind::Level => Some(Answer::Level(drawn(random, &factor.prior.levels, shift))),
        Kind::PerResource => {
            let of = factor.resources.iter().map(|kind| {
                let prior = factor.prior.resources.iter().find(|prior| prior.id == kind.id).unwrap();
                Some(drawn(random, &prior.levels, shift))
            });
            Some(Answer::Each(of.collect()))
        }
        // Shares around what is typical.
        Kind::Shares => {
            let shares: Vec<f64> = factor
                .categories
                .iter()
                .map(|category| {
                    let prior = factor.prior.shares.iter().find(|share| share.id == category.id).unwrap().value;
                    (prior * (0.2 + random.random::<f64>() * 1.6) * 1000.0).round()
                })
                .collect();
            Some(Answer::Shares(Shares::new(&shares).unwrap()))
        }
        Kind::PerDesign => None,
    });
    Profile { id: Some(format!("team-{at:04}")), answers: answers.collect(), ..Profile::default() }
}

fn typical_teams(seed: u64, count: usize, shift: impl Fn(&mut StdRng) -> f64) -> Vec<Profile> {
    let mut random = StdRng::seed_from_u64(seed);
    (0..count)
        .map(|at| {
            let shift = shift(&mut random);
            typical_team(&mut random, at, shift)
        })
        .collect()
}

#[test]
fn probe() {
    for seed in 0..12 {
        for (what, teams) in [
            ("null", typical_teams(seed, 300, |_| 0.0)),
            ("gradient", typical_teams(seed, 300, |random| random.random::<f64>() * 4.0 - 2.0)),
        ] {
            let begun = std::time::Instant::now();
            let found = found(&teams).unwrap();
            println!("{what} {seed} {:?} {:?}", found.number, begun.elapsed());
            if seed == 0 {
                for column in &found.columns {
                    println!("{:?}", (column.part, column.term, column.effect));
                }
                for one in found.summary.iter().chain(&found.notes) {
                    println!("{}", one.text);
                }
            }
        }
    }
}
