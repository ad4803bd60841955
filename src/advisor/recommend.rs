//! One profile from feasibility to a ranked and explained answer.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalogue::{Answer, Kind, Profile};
use crate::explain::robustness::{Draws, acceptability_with_confidence, tell_acceptability};
use crate::explain::{fix, in_sentence, list, notices};
use crate::scoring::{
    Alternative, Evaluation, Field, Placed, Ranking, Separation, Unmet, Verdict, WeightError, Weighting, conditions,
    needs_other_schools, separate, travel_hours,
};

use super::Advisor;
use super::advice::{
    Advice, Contribution, Explain, FirstPlace, Given, InteractionShare, NotFeasible, Options, Recommendation,
    Robustness,
};

/// How many contributions a summary lists.
const SUMMARY: usize = 5;

impl Advisor {
    /// Scores a profile, for whatever is to be said of it.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn evaluate<'a>(&'a self, profile: &'a Profile, options: &Options) -> Result<Evaluation<'a>, WeightError> {
        Ok(Evaluation::new(Arc::new(self.field(options)?), profile))
    }

    /// What the options leave to evaluate a profile against.
    pub(super) fn field(&self, options: &Options) -> Result<Field<'_>, WeightError> {
        let weighting = match &options.multipliers {
            None => Cow::Borrowed(&self.weighting),
            Some(multipliers) => Cow::Owned(Weighting::new(&self.tables, multipliers)?),
        };
        let is_allowed = |alternative: &Alternative| {
            options.environments.as_ref().is_none_or(|allowed| allowed.contains(&alternative.environment))
        };
        Ok(Field {
            catalogue: &self.catalogue,
            tables: &self.tables,
            weighting,
            name_order: &self.name_order,
            allowed: self.tables.alternatives.iter().map(is_allowed).collect(),
            considered: (0..self.catalogue.designs.len()).map(|design| !options.exclude.contains(&design)).collect(),
            limits: options.limits,
        })
    }

    /// Ranks the designs for a profile.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn recommend<'a>(&'a self, profile: &'a Profile, options: &Options) -> Result<Advice<'a>, WeightError> {
        Ok(self.prepare(options)?.recommend(profile))
    }
}

/// How far the first place can be told apart, and whether it stands under a condition.
pub(super) fn separation(evaluation: &Evaluation<'_>, ranking: &Ranking) -> Option<(Separation, bool)> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let first = ranking.placed.first()?;
    let conditional = !conditions(catalogue, tables, &evaluation.mixtures, first.alternative).is_empty();
    let (weighting, mixtures) = (evaluation.weighting(), &evaluation.mixtures);
    let separation = separate(catalogue, tables, weighting, mixtures, &evaluation.parts, ranking, conditional)?;
    Some((separation, conditional))
}

/// One profile on its way to an answer.
pub(super) struct Run<'a, 'w> {
    pub advisor: &'a Advisor,
    pub profile: &'a Profile,
    pub evaluation: &'w Evaluation<'a>,
    pub options: &'w Options,
}

impl<'a> Run<'a, '_> {
    pub(super) fn advice(&self) -> Advice<'a> {
        let ranking = self.evaluation.ranking();
        let first_place = self.first_place(&ranking);
        let too_little_known = first_place.as_ref().is_some_and(|first| first.too_little_known);
        let Advisor { catalogue, tables, .. } = self.advisor;
        Advice {
            profile: self.profile,
            recommendations: self.recommendations(&ranking),
            not_feasible: ranking.not_feasible.iter().map(|design| self.not_feasible(*design)).collect(),
            notices: notices(
                catalogue,
                tables,
                &self.evaluation.mixtures,
                self.profile,
                &ranking,
                &self.options.limits,
                too_little_known,
            ),
            robustness: self.options.robustness.then(|| self.robustness()),
            first_place,
            groups: None,
            stakeholders: None,
        }
    }

    /// As many places as are asked for.
    pub(super) fn recommendations(&self, ranking: &Ranking) -> Vec<Recommendation<'a>> {
        let top = self.options.top.unwrap_or(usize::MAX);
        ranking.placed.iter().take(top).map(|placed| self.recommendation(*placed)).collect()
    }

    fn robustness(&self) -> Robustness {
        let acceptabilities = acceptability_with_confidence(self.evaluation, Draws::default());
        Robustness { statement: tell_acceptability(self.evaluation, &acceptabilities), acceptabilities }
    }

    fn not_feasible(&self, design: usize) -> NotFeasible {
        let alternatives = self.advisor.tables.design_alternatives[design].clone();
        let allowed = alternatives.filter(|alternative| self.evaluation.is_allowed(*alternative));
        let mut unmet: Vec<Unmet> = Vec::new();
        for need in allowed.flat_map(|alternative| self.evaluation.unmet(alternative)) {
            // Variants in one environment mostly share their needs; each is named once.
            let environment = |unmet: &Unmet| self.advisor.tables.alternatives[unmet.alternative].environment;
            let same = |other: &Unmet| {
                (environment(other), &other.need, other.required) == (environment(&need), &need.need, need.required)
            };
            if !unmet.iter().any(same) {
                unmet.push(need);
            }
        }
        NotFeasible { design, unmet, fix: fix(self.evaluation, design) }
    }

    fn recommendation(&self, placed: Placed) -> Recommendation<'a> {
        let Advisor { catalogue, tables, weak_evidence, .. } = self.advisor;
        let alternative = placed.alternative;
        let design = &catalogue.designs[placed.design];
        let environment = &catalogue.environments[tables.alternatives[alternative].environment];
        let (contributions, other_contributions) = self.contributions(alternative);
        Recommendation {
            placed,
            interval: self.evaluation.interval(alternative),
            base_value: self.evaluation.weighting().base(alternative),
            contributions,
            other_contributions,
            weak_evidence_share: weak_evidence.share(
                tables,
                self.evaluation.weighting(),
                &self.evaluation.parts,
                &self.evaluation.mixtures,
                alternative,
            ),
            conditions: conditions(catalogue, tables, &self.evaluation.mixtures, alternative),
            in_use: self.profile.current.contains(&placed.design),
            across_schools: needs_other_schools(design, environment, &self.profile.setting),
            travel_hours: travel_hours(design, environment, &self.profile.setting),
        }
    }

    /// The contributions to list, and the sum of the rest.
    fn contributions(&self, alternative: usize) -> (Vec<Contribution<'a>>, i32) {
        let tables = &self.advisor.tables;
        let of = self.evaluation.parts.contributions(tables, &self.evaluation.mixtures, alternative);
        let all: i32 = of.iter().sum();
        let listed: Vec<usize> = match self.options.explain {
            Explain::None => Vec::new(),
            Explain::Full => (0..tables.factors()).collect(),
            Explain::Summary => largest(&of),
        };
        let shown: i32 = listed.iter().map(|factor| of[*factor]).sum();
        let listed = listed.into_iter().map(|factor| self.contribution(factor, of[factor], alternative));
        (listed.collect(), all - shown)
    }

    fn contribution(&self, factor: usize, contribution: i32, alternative: usize) -> Contribution<'a> {
        let Advisor { tables, sentences, .. } = self.advisor;
        let (reason, standing) = sentences.reason(tables, &self.evaluation.mixtures, factor, contribution, alternative);
        Contribution {
            factor,
            answer: self.answer(factor, alternative),
            contribution,
            reason,
            grade: standing.map(|standing| &standing.grade),
            interactions: self.interactions(factor, alternative),
        }
    }

    /// The answer that counts here, if it is known.
    fn answer(&self, factor: usize, alternative: usize) -> Option<Given<'a>> {
        let tables = &self.advisor.tables;
        let answer = self.profile.answers.get(factor)?.as_ref()?;
        match answer {
            Answer::Each(ratings) if tables.kinds[factor] == Kind::PerDesign => {
                ratings.get(tables.alternatives[alternative].design)?.as_ref().map(Given::ForDesign)
            }
            Answer::Each(_) | Answer::Level(_) | Answer::Shares(_) => Some(Given::Whole(answer)),
        }
    }

    fn interactions(&self, factor: usize, alternative: usize) -> Vec<InteractionShare> {
        let tables = &self.advisor.tables;
        let pairs = tables.pair_terms.iter().enumerate();
        let shares = pairs.filter_map(|(interaction, pair)| {
            let (first, second) =
                self.evaluation.parts.pair_split(tables, &self.evaluation.mixtures, interaction, alternative);
            let contribution = match factor {
                factor if factor == pair.first_factor => first,
                factor if factor == pair.second_factor => second,
                _ => 0,
            };
            (contribution != 0).then_some(InteractionShare { interaction, contribution })
        });
        shares.collect()
    }

    pub(super) fn first_place(&self, ranking: &Ranking) -> Option<FirstPlace> {
        let (separation, conditional) = separation(self.evaluation, ranking)?;
        let sentence = self.verdict_sentence(ranking, &separation, conditional);
        let design = |place: usize| ranking.placed[place].design;
        Some(FirstPlace {
            verdict: separation.verdict,
            too_little_known: separation.too_little_known,
            rival: separation.rival.map(|(place, lead)| (design(place), lead)),
            group: separation.group.iter().map(|place| design(*place)).collect(),
            sentence,
        })
    }

    fn verdict_sentence(&self, ranking: &Ranking, separation: &Separation, conditional: bool) -> String {
        let name = |place: usize| self.advisor.catalogue.designs[ranking.placed[place].design].name.as_str();
        let Some((rival, lead)) = separation.rival else {
            return format!("{} is the only design that can run.", name(0));
        };
        let (first, second, lead) = (in_sentence(name(0)), in_sentence(name(rival)), f64::from(lead) / 100.0);
        let why = if separation.too_little_known {
            " Too little is known to call it clear."
        } else if conditional {
            " A condition is not met, so it is not called clear."
        } else {
            ""
        };
        match separation.verdict {
            Verdict::Clear => {
                format!(
                    "In first place: {first}, {lead:.1} points ahead of {second}. That is clear in this model, which is not proof."
                )
            }
            Verdict::Close if why.is_empty() => {
                format!("In first place: {first}, with {second} close behind ({lead:.1} points).")
            }
            Verdict::Close => format!("In first place: {first}, {lead:.1} points ahead of {second}.{why}"),
            Verdict::CannotSeparate => {
                let names: Vec<String> = separation.group.iter().map(|place| in_sentence(name(*place))).collect();
                format!("This model cannot separate {}; choose among them on other grounds.", list(&names))
            }
        }
    }
}

/// The factors that contribute most, the largest first; of equals the first.
fn largest(contributions: &[i32]) -> Vec<usize> {
    let size = |factor: usize| contributions[factor].abs();
    let mut largest: Vec<usize> = Vec::with_capacity(SUMMARY);
    for factor in 0..contributions.len() {
        if largest.len() == SUMMARY && size(largest[SUMMARY - 1]) >= size(factor) {
            continue;
        }
        let at = largest.iter().position(|other| size(*other) < size(factor)).unwrap_or(largest.len());
        largest.truncate(SUMMARY - 1);
        largest.insert(at, factor);
    }
    largest
}
