//! Generates realistic teams from a seed: typical answers, with a school's factors correlated through its capacity.

use crate::answers::{LEVELS, Level, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Factor, Group, Kind, Profile};

use super::random::Random;

/// The correlation of a school's factors with its capacity.
const SCHOOL: f64 = 0.6;

/// The correlation of people's answers about themselves with the capacity.
const INDIVIDUAL: f64 = 0.3;

/// The share of designs that a team knows; its skill with the rest is unknown.
const MET: f64 = 0.4;

impl Random {
    /// Returns a uniform number between 0 and 1.
    pub(super) fn even(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns an approximately standard normal number: the sum of twelve uniform ones minus six. It is close
    /// enough for drawing teams, and the same on every machine.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }

    /// Returns a team that answers everything and wants one type of outcome.
    pub(super) fn realistic(&mut self, catalogue: &Catalogue, outcome: usize) -> Profile {
        let capacity = self.normal();
        let answers = catalogue.factors.iter().map(|factor| Some(self.answer(catalogue, factor, capacity, outcome)));
        Profile { answers: answers.collect(), ..Profile::default() }
    }

    fn answer(&mut self, catalogue: &Catalogue, factor: &Factor, capacity: f64, outcome: usize) -> Answer {
        let follows = match factor.group {
            Group::SchoolSystem => SCHOOL,
            Group::Individual => INDIVIDUAL,
            Group::Content => 0.0,
        };
        match factor.kind {
            Kind::Level => Answer::Level(self.rating(&factor.prior.levels, capacity, follows)),
            Kind::Shares if factor.id == catalogue.model.transfer.outcome => Answer::Shares(Shares::only(outcome)),
            Kind::Shares => {
                let shares: Vec<f64> = factor.prior.shares.iter().map(|share| share.value).collect();
                Answer::Shares(Shares::only(drawn(&shares, self.even())))
            }
            Kind::PerDesign => {
                let of_design = |_| {
                    let met = self.even() < MET;
                    let rating = self.rating(&factor.prior.levels, capacity, follows);
                    met.then_some(rating)
                };
                Answer::Each(catalogue.designs.iter().map(of_design).collect())
            }
            Kind::PerResource => {
                let priors = factor.prior.resources.iter();
                Answer::Each(priors.map(|prior| Some(self.rating(&prior.levels, capacity, follows))).collect())
            }
        }
    }

    /// Returns a whole level with the typical distribution, correlated with the school's capacity.
    fn rating(&mut self, prior: &[f64], capacity: f64, follows: f64) -> Rating {
        let latent = follows * capacity + (1.0 - follows * follows).sqrt() * self.normal();
        let share = 0.5 * libm::erfc(-latent / std::f64::consts::SQRT_2);
        level(drawn(prior, share))
    }
}

/// Returns the cell that contains a quantile, counted from the lowest.
fn drawn(shares: &[f64], share: f64) -> usize {
    let mut sum = 0.0;
    let cell = shares.iter().position(|of| {
        sum += of;
        share < sum
    });
    cell.unwrap_or(shares.len() - 1)
}

/// Returns the whole level of a cell counted from 0.
pub(super) fn level(cell: usize) -> Rating {
    Rating::Level(Level::new((cell.min(LEVELS - 1) + 1) as f64).expect("1 to 5 is a level"))
}
