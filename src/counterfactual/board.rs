//! One alternative of a design against all others: the effect of every joint state of levers on every score.
//!
//! Levers that share an interaction or a transfer form one group, so that potential and readiness are sums over groups
//! and each gate belongs to one group.

use std::collections::BTreeMap;

use crate::catalogue::{AlternativeIndex, DesignIndex, TermIndex};
use crate::scoring::{Blocks, MOST_GATES, Mixtures};

use super::aim::{Aim, needs};
use super::change::Goal;
use super::effects::{Effect, Product};
use super::levers::Lever;

/// Levers that move together, and the effect of each of their joint states.
pub(super) struct Group {
    pub levers: Vec<usize>,
    pub states: Vec<Joint>,
}

/// A state of all levers of a group.
pub(super) struct Joint {
    /// By lever of the group.
    pub chosen: Vec<usize>,
    pub price: u64,
    /// By alternative.
    pub effects: Vec<Effect>,
}

/// One alternative of another design that the target has to beat.
pub(super) struct Rival {
    pub alternative: AlternativeIndex,
    pub design: DesignIndex,
    /// Whether it is feasible now.
    pub is_open: bool,
    /// Terms that have to be raised before it is feasible.
    needs: Vec<(TermIndex, u64)>,
}

impl Rival {
    /// Whether it is feasible when some terms are raised to these means.
    pub(super) fn can_run(&self, means: &BTreeMap<TermIndex, u64>) -> bool {
        self.needs.iter().all(|(term, least)| means.get(term).is_some_and(|mean| mean >= least))
    }
}

/// One alternative of the design against all others.
pub(super) struct Board<'a> {
    pub aim: Aim<'a>,
    pub levers: &'a [Lever],
    pub target: AlternativeIndex,
    /// The target's own unmet requirements.
    pub needs: Vec<(TermIndex, u64)>,
    /// By alternative, at the present answers.
    pub start: Vec<Product>,
    pub groups: Vec<Group>,
    /// The number of first groups that scale the target's score, by its gates or its potential.
    pub scaling: usize,
    pub rivals: Vec<Rival>,
}

/// The most joint states that bounds distinguish. Two gates and a transfer make at most 125, and 625 where one of their
/// levers shares an interaction.
const MOST_SCALING: usize = 4096;

impl<'a> Board<'a> {
    pub(super) fn new(aim: Aim<'a>, levers: &'a [Lever], target: AlternativeIndex) -> Self {
        let evaluation = aim.evaluation;
        let all = evaluation.tables().all_alternatives();
        let mut board = Self {
            aim,
            levers,
            target,
            needs: needs(evaluation, target),
            start: all.map(|alternative| Product::of(&evaluation.parts.blocks, alternative)).collect(),
            groups: Vec::new(),
            scaling: 0,
            rivals: Vec::new(),
        };
        board.groups = board.make_groups();
        if aim.goal != Goal::Feasible {
            board.scaling = board.count_scaling();
            board.rivals = board.make_rivals();
        }
        board
    }

    /// Makes the groups. Those that scale the target's score come first, then those whose levers have to be raised,
    /// then those with the best gain for their price.
    fn make_groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = self.together().into_iter().map(|levers| self.make_group(levers)).collect();
        if self.aim.goal != Goal::Feasible {
            let others = self.others();
            groups.iter_mut().for_each(|group| self.leave_out_useless(group, &others));
        }
        let forced = |group: &Group| {
            group.levers.iter().any(|lever| self.needs.iter().any(|(term, _)| *term == self.levers[*lever].of.term))
        };
        let start = &self.start[self.target];
        let rate = |group: &Group| {
            let raised = group.states.iter().filter(|state| state.price > 0);
            let gain = |state: &Joint| start.with(&state.effects[self.target]).score() - start.score();
            raised.map(|state| gain(state) / state.price as f64).fold(0.0, f64::max)
        };
        let key = |group: &Group| (self.scales(group), forced(group));
        groups.sort_by(|a, b| key(b).cmp(&key(a)).then(rate(b).total_cmp(&rate(a))));
        groups
    }

    fn scales(&self, group: &Group) -> bool {
        group.states.iter().any(|state| state.effects[self.target].scales(&self.start[self.target]))
    }

    fn count_scaling(&self) -> usize {
        let states = self.groups.iter().take_while(|group| self.scales(group)).map(|group| group.states.len());
        let products = states.scan(1_usize, |product, count| {
            *product = product.saturating_mul(count);
            Some(*product)
        });
        products.take_while(|product| *product <= MOST_SCALING).count()
    }

    /// Joins levers that share an interaction or a transfer into one group.
    fn together(&self) -> Vec<Vec<usize>> {
        let tables = self.aim.evaluation.tables();
        let mut groups: Vec<Vec<usize>> = (0..self.levers.len()).map(|lever| vec![lever]).collect();
        let pairs = tables.pair_terms.iter().map(|pair| [pair.first_term, pair.second_term]);
        for [first, second] in pairs.chain([[tables.transfer.support, tables.transfer.complexity]]) {
            let of = |term: TermIndex| {
                groups.iter().position(|group| group.iter().any(|lever| self.levers[*lever].of.term == term))
            };
            if let (Some(first), Some(second)) = (of(first), of(second))
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
        let joint = |chosen: Vec<usize>| {
            let price = levers.iter().zip(&chosen).map(|(lever, state)| self.levers[*lever].price(*state)).sum();
            Joint { price, effects: self.effects(&levers, &chosen), chosen }
        };
        let mut states: Vec<Joint> = states.into_iter().map(joint).collect();
        states.sort_by_key(|state| state.price);
        Group { levers, states }
    }

    /// The effect of some states of a group's levers on every alternative, with all other levers as they are.
    fn effects(&self, levers: &[usize], chosen: &[usize]) -> Vec<Effect> {
        let evaluation = self.aim.evaluation;
        let tables = evaluation.tables();
        let mixtures = self.mixtures(levers.iter().copied().zip(chosen.iter().copied()));
        let blocks = Blocks::new(tables, evaluation.weighting(), &mixtures);
        let moved = |term: TermIndex| levers.iter().any(|lever| self.levers[*lever].of.term == term);
        let effect = |(alternative, before): (AlternativeIndex, &Product)| {
            let mut owns = [false; MOST_GATES];
            for (own, gate) in owns.iter_mut().zip(&tables.alternatives[alternative].gates) {
                *own = moved(gate.term);
            }
            Effect::between(before, &Product::of(&blocks, alternative), owns)
        };
        AlternativeIndex::enumerate(&self.start).map(effect).collect()
    }

    /// Returns the answers with some levers raised.
    pub(super) fn mixtures(&self, chosen: impl Iterator<Item = (usize, usize)>) -> Mixtures {
        let start = self.aim.evaluation.mixtures.clone();
        chosen.fold(start, |mixtures, (lever, state)| {
            let lever = &self.levers[lever];
            match lever.states[state].level {
                Some(level) => mixtures.raised(lever.of.term, lever.of.design, level),
                None => mixtures,
            }
        })
    }

    /// Alternatives of other designs that are feasible, or could become so if something is raised.
    fn others(&self) -> Vec<AlternativeIndex> {
        let evaluation = self.aim.evaluation;
        let tables = evaluation.tables();
        let is_other = |other: &AlternativeIndex| {
            let design = tables.alternatives[*other].design;
            let raisable = needs(evaluation, *other).len() == evaluation.unmet(*other).len();
            design != self.aim.design
                && evaluation.field.considered[design]
                && evaluation.is_allowed(*other)
                && raisable
        };
        tables.all_alternatives().filter(is_other).collect()
    }

    fn make_rivals(&self) -> Vec<Rival> {
        let evaluation = self.aim.evaluation;
        let rival = |alternative: AlternativeIndex| Rival {
            alternative,
            design: evaluation.tables().alternatives[alternative].design,
            is_open: evaluation.is_open(alternative),
            needs: needs(evaluation, alternative),
        };
        self.others().into_iter().map(rival).collect()
    }

    /// Removes a state where a cheaper one without higher levels does as much for the target and no more for any rival:
    /// the removed state raises something the design has enough of.
    fn leave_out_useless(&self, group: &mut Group, others: &[AlternativeIndex]) {
        let evaluation = self.aim.evaluation;
        let wanted_with = |lever: &usize| {
            let path = &evaluation.tables().terms[self.levers[*lever].of.term].path;
            evaluation.catalogue().model.not_alone.iter().any(|rule| rule.unless == *path)
        };
        // A lever that another one depends on may be raised for that reason alone.
        if group.levers.iter().any(wanted_with) {
            return;
        }
        let states = &group.states;
        let useless = |at: usize| {
            (0..states.len()).any(|other| {
                let cheaper = states[other].price < states[at].price;
                cheaper && self.no_higher(group, other, at) && self.does_as_much(&states[other], &states[at], others)
            })
        };
        let kept: Vec<bool> = (0..states.len()).map(|at| !useless(at)).collect();
        let mut kept = kept.into_iter();
        group.states.retain(|_| kept.next().unwrap_or(true));
    }

    /// Whether no lever is higher in a state than in another one.
    fn no_higher(&self, group: &Group, one: usize, other: usize) -> bool {
        let mean =
            |at: usize, lever: usize| self.levers[group.levers[lever]].states[group.states[at].chosen[lever]].mean;
        (0..group.levers.len()).all(|lever| mean(one, lever) <= mean(other, lever))
    }

    /// Whether a state does no less for the target than another one, and no more for any rival, whatever other groups
    /// do: a score never falls when one of its blocks rises.
    fn does_as_much(&self, one: &Joint, other: &Joint, others: &[AlternativeIndex]) -> bool {
        one.effects[self.target].is_no_lower(&other.effects[self.target])
            && others.iter().all(|rival| other.effects[*rival].is_no_lower(&one.effects[*rival]))
    }

    /// The blocks of every alternative in a state of the first groups, with the others as they are.
    pub(super) fn products(&self, states: &[u16]) -> Vec<Product> {
        let mut products = self.start.clone();
        for (group, state) in self.groups.iter().zip(states) {
            let effects = &group.states[usize::from(*state)].effects;
            products.iter_mut().zip(effects).for_each(|(product, effect)| *product = product.with(effect));
        }
        products
    }
}
