//! The best places of one track while all others stay where they are, by dynamic programming from the last task back.

use super::{Between, MOST_A_WEEK, Place, Problem, Task, Track, UNPLACED, Used};

/// The least cost of the rest of a track, for each task, place and number of its tasks in that week.
pub(super) struct Chain<'p> {
    problem: &'p Problem,
    track: &'p Track,
    /// The minutes used by others; `None` in the empty calendar.
    used: Option<&'p Used>,
    between: Between,
    /// Whether the minutes used include the earlier tasks of this track.
    own_counted: bool,
    rest: Vec<i64>,
}

/// A task at a place: its index among the track's places, and how many tasks of the track are then in its week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub at: usize,
    pub in_week: usize,
}

impl<'p> Chain<'p> {
    pub(super) fn new(problem: &'p Problem, track: usize, used: impl Into<Option<&'p Used>>, between: Between) -> Self {
        let track = &problem.tracks[track];
        let mut chain = Self { problem, track, used: used.into(), between, own_counted: false, rest: Vec::new() };
        if track.is_exact() {
            chain.fill();
        }
        chain
    }

    /// The steps of a track whose earlier tasks are among the minutes used.
    pub(super) fn steps_only(problem: &'p Problem, track: usize, used: &'p Used, between: Between) -> Self {
        Self { problem, track: &problem.tracks[track], used: Some(used), between, own_counted: true, rest: Vec::new() }
    }

    fn place(&self, at: usize) -> &'p Place {
        &self.problem.places[self.track.places[at]]
    }

    fn index(&self, task: usize, position: Position) -> usize {
        (task * self.track.places.len() + position.at) * MOST_A_WEEK + position.in_week - 1
    }

    fn fill(&mut self) {
        let (tasks, places) = (self.track.tasks.len(), self.track.places.len());
        self.rest = vec![0; tasks * places * MOST_A_WEEK];
        // Each task comes at a later place than the one before, so the first places are too early for later tasks.
        for task in (0..tasks.min(places)).rev() {
            for at in task..places {
                for in_week in 1..=MOST_A_WEEK {
                    let position = Position { at, in_week };
                    let index = self.index(task, position);
                    self.rest[index] = self.next(task, position).map_or_else(|| self.cut(task + 1), |(_, cost)| cost);
                }
            }
        }
    }

    /// The cost of leaving a task and all later ones without a place.
    pub(super) fn cut(&self, task: usize) -> i64 {
        UNPLACED * self.track.minutes_from(task)
    }

    /// The least cost of the rest after a task at a place.
    pub(super) fn rest(&self, task: usize, position: Position) -> i64 {
        self.rest[self.index(task, position)]
    }

    /// Minutes that others use in the week of a place.
    fn in_week(&self, place: &Place) -> u32 {
        self.used.map_or(0, |used| used.weeks[place.week])
    }

    fn is_open(&self, task: usize, at: usize) -> bool {
        let place = self.place(at);
        let first = task > 0 || place.last < self.between.first_before;
        place.first > self.between.after && place.last < self.between.before && first
    }

    /// How a task can follow its predecessor: where it then is, and the cost of that step.
    pub(super) fn step(&self, task: usize, from: Position, at: usize) -> Option<(Position, i64)> {
        let (before, place) = (self.place(from.at), self.place(at));
        if !self.track.follows(before, place) || !self.is_open(task, at) {
            return None;
        }
        let together = !place.dated && !before.dated && before.week == place.week;
        let in_week = if together { from.in_week + 1 } else { 1 };
        let own = if together && !self.own_counted { self.track.tasks[task - 1].minutes } else { 0 };
        let asked = &self.track.tasks[task];
        if in_week > MOST_A_WEEK || !self.problem.has_room(self.used, asked, self.track.places[at], own) {
            return None;
        }
        let load = self.problem.load(place, self.in_week(place) + own, asked.minutes);
        Some((Position { at, in_week }, self.track.step(before, place) + load))
    }

    /// How the first task can begin.
    pub(super) fn start(&self, at: usize) -> Option<(Position, i64)> {
        let (place, asked): (_, &Task) = (self.place(at), self.track.tasks.first()?);
        if !self.is_open(0, at) || !self.problem.has_room(self.used, asked, self.track.places[at], 0) {
            return None;
        }
        let load = self.problem.load(place, self.in_week(place), asked.minutes);
        Some((Position { at, in_week: 1 }, self.track.start(place) + load))
    }

    /// The best place of the task after this one, with the cost of the whole rest; `None` if the rest has no place.
    fn next(&self, task: usize, from: Position) -> Option<(Position, i64)> {
        let next = task + 1;
        if next == self.track.tasks.len() {
            return Some((from, 0));
        }
        let mut best = None;
        let mut least = self.cut(next);
        for at in from.at + 1..self.track.places.len() {
            // Beyond the even distance, later places only cost more.
            if self.track.is_too_far(self.place(from.at), self.place(at), least) {
                break;
            }
            if let Some((position, cost)) = self.step(next, from, at) {
                let cost = cost + self.rest(next, position);
                if cost < least {
                    (best, least) = (Some((position, cost)), cost);
                }
            }
        }
        best
    }

    fn first(&self) -> Option<(Position, i64)> {
        let mut best = None;
        let mut least = self.cut(0);
        for at in 0..self.track.places.len() {
            if self.track.start(self.place(at)) >= least {
                break;
            }
            if let Some((position, cost)) = self.start(at) {
                let cost = cost + self.rest(0, position);
                if cost < least {
                    (best, least) = (Some((position, cost)), cost);
                }
            }
        }
        best
    }

    /// The least cost of the track.
    pub(super) fn cost(&self) -> i64 {
        self.first().map_or_else(|| self.cut(0), |(_, cost)| cost)
    }

    /// The best places.
    pub(super) fn best(&self) -> Vec<usize> {
        if self.rest.is_empty() {
            return self.one_by_one();
        }
        let mut positions: Vec<Position> = Vec::new();
        let mut next = self.first();
        while let Some((position, _)) = next {
            positions.push(position);
            next =
                if positions.len() < self.track.tasks.len() { self.next(positions.len() - 1, position) } else { None };
        }
        self.indices(positions)
    }

    /// The next best place for each task, for a track that is too large to place exactly.
    fn one_by_one(&self) -> Vec<usize> {
        let mut positions: Vec<Position> = Vec::new();
        for task in 0..self.track.tasks.len() {
            let best = match positions.last() {
                None => (0..self.track.places.len()).find_map(|at| self.start(at)),
                Some(from) => {
                    let all = (from.at + 1..self.track.places.len()).filter_map(|at| self.step(task, *from, at));
                    all.min_by_key(|(position, cost)| (*cost, position.at))
                }
            };
            let Some((position, _)) = best else { break };
            positions.push(position);
        }
        self.indices(positions)
    }

    fn indices(&self, positions: Vec<Position>) -> Vec<usize> {
        positions.into_iter().map(|position| self.track.places[position.at]).collect()
    }
}
