//! Options prepared once for many profiles, such as the rows of a file.
//!
//! Everything that the options fix (compiled weights, environments and designs, limits) is kept, so a profile costs
//! only its own scoring. [`Advisor::recommend`] does the same for one profile.

use std::sync::Arc;

use crate::bundle::{DesignSet, design_sets};
use crate::catalogue::Profile;
use crate::scoring::whole::Whole;
use crate::scoring::{Evaluation, Field, WeightError};

use super::Advisor;
use super::advice::{Advice, Explain, Options, Reasoned};
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

    /// The part of the catalog that the options leave.
    pub fn field(&self) -> &Field<'a> {
        &self.field
    }

    /// The quick way for whole answers under these options; `None` if the catalog joins too many terms for it.
    pub fn whole(&self) -> Option<Arc<Whole>> {
        let compile = || Whole::new(&self.field).map(Arc::new);
        let plain = Options { top: None, explain: Explain::default(), ..self.options.clone() } == Options::default();
        if plain { self.advisor.whole.get_or_init(compile).clone() } else { compile() }
    }

    /// Scores a profile: its ranking and intervals, without sentences.
    pub fn evaluate<'p>(&self, profile: &'p Profile) -> Evaluation<'p>
    where
        'a: 'p,
    {
        Evaluation::new(Arc::clone(&self.field), profile)
    }

    /// What a team could take: each design alone and the bundles of up to `max_designs`, on one scale.
    pub fn design_sets(&self, profile: &Profile, max_designs: usize) -> Vec<DesignSet> {
        design_sets(&self.evaluate(profile), &self.advisor.marks, max_designs)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::answers::{Distribution, LEVELS, Level, Rating, Shares};
    use crate::catalogue::{Answer, Factor, Kind};
    use crate::scoring::{Limits, Placed, exact_parts, exact_score, whole::Room};

    /// A random answer to a factor from a stream of numbers; whole, and unknown one time in four.
    fn answer(advisor: &Advisor, factor: &Factor, next: &mut impl FnMut() -> usize) -> Option<Answer> {
        let mut rating = || {
            let level = (1 + next() % LEVELS) as f64;
            (next() % 4 != 3).then(|| Rating::Level(Level::new(level).expect("it is a level")))
        };
        match factor.kind {
            Kind::Level => rating().map(Answer::Level),
            Kind::PerDesign => Some(Answer::Each(advisor.catalogue().designs.iter().map(|_| rating()).collect())),
            Kind::PerResource => Some(Answer::Each(factor.resources.iter().map(|_| rating()).collect())),
            Kind::Shares => (next() % 4 != 3).then(|| Answer::Shares(Shares::only(next() % factor.categories.len()))),
        }
    }

    fn profile(advisor: &Advisor, seed: u64) -> Profile {
        let mut state = seed | 1;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let answers = advisor.catalogue().factors.iter().map(|factor| answer(advisor, factor, &mut next)).collect();
        Profile { answers, ..Profile::default() }
    }

    /// Options that each change what the quick way has compiled.
    fn options(advisor: &Advisor) -> Vec<Options> {
        let weights =
            (0..advisor.tables().factors() as u64).map(|at| 300_000 * (at % 5) + 400_000 * (at % 2)).collect();
        vec![
            Options::default(),
            Options { multipliers: Some(weights), ..Options::default() },
            Options { environments: Some(vec![1.into(), 2.into()]), exclude: vec![3.into()], ..Options::default() },
            Options { limits: Limits { hours: Some(12.0), ..Limits::default() }, top: Some(4), ..Options::default() },
        ]
    }

    #[test]
    fn the_quick_way_gives_what_the_plain_one_gives() {
        let advisor = Advisor::embedded();
        for options in options(&advisor) {
            let prepared = advisor.prepare(&options).expect("the weights weigh something");
            let whole = prepared.whole().expect("the catalog joins few terms");
            let config = ProptestConfig { cases: 400, ..ProptestConfig::default() };
            let run = proptest::test_runner::TestRunner::new(config).run(&any::<u64>(), |seed| {
                let (profile, mut team) = (profile(&advisor, seed), vec![0; whole.layout().width()]);
                prop_assert!(whole.layout().pack(advisor.tables(), &profile, &mut team));
                let top = options.top.unwrap_or(usize::MAX);
                let found = whole.places(prepared.field(), &team, top, &mut Room::default());
                let evaluation = prepared.evaluate(&profile);
                let places: Vec<Placed> = evaluation.ranking().placed.into_iter().take(top).collect();
                prop_assert_eq!(&found, &places);
                let intervals: Vec<_> = places.iter().map(|place| evaluation.interval(place.alternative)).collect();
                prop_assert_eq!(whole.intervals(prepared.field(), &team, &found, &mut Room::default()), intervals);
                Ok(())
            });
            run.unwrap_or_else(|fault| panic!("{options:?}: {fault}"));
        }
    }

    /// One profile of whole answers and one of spread ones, for every alternative and set of weights.
    #[test]
    fn the_exact_score_is_the_rational_one_rounded_down() {
        let advisor = Advisor::embedded();
        let spread = |profile: &mut Profile| {
            for answer in profile.answers.iter_mut().flatten() {
                if let Answer::Level(rating) = answer {
                    *rating =
                        Rating::Distribution(Distribution::new([3.0, 1.0, 0.0, 2.0, 5.0]).expect("they are counts"));
                }
            }
        };
        for options in options(&advisor) {
            let prepared = advisor.prepare(&options).expect("the weights weigh something");
            for spread in [|_: &mut Profile| {}, spread] {
                let mut profile = profile(&advisor, 11);
                profile.setting.program_teachers = Some(60);
                spread(&mut profile);
                let evaluation = prepared.evaluate(&profile);
                let (tables, of) = (advisor.tables(), evaluation.of());
                for alternative in tables.all_alternatives() {
                    let parts = exact_parts(tables, of.weighting, of.mixtures, alternative);
                    let hundredths = (parts.score() * num_bigint::BigInt::from(10_000)).floor().to_integer();
                    let found = exact_score(tables, of.weighting, of.mixtures, alternative);
                    assert_eq!(num_bigint::BigInt::from(found), hundredths, "{options:?}");
                    assert_eq!(found, evaluation.parts.score(alternative));
                }
            }
        }
    }

    #[test]
    fn what_is_not_whole_takes_the_plain_way() {
        let advisor = Advisor::embedded();
        let prepared = advisor.prepare(&Options::default()).expect("the weights weigh something");
        let whole = prepared.whole().expect("the catalog joins few terms");
        let mut team = vec![0; whole.layout().width()];
        let mut packs = |change: &dyn Fn(&mut Profile)| {
            let mut profile = profile(&advisor, 7);
            change(&mut profile);
            whole.layout().pack(advisor.tables(), &profile, &mut team)
        };
        let level =
            |rating: Rating| move |profile: &mut Profile| profile.answers[1] = Some(Answer::Level(rating.clone()));
        assert!(packs(&|_| {}));
        assert!(packs(&level(Rating::Distribution(
            Distribution::new([0.0, 3.0, 0.0, 0.0, 0.0]).expect("they are counts")
        ))));
        assert!(!packs(&level(Rating::Level(Level::new(2.5).expect("it is a level")))), "between two levels");
        assert!(!packs(&|profile| profile.setting.team_size = Some(3)), "a setting closes places");
        assert!(!packs(&|profile| profile.answers[0] = Some(Answer::Shares(Shares::new(&[1.0; 6]).expect("shares")))));
    }
}
