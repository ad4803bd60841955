//! The exact search: best first over the whole levels of all levers, with a bound that never overstates.
//!
//! Levers that share an interaction form one group, so that a score is a sum over groups; kinds of resources share one
//! rounding and are summed exactly when a state is visited. A state fixes the levels of the first groups and leaves the
//! rest as they stand. What it still has to cost is at least what its hardest rival needs, each group giving at most its
//! greatest gain at its best rate.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::catalogue::Kind;
use crate::scoring::{Evaluation, Mixtures, Parts};

use super::levers::Lever;
use super::obstacles::Obstacle;
use super::{Effort, Goal};

pub(super) struct Search<'a> {
    pub evaluation: &'a Evaluation<'a>,
    pub design: usize,
    pub goal: Goal,
    pub effort: Effort,
}

/// The levers of a change and their states, and the alternative that reaches the goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub chosen: Vec<(usize, usize)>,
    pub alternative: usize,
    pub price: u64,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub found: Option<Found>,
    pub proven: bool,
    /// Nothing that reaches the goal costs less, in millionths.
    pub bound: u64,
}

/// A cost with ties broken by the number of moves and then of levels.
fn price(lever: &Lever, state: usize) -> u64 {
    if state == 0 { 0 } else { (lever.states[state].cost << TIES) + (1 << (TIES / 2)) + state as u64 }
}

/// Bits below the cost that break ties: up to 255 moves, and up to 255 levels in all.
const TIES: u32 = 16;

impl Search<'_> {
    /// The cheapest states of the levers that reach the goal, over all alternatives that the design could stand with.
    pub(super) fn run(&self, levers: &[Lever]) -> Outcome {
        let tables = self.evaluation.tables();
        let mut best = Outcome { found: None, proven: true, bound: u64::MAX };
        for target in tables.design_alternatives[self.design].clone() {
            if !self.could_run(target, levers) {
                continue;
            }
            let ceiling = best.found.as_ref().map_or(u64::MAX, |found| found.price);
            let outcome = Board::new(self, levers, target).solve(ceiling, self.effort.states);
            best.proven &= outcome.proven;
            best.bound = best.bound.min(outcome.bound);
            if outcome.found.is_some() {
                best.found = outcome.found;
            }
        }
        best
    }

    /// Whether nothing stands against an alternative that no lever can raise far enough.
    fn could_run(&self, target: usize, levers: &[Lever]) -> bool {
        let terms = needs(self.evaluation, target);
        self.evaluation.is_allowed(target)
            && self.evaluation.field.considered[self.design]
            && self.evaluation.feasibility.unmet(target).len() == terms.len()
            && terms.iter().all(|(term, at_least)| {
                let lever = levers.iter().find(|lever| lever.of.term == *term);
                lever.is_some_and(|lever| lever.states.iter().any(|state| state.mean >= *at_least))
            })
    }
}

impl Search<'_> {
    /// Designs that stay ahead of the design whatever is raised, nearest the first place first; where none does so by
    /// itself, the first of those that do so together.
    pub(super) fn rivals_that_stay(&self, levers: &[Lever]) -> Vec<Obstacle> {
        let tables = self.evaluation.tables();
        let targets = tables.design_alternatives[self.design].clone().filter(|target| self.could_run(*target, levers));
        // Of the alternatives that could run, the one that comes nearest tells what stands in its way.
        let boards = targets.map(|target| Board::new(self, levers, target).stay_ahead());
        let nearest = boards.min_by_key(|stay| stay.iter().map(|(_, ahead)| *ahead).max().unwrap_or(0));
        let mut stay = nearest.unwrap_or_default();
        stay.sort_by_key(|(_, ahead)| -ahead);
        if stay.is_empty() {
            let ranking = self.evaluation.ranking();
            let others = ranking.placed.iter().filter(|placed| placed.design != self.design);
            return others.map(|placed| Obstacle::Rival { design: placed.design, ahead_by: None }).collect();
        }
        stay.into_iter().map(|(design, ahead)| Obstacle::Rival { design, ahead_by: Some(ahead) }).collect()
    }
}

/// The unmet requirements of an alternative: terms with the least mean in millionths.
pub(super) fn needs(evaluation: &Evaluation<'_>, alternative: usize) -> Vec<(usize, u64)> {
    let unmet = evaluation.feasibility.unmet(alternative).iter();
    unmet
        .filter_map(|unmet| match unmet.need {
            crate::scoring::Need::Term(term) => Some((term, unmet.required)),
            crate::scoring::Need::Limit(_) | crate::scoring::Need::Setting(_) => None,
        })
        .collect()
}

/// Levers that are moved together, and what each of their joint states does.
struct Group {
    levers: Vec<usize>,
    states: Vec<Joint>,
}

/// A state of all levers of a group.
struct Joint {
    /// By lever of the group.
    chosen: Vec<usize>,
    price: u64,
    /// By alternative, in hundredths: what the score gains. Of kinds of resources, an estimate within 2.
    gains: Vec<i32>,
}

/// Where one state of the search stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Visit {
    /// The least that any change from here on costs, then the order of discovery.
    bound: u64,
    order: usize,
    price: u64,
    /// The joint states of the first groups.
    states: Vec<u16>,
}

/// What has to be beaten: one alternative of another design.
struct Rival {
    alternative: usize,
    design: usize,
    /// Whether it can run as things stand.
    is_open: bool,
    /// Terms that have to be raised before it can.
    needs: Vec<(usize, u64)>,
    /// By group: the greatest gain on it, and the best gain for each unit of price.
    gains: Vec<(i32, f64)>,
    /// Groups by their rate, best first.
    by_rate: Vec<usize>,
}

impl Rival {
    /// Whether it can run when some terms are raised to these means.
    fn can_run(&self, means: &BTreeMap<usize, u64>) -> bool {
        self.needs.iter().all(|(term, least)| means.get(term).is_some_and(|mean| mean >= least))
    }
}

/// One alternative of the design against all others.
struct Board<'a> {
    search: &'a Search<'a>,
    levers: &'a [Lever],
    target: usize,
    /// What the target itself still needs.
    needs: Vec<(usize, u64)>,
    groups: Vec<Group>,
    rivals: Vec<Rival>,
    /// Exact gains of resource levers together, by their states.
    resources: BTreeMap<Vec<u16>, Vec<i32>>,
    /// More hundredths than the estimates of resources could be off by.
    slack: i32,
}

impl<'a> Board<'a> {
    fn new(search: &'a Search<'a>, levers: &'a [Lever], target: usize) -> Self {
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

    fn is_resource(&self, lever: usize) -> bool {
        let tables = self.search.evaluation.tables();
        tables.kinds[tables.terms[self.levers[lever].of.term].factor] == Kind::PerResource
    }

    /// Groups whose levers have to be raised come first, then those that help most for their price.
    fn make_groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = self.together().into_iter().map(|levers| self.make_group(levers)).collect();
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

    fn make_rivals(&self) -> Vec<Rival> {
        let evaluation = self.search.evaluation;
        let tables = evaluation.tables();
        let others = (0..tables.alternatives.len()).filter(|other| {
            let design = tables.alternatives[*other].design;
            let raisable = needs(evaluation, *other).len() == evaluation.feasibility.unmet(*other).len();
            design != self.search.design
                && evaluation.field.considered[design]
                && evaluation.is_allowed(*other)
                && raisable
        });
        let rival = |alternative: usize| {
            let of_group = |group: &Group| {
                let spare = if self.is_resource(group.levers[0]) { 2 } else { 0 };
                let gain = |state: &Joint| state.gains[self.target] - state.gains[alternative] + spare;
                let most = group.states.iter().map(gain).max().unwrap_or(0).max(0);
                let rate = |state: &Joint| match (gain(state), state.price) {
                    (gain, _) if gain <= 0 => 0.0,
                    (_, 0) => f64::INFINITY,
                    (gain, price) => f64::from(gain) / price as f64,
                };
                (most, group.states.iter().filter(|state| state.price > 0).map(rate).fold(0.0, f64::max))
            };
            let gains: Vec<(i32, f64)> = self.groups.iter().map(of_group).collect();
            let mut by_rate: Vec<usize> = (0..gains.len()).filter(|group| gains[*group].0 > 0).collect();
            by_rate.sort_by(|a, b| gains[*b].1.total_cmp(&gains[*a].1));
            Rival {
                alternative,
                design: tables.alternatives[alternative].design,
                is_open: evaluation.is_open(alternative),
                needs: needs(evaluation, alternative),
                gains,
                by_rate,
            }
        };
        others.map(rival).collect()
    }

    fn solve(&mut self, ceiling: u64, most: usize) -> Outcome {
        let mut open = BinaryHeap::new();
        let mut visited = 0;
        open.push(Reverse(Visit { bound: 0, order: 0, price: 0, states: Vec::new() }));
        let mut order = 0;
        while let Some(Reverse(visit)) = open.pop() {
            if visit.bound >= ceiling {
                break;
            }
            visited += 1;
            if visited > most {
                return Outcome { found: None, proven: false, bound: visit.bound >> TIES };
            }
            let standing = self.standing(&visit.states);
            if self.is_reached(&visit.states, &standing) {
                let found = Found { chosen: self.chosen(&visit.states), alternative: self.target, price: visit.price };
                return Outcome { bound: visit.bound >> TIES, found: Some(found), proven: true };
            }
            let Some(group) = self.groups.get(visit.states.len()) else { continue };
            let children: Vec<(u16, u64)> =
                group.states.iter().zip(0_u16..).map(|(state, at)| (at, visit.price + state.price)).collect();
            for (state, price) in children {
                let mut states = visit.states.clone();
                states.push(state);
                let standing = self.standing(&states);
                if let Some(more) = self.least_more(&states, &standing) {
                    order += 1;
                    let bound = (price + more).max(visit.bound);
                    open.push(Reverse(Visit { bound, order, price, states }));
                }
            }
        }
        Outcome { found: None, proven: true, bound: u64::MAX }
    }

    /// Scores by alternative in a state, exact.
    fn standing(&mut self, states: &[u16]) -> Vec<i32> {
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

    /// The levers that a state raises.
    fn chosen(&self, states: &[u16]) -> Vec<(usize, usize)> {
        let groups = self.groups.iter().zip(states);
        let all = groups.flat_map(|(group, state)| {
            group.levers.iter().copied().zip(group.states[usize::from(*state)].chosen.iter().copied())
        });
        all.filter(|(_, state)| *state > 0).collect()
    }

    fn is_reached(&self, states: &[u16], scores: &[i32]) -> bool {
        let chosen = self.chosen(states);
        if !self.needs_met(&chosen) || !self.is_fair(&chosen) {
            return false;
        }
        let places = match self.search.goal {
            Goal::Feasible => return true,
            Goal::First => 1,
            Goal::Within(places) => places,
        };
        let means = self.means(&chosen);
        let mut ahead: Vec<usize> = self
            .rivals
            .iter()
            .filter(|rival| scores[rival.alternative] >= scores[self.target] && rival.can_run(&means))
            .map(|rival| rival.design)
            .collect();
        ahead.dedup();
        ahead.len() < places
    }

    fn needs_met(&self, chosen: &[(usize, usize)]) -> bool {
        self.needs.iter().all(|(term, least)| {
            chosen.iter().any(|(lever, state)| {
                let lever = &self.levers[*lever];
                lever.of.term == *term && lever.states[*state].mean >= *least
            })
        })
    }

    /// Nothing is raised by itself that the catalogue wants raised only with something else.
    fn is_fair(&self, chosen: &[(usize, usize)]) -> bool {
        let evaluation = self.search.evaluation;
        let raises = |path: &str| {
            chosen.iter().any(|(lever, _)| evaluation.tables().terms[self.levers[*lever].of.term].path == path)
        };
        let low = |path: &str, level: f64| {
            let term = evaluation.tables().terms.iter().position(|term| term.path == path);
            let mean = term.and_then(|term| evaluation.mixtures.mean_millionths(term));
            mean.is_some_and(|mean| mean as f64 <= level * 1e6)
        };
        let rules = &evaluation.catalogue().model.not_alone;
        rules.iter().all(|rule| !raises(&rule.factor) || raises(&rule.unless) || !low(&rule.unless, rule.at_or_below))
    }

    /// Means of the terms that are raised.
    fn means(&self, chosen: &[(usize, usize)]) -> BTreeMap<usize, u64> {
        chosen
            .iter()
            .map(|(lever, state)| (self.levers[*lever].of.term, self.levers[*lever].states[*state].mean))
            .collect()
    }

    /// The least that further groups have to cost; `None` when they cannot reach the goal at all.
    fn least_more(&self, states: &[u16], scores: &[i32]) -> Option<u64> {
        let places = match self.search.goal {
            Goal::Feasible => return Some(0),
            Goal::First => 1,
            Goal::Within(places) => places,
        };
        // By design, the dearest of its alternatives that can run as things stand: raising closes none of them.
        let mut by_design: Vec<(usize, Option<u64>)> = Vec::new();
        for rival in self.rivals.iter().filter(|rival| rival.is_open) {
            let least = self.least_against(rival, states.len(), scores);
            match by_design.last_mut() {
                Some((design, most)) if *design == rival.design => {
                    *most = most.zip(least).map(|(a, b)| a.max(b));
                }
                _ => by_design.push((rival.design, least)),
            }
        }
        // All but the `places - 1` dearest have to be beaten.
        let mut costs: Vec<u64> = by_design.iter().map(|(_, least)| least.unwrap_or(u64::MAX)).collect();
        costs.sort_unstable_by_key(|cost| Reverse(*cost));
        let least = costs.get(places - 1).copied().unwrap_or(0);
        (least < u64::MAX).then_some(least)
    }

    /// Designs that no raising of levers brings below the target, with the least hundredths by which they stay ahead.
    fn stay_ahead(&self) -> Vec<(usize, i32)> {
        let parts = &self.search.evaluation.parts;
        let mut stay: Vec<(usize, i32)> = Vec::new();
        for rival in self.rivals.iter().filter(|rival| rival.is_open) {
            let most: i32 = rival.gains.iter().map(|(most, _)| most).sum();
            let ahead = parts.score(rival.alternative) - parts.score(self.target) - most - self.slack;
            match stay.last_mut() {
                Some((design, longest)) if *design == rival.design => *longest = ahead.max(*longest),
                _ => stay.push((rival.design, ahead)),
            }
        }
        stay.retain(|(_, ahead)| *ahead >= 0);
        stay
    }

    fn least_against(&self, rival: &Rival, decided: usize, scores: &[i32]) -> Option<u64> {
        let mut short = f64::from(scores[rival.alternative] - scores[self.target] + 1 - self.slack);
        let mut price = 0.0;
        for group in rival.by_rate.iter().filter(|group| **group >= decided) {
            if short <= 0.0 {
                break;
            }
            let (most, rate) = rival.gains[*group];
            let taken = f64::from(most).min(short);
            short -= taken;
            price += taken / rate;
        }
        // A little below, so that the rounding of these sums never makes a bound too high.
        (short <= 0.0).then_some((price * (1.0 - 1e-9)) as u64)
    }
}
