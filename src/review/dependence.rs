//! Measures how much the ranking depends on the team and how much it varies, over realistic teams by desired outcome.

use std::collections::BTreeSet;

use super::random::Random;
use super::realistic::level;
use crate::advisor::{Advisor, Options, Prepared};
use crate::answers::{LEVELS, Rating};
use crate::catalogue::{Answer, DesignIndex, Kind, Profile};
use crate::scoring::Ranking;

/// The seed of the teams.
const SEED: u64 = 20_270_101;

/// The number of best designs on average to compare.
const BEST: usize = 10;

/// The number of places that a planner looks at first, and at most.
const FIRST: usize = 3;
const FIRST_FIVE: usize = 5;

/// Every this many teams, each factor is moved from one end to the other, which takes many rankings.
const EVERY: usize = 10;

/// The figures for one desired outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct OfOutcome {
    /// The index of the category.
    pub outcome: usize,
    pub teams: usize,
    /// The share of the variance within teams that a constant per design explains, among the ten best designs on
    /// average, 0 to 1.
    pub constant: f64,
    /// By design: the number of teams for which it ranks first, and in the top five.
    pub first: Vec<usize>,
    pub first_five: Vec<usize>,
    /// Terms by how often moving one answer from the lowest to the highest level changes the top three, descending.
    pub moves: Vec<(usize, f64)>,
}

/// How much the ranking depends on the team.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependence {
    pub outcomes: Vec<OfOutcome>,
    /// The median number of points by which first place is ahead of tenth, in hundredths.
    pub lead: i32,
    /// The share of teams whose first place changes if one random answer is off by one level.
    pub off_by_one: f64,
}

impl Dependence {
    /// Returns the median constant over the outcomes.
    pub fn median_constant(&self) -> f64 {
        let mut constants: Vec<f64> = self.outcomes.iter().map(|one| one.constant).collect();
        constants.sort_by(f64::total_cmp);
        let middle = constants.len() / 2;
        if constants.len().is_multiple_of(2) {
            (constants[middle - 1] + constants[middle]) / 2.0
        } else {
            constants[middle]
        }
    }

    pub fn highest_constant(&self) -> f64 {
        self.outcomes.iter().map(|one| one.constant).fold(0.0, f64::max)
    }

    /// Returns the largest share of an outcome's teams for which one design ranks first.
    pub fn most_first(&self) -> f64 {
        let share = |one: &OfOutcome| one.first.iter().max().map_or(0.0, |most| *most as f64 / one.teams as f64);
        self.outcomes.iter().map(share).fold(0.0, f64::max)
    }

    /// Returns the number of designs counted for at least a share of all teams.
    fn designs(&self, of: impl Fn(&OfOutcome) -> &Vec<usize>, least: f64) -> usize {
        let all: usize = self.outcomes.iter().map(|one| one.teams).sum();
        let designs = self.outcomes.first().map_or(0, |one| of(one).len());
        let count = |design: DesignIndex| self.outcomes.iter().map(|one| of(one)[design]).sum::<usize>();
        DesignIndex::all(designs).filter(|design| count(*design) as f64 >= least * all as f64).count()
    }

    /// Returns the number of designs that rank first for at least one team in a hundred.
    pub fn ever_first(&self) -> usize {
        self.designs(|one| &one.first, 0.01)
    }

    /// Returns the number of designs in the top five for at least two teams in a hundred.
    pub fn ever_first_five(&self) -> usize {
        self.designs(|one| &one.first_five, 0.02)
    }
}

/// Ranks realistic teams, the same number for each outcome.
pub fn dependence(advisor: &Advisor, teams: usize) -> Dependence {
    let prepared = advisor.prepare(&Options::default()).expect("the catalog's weights are not all 0");
    let catalogue = advisor.catalogue();
    let outcomes = catalogue.factor_index(&catalogue.model.transfer.outcome);
    let outcomes = outcomes.map_or(0, |factor| catalogue.factors[factor].categories.len());
    let mut survey = Survey { advisor, prepared, random: Random::new(SEED), leads: Vec::new(), changed: 0, asked: 0 };
    let each = teams / outcomes.max(1);
    let outcomes = (0..outcomes).map(|outcome| survey.outcome(outcome, each)).collect();
    survey.leads.sort_unstable();
    Dependence {
        outcomes,
        lead: survey.leads.get(survey.leads.len() / 2).copied().unwrap_or(0),
        off_by_one: survey.changed as f64 / survey.asked.max(1) as f64,
    }
}

struct Survey<'a> {
    advisor: &'a Advisor,
    prepared: Prepared<'a>,
    random: Random,
    leads: Vec<i32>,
    changed: usize,
    asked: usize,
}

impl Survey<'_> {
    fn outcome(&mut self, outcome: usize, teams: usize) -> OfOutcome {
        let designs = self.advisor.catalogue().designs.len();
        let terms = self.advisor.tables().terms.len();
        let (mut first, mut first_five) = (vec![0; designs], vec![0; designs]);
        let mut scores: Vec<Vec<Option<i32>>> = Vec::with_capacity(teams);
        let mut moved = vec![0_usize; terms];
        for team in 0..teams {
            let profile = self.random.realistic(self.advisor.catalogue(), outcome);
            let ranking = self.ranking(&profile);
            let mut own = vec![None; designs];
            for (place, placed) in ranking.placed.iter().enumerate() {
                own[placed.design] = Some(placed.score);
                first[placed.design] += usize::from(place == 0);
                first_five[placed.design] += usize::from(place < FIRST_FIVE);
            }
            let tenth = ranking.placed.get(BEST - 1).or(ranking.placed.last());
            self.leads.extend(ranking.placed.first().zip(tenth).map(|(first, tenth)| first.score - tenth.score));
            scores.push(own);
            self.off_by_one(&profile, &ranking);
            if team % EVERY == 0 {
                for (term, moved) in moved.iter_mut().enumerate() {
                    *moved += usize::from(self.moves(&profile, term));
                }
            }
        }
        let looked_at = teams.div_ceil(EVERY);
        let mut moves: Vec<(usize, f64)> =
            moved.iter().enumerate().map(|(term, times)| (term, *times as f64 / looked_at as f64)).collect();
        moves.sort_by(|a, b| b.1.total_cmp(&a.1));
        OfOutcome { outcome, teams, constant: constant(&scores), first, first_five, moves }
    }

    fn ranking(&self, profile: &Profile) -> Ranking {
        self.prepared.evaluate(profile).ranking()
    }

    /// Returns whether the top three change when a term moves from the lowest level to the highest.
    fn moves(&self, profile: &Profile, term: usize) -> bool {
        let first = |cell: usize| -> Option<BTreeSet<DesignIndex>> {
            let profile = self.with_level(profile, term, level(cell))?;
            Some(self.ranking(&profile).placed.iter().take(FIRST).map(|placed| placed.design).collect())
        };
        first(0) != first(LEVELS - 1)
    }

    /// Returns the profile with another level for a term, or `None` for a shares factor. Skill with designs changes
    /// for all designs.
    fn with_level(&self, profile: &Profile, term: usize, rating: Rating) -> Option<Profile> {
        let of = &self.advisor.tables().terms[term];
        let mut profile = profile.clone();
        match (self.advisor.tables().kinds[of.factor], &mut profile.answers[of.factor]) {
            (Kind::Level, answer) => *answer = Some(Answer::Level(rating)),
            (Kind::PerResource, Some(Answer::Each(ratings))) => ratings[of.resource?] = Some(rating),
            (Kind::PerDesign, Some(Answer::Each(ratings))) => ratings.fill(Some(rating)),
            _ => return None,
        }
        Some(profile)
    }

    /// Counts whether one answer off by one level changes first place.
    fn off_by_one(&mut self, profile: &Profile, ranking: &Ranking) {
        let tables = self.advisor.tables();
        let by_level: Vec<usize> = (0..tables.terms.len())
            .filter(|term| matches!(tables.kinds[tables.terms[*term].factor], Kind::Level | Kind::PerResource))
            .collect();
        let term = by_level[self.random.below(by_level.len())];
        let up = self.random.below(2) == 1;
        let of = &tables.terms[term];
        let now = match (&profile.answers[of.factor], of.resource) {
            (Some(Answer::Level(rating)), _) => rating.mean_millionths(),
            (Some(Answer::Each(ratings)), Some(kind)) => {
                ratings[kind].as_ref().map_or(3_000_000, Rating::mean_millionths)
            }
            _ => return,
        };
        let cell = (now / 1_000_000) as usize - 1;
        // At an end of the scale, an answer can only be off in the other direction.
        let next = if up && cell + 1 < LEVELS || cell == 0 { cell + 1 } else { cell - 1 };
        let Some(other) = self.with_level(profile, term, level(next)) else { return };
        let first = |ranking: &Ranking| ranking.placed.first().map(|placed| placed.design);
        self.asked += 1;
        self.changed += usize::from(first(&self.ranking(&other)) != first(ranking));
    }
}

/// Returns the share of the variance within teams that a constant per design explains, among the ten best designs on
/// average. Designs that are not feasible for a team are excluded.
fn constant(scores: &[Vec<Option<i32>>]) -> f64 {
    let designs = scores.first().map_or(0, Vec::len);
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (mut sum, mut count) = (0.0, 0_usize);
        for value in values {
            sum += value;
            count += 1;
        }
        if count == 0 { f64::NEG_INFINITY } else { sum / count as f64 }
    };
    // A design that is not feasible for most teams is not among the best on average.
    let average = |design: DesignIndex| {
        let mut of = scores.iter().map(|team| f64::from(team[design].unwrap_or(0)));
        mean(&mut of)
    };
    let mut best: Vec<DesignIndex> = DesignIndex::all(designs).collect();
    best.sort_by(|a, b| average(*b).total_cmp(&average(*a)));
    best.truncate(BEST);
    let deviations: Vec<Vec<Option<f64>>> = scores
        .iter()
        .map(|team| {
            let of_team = mean(&mut best.iter().filter_map(|design| team[*design]).map(f64::from));
            best.iter().map(|design| team[*design].map(|score| f64::from(score) - of_team)).collect()
        })
        .collect();
    let constants: Vec<f64> =
        (0..best.len()).map(|at| mean(&mut deviations.iter().filter_map(|team| team[at]))).collect();
    let (mut all, mut left) = (0.0, 0.0);
    for team in &deviations {
        for (deviation, constant) in team.iter().zip(&constants) {
            if let Some(deviation) = deviation {
                all += deviation * deviation;
                left += (deviation - constant).powi(2);
            }
        }
    }
    if all > 0.0 { 1.0 - left / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_explains_all_where_teams_are_alike_and_nothing_where_they_cancel() {
        let alike = vec![vec![Some(5), Some(1)], vec![Some(9), Some(5)]];
        assert!((constant(&alike) - 1.0).abs() < 1e-12);
        let opposed = vec![vec![Some(5), Some(1)], vec![Some(1), Some(5)]];
        assert!(constant(&opposed).abs() < 1e-12);
    }
}
