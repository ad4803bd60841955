//! Options prepared once for many profiles, such as the rows of a file.
//!
//! Everything that the options fix (compiled weights, environments and designs, limits) is kept, so a profile costs
//! only its own scoring. [`Advisor::recommend`] does the same for one profile.

use std::sync::Arc;

use crate::catalogue::Profile;
use crate::scoring::{Evaluation, Field, WeightError};

use super::Advisor;
use super::advice::{Advice, Options, Reasoned};
use super::recommend::Run;

/// An advisor with its options.
///
/// ```
/// use backmap_model::advisor::{Advisor, Options};
/// use backmap_model::catalogue::Profile;
/// let advisor = Advisor::embedded();
/// let prepared = advisor.prepare(&Options { top: Some(3), ..Options::default() }).unwrap();
/// let nothing_known = Profile { answers: vec![None; 25], ..Profile::default() };
/// let evaluation = prepared.evaluate(&nothing_known);
/// let first = evaluation.ranking().placed[0];
/// let interval = evaluation.interval(first.alternative);
/// assert!(interval.low <= first.score && first.score <= interval.high);
/// assert_eq!(prepared.recommend(&nothing_known).recommendations[0].interval, interval);
/// ```
#[derive(Clone, Debug)]
pub struct Prepared<'a> {
    advisor: &'a Advisor,
    options: Options,
    field: Arc<Field<'a>>,
    /// Stakeholders by name, each with a field for their own weights.
    stakeholders: Vec<(String, Arc<Field<'a>>)>,
}

impl Advisor {
    /// Prepares options for many profiles.
    ///
    /// # Errors
    /// When the multipliers, or a stakeholder's, leave no factor to weigh.
    pub fn prepare(&self, options: &Options) -> Result<Prepared<'_>, WeightError> {
        let stakeholders = options.stakeholders.iter().map(|one| {
            let own = Options { multipliers: Some(one.multipliers.clone()), ..options.clone() };
            Ok((one.name.clone(), Arc::new(self.field(&own)?)))
        });
        Ok(Prepared {
            advisor: self,
            field: Arc::new(self.field(options)?),
            stakeholders: stakeholders.collect::<Result<_, WeightError>>()?,
            options: options.clone(),
        })
    }
}

impl<'a> Prepared<'a> {
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Scores a profile: its ranking and intervals, without sentences.
    pub fn evaluate<'p>(&self, profile: &'p Profile) -> Evaluation<'p>
    where
        'a: 'p,
    {
        Evaluation::new(Arc::clone(&self.field), profile)
    }

    /// The requested places, each with its interval and reasons, and how clearly the first is ahead; without designs
    /// that are not feasible.
    pub fn reasoned<'p>(&self, profile: &'p Profile) -> Reasoned<'p>
    where
        'a: 'p,
    {
        let evaluation = self.evaluate(profile);
        let (run, ranking) = (self.run(profile, &evaluation), evaluation.ranking());
        let details = evaluation.details(&ranking);
        Reasoned {
            recommendations: run.recommendations(&ranking, &details),
            first_place: run.first_place(&ranking, &details),
        }
    }

    /// The whole answer for a profile.
    pub fn recommend<'p>(&self, profile: &'p Profile) -> Advice<'p>
    where
        'a: 'p,
    {
        let evaluation = self.evaluate(profile);
        let advice = self.run(profile, &evaluation).advice();
        let groups = self.advisor.groups(profile, &evaluation);
        Advice { groups, stakeholders: self.advisor.stakeholders(profile, &self.stakeholders), ..advice }
    }

    fn run<'p, 'w>(&'w self, profile: &'p Profile, evaluation: &'w Evaluation<'p>) -> Run<'p, 'w>
    where
        'a: 'p,
    {
        Run { advisor: self.advisor, profile, evaluation, options: &self.options }
    }
}
