//! Takes one profile from feasibility to a ranked and explained answer.

use std::borrow::Cow;
use std::sync::Arc;

use crate::answers::MILLION;
use crate::catalogue::{AlternativeIndex, Answer, DesignIndex, EnvironmentIndex, FactorIndex, Kind, Profile};
use crate::counterfactual::fix;
use crate::explain::{NoticeInput, notices};
use crate::scoring::{
    Alternative, Block, Contributed, Detail, Evaluation, Field, Placed, Ranking, Separation, Unmet, Verdict,
    WeightError, Weighting, group, needs_other_schools, separate, travel_hours,
};
use crate::sensitivity::{Draws, acceptability_with_confidence, tell_acceptability};
use crate::words::{fill, fill_text, in_sentence, list, one_decimal, text};

use super::Advisor;
use super::advice::{
    Advice, Contribution, Cost, Explain, FirstPlace, Given, InteractionShare, NotFeasible, Options, Recommendation,
    Robustness,
};

/// The number of contributions in a summary.
const SUMMARY: usize = 5;

/// The number of costs named.
const COSTS: usize = 3;

impl Advisor {
    /// Scores a profile.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn evaluate<'a>(&'a self, profile: &'a Profile, options: &Options) -> Result<Evaluation<'a>, WeightError> {
        Ok(Evaluation::new(Arc::new(self.field(options)?), profile))
    }

    /// Scores a team with no answers, for comparing many teams in one field.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn evaluate_nothing(&self, options: &Options) -> Result<Evaluation<'_>, WeightError> {
        Ok(Evaluation::of_nothing(Arc::new(self.field(options)?)))
    }

    /// The part of the catalog that the options leave to evaluate a profile against.
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
            considered: self.catalogue.all_designs().map(|design| !options.exclude.contains(&design)).collect(),
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
        let details = self.evaluation.details(&ranking);
        let first_place = self.first_place(&ranking, &details);
        let too_little_known = first_place.as_ref().is_some_and(|first| first.too_little_known);
        let alike = ranking.placed.first().map_or_else(Vec::new, |first| self.alike_environments(first));
        Advice {
            profile: self.profile,
            recommendations: self.recommendations(&ranking, &details),
            not_feasible: ranking.not_feasible.iter().map(|design| self.not_feasible(*design)).collect(),
            notices: notices(
                self.evaluation,
                NoticeInput {
                    ranking: &ranking,
                    too_little_known,
                    alike: &alike,
                    top: self.options.top.unwrap_or(usize::MAX),
                },
            ),
            robustness: self.options.robustness.then(|| self.robustness()),
            by_hand: self.advisor.by_hand(self.profile, self.options),
            first_place,
            groups: None,
            stakeholders: None,
        }
    }

    /// The requested number of places.
    pub(super) fn recommendations(&self, ranking: &Ranking, details: &[Detail<'_>]) -> Vec<Recommendation<'a>> {
        let top = self.options.top.unwrap_or(usize::MAX);
        let places = ranking.placed.iter().zip(details).take(top);
        places.map(|(placed, detail)| self.recommendation(*placed, detail)).collect()
    }

    fn robustness(&self) -> Robustness {
        let acceptabilities = acceptability_with_confidence(self.evaluation, Draws::default());
        Robustness { statement: tell_acceptability(self.evaluation, &acceptabilities), acceptabilities }
    }

    fn not_feasible(&self, design: DesignIndex) -> NotFeasible {
        let alternatives = self.advisor.tables.alternatives_of(design);
        let allowed = alternatives.filter(|alternative| self.evaluation.is_allowed(*alternative));
        let mut unmet: Vec<Unmet> = Vec::new();
        for need in allowed.flat_map(|alternative| self.evaluation.unmet(alternative)) {
            // Variants in one environment mostly share their needs; name each need once.
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

    fn recommendation(&self, placed: Placed, detail: &Detail<'_>) -> Recommendation<'a> {
        let Advisor { catalogue, tables, weak_evidence, .. } = self.advisor;
        let alternative = placed.alternative;
        let design = &catalogue.designs[placed.design];
        let environment = &catalogue.environments[tables.alternatives[alternative].environment];
        let evaluation = self.evaluation;
        let (of, costs) = (detail.contributions(), detail.costs());
        let (contributions, other_contributions) = self.contributions(detail, &of, &costs);
        let keeps = tables.size_keeps(alternative, self.profile.setting.program_teachers);
        let gates = evaluation.unmet_gates(alternative);
        Recommendation {
            placed,
            potential: detail.potential(),
            readiness: detail.readiness(),
            interval: detail.interval(),
            base_value: of.base,
            group: group(catalogue, &gates),
            gates,
            costs: self.largest_costs(detail, &costs),
            alike_environments: self.alike_environments(&placed),
            size_keeps: (keeps < MILLION).then_some((keeps / 10_000) as u32),
            contributions,
            other_contributions,
            weak_evidence_share: weak_evidence.share(detail),
            in_use: self.profile.current.contains(&placed.design),
            across_schools: needs_other_schools(design, environment, &self.profile.setting),
            travel_hours: travel_hours(design, environment, &self.profile.setting),
        }
    }

    /// Environments in which a design scores as well as in its own, up to a difference that no study could detect.
    fn alike_environments(&self, placed: &Placed) -> Vec<EnvironmentIndex> {
        let tables = &self.advisor.tables;
        let within = (self.advisor.catalogue.model.alike_environments.points * 100.0).round() as i32;
        let near = |alternative: &AlternativeIndex| {
            let score = self.evaluation.parts.score(*alternative);
            self.evaluation.is_open(*alternative) && placed.score - score < within
        };
        let mut alike: Vec<EnvironmentIndex> = Vec::new();
        for alternative in tables.alternatives_of(placed.design).filter(near) {
            let environment = tables.alternatives[alternative].environment;
            if !alike.contains(&environment) {
                alike.push(environment);
            }
        }
        alike
    }

    /// The largest costs, largest first; the first of equals.
    fn largest_costs(&self, detail: &Detail<'_>, costs: &[i32]) -> Vec<Cost<'a>> {
        let Advisor { tables, reasons, .. } = self.advisor;
        let cost = |factor: FactorIndex| {
            // The largest part of a cost gives its name.
            let (reason, basis) = reasons.reason(tables, detail, factor, -1);
            let label = reasons.cost_label(tables, detail, factor);
            Cost { factor, cost: costs[factor], known: basis.is_some(), label, reason }
        };
        largest::<COSTS>(costs.iter().copied(), 1).map(FactorIndex::from).map(cost).collect()
    }

    /// The contributions to list, and the sum of the rest.
    fn contributions(&self, detail: &Detail<'_>, all: &Contributed, costs: &[i32]) -> (Vec<Contribution<'a>>, i32) {
        let of = &all.by_factor;
        let listed: Vec<FactorIndex> = match self.options.explain {
            Explain::None => Vec::new(),
            Explain::Full => FactorIndex::all(of.len()).collect(),
            Explain::Summary => {
                largest::<SUMMARY>(of.iter().map(|points| points.abs()), 0).map(FactorIndex::from).collect()
            }
        };
        let shown: i32 = listed.iter().map(|factor| of[*factor]).sum();
        let listed = listed.into_iter().map(|factor| self.contribution(factor, all, costs[factor], detail));
        (listed.collect(), of.iter().sum::<i32>() - shown)
    }

    fn contribution(&self, factor: FactorIndex, all: &Contributed, cost: i32, detail: &Detail<'_>) -> Contribution<'a> {
        let Advisor { tables, reasons, .. } = self.advisor;
        let (contribution, alternative) = (all.by_factor[factor], detail.alternative());
        let (reason, basis) = reasons.reason(tables, detail, factor, contribution);
        let side = tables.block(factor, alternative);
        let interactions =
            tables.pair_terms.iter().zip(&all.of_pairs).enumerate().filter_map(|(pair, (term, shares))| {
                let at = [term.first_factor, term.second_factor].iter().position(|one| *one == factor)?;
                (shares[at] != 0).then_some(InteractionShare { interaction: pair, contribution: shares[at] })
            });
        Contribution {
            factor,
            side,
            answer: self.answer(factor, alternative),
            contribution,
            cost: (side != Block::Potential).then_some(cost),
            reason,
            grade: basis.map(|basis| &basis.grade),
            interactions: interactions.collect(),
        }
    }

    /// The answer that counts here, if it is known.
    fn answer(&self, factor: FactorIndex, alternative: AlternativeIndex) -> Option<Given<'a>> {
        let tables = &self.advisor.tables;
        let answer = self.profile.answers.get(factor.at())?.as_ref()?;
        match answer {
            Answer::Each(ratings) if tables.kinds[factor] == Kind::PerDesign => {
                ratings.get(tables.alternatives[alternative].design.at())?.as_ref().map(Given::ForDesign)
            }
            Answer::Each(_) | Answer::Level(_) | Answer::Shares(_) => Some(Given::Whole(answer)),
        }
    }

    pub(super) fn first_place(&self, ranking: &Ranking, details: &[Detail<'_>]) -> Option<FirstPlace> {
        let separation = separate(self.evaluation, ranking, details)?;
        let sentence = self.verdict_sentence(ranking, &separation);
        let design = |place: usize| ranking.placed[place].design;
        Some(FirstPlace {
            verdict: separation.verdict,
            too_little_known: separation.too_little_known,
            has_to_build: separation.has_to_build,
            rival: separation.rival.map(|(place, lead)| (design(place), lead)),
            group: separation.group.iter().map(|place| design(*place)).collect(),
            lightest: self.lightest(ranking, &separation),
            sentence,
        })
    }

    /// The design of the group with the fewest hours per teacher, coverage included, and then the lowest cost; an
    /// unknown cost comes last. The first of equals.
    fn lightest(&self, ranking: &Ranking, separation: &Separation) -> DesignIndex {
        let Advisor { catalogue, tables, .. } = self.advisor;
        let load = |place: &usize| {
            let placed = &ranking.placed[*place];
            let dosage = &catalogue.designs[placed.design].dosage;
            let environment = &catalogue.environments[tables.alternatives[placed.alternative].environment];
            let hours = dosage.hours.typical + dosage.cover_hours.typical * environment.cover_share.value;
            (hours, dosage.cost_usd_per_teacher.as_ref().map_or(f64::INFINITY, |cost| cost.typical))
        };
        let lighter = |a: &usize, b: &usize| {
            let (a, b) = (load(a), load(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        };
        let place = separation.group.iter().copied().min_by(lighter).unwrap_or(0);
        ranking.placed[place].design
    }

    fn verdict_sentence(&self, ranking: &Ranking, separation: &Separation) -> String {
        let name = |place: usize| self.advisor.catalogue.designs[ranking.placed[place].design].name.as_str();
        let Some((rival, lead)) = separation.rival else {
            return fill_text("explain.verdict.only_one", &[("first", name(0))]);
        };
        let template = match separation.verdict {
            Verdict::Clear => text("explain.verdict.clear"),
            Verdict::Close if separation.too_little_known => text("explain.verdict.too_little_known"),
            Verdict::Close if separation.has_to_build => text("explain.verdict.has_to_build"),
            Verdict::Close => text("explain.verdict.close"),
            Verdict::CannotSeparate => {
                let names: Vec<String> = separation.group.iter().map(|place| in_sentence(name(*place))).collect();
                return fill_text("explain.verdict.cannot_separate", &[("names", &list(&names))]);
            }
        };
        let lead = one_decimal(lead);
        fill(template, &[("first", &in_sentence(name(0))), ("second", &in_sentence(name(rival))), ("lead", &lead)])
    }
}

/// The factors with the largest sizes of at least `least`, largest first; the first of equals.
fn largest<const MOST: usize>(sizes: impl Iterator<Item = i32>, least: i32) -> impl Iterator<Item = usize> {
    // A key orders by size and then from the last factor to the first.
    let mut found = [i64::MIN; MOST];
    for (factor, size) in (0_u32..).zip(sizes) {
        let key = i64::from(size) << 32 | i64::from(u32::MAX - factor);
        if size >= least && key > found[MOST - 1] {
            let at = found.iter().position(|other| key > *other).unwrap_or(0);
            found.copy_within(at..MOST - 1, at + 1);
            found[at] = key;
        }
    }
    found.into_iter().filter(|key| *key != i64::MIN).map(|key| (u32::MAX - key as u32) as usize)
}
