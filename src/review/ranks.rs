//! Measures how designs rank over many random teams.

use super::random::Random;
use crate::advisor::{Advisor, Explain, Options};
use crate::catalogue::DesignIndex;

/// The seed of the random teams.
const SEED: u64 = 20_261_121;

/// The results of one design.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignRanks {
    pub design: DesignIndex,
    /// The number of profiles for which it ranks first, and in the top five.
    pub first: usize,
    pub first_five: usize,
    /// Scores in hundredths over the profiles for which it is feasible: the 5th, 50th and 95th percentile.
    pub low: i32,
    pub median: i32,
    pub high: i32,
}

/// The results of all designs.
#[derive(Clone, Debug, PartialEq)]
pub struct RankSurvey {
    pub profiles: usize,
    pub designs: Vec<DesignRanks>,
    /// The mean difference between the best and the worst score for one profile, in hundredths.
    pub spread: i32,
}

/// Scores random teams; a shared first place counts for each design.
pub fn survey_ranks(advisor: &Advisor, profiles: usize) -> RankSurvey {
    let catalogue = advisor.catalogue();
    let mut random = Random::new(SEED);
    let mut scores = vec![Vec::with_capacity(profiles); catalogue.designs.len()];
    let (mut first, mut first_five) = (vec![0; scores.len()], vec![0; scores.len()]);
    let mut spread = 0_i64;
    let options = Options { explain: Explain::None, ..Options::default() };
    for _ in 0..profiles {
        let profile = random.profile(catalogue);
        let advice = advisor.recommend(&profile, &options).expect("the catalog's weights are not all 0");
        for one in &advice.recommendations {
            let design = one.placed.design;
            scores[design].push(one.placed.score);
            first[design] += usize::from(one.placed.rank == 1);
            first_five[design] += usize::from(one.placed.rank <= 5);
        }
        let ends = (advice.recommendations.first(), advice.recommendations.last());
        if let (Some(best), Some(worst)) = ends {
            spread += i64::from(best.placed.score - worst.placed.score);
        }
    }
    let ranks = |(design, mut scores): (usize, Vec<i32>)| {
        scores.sort_unstable();
        let at = |share: usize| scores.get(scores.len() * share / 100).copied().unwrap_or(0);
        DesignRanks {
            design: design.into(),
            first: first[design],
            first_five: first_five[design],
            low: at(5),
            median: at(50),
            high: at(95),
        }
    };
    RankSurvey {
        profiles,
        spread: (spread / profiles.max(1) as i64) as i32,
        designs: scores.into_iter().enumerate().map(ranks).collect(),
    }
}
