//! Groups within a team that answer separately, and their pooled answers.

use super::index::FactorIndex;
use super::profile::{Answer, Profile};
use crate::answers::{Rating, Shares};

/// The answers of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedGroup {
    pub name: String,
    /// One slot per factor in catalog order; `None` is unanswered by this group.
    pub answers: Vec<Option<Answer>>,
}

/// The separate answers of a team's groups, in addition to the common answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Voices {
    /// The common answers as given.
    pub common: Vec<Option<Answer>>,
    pub groups: Vec<AskedGroup>,
    /// The answers of the profile that come only from groups.
    pub pooled: Vec<Pooled>,
}

/// A pooled answer to a factor, or to one of its designs or kinds of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pooled {
    pub factor: FactorIndex,
    /// The index of the design or kind of resource, for factors with parts.
    pub part: Option<usize>,
    /// The number of groups that answered.
    pub groups: usize,
}

impl Profile {
    /// Returns the team with its groups. Answers missing from the common ones are pooled from the groups, which count
    /// equally.
    #[must_use]
    pub fn with_groups(self, groups: Vec<AskedGroup>) -> Self {
        let mut pooled = Vec::new();
        let answers = self.answers.iter().enumerate().map(|(factor, common)| {
            let given: Vec<&Answer> = groups.iter().filter_map(|group| group.answers.get(factor)?.as_ref()).collect();
            pool(factor.into(), common.as_ref(), &given, &mut pooled)
        });
        let answers = answers.collect();
        let voices = Voices { common: self.answers, groups, pooled };
        Self { answers, voices: Some(Box::new(voices)), ..self }
    }
}

impl Profile {
    /// Returns whether the answer to a factor comes from several groups and no common answer.
    pub fn is_pooled(&self, factor: FactorIndex) -> bool {
        let pooled = self.voices.iter().flat_map(|voices| &voices.pooled);
        pooled.into_iter().any(|one| one.factor == factor && one.groups > 1)
    }
}

impl Voices {
    /// Returns the profile of a group: its answers replace the common ones.
    pub fn heard(&self, group: &AskedGroup) -> Vec<Option<Answer>> {
        let own = group.answers.iter().map(Option::as_ref);
        self.common.iter().zip(own).map(|(common, own)| overlaid(common.as_ref(), own)).collect()
    }
}

fn overlaid(common: Option<&Answer>, own: Option<&Answer>) -> Option<Answer> {
    match (common, own) {
        (Some(Answer::Each(common)), Some(Answer::Each(own))) => {
            let parts = own.iter().zip(common).map(|(own, common)| own.clone().or_else(|| common.clone()));
            Some(Answer::Each(parts.collect()))
        }
        (common, own) => own.or(common).cloned(),
    }
}

/// Fills in the common answer from the groups' answers.
fn pool(factor: FactorIndex, common: Option<&Answer>, given: &[&Answer], pooled: &mut Vec<Pooled>) -> Option<Answer> {
    match (common, given.first()) {
        (_, None) => common.cloned(),
        (_, Some(Answer::Each(first))) => {
            let parts = (0..first.len()).map(|part| {
                let held = common.and_then(|answer| answer.part(part)).cloned();
                held.or_else(|| {
                    let ratings: Vec<&Rating> = given.iter().filter_map(|answer| answer.part(part)).collect();
                    let filled = Rating::pool(&ratings)?;
                    pooled.push(Pooled { factor, part: Some(part), groups: ratings.len() });
                    Some(filled)
                })
            });
            Some(Answer::Each(parts.collect()))
        }
        (Some(common), Some(_)) => Some(common.clone()),
        (None, Some(_)) => {
            let filled = pool_whole(given)?;
            pooled.push(Pooled { factor, part: None, groups: given.len() });
            Some(filled)
        }
    }
}

fn pool_whole(given: &[&Answer]) -> Option<Answer> {
    let ratings: Vec<&Rating> = given.iter().filter_map(|answer| answer.level()).collect();
    let shares: Vec<&Shares> = given.iter().filter_map(|answer| answer.shares()).collect();
    Rating::pool(&ratings).map(Answer::Level).or_else(|| Shares::pool(&shares).map(Answer::Shares))
}

impl Answer {
    /// Returns the level, or the distribution of the members over levels.
    pub fn level(&self) -> Option<&Rating> {
        match self {
            Self::Level(rating) => Some(rating),
            Self::Shares(_) | Self::Each(_) => None,
        }
    }

    pub fn shares(&self) -> Option<&Shares> {
        match self {
            Self::Shares(shares) => Some(shares),
            Self::Level(_) | Self::Each(_) => None,
        }
    }

    /// Returns the rating of one design or kind of resource.
    pub fn part(&self, part: usize) -> Option<&Rating> {
        match self {
            Self::Each(ratings) => ratings.get(part)?.as_ref(),
            Self::Level(_) | Self::Shares(_) => None,
        }
    }
}
