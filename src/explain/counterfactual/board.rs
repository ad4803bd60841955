//! One alternative of a design against all others: what every joint state of levers does to every score.
//!
//! Levers that share an interaction form one group, so that a score is a sum over groups; kinds of resources share one
//! rounding and are summed exactly when a state is visited.

use std::collections::BTreeMap;

use crate::catalogue::Kind;
use crate::scoring::{Evaluation, Mixtures, Parts};

use super::Goal;
use super::levers::Lever;
use super::search::{Search, price};

/// The unmet requirements of an alternative: terms with the least mean in millionths.
pub(super) fn needs(evaluation: &Evaluation<'_>, alternative: usize) -> Vec<(usize, u64)> {
    let unmet = evaluation.unmet(alternative).into_iter();
    unmet
        .filter_map(|unmet| match unmet.need {
            crate::scoring::Need::Term(term) => Some((term, unmet.required)),
            crate::scoring::Need::Limit(_) | crate::scoring::Need::Setting(_) => None,
        })
        .collect()
}

/// Levers that are moved together, and what each of their joint states does.
pub(super) struct Group {
    pub levers: Vec<usize>,
    pub states: Vec<Joint>,
}

/// A state of all levers of a group.
pub(super) struct Joint {
    /// By lever of the group.
    pub chosen: Vec<usize>,
    pub price: u64,
    /// By alternative, in hundredths: what the score gains. Of kinds of resources, an estimate within 2.
    pub gains: Vec<i32>,
}

/// What has to be beaten: one alternative of another design.
pub(super) struct Rival {
    pub alternative: usize,
    pub design: usize,
    /// Whether it can run as things stand.
    pub is_open: bool,
    /// Terms that have to be raised before it can.
    needs: Vec<(usize, u64)>,
    /// The most that the target can gain on it in all.
    pub most: i32,
    /// Steps of gain on it, best rate first.
    pub steps: Vec<Step>,
}

/// Part of what a group can gain on a rival, and the least that it costs.
pub(super) struct Step {
    pub group: usize,
    pub gain: f64,
    /// Gain for each unit of price.
    pub rate: f64,
}

impl Rival {
    /// Whether it can run when some terms are raised to these means.
    pub(super) fn can_run(&self, means: &BTreeMap<usize, u64>) -> bool {
        self.needs.iter().all(|(term, least)| means.get(term).is_some_and(|mean| mean >= least))
    }
}

/// One alternative of the design against all others.
pub(super) struct Board<'a> {
    pub search: &'a Search<'a>,
    pub levers: &'a [Lever],
    pub target: usize,
    /// What the target itself still needs.
    pub needs: Vec<(usize, u64)>,
    pub groups: Vec<Group>,
    pub rivals: Vec<Rival>,
    /// Exact gains of resource levers together, by their states.
    resources: BTreeMap<Vec<u16>, Vec<i32>>,
    /// More hundredths than the estimates of resources could be off by.
    pub slack: i32,
}

impl<'a> Board<'a> {
    pub(super) fn new(search: &'a Search<'a>, levers: &'a [Lever], target: usize) -> Self {
        let mut board = Self {
            search,
            levers,
            target,
            needs: needs(search.evaluation, target),
            groups: Vec::new(),
            rivals: Vec::new(),
            resources: BTreeMap::new(),
            slack: 0,
        };
        board.groups = board.make_groups();
        board.slack = if (0..levers.len()).any(|lever| board.is_resource(lever)) { 2 } else { 0 };
        if search.goal != Goal::Feasible {
            board.rivals = board.make_rivals();
        }
        board
    }

    pub(super) fn is_resource(&self, lever: usize) -> bool {
        let tables = self.search.evaluation.tables();
        tables.kinds[tables.terms[self.levers[lever].of.term].factor] == Kind::PerResource
    }

    /// Groups whose levers have to be raised come first, then those that help most for their price.
    fn make_groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = self.together().into_iter().map(|levers| self.make_group(levers)).collect();
        if self.search.goal != Goal::Feasible {
            groups.iter_mut().for_each(|group| self.leave_out_useless(group));
        }
        let forced = |group: &Group| {
            group.levers.iter().any(|lever| self.needs.iter().any(|(term, _)| *term == self.levers[*lever].of.term))
        };
        let rate = |group: &Group| {
            let rates = group.states.iter().filter(|state| state.price > 0);
            rates.map(|state| f64::from(state.gains[self.target]) / state.price as f64).fold(0.0, f64::max)
        };
        groups.sort_by(|a, b| forced(b).cmp(&forced(a)).then(rate(b).total_cmp(&rate(a))));
        groups
    }

    /// Levers that share an interaction stand together.
    fn together(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..self.levers.len()).map(|lever| vec![lever]).collect();
        for pair in &self.search.evaluation.tables().pair_terms {
            let holds = |groups: &[Vec<usize>], term: usize| {
                groups.iter().position(|group| group.iter().any(|lever| self.levers[*lever].of.term == term))
            };
            let (first, second) = (holds(&groups, pair.first_term), holds(&groups, pair.second_term));
            if let (Some(first), Some(second)) = (first, second)
                && first != second
            {
                let moved = groups.remove(first.max(second));
                groups[first.min(second)].extend(moved);
            }
        }
        groups
    }

    fn make_group(&self, levers: Vec<usize>) -> Group {
        let mut states = vec![Vec::new()];
        for lever in &levers {
            let least =
                self.needs.iter().find(|(term, _)| *term == self.levers[*lever].of.term).map_or(0, |(_, least)| *least);
            let allowed = |state: &usize| self.levers[*lever].states[*state].mean >= least;
            states = states
                .into_iter()
                .flat_map(|chosen: Vec<usize>| {
                    let all = (0..self.levers[*lever].states.len()).filter(allowed);
                    all.map(move |state| chosen.iter().copied().chain([state]).collect()).collect::<Vec<Vec<usize>>>()
                })
                .collect();
        }
        let rows = self.rows(&levers);
        let before = self.row_sums(&rows, &self.search.evaluation.mixtures);
        let joint = |chosen: Vec<usize>| {
            let price = levers.iter().zip(&chosen).map(|(lever, state)| price(&self.levers[*lever], *state)).sum();
            let after = self.row_sums(&rows, &self.mixtures(levers.iter().copied().zip(chosen.iter().copied())));
            let gains = after.iter().zip(&before).map(|(after, before)| after - before).collect();
            Joint { chosen, price, gains }
        };
        let mut states: Vec<Joint> = states.into_iter().map(joint).collect();
        states.sort_by_key(|state| state.price);
        Group { levers, states }
    }

    /// The rows of parts that some levers move.
    fn rows(&self, levers: &[usize]) -> Vec<usize> {
        let tables = self.search.evaluation.tables();
        let terms: Vec<usize> = levers.iter().map(|lever| self.levers[*lever].of.term).collect();
        let mut rows: Vec<usize> = terms.iter().map(|term| tables.terms[*term].factor).collect();
        let pairs = tables.pair_terms.iter().enumerate();
        let touched = pairs.filter(|(_, pair)| terms.contains(&pair.first_term) || terms.contains(&pair.second_term));
        rows.extend(touched.map(|(pair, _)| tables.factors() + pair));
        rows.dedup();
        rows
    }

    fn row_sums(&self, rows: &[usize], mixtures: &Mixtures) -> Vec<i32> {
        let evaluation = self.search.evaluation;
        Parts::of_rows(evaluation.tables(), evaluation.weighting(), mixtures, rows)
    }

    fn mixtures(&self, chosen: impl Iterator<Item = (usize, usize)>) -> Mixtures {
        let start = self.search.evaluation.mixtures.clone();
        chosen.fold(start, |mixtures, (lever, state)| {
            let lever = &self.levers[lever];
            match lever.states[state].level {
                Some(level) => mixtures.raised(lever.of.term, lever.of.design, level),
                None => mixtures,
            }
        })
    }

    /// Alternatives of other designs that can run, or could if something was raised.
    fn others(&self) -> Vec<usize> {
        let evaluation = self.search.evaluation;
        let tables = evaluation.tables();
        let is_other = |other: &usize| {
            let design = tables.alternatives[*other].design;
            let raisable = needs(evaluation, *other).len() == evaluation.unmet(*other).len();
            design != self.search.design
                && evaluation.field.considered[design]
                && evaluation.is_allowed(*other)
                && raisable
        };
        (0..tables.alternatives.len()).filter(is_other).collect()
    }

    fn make_rivals(&self) -> Vec<Rival> {
        let evaluation = self.search.evaluation;
        let rival = |alternative: usize| {
            let mut steps: Vec<Step> =
                (0..self.groups.len()).flat_map(|group| self.steps(group, alternative)).collect();
            steps.sort_by(|a, b| b.rate.total_cmp(&a.rate));
            Rival {
                alternative,
                design: evaluation.tables().alternatives[alternative].design,
                is_open: evaluation.is_open(alternative),
                needs: needs(evaluation, alternative),
                most: steps.iter().map(|step| step.gain).sum::<f64>().round() as i32,
                steps,
            }
        };
        self.others().into_iter().map(rival).collect()
    }

    /// What a group can gain on a rival for its price: the steps of the concave line above all its states.
    fn steps(&self, group: usize, rival: usize) -> Vec<Step> {
        let spare = if self.is_resource(self.groups[group].levers[0]) { 2 } else { 0 };
        let gain = |state: &Joint| f64::from(state.gains[self.target] - state.gains[rival] + spare);
        let states = self.groups[group].states.iter().filter(|state| state.price > 0);
        let points: Vec<(f64, f64)> = states.map(|state| (state.price as f64, gain(state))).collect();
        let (mut at, mut reached) = (0.0, 0.0);
        let mut steps = Vec::new();
        loop {
            let rate = |point: &&(f64, f64)| (point.1 - reached) / (point.0 - at);
            let ahead = points.iter().filter(|point| point.0 > at && point.1 > reached);
            let Some(best) = ahead.max_by(|a, b| rate(a).total_cmp(&rate(b)).then(a.0.total_cmp(&b.0))) else { break };
            steps.push(Step { group, gain: best.1 - reached, rate: rate(&best) });
            (at, reached) = *best;
        }
        steps
    }

    /// Leaves out states that a cheaper one without higher levels is never behind: more of what a design has enough of.
    fn leave_out_useless(&self, group: &mut Group) {
        let evaluation = self.search.evaluation;
        let wanted_with = |lever: &usize| {
            let path = &evaluation.tables().terms[self.levers[*lever].of.term].path;
            evaluation.catalogue().model.not_alone.iter().any(|rule| rule.unless == *path)
        };
        // What has to be raised with something else may be raised for nothing.
        if group.levers.iter().any(wanted_with) {
            return;
        }
        let others = self.others();
        let states = &group.states;
        let useless = |at: usize| {
            (0..states.len()).any(|other| {
                let cheaper = states[other].price < states[at].price;
                cheaper && self.no_higher(group, other, at) && self.never_behind(group, other, at, &others)
            })
        };
        let kept: Vec<bool> = (0..states.len()).map(|at| !useless(at)).collect();
        let mut kept = kept.into_iter();
        group.states.retain(|_| kept.next().unwrap_or(true));
    }

    /// Whether no lever of a state stands higher than in another one.
    fn no_higher(&self, group: &Group, one: usize, other: usize) -> bool {
        let mean =
            |at: usize, lever: usize| self.levers[group.levers[lever]].states[group.states[at].chosen[lever]].mean;
        (0..group.levers.len()).all(|lever| mean(one, lever) <= mean(other, lever))
    }

    /// Whether a state gains at least as much on every other alternative as another state does. Gains of resources are
    /// estimates, so whole levels are compared there by what they are worth.
    fn never_behind(&self, group: &Group, one: usize, other: usize, others: &[usize]) -> bool {
        let states = &group.states;
        if !self.is_resource(group.levers[0]) {
            let gain = |at: usize, rival: usize| states[at].gains[self.target] - states[at].gains[rival];
            return others.iter().all(|rival| gain(one, *rival) >= gain(other, *rival));
        }
        let lever = &self.levers[group.levers[0]];
        let cell = |at: usize| lever.states[states[at].chosen[0]].level.and_then(crate::answers::Level::whole);
        let (Some(one), Some(other)) = (cell(one), cell(other)) else { return false };
        let utilities = &self.search.evaluation.tables().utilities;
        let worth = |cell: usize, alternative: usize| utilities[[lever.of.term, cell, alternative]];
        worth(one, self.target) == worth(other, self.target)
            && others.iter().all(|rival| worth(one, *rival) <= worth(other, *rival))
    }

    /// Scores by alternative in a state, exact.
    pub(super) fn standing(&mut self, states: &[u16]) -> Vec<i32> {
        let evaluation = self.search.evaluation;
        let mut scores: Vec<i32> =
            (0..evaluation.tables().alternatives.len()).map(|at| evaluation.parts.score(at)).collect();
        let mut resources: Vec<u16> = Vec::new();
        for (at, (group, state)) in self.groups.iter().zip(states).enumerate() {
            if self.is_resource(group.levers[0]) {
                if group.states[usize::from(*state)].price > 0 {
                    resources.extend([at as u16, *state]);
                }
                continue;
            }
            let gains = &group.states[usize::from(*state)].gains;
            scores.iter_mut().zip(gains).for_each(|(score, gain)| *score += gain);
        }
        if !resources.is_empty() {
            let gains = self.resource_gains(resources);
            scores.iter_mut().zip(gains).for_each(|(score, gain)| *score += gain);
        }
        scores
    }

    /// What several kinds of resources give together; they share one rounding.
    fn resource_gains(&mut self, key: Vec<u16>) -> &[i32] {
        if !self.resources.contains_key(&key) {
            let chosen: Vec<(usize, usize)> = key
                .chunks_exact(2)
                .flat_map(|pair| {
                    let group = &self.groups[usize::from(pair[0])];
                    let joint = &group.states[usize::from(pair[1])];
                    group.levers.iter().copied().zip(joint.chosen.iter().copied()).collect::<Vec<_>>()
                })
                .collect();
            let levers: Vec<usize> = chosen.iter().map(|(lever, _)| *lever).collect();
            let rows = self.rows(&levers);
            let before = self.row_sums(&rows, &self.search.evaluation.mixtures);
            let after = self.row_sums(&rows, &self.mixtures(chosen.into_iter()));
            let gains = after.iter().zip(&before).map(|(after, before)| after - before).collect();
            self.resources.insert(key.clone(), gains);
        }
        &self.resources[&key]
    }
}
