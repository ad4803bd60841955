//! Teams made up from a seed: with typical answers, along a gradient, or of planted kinds.

use backmap::answers::{Level, Rating, Shares};
use backmap::catalogue::{Answer, Factor, Kind, Profile, ResourceKind};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::super::support::ADVISOR;

fn level(level: f64) -> Rating {
    Rating::Level(Level::new(level.round().clamp(1.0, 5.0)).expect("it is within the scale"))
}

/// Answers all questions: levels by factor or kind of resource and its place, and shares by factor.
fn answers(
    mut of_level: impl FnMut(&Factor, Option<&ResourceKind>, usize) -> Rating,
    mut of_shares: impl FnMut(&Factor) -> Vec<f64>,
) -> Vec<Option<Answer>> {
    let factors = ADVISOR.catalogue().factors.iter().enumerate();
    let one = |(at, factor): (usize, &Factor)| match factor.kind {
        Kind::Level => Some(Answer::Level(of_level(factor, None, at))),
        Kind::PerResource => {
            let kinds = factor.resources.iter();
            Some(Answer::Each(kinds.map(|kind| Some(of_level(factor, Some(kind), at))).collect()))
        }
        Kind::Shares => Some(Answer::Shares(Shares::new(&of_shares(factor)).expect("some share is above 0"))),
        Kind::PerDesign => None,
    };
    factors.map(one).collect()
}

/// Typical shares of a factor's categories, each between a fifth and nine fifths of what is typical.
fn typical_shares(random: &mut StdRng, factor: &Factor) -> Vec<f64> {
    let prior = |id: &str| factor.prior.shares.iter().find(|share| share.id == id).map_or(0.0, |share| share.value);
    let categories = factor.categories.iter();
    categories.map(|category| (prior(&category.id) * random.random_range(200.0..1800.0)).round()).collect()
}

/// Teams with independent typical answers, each level moved by what a team's quality (0 to 1) gives.
pub fn typical_teams(seed: u64, count: usize, shift: impl Fn(f64) -> f64) -> Vec<Profile> {
    let (mut random, mut of_shares) = (StdRng::seed_from_u64(seed), StdRng::seed_from_u64(seed + 1000));
    let team = |at: usize| {
        let shift = shift(random.random());
        let drawn = |factor: &Factor, kind: Option<&ResourceKind>, _: usize| {
            let of_kind = |kind: &ResourceKind| factor.prior.resources.iter().find(|prior| prior.id == kind.id);
            let prior = kind.and_then(of_kind).map_or(&factor.prior.levels, |prior| &prior.levels);
            let mut left: f64 = random.random();
            let cell = prior.iter().position(|share| {
                left -= share;
                left < 0.0
            });
            level(cell.unwrap_or(prior.len() - 1) as f64 + 1.0 + shift)
        };
        let answers = answers(drawn, |factor| typical_shares(&mut of_shares, factor));
        Profile { id: Some(format!("team-{at:04}")), answers, ..Profile::default() }
    };
    (0..count).map(team).collect()
}

/// The centers of planted kinds of teams: of staff, of the other resources, of what a school can change, of the rest;
/// and what they want.
pub const PLANTED: [([f64; 4], [f64; 6]); 3] = [
    ([1.2, 2.0, 1.8, 3.0], [4.0, 4.0, 1.0, 0.0, 1.0, 0.0]),
    ([4.8, 4.0, 4.2, 3.0], [0.0, 1.0, 4.0, 5.0, 0.0, 0.0]),
    ([3.0, 3.6, 1.6, 4.0], [0.0, 0.0, 9.0, 1.0, 0.0, 0.0]),
];

/// Teams of planted kinds, in turn; levels are up to one level off.
pub fn planted_teams(seed: u64, count: usize) -> Vec<Profile> {
    let (mut random, mut of_shares) = (StdRng::seed_from_u64(seed), StdRng::seed_from_u64(seed + 1000));
    let team = |at: usize| {
        let ([staff, resources, changed, rest], wanted) = PLANTED[at % PLANTED.len()];
        let drawn = |factor: &Factor, kind: Option<&ResourceKind>, _: usize| {
            let center = match kind {
                Some(kind) if kind.id == "staff" => staff,
                Some(_) => resources,
                None if factor.change.by_school => changed,
                None => rest,
            };
            level(center + random.random_range(-1.0..1.0))
        };
        let shares = |factor: &Factor| match factor.id.as_str() {
            "outcome_type" => wanted.map(|share| share + of_shares.random_range(0.0..1.0)).to_vec(),
            _ => typical_shares(&mut of_shares, factor),
        };
        Profile { id: Some(format!("team-{at:04}")), answers: answers(drawn, shares), ..Profile::default() }
    };
    (0..count).map(team).collect()
}

/// A team with levels by factor and shares of what it wants.
pub fn team(id: &str, of_level: impl Fn(&Factor, usize) -> f64, wanted: [f64; 6]) -> Profile {
    let shares = |factor: &Factor| wanted[..factor.categories.len()].to_vec();
    let answers = answers(|factor, _, at| level(of_level(factor, at)), shares);
    Profile { id: Some(id.to_owned()), answers, ..Profile::default() }
}
