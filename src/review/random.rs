//! Generates random teams from a seed, the same on every machine.

use crate::answers::{Level, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Kind, Profile};

/// SplitMix64 (Steele, Lea and Flood 2014): small, and random enough for drawing teams.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `bound`; the modulo bias is below one in 10^18 for the bounds used here.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn any_rating(&mut self) -> Rating {
        let level = (1 + self.below(5)) as f64;
        Rating::Level(Level::new(level).expect("1 to 5 is a level"))
    }

    /// Returns a team that answers everything, with all whole levels and single categories equally likely.
    pub(super) fn profile(&mut self, catalogue: &Catalogue) -> Profile {
        let answer = |factor: &crate::catalogue::Factor| match factor.kind {
            Kind::Level => Answer::Level(self.any_rating()),
            Kind::Shares => Answer::Shares(Shares::only(self.below(factor.categories.len()))),
            Kind::PerDesign => Answer::Each(catalogue.designs.iter().map(|_| Some(self.any_rating())).collect()),
            Kind::PerResource => Answer::Each(factor.resources.iter().map(|_| Some(self.any_rating())).collect()),
        };
        Profile { answers: catalogue.factors.iter().map(answer).map(Some).collect(), ..Profile::default() }
    }
}
