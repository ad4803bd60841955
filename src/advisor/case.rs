//! The case for and against one choice.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Advisor;
use super::advice::{FirstPlace, Options};
use super::recommend::Run;
use crate::catalogue::{AlternativeIndex, DesignIndex, EnvironmentIndex, Profile};
use crate::explain::{Case, Here, Scene, case};
use crate::scoring::{Evaluation, Interval, Placed, Ranking, WeightError};

/// A choice, by index in the catalog. Parts left open use the best feasible alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub design: DesignIndex,
    pub environment: Option<EnvironmentIndex>,
    /// By index among the design's variants.
    pub variant: Option<usize>,
}

/// The input of a case besides the profile.
#[derive(Clone, Copy, Debug, Default)]
pub struct CaseAsked {
    /// The first place when absent.
    pub choice: Option<Choice>,
    pub here: Here,
    pub starts_on: Option<Date>,
}

/// A choice, its place in the ranking, and the case for and against it.
#[derive(Clone, Debug)]
pub struct CaseAdvice<'a> {
    pub profile: &'a Profile,
    pub evaluation: Evaluation<'a>,
    pub ranking: Ranking,
    pub alternative: AlternativeIndex,
    /// Its place; `None` where it is not feasible or excluded, or where nothing can be ranked.
    pub placed: Option<Placed>,
    /// Whether no other choice has a better score.
    pub is_first: bool,
    pub score: i32,
    pub interval: Interval,
    pub first_place: Option<FirstPlace>,
    pub case: Case,
    pub starts_on: Option<Date>,
    /// The first day on which judging by results is fair; `None` without a start date, or past the last valid date.
    pub not_before: Option<Date>,
}

impl Advisor {
    /// The case for and against a choice; `None` when no choice is given and no design is feasible.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn case<'a>(
        &'a self,
        profile: &'a Profile,
        options: &Options,
        asked: &CaseAsked,
    ) -> Result<Option<CaseAdvice<'a>>, WeightError> {
        let evaluation = self.evaluate(profile, options)?;
        let ranking = evaluation.ranking();
        let chosen = match asked.choice {
            Some(choice) => self.chosen(&evaluation, choice),
            None => ranking.placed.first().map(|first| first.alternative),
        };
        let Some(alternative) = chosen else { return Ok(None) };
        let run = Run { advisor: self, profile, evaluation: &evaluation, options };
        let first_place = run.first_place(&ranking, &evaluation.details(&ranking));
        let weak_evidence = &self.weak_evidence;
        let scene = Scene { evaluation: &evaluation, weak_evidence, ranking: &ranking, alternative };
        let (placed, is_first, case) = (scene.placed().copied(), scene.is_first(), case(&scene, &asked.here));
        let score = evaluation.parts.score(alternative);
        let weeks = i64::from(case.fair_judgement.weeks);
        Ok(Some(CaseAdvice {
            profile,
            alternative,
            placed,
            is_first,
            score,
            interval: evaluation.interval(alternative),
            first_place,
            starts_on: asked.starts_on,
            not_before: asked.starts_on.and_then(|start| after(start, weeks)),
            case,
            ranking,
            evaluation,
        }))
    }

    /// The alternative for a choice: the best feasible one that matches it; otherwise the best allowed one; otherwise
    /// the best one. `None` when the design is not offered this way.
    pub fn chosen(&self, evaluation: &Evaluation<'_>, choice: Choice) -> Option<AlternativeIndex> {
        let left = || self.tables.alternatives_of(choice.design).filter(|at| self.is_of(*at, choice));
        let best = |holds: &dyn Fn(AlternativeIndex) -> bool| {
            left().filter(|at| holds(*at)).min_by_key(|at| -evaluation.parts.score(*at))
        };
        best(&|at| evaluation.is_open(at)).or_else(|| best(&|at| evaluation.is_allowed(at))).or_else(|| best(&|_| true))
    }

    fn is_of(&self, alternative: AlternativeIndex, choice: Choice) -> bool {
        let alternative = &self.tables.alternatives[alternative];
        choice.environment.is_none_or(|environment| alternative.environment == environment)
            && choice.variant.is_none_or(|variant| alternative.variant == Some(variant))
    }
}

/// The day `weeks` later, if there is such a date.
fn after(start: Date, weeks: i64) -> Option<Date> {
    start.checked_add(0.weeks().try_weeks(weeks).ok()?).ok()
}
