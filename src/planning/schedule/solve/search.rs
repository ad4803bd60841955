//! A search through all schedules that could be better than one that is known: depth first, task by task, without those
//! whose cost so far and whose least cost from there on together reach the known one.

use super::chain::{Chain, Position};
use super::{Placed, Problem, Solution, Used};

struct Search<'p> {
    problem: &'p Problem,
    alone: &'p [Chain<'p>],
    /// The least cost of all tracks from this one on.
    later: Vec<i64>,
    used: Used,
    placed: Placed,
    best: Solution,
    steps: usize,
}

/// Searches for a better schedule. If the search ends within its steps, the schedule is proved best.
pub(super) fn search<'p>(problem: &'p Problem, alone: &'p [Chain<'p>], known: Solution, steps: usize) -> Solution {
    let mut later = vec![0; alone.len() + 1];
    for at in (0..alone.len()).rev() {
        later[at] = later[at + 1] + alone[at].cost();
    }
    let placed = vec![Vec::new(); alone.len()];
    let mut search = Search { problem, alone, later, used: Used::new(problem), placed, best: known, steps };
    search.track(0, 0);
    if search.steps > 0 {
        search.best.bound = search.best.cost;
    }
    search.best
}

impl Search<'_> {
    /// Places a track and all later ones, at a cost so far.
    fn track(&mut self, at: usize, cost: i64) {
        if cost + self.later[at] >= self.best.cost {
            return;
        }
        if at == self.problem.tracks.len() {
            self.best.placed.clone_from(&self.placed);
            self.best.cost = cost;
            return;
        }
        self.task(at, 0, None, cost);
    }

    /// Places a task and all later ones of its track, the most promising place first.
    fn task(&mut self, at: usize, task: usize, from: Option<Position>, cost: i64) {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 {
            return;
        }
        if task == self.problem.tracks[at].tasks.len() {
            return self.track(at + 1, cost);
        }
        for (position, step, least) in self.choices(at, task, from, cost) {
            if cost + least + self.later[at + 1] >= self.best.cost || self.steps == 0 {
                break;
            }
            let (place, minutes) =
                (self.problem.tracks[at].places[position.at], self.problem.tracks[at].tasks[task].minutes);
            self.used.add(self.problem, place, minutes);
            self.placed[at].push(place);
            self.task(at, task + 1, Some(position), cost + step);
            self.placed[at].pop();
            self.used.remove(self.problem, place, minutes);
        }
        // The rest of the track without a place.
        self.track(at + 1, cost + self.alone[at].cut(task));
    }

    /// The places that a task can take, each with the cost of its step and the least cost with the rest of the track.
    fn choices(&self, at: usize, task: usize, from: Option<Position>, cost: i64) -> Vec<(Position, i64, i64)> {
        let Some(between) = self.problem.between(at, &self.placed) else { return Vec::new() };
        let here = Chain::steps_only(self.problem, at, &self.used, between);
        let limit = self.best.cost - cost - self.later[at + 1];
        let all = 0..self.problem.tracks[at].places.len();
        let step = |place| match from {
            None => here.start(place),
            Some(from) => here.step(task, from, place),
        };
        let least = |(position, step)| (position, step, step + self.alone[at].rest(task, position));
        let mut choices: Vec<(Position, i64, i64)> =
            all.filter_map(step).map(least).filter(|(.., least)| *least < limit).collect();
        choices.sort_by_key(|(position, _, least)| (*least, position.at));
        choices
    }
}
