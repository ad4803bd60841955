//! Chooses a place for every session: the plan with the least cost, and a bound that shows how good it is.
//!
//! A [`Track`] is a row of tasks in order, such as the sessions of one design. Each task takes a [`Place`] of the
//! calendar. The cost of a schedule, in days, is the sum of
//!
//! - the minutes without a place, which weigh more than everything else together;
//! - for each track, the days until it begins, and for each pair of tasks the days by which their distance differs from
//!   the even one, with [`BROKEN`] times as much for each day beyond the track's own rhythm;
//! - for each week, the minutes above a comfortable load, divided by [`MINUTES_A_DAY`], and [`SHORT_ON_A_DAY`] for each
//!   short task on a day that the school names.
//!
//! Alone, a track is placed exactly by dynamic programming ([`chain`]). Together, tracks are placed one after another
//! and then again, each at its best between the others, until nothing improves. The sum of the costs that the tracks
//! would have alone is a lower bound, so a schedule that reaches it is proved best. Otherwise a search tries all other
//! schedules, up to a number of steps, and either proves or improves the schedule ([`search`]). Nothing depends on
//! chance or time, so equal plans have equal schedules.

mod chain;
mod search;
#[cfg(test)]
mod tests;

use chain::Chain;

/// The weight of one minute without a place.
const UNPLACED: i64 = 1_000_000;

/// The weight of a day beyond the rhythm of a track, compared with a day off the even distance.
const BROKEN: i64 = 20;

/// Minutes above a comfortable weekly load that weigh as much as one day.
const MINUTES_A_DAY: i64 = 10;

/// The weight of a task that takes less than half of a day that the school names, which longer tasks need more.
const SHORT_ON_A_DAY: i64 = 30;

/// Maximum tasks of one track in a week, apart from days that the school names for learning.
const MOST_A_WEEK: usize = 2;

/// The largest track (tasks × places²) that is placed exactly; larger ones take the next best place, task by task.
const LARGEST: usize = 6_000_000;

/// A place for tasks: a time of the calendar, or a whole school week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// First and last day, counted in days of weeks with school, so that holidays do not count as waiting.
    pub first: i32,
    pub last: i32,
    /// The week, counted in weeks with school.
    pub week: usize,
    pub minutes: u32,
    /// Whether tasks have a time here; in a week, teachers choose it.
    pub timed: bool,
    /// Whether it is a single day that the school names; its minutes do not count against a weekly limit.
    pub dated: bool,
}

/// A task of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Task {
    pub minutes: u32,
    /// Whether it needs a time of the calendar; otherwise it takes a week.
    pub timed: bool,
}

/// A track that must end, or begin, before another begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    pub track: usize,
    /// Whether the other must have ended; otherwise it is enough that it has begun.
    pub ended: bool,
    /// Whether nothing can begin while the other has no place at all.
    pub must: bool,
}

/// Tasks in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Track {
    pub tasks: Vec<Task>,
    /// Indices of the places that it may take, in order.
    pub places: Vec<usize>,
    pub waits: Vec<Wait>,
    /// Least, even and most days between two tasks.
    pub least: i32,
    pub even: i32,
    pub most: i32,
    /// The day from which its waiting counts, and the weight of a day.
    pub from: i32,
    pub urgency: i64,
}

/// The calendar and the tracks to place in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    pub places: Vec<Place>,
    /// Tracks in an order in which each comes after those that it waits for.
    pub tracks: Vec<Track>,
    pub weeks: usize,
    /// Maximum minutes in a week.
    pub limit: Option<u32>,
    /// Minutes in a week from which a load is uneven.
    pub comfortable: u32,
}

/// The place of each task of each track; the last tasks of a track may have none.
pub(super) type Placed = Vec<Vec<usize>>;

/// A schedule with its cost, and a lower bound on the cost of every schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Solution {
    pub placed: Placed,
    pub cost: i64,
    pub bound: i64,
}

/// The minutes used so far.
#[derive(Clone, Debug)]
struct Used {
    places: Vec<u32>,
    weeks: Vec<u32>,
}

/// The days between which a track may be, because of those that it waits for and that wait for it.
#[derive(Clone, Copy, Debug)]
struct Between {
    after: i32,
    /// Each task must end before this day, and the first task before the second one.
    before: i32,
    first_before: i32,
}

/// Solves a problem, with a search for a proof of at most `steps` steps.
pub(super) fn solve(problem: &Problem, steps: usize) -> Solution {
    let mut placed: Placed = vec![Vec::new(); problem.tracks.len()];
    improve(problem, &mut placed);
    let cost = problem.cost(&placed);
    let small = problem.tracks.iter().all(Track::is_exact);
    if !small {
        return Solution { placed, cost, bound: 0 };
    }
    let (alone, bound) = bound(problem, cost);
    let known = Solution { placed, cost, bound: bound.min(cost) };
    if cost > bound && steps > 0 { search::search(problem, &alone, known, steps) } else { known }
}

/// Most tracks of which each is also placed together with each other one.
const MOST_PAIRED: usize = 12;

/// Most weeks that are tried as the end of the first of two tracks.
const MOST_ENDS: usize = 12;

/// The largest problem (by [`Problem::size`]) that is improved: some school years of one team; and the most work (the
/// sizes of the tracks that are placed again) that this takes.
const IMPROVED: usize = 20_000_000;
const MOST_WORK: usize = 3 * IMPROVED;

/// Most rounds of improvements.
const ROUNDS: usize = 4;

/// Places each track at its best between the others, until nothing improves. While something has no place, each track
/// is also placed before each other one, in case that one can do with less good places; and a track and one that waits
/// for its end are placed together, for weeks in which the first could end.
fn improve(problem: &Problem, placed: &mut Placed) {
    let all = problem.tracks.len();
    (0..all).for_each(|at| replace(problem, placed, &[at], None));
    let cut = |at: usize, placed: &Placed| placed[at].len() < problem.tracks[at].tasks.len();
    let mut work = 0;
    for _ in 0..if problem.size() <= IMPROVED { ROUNDS } else { 0 } {
        let mut improved = (0..all).filter(|at| try_again(problem, placed, &[*at], None)).count();
        for (first, then) in (0..all).flat_map(|first| (0..all).map(move |then| (first, then))) {
            let size = problem.tracks[first].size() + problem.tracks[then].size();
            if all > MOST_PAIRED || first == then || !(cut(first, placed) || cut(then, placed)) || work > MOST_WORK {
                continue;
            }
            work += size;
            improved += usize::from(try_again(problem, placed, &[first, then], None));
            let waits = |wait: &Wait| wait.track == first && wait.ended;
            if problem.tracks[then].waits.iter().any(waits) {
                let ends = (1..problem.weeks).step_by(problem.weeks / MOST_ENDS + 1).map(|week| 7 * week as i32);
                work += size * MOST_ENDS;
                improved += ends.filter(|end| try_again(problem, placed, &[first, then], Some(*end))).count();
            }
        }
        if improved == 0 {
            break;
        }
    }
}

/// Places some tracks again, in this order, and keeps the result if it costs less.
fn try_again(problem: &Problem, placed: &mut Placed, order: &[usize], end: Option<i32>) -> bool {
    let (before, kept) = (problem.cost(placed), placed.clone());
    replace(problem, placed, order, end);
    let improved = problem.cost(placed) < before && problem.keeps_waits(placed);
    if !improved {
        *placed = kept;
    }
    improved
}

/// Places some tracks again, in this order, the first of them before a day.
fn replace(problem: &Problem, placed: &mut Placed, order: &[usize], mut end: Option<i32>) {
    order.iter().for_each(|at| placed[*at].clear());
    for at in order {
        let used = problem.used(placed);
        if let Some(mut between) = problem.between(*at, placed) {
            between.before = between.before.min(end.take().unwrap_or(i32::MAX));
            placed[*at] = Chain::new(problem, *at, &used, between).best();
        }
    }
}

/// Each track alone in the empty calendar, and the sum of their costs, which no schedule can undercut.
///
/// A track that waits for another begins at the earliest after the earliest end of the other, if the other is placed as
/// far as possible. A schedule that places less of the other costs at least one more task of it; if the known one is
/// cheaper than that, such schedules need not be considered.
fn bound<'p>(problem: &'p Problem, known: i64) -> (Vec<Chain<'p>>, i64) {
    let chains = |after: &[i32]| -> Vec<Chain<'p>> {
        let one = |at: usize| Chain::new(problem, at, None, Between { after: after[at], ..Between::ANY });
        (0..problem.tracks.len()).map(one).collect()
    };
    let sum = |chains: &[Chain<'_>]| chains.iter().map(Chain::cost).sum::<i64>();
    let free = chains(&vec![i32::MIN; problem.tracks.len()]);
    let least = sum(&free);
    let awaited = problem.tracks.iter().flat_map(|track| &track.waits).map(|wait| wait.track);
    let task = awaited.flat_map(|at| &problem.tracks[at].tasks).map(|task| i64::from(task.minutes)).min();
    let lost: i64 = free.iter().map(|chain| chain.cost() / UNPLACED).sum();
    if task.is_some_and(|minutes| known < UNPLACED * (lost + minutes)) {
        let placed: Vec<usize> = free.iter().map(|chain| chain.best().len()).collect();
        let waiting = chains(&problem.earliest(&placed));
        let bound = sum(&waiting);
        return (waiting, bound);
    }
    (free, least)
}

impl Between {
    const ANY: Self = Self { after: i32::MIN, before: i32::MAX, first_before: i32::MAX };
}

impl Problem {
    /// What it costs to place every track once: tasks × places², over all tracks.
    pub(super) fn size(&self) -> usize {
        self.tracks.iter().map(Track::size).sum()
    }
}

impl Track {
    fn size(&self) -> usize {
        self.tasks.len() * self.places.len() * self.places.len()
    }

    fn is_exact(&self) -> bool {
        self.size() <= LARGEST
    }

    fn minutes_from(&self, task: usize) -> i64 {
        self.tasks[task..].iter().map(|task| i64::from(task.minutes)).sum()
    }

    /// The cost of beginning at a place.
    fn start(&self, place: &Place) -> i64 {
        self.urgency * i64::from((place.first - self.from).max(0))
    }

    /// The cost of the distance between two places.
    fn step(&self, from: &Place, to: &Place) -> i64 {
        let days = to.first - from.first;
        i64::from((days - self.even).abs()) + BROKEN * i64::from((days - self.most).max(0))
    }

    /// Whether a place and all later ones cost at least `limit` after another.
    fn is_too_far(&self, from: &Place, to: &Place, limit: i64) -> bool {
        to.first - from.first >= self.even && self.step(from, to) >= limit
    }

    /// Whether a task may follow another. In the week of a day that the school names, a track has only such days.
    fn follows(&self, from: &Place, to: &Place) -> bool {
        let mixed = from.week == to.week && from.dated != to.dated;
        to.first > from.last && to.first - from.first >= self.least && !mixed
    }
}

fn short_on_a_day(place: &Place, minutes: u32) -> i64 {
    if place.dated && 2 * minutes < place.minutes { SHORT_ON_A_DAY } else { 0 }
}

impl Used {
    fn new(problem: &Problem) -> Self {
        Self { places: vec![0; problem.places.len()], weeks: vec![0; problem.weeks] }
    }

    fn add(&mut self, problem: &Problem, place: usize, minutes: u32) {
        let own = &problem.places[place];
        self.places[place] += minutes;
        if !own.dated {
            self.weeks[own.week] += minutes;
        }
    }

    fn remove(&mut self, problem: &Problem, place: usize, minutes: u32) {
        let own = &problem.places[place];
        self.places[place] -= minutes;
        if !own.dated {
            self.weeks[own.week] -= minutes;
        }
    }
}

impl Problem {
    /// Whether a task has room at a place, after `more` minutes of its own track in that week.
    fn has_room(&self, used: Option<&Used>, task: &Task, place: usize, more: u32) -> bool {
        let own = &self.places[place];
        let (here, week) = used.map_or((0, 0), |used| (used.places[place], used.weeks[own.week]));
        let within = own.dated || self.limit.is_none_or(|limit| week + more + task.minutes <= limit);
        own.timed == task.timed && here + task.minutes <= own.minutes && within
    }

    /// The cost of the load that minutes add to a week with `before` minutes.
    fn load(&self, place: &Place, before: u32, minutes: u32) -> i64 {
        if place.dated {
            return short_on_a_day(place, minutes);
        }
        let over = |all: u32| i64::from(all.saturating_sub(self.comfortable)) / MINUTES_A_DAY;
        over(before + minutes) - over(before)
    }

    /// The minutes used by all tracks.
    fn used(&self, placed: &Placed) -> Used {
        let mut used = Used::new(self);
        for (track, places) in self.tracks.iter().zip(placed) {
            places.iter().zip(&track.tasks).for_each(|(place, task)| used.add(self, *place, task.minutes));
        }
        used
    }

    /// The whole cost of a schedule.
    fn cost(&self, placed: &Placed) -> i64 {
        let of_track = |(track, own): (&Track, &Vec<usize>)| {
            let place = |at: usize| &self.places[own[at]];
            let start = if own.is_empty() { 0 } else { track.start(place(0)) };
            let steps: i64 = (1..own.len()).map(|at| track.step(place(at - 1), place(at))).sum();
            let short: i64 = (0..own.len()).map(|at| short_on_a_day(place(at), track.tasks[at].minutes)).sum();
            start + steps + short + UNPLACED * track.minutes_from(own.len())
        };
        let tracks: i64 = self.tracks.iter().zip(placed).map(of_track).sum();
        let over = |all: &u32| i64::from(all.saturating_sub(self.comfortable)) / MINUTES_A_DAY;
        tracks + self.used(placed).weeks.iter().map(over).sum::<i64>()
    }

    /// Whether nothing has a place while what it must wait for has none.
    fn keeps_waits(&self, placed: &Placed) -> bool {
        let waits = |(track, own): (&Track, &Vec<usize>)| {
            own.is_empty() || track.waits.iter().all(|wait| !wait.must || !placed[wait.track].is_empty())
        };
        self.tracks.iter().zip(placed).all(waits)
    }

    /// The day after which each track can begin at the earliest, if each has this many tasks with a place.
    fn earliest(&self, placed: &[usize]) -> Vec<i32> {
        let mut after: Vec<i32> = Vec::new();
        let mut spans: Vec<Option<(i32, i32)>> = Vec::new();
        for (track, placed) in self.tracks.iter().zip(placed) {
            let waits = track.waits.iter().map(|wait| match spans[wait.track] {
                Some((first, last)) => {
                    if wait.ended {
                        last
                    } else {
                        first
                    }
                }
                None if wait.must => i32::MAX,
                None => i32::MIN,
            });
            let own = waits.max().unwrap_or(i32::MIN);
            after.push(own);
            spans.push(self.soonest(track, &track.tasks[..*placed], own));
        }
        after
    }

    /// The days on which the first and the last of some tasks of a track end at the earliest, each at the next place.
    fn soonest(&self, track: &Track, tasks: &[Task], after: i32) -> Option<(i32, i32)> {
        let mut span: Option<(i32, i32)> = None;
        let (mut at, mut after, mut least) = (0, after, i32::MIN);
        for task in tasks {
            let fits = |place: &Place| {
                let room = place.timed == task.timed && task.minutes <= place.minutes;
                room && place.first > after && place.first >= least
            };
            let Some(next) = (at..track.places.len()).find(|at| fits(&self.places[track.places[*at]])) else { break };
            let place = &self.places[track.places[next]];
            span = Some((span.map_or(place.last, |span| span.0), place.last));
            (at, after, least) = (next + 1, place.last, place.first + track.least);
        }
        span
    }

    /// The days between which a track may be; `None` if it waits for one without a place.
    fn between(&self, at: usize, placed: &Placed) -> Option<Between> {
        let mut between = Between::ANY;
        for wait in &self.tracks[at].waits {
            let other = &placed[wait.track];
            match if wait.ended { other.last() } else { other.first() } {
                Some(place) => between.after = between.after.max(self.places[*place].last),
                None if wait.must => return None,
                None => {}
            }
        }
        for (later, own) in self.tracks.iter().zip(placed) {
            let waits = later.waits.iter().filter(|wait| wait.track == at);
            for (wait, place) in waits.filter_map(|wait| Some((wait, &self.places[*own.first()?]))) {
                let limit = if wait.ended { &mut between.before } else { &mut between.first_before };
                *limit = (*limit).min(place.first);
            }
        }
        Some(between)
    }
}
