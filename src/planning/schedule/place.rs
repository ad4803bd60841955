//! Gives every session a place: states the calendar and the rows as a problem, solves it, and reads the sessions back.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::super::facts::Facts;
use super::days::Days;
use super::rows::{Row, Unscheduled};
use super::solve::{Place, Problem, Solution, Task, Track, Wait, solve};
use super::stages::StagePlan;
use super::{Session, SessionKind, Unplaced, lacking_times};
use crate::catalogue::SessionPlace;
use crate::planning::plan::{Calendar, SupportForm};
use crate::words::{fill_text, text};

/// The scheduled sessions and those without a time.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed<'a> {
    pub sessions: Vec<Session<'a>>,
    pub unplaced: Vec<Unplaced>,
    /// The cost of the schedule, and the least that any schedule can cost.
    pub cost: i64,
    pub bound: i64,
    /// The size of the problem that was solved.
    pub size: usize,
    /// For each row with its sessions, the days of those with a place.
    pub rows: Vec<(Row<'a>, Vec<Date>)>,
}

/// Most problems that are solved to find lengths of sessions that fit, and while ways out are tried.
const MOST_TRIES: usize = 12;
const FEW_TRIES: usize = 3;

/// The largest problem (tasks × places², over all tracks) that is solved more than once: two hundred sessions of a team
/// in a school year with a hundred times.
pub(super) const LARGEST_TRIED: usize = 2_000_000;

/// The share of school weeks by which a week may be fuller than the average before its load is uneven.
const COMFORTABLE: f64 = 1.75;

/// School days after the start of a new practice without which there is no time to try it.
const DAYS_TO_TRY: i32 = 5;

/// A place in words: a slot of the calendar, or a week.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Slot(usize),
    Week(usize),
}

/// Rows with their sessions in a calendar.
pub(super) struct Board<'b, 'a> {
    facts: &'b Facts<'a>,
    stages: &'b [StagePlan<'a>],
    days: &'b Days,
    spots: Vec<Spot>,
    places: Vec<Place>,
}

type Sessions<'a> = Vec<Unscheduled<'a>>;

impl<'b, 'a> Board<'b, 'a> {
    pub(super) fn new(facts: &'b Facts<'a>, stages: &'b [StagePlan<'a>], days: &'b Days) -> Self {
        let slots = (0..days.slots.len()).map(Spot::Slot);
        let weeks = (0..days.weeks.len()).filter(|at| days.weeks[*at].school.is_some()).map(Spot::Week);
        let mut board = Self { facts, stages, days, spots: slots.chain(weeks).collect(), places: Vec::new() };
        let mut spots = std::mem::take(&mut board.spots);
        spots.sort_by_key(|spot| {
            let place = board.place(*spot);
            (place.first, place.last, matches!(spot, Spot::Week(_)), board.time(*spot))
        });
        board.places = spots.iter().map(|spot| board.place(*spot)).collect();
        board.spots = spots;
        board
    }

    fn time(&self, spot: Spot) -> Option<Time> {
        match spot {
            Spot::Slot(at) => Some(self.days.slots[at].at),
            Spot::Week(_) => None,
        }
    }

    fn place(&self, spot: Spot) -> Place {
        let at = |date| self.days.position(date);
        match spot {
            Spot::Slot(slot) => {
                let slot = &self.days.slots[slot];
                let day = at(slot.date);
                let week = self.days.week(slot.date);
                Place { first: day, last: day, week, minutes: slot.minutes, timed: true, dated: slot.dated }
            }
            Spot::Week(week) => {
                let (first, last) = self.days.weeks[week].school.unwrap_or_default();
                // A week has room for everyone, each in a lesson or at a time of their own.
                let minutes = u32::MAX / 2;
                Place { first: at(first), last: at(last), week, minutes, timed: false, dated: false }
            }
        }
    }

    fn date(&self, spot: Spot) -> Date {
        match spot {
            Spot::Slot(at) => self.days.slots[at].date,
            Spot::Week(at) => self.days.weeks[at].school.unwrap_or_default().0,
        }
    }

    /// Whether a place is within the stages of a row.
    fn is_within(&self, row: &Row<'_>, spot: Spot) -> bool {
        let date = self.date(spot);
        let mut windows = row.stages.iter().filter_map(|at| self.stages[*at].days);
        windows.any(|(from, until)| (from..=until).contains(&date))
    }

    /// Returns the sessions of a row.
    fn sessions(&self, row: &Row<'a>) -> Sessions<'a> {
        let weeks = self.spots.iter().filter(|spot| matches!(spot, Spot::Week(_)) && self.is_within(row, **spot));
        row.sessions(self.facts, weeks.count() as u32)
    }

    fn track(&self, row: &Row<'a>, sessions: &Sessions<'a>, has_times: bool) -> Track {
        let tasks = sessions
            .iter()
            .map(|one| Task { minutes: one.minutes, timed: one.place == SessionPlace::Meeting && has_times });
        let tasks: Vec<Task> = tasks.collect();
        let is_used = |at: &usize| {
            let place = &self.places[*at];
            let fits = |task: &Task| task.timed == place.timed && task.minutes <= place.minutes;
            tasks.iter().any(fits) && self.is_within(row, self.spots[*at])
        };
        let places: Vec<usize> = (0..self.places.len()).filter(is_used).collect();
        let weeks = |at: Option<&usize>| at.map_or(0, |at| self.places[*at].week);
        let open = (weeks(places.last()) + 1 - weeks(places.first())) as f64;
        let span = 7.0 * row.weeks.map_or(open, |weeks| weeks.min(open));
        let most = (7 * row.most_weeks) as i32;
        let even = (span / tasks.len().max(1) as f64).round() as i32;
        Track {
            waits: row.waits.iter().map(|one| Wait { track: one.row, ended: one.ended, must: one.must }).collect(),
            least: row.least_days,
            even: even.clamp(row.least_days, most.max(row.least_days)),
            most,
            from: places.first().map_or(0, |at| self.places[*at].first),
            urgency: if row.is_feedback { 2 } else { 1 },
            tasks,
            places,
        }
    }

    fn problem(&self, rows: &[Row<'a>], sessions: &[Sessions<'a>]) -> Problem {
        let has_times = lacking_times(&self.facts.plan.calendar).is_none();
        let tracks: Vec<Track> =
            rows.iter().zip(sessions).map(|(row, sessions)| self.track(row, sessions, has_times)).collect();
        let all: u32 = tracks.iter().flat_map(|track| &track.tasks).map(|task| task.minutes).sum();
        let longest = tracks.iter().flat_map(|track| &track.tasks).map(|task| task.minutes).max().unwrap_or(0);
        let average = f64::from(all) / self.days.weeks.len().max(1) as f64;
        Problem {
            places: self.places.clone(),
            tracks,
            weeks: self.days.weeks.len(),
            limit: self.facts.plan.calendar.most_minutes_a_week,
            comfortable: longest.max((COMFORTABLE * average) as u32),
        }
    }

    /// Places all rows. While sessions have no time, rows with shorter sessions are tried, as far as these are useful.
    pub(super) fn place_all(&self, mut rows: Vec<Row<'a>>, steps: usize) -> Placed<'a> {
        let sessions = |rows: &[Row<'a>]| rows.iter().map(|row| self.sessions(row)).collect::<Vec<_>>();
        let mut own = sessions(&rows);
        let problem = self.problem(&rows, &own);
        let size = problem.size();
        let mut solution = solve(&problem, 0);
        let lost = |own: &[Sessions<'a>], solution: &Solution| -> u32 {
            let of = |(sessions, placed): (&Sessions<'a>, &Vec<usize>)| -> u32 {
                sessions[placed.len()..].iter().map(|one| one.minutes).sum()
            };
            own.iter().zip(&solution.placed).map(of).sum()
        };
        let (mut tries, most) = match steps {
            _ if size > LARGEST_TRIED => (0, 0),
            0 => (0, FEW_TRIES),
            _ => (0, MOST_TRIES),
        };
        for at in 0..rows.len() {
            for minutes in self.shorter(&own[at]) {
                let is_cut = solution.placed[at].len() < own[at].len();
                let Some(row) = rows[at].within(minutes).filter(|_| is_cut && tries < most) else { continue };
                tries += 1;
                let mut other = rows.clone();
                other[at] = row;
                let others = sessions(&other);
                let tried = solve(&self.problem(&other, &others), 0);
                if lost(&others, &tried) < lost(&own, &solution) {
                    (rows, own, solution) = (other, others, tried);
                }
            }
        }
        if steps > 0 {
            solution = solve(&self.problem(&rows, &own), steps);
        }
        Placed { size, ..self.read(rows, own, &solution) }
    }

    /// Returns the lengths of the calendar's times that are shorter than the sessions, longest first.
    fn shorter(&self, sessions: &Sessions<'a>) -> Vec<u32> {
        let Some(longest) = sessions.iter().map(|one| one.minutes).max() else { return Vec::new() };
        let mut all: Vec<u32> = self
            .places
            .iter()
            .filter(|place| place.timed && place.minutes < longest)
            .map(|place| place.minutes)
            .collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.dedup();
        all
    }

    /// Reads the sessions back from a solution.
    fn read(&self, rows: Vec<Row<'a>>, own: Vec<Sessions<'a>>, solution: &Solution) -> Placed<'a> {
        let mut placed = Placed { cost: solution.cost, bound: solution.bound, ..Placed::default() };
        let mut used = vec![0; self.places.len()];
        for ((row, sessions), spots) in rows.iter().zip(&own).zip(&solution.placed) {
            for (n, one) in sessions.iter().enumerate() {
                let Some(at) = spots.get(n).copied() else {
                    placed.unplaced.push(self.unplaced(row, one, &rows, &solution.placed));
                    continue;
                };
                let spot = self.spots[at];
                let starts = self.time(spot).map(|time| time.wrapping_add(i64::from(used[at]).minutes()));
                used[at] += if starts.is_some() { one.minutes } else { 0 };
                let session = self.session(row, one, self.date(spot), starts);
                if row.kind == SessionKind::OnlineSession {
                    let next = spots.get(n + 1).map(|at| self.date(self.spots[*at]));
                    placed.sessions.extend(self.practice(&session, n, next));
                }
                placed.sessions.push(session);
            }
        }
        let dates = |spots: &Vec<usize>| spots.iter().map(|at| self.date(self.spots[*at])).collect();
        placed.rows = rows.into_iter().zip(solution.placed.iter().map(dates)).collect();
        placed.sessions.sort_by(|a, b| (a.date, a.starts, &a.key).cmp(&(b.date, b.starts, &b.key)));
        placed
    }

    fn session(&self, row: &Row<'a>, one: &Unscheduled<'a>, date: Date, starts: Option<Time>) -> Session<'a> {
        let includes = |at: &usize| self.stages[*at].days.is_some_and(|(from, until)| (from..=until).contains(&date));
        let stage = row.stages.iter().copied().find(includes).or(row.stages.first().copied()).unwrap_or(0);
        let mut session = Session {
            key: one.key.clone(),
            stage,
            kind: row.kind,
            design: row.design,
            title: one.title.clone(),
            purpose: one.purpose.clone(),
            purposes: one.purposes.clone(),
            place: one.place,
            date,
            starts,
            minutes: one.minutes,
            outside_working_day: None,
        };
        session.outside_working_day = outside(&self.facts.plan.calendar, &session);
        session
    }

    /// Returns the days of practice after a short session, up to the next one.
    fn practice(&self, shown: &Session<'a>, n: usize, next: Option<Date>) -> Option<Session<'a>> {
        let stage = &self.stages[shown.stage];
        let ends = next.or(self.facts.plan.calendar.until)?;
        let date = self.days.near(shown.date.tomorrow().ok()?, true);
        let is_time = next.is_some() || self.days.position(ends) - self.days.position(date) >= DAYS_TO_TRY;
        let slots = [("stage", stage.name), ("number", &*(n + 1).to_string())];
        (date < ends && is_time).then(|| Session {
            key: format!("stage-{}-practice-{}", stage.id, n + 1),
            kind: SessionKind::Practice,
            title: fill_text("planning.practice.title", &slots),
            purpose: practice_purpose(&self.facts.plan.support.forms),
            purposes: Vec::new(),
            place: SessionPlace::Lesson,
            date,
            starts: None,
            minutes: 0,
            outside_working_day: None,
            ..shown.clone()
        })
    }

    /// Returns why a session has no place: nothing, because what it waits for has none, or because no time is left.
    fn unplaced(&self, row: &Row<'a>, one: &Unscheduled<'a>, rows: &[Row<'a>], all: &[Vec<usize>]) -> Unplaced {
        let awaited = row.waits.iter().find(|wait| wait.must && all[wait.row].is_empty());
        let because = match awaited {
            Some(wait) => fill_text("planning.schedule.waits", &[("name", &rows[wait.row].name)]),
            None if one.place != SessionPlace::Meeting => text("planning.schedule.no_free_week").to_owned(),
            None => match lacking_times(&self.facts.plan.calendar) {
                Some(no_times) => no_times,
                None => fill_text("planning.schedule.no_free_time", &[("minutes", &one.minutes.to_string())]),
            },
        };
        let timed = one.place == SessionPlace::Meeting;
        Unplaced { title: one.title.clone(), minutes: one.minutes, because, design: row.design, timed }
    }
}

/// Returns who gives feedback while teachers try a new practice, in words.
fn practice_purpose(forms: &[SupportForm]) -> String {
    let by = [
        (SupportForm::Coaching, text("planning.practice.coach")),
        (SupportForm::PeerVisits, text("planning.practice.colleague")),
        (SupportForm::Leaders, text("planning.practice.leader")),
    ];
    let by = by.iter().filter(|(form, _)| forms.contains(form)).map(|(_, who)| (*who).to_owned());
    match crate::planning::any_of(by) {
        Some(by) => fill_text("planning.practice.purpose", &[("who", &by)]),
        None => text("planning.practice.purpose_without_feedback").to_owned(),
    }
}

/// Whether a session is outside the working day; `None` if the hours of the day are unknown.
fn outside(calendar: &Calendar, session: &Session<'_>) -> Option<bool> {
    let (starts, ends) = (session.starts?, session.ends()?);
    Some(starts < calendar.day_starts? || ends > calendar.day_ends?)
}
