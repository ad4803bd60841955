//! What the buttons of a plan page do before the fields are read: open a file, start with a design, add or
//! remove an entry.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fields::{Fields, STEERING, is_read};
use super::super::groups;
use super::super::scene::Scene;
use super::{obvious, offers, place, schedule, start};
use crate::calendars::{SchoolCalendar, read_calendar};
use crate::planning::Plan;
use crate::wire::{PLAN_PREFIX, PlanRequest, Problem, fields_of_plan, read_plan};

/// The submitted fields after the button's action.
#[derive(Debug)]
pub struct Edited {
    pub fields: Fields,
    /// The requested new entry, such as `plan.needs.2`.
    pub added: Option<String>,
    /// The current step.
    pub at: Option<String>,
    /// Why a file could not be opened.
    pub problem: Option<Problem>,
    /// What a district's calendar says, or why it cannot be read.
    pub days: Option<Result<SchoolCalendar, String>>,
}

pub fn edited(scene: &Scene<'_>) -> Edited {
    let own = scene.fields.without(|name| STEERING.contains(&name));
    let (mut fields, mut problem) = (own, None);
    if let Some(text) = scene.fields.get("plan.open") {
        match read_plan(scene.advisor, text.as_bytes()) {
            Ok(request) => {
                let kept = request.plan.profile.as_ref().and_then(|profile| groups::kept(scene.catalogue(), profile));
                fields = fields.without(|name| is_read(name) || name.starts_with(groups::PREFIX));
                fields = fields.and(fields_of_plan(scene.catalogue(), &request)).and(kept);
            }
            Err(found) => problem = Some(found),
        }
    }
    if let Some(entry) = scene.fields.get("plan.remove") {
        let prefix = format!("{PLAN_PREFIX}{entry}.");
        fields = fields.without(|name| name.starts_with(&prefix));
    }
    let places = EntryPositions::of(&fields);
    let added = scene.fields.get("plan.add").map(|list| places.added(&format!("{PLAN_PREFIX}{list}")));
    let list = scene.fields.get("plan.add").or_else(|| scene.fields.get("plan.remove"));
    let at = scene.fields.get("plan.at").or_else(|| place::step_of(list?.split('.').next()?));
    Edited { fields: places.closed(&fields), added, at: at.map(str::to_owned), problem, days: days(scene) }
}

/// Reads the calendar that was opened, if any.
fn days(scene: &Scene<'_>) -> Option<Result<SchoolCalendar, String>> {
    let file = scene.fields.get("plan.days")?;
    Some(read_calendar(file, &scene.catalogue().planning.calendar_words))
}

/// The positions of entries with a value, by list.
struct EntryPositions(BTreeMap<String, BTreeSet<usize>>);

impl EntryPositions {
    fn of(fields: &Fields) -> Self {
        let mut all: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (name, _) in fields.iter().filter(|(name, _)| name.starts_with(PLAN_PREFIX)) {
            for (at, place) in places_in(name) {
                all.entry(name[..at].to_owned()).or_default().insert(place);
            }
        }
        Self(all)
    }

    /// Returns a position without the gaps before it; an empty entry comes after all others.
    fn rank(&self, list: &str, place: usize) -> usize {
        self.0.get(list).map_or(
            0,
            |places| {
                if places.contains(&place) { places.range(..place).count() } else { places.len() }
            },
        )
    }

    fn name(&self, name: &str) -> String {
        let (mut closed, mut from) = (String::new(), 0);
        for (at, place) in places_in(name) {
            closed.push_str(&name[from..=at]);
            closed.push_str(&self.rank(&name[..at], place).to_string());
            from = name[at + 1..].find('.').map_or(name.len(), |end| at + 1 + end);
        }
        closed + &name[from..]
    }

    fn added(&self, list: &str) -> String {
        format!("{}.{}", self.name(list), self.0.get(list).map_or(0, BTreeSet::len))
    }

    /// Returns the fields with all gaps closed.
    fn closed(&self, fields: &Fields) -> Fields {
        let all = fields.iter().map(|(name, value)| {
            let is_plan = name.starts_with(PLAN_PREFIX);
            (if is_plan { self.name(name) } else { name.to_owned() }, value.to_owned())
        });
        Fields::of(all.collect())
    }
}

/// The maximum number of positions in a name; no plan field has more.
const DEEPEST: usize = 3;

/// Returns the positions in a name, each with the offset of the dot before it.
fn places_in(name: &str) -> impl Iterator<Item = (usize, usize)> {
    let points = name.match_indices('.').map(|(at, _)| at);
    let place = |at: usize| {
        let text = name[at + 1..].split('.').next()?;
        let is_place = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_place.then(|| Some((at, text.parse().ok()?)))?
    };
    points.filter_map(place).take(DEEPEST)
}

/// Completes the parsed plan: adds the requested designs, gives entries ids, and drops answers that were left
/// empty on the page.
pub fn tidied(scene: &Scene<'_>, mut request: PlanRequest) -> PlanRequest {
    let plan = &mut request.plan;
    plan.answers.retain(|answer| answer.text.is_some());
    plan.questions.retain(|own| own.question.is_some() || own.answer.is_some());
    plan.checks.retain(|check| {
        let is_behind = check.by.is_some() || check.on.is_some() || check.document.is_some();
        check.said.is_some() || check.evidence.is_some() || is_behind
    });
    plan.waivers.retain(|waiver| waiver.reason.is_some() || waiver.by.is_some() || waiver.until.is_some());
    start::begin(scene, plan);
    offers::take(scene, plan);
    schedule::take_way_out(scene, plan, &request.options);
    if let Some(Ok(days)) = days(scene) {
        days.add_to(&mut plan.calendar);
    }
    give_ids(plan);
    // The short form does not ask for links.
    if ["plan.start", "plan.short"].iter().any(|name| scene.fields.get(name).is_some()) {
        obvious::link(plan);
    }
    request
}

/// Gives an id to every part that other parts can refer to.
fn give_ids(plan: &mut Plan) {
    let mut ids: Vec<(char, &mut Option<String>)> = Vec::new();
    ids.extend(plan.needs.iter_mut().map(|one| ('n', &mut one.id)));
    ids.extend(plan.goals.iter_mut().map(|one| ('g', &mut one.id)));
    ids.extend(plan.learning_needs.iter_mut().map(|one| ('l', &mut one.id)));
    ids.extend(plan.designs.iter_mut().map(|one| ('d', &mut one.id)));
    ids.extend(plan.strategies.iter_mut().map(|one| ('s', &mut one.id)));
    ids.extend(plan.indicators.iter_mut().map(|one| ('i', &mut one.id)));
    ids.extend(plan.stages.iter_mut().map(|one| ('t', &mut one.id)));
    ids.extend(plan.cycles.iter_mut().map(|one| ('c', &mut one.id)));
    let mut taken: BTreeSet<String> = ids.iter().filter_map(|(_, id)| (*id).clone()).collect();
    let mut next: BTreeMap<char, usize> = BTreeMap::new();
    for (letter, id) in ids.into_iter().filter(|(_, id)| id.is_none()) {
        let number = next.entry(letter).or_default();
        let free = loop {
            *number += 1;
            let free = format!("{letter}{number}");
            if taken.insert(free.clone()) {
                break free;
            }
        };
        *id = Some(free);
    }
}
