//! The report: by measure and design, what teams reached, with intervals, and the difference from teams that waited.

use std::collections::BTreeMap;

use super::effect::{Estimate, Point, difference, estimate, mean, schools};
use super::groups::{LEAST_TEAMS, is_shown, teams};
use super::record::{GuskeyLevel, OutcomeRecord};
use super::same::{Unified, unified};
use super::split::{Split, clearest};
use super::tell;
use crate::catalogue::{Catalogue, DesignIndex};
use crate::sentences::Statement;

/// What records show.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub counts: Counts,
    /// By level and name.
    pub measures: Vec<Measure>,
    pub summary: Vec<Statement>,
    pub notes: Vec<Statement>,
}

/// What there was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub records: usize,
    /// Records that were given again and count once.
    pub repeated: usize,
    /// Results of too few people, which enter no number.
    pub too_small: usize,
    /// Results that are shown or would be with more teams.
    pub results: usize,
    pub waited: usize,
    /// Records in which a lot decided.
    pub by_lot: usize,
    pub schools: usize,
}

/// The results of one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub level: GuskeyLevel,
    pub name: String,
    /// The teams that waited; `None` if too few to be shown.
    pub waited: Option<Group>,
    /// By id of the design.
    pub designs: Vec<DesignResult>,
    /// Whether some designs have too few teams to be shown. How many is not stated.
    pub has_hidden: bool,
}

/// Teams whose results are shown together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    pub teams: usize,
    pub schools: usize,
    /// As a share of the scale, 0 to 1.
    pub mean: f64,
    /// `None` if the teams are all of one school.
    pub interval: Option<Estimate>,
}

/// What came of one design.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignResult {
    pub design: DesignIndex,
    pub group: Group,
    /// The mean minus that of the teams that waited.
    pub against_waiting: Option<Estimate>,
    /// For whom it did more; `None` if no answer divides its teams.
    pub split: Option<Split>,
}

type Member<'a> = (&'a OutcomeRecord, Point);

/// The members of each design, and of teams that waited.
type Members<'a> = BTreeMap<Option<DesignIndex>, Vec<Member<'a>>>;

/// Reports records; `minimum` is the fewest people of a result that enters a number. The order of the records does not
/// matter.
pub fn report(catalogue: &Catalogue, records: &[OutcomeRecord], minimum: usize) -> Report {
    let Unified { records, repeated } = unified(records);
    let mut numbers: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
    let mut counts = Counts { records: records.len(), repeated, ..Counts::default() };
    let mut by_measure: BTreeMap<(GuskeyLevel, &str), Members<'_>> = BTreeMap::new();
    for record in &records {
        let next = numbers.len();
        let school = *numbers.entry((record.district.as_deref(), &record.school)).or_insert(next);
        counts.waited += usize::from(record.waited);
        counts.by_lot += usize::from(!record.lot.is_empty());
        for result in &record.results {
            if !is_shown(record, result, minimum) {
                counts.too_small += 1;
                continue;
            }
            counts.results += 1;
            let groups = by_measure.entry((result.level, &result.measure)).or_default();
            groups.entry(record.design).or_default().push((record, Point { share: result.share(), school }));
        }
    }
    counts.schools = numbers.len();
    let measures: Vec<Measure> =
        by_measure.iter().map(|((level, name), groups)| measure(catalogue, *level, name, groups)).collect();
    let summary = tell::summary(catalogue, &measures);
    let notes = tell::notes(counts, &measures, minimum);
    Report { counts, measures, summary, notes }
}

fn measure(catalogue: &Catalogue, level: GuskeyLevel, name: &str, groups: &Members<'_>) -> Measure {
    let is_enough = |members: &&Vec<Member<'_>>| teams(members.iter().map(|(record, _)| *record)) >= LEAST_TEAMS;
    let waited = groups.get(&None).filter(is_enough);
    let waited_points = waited.map(|members| points(members));
    let mut designs: Vec<DesignResult> = groups
        .iter()
        .filter_map(|(design, members)| Some((((*design)?), Some(members).filter(is_enough)?)))
        .map(|(design, members)| DesignResult {
            design,
            group: group(members),
            against_waiting: waited_points.as_ref().and_then(|waited| difference(&points(members), waited, 1)),
            split: if level.is_counted() { clearest(catalogue, members) } else { None },
        })
        .collect();
    designs.sort_by(|a, b| catalogue.designs[a.design].id.cmp(&catalogue.designs[b.design].id));
    Measure {
        level,
        name: name.to_owned(),
        waited: waited.map(|members| group(members)),
        has_hidden: groups.values().any(|members| !is_enough(&members)),
        designs,
    }
}

fn points(members: &[Member<'_>]) -> Vec<Point> {
    members.iter().map(|(_, point)| *point).collect()
}

fn group(members: &[Member<'_>]) -> Group {
    let points = points(members);
    Group {
        teams: teams(members.iter().map(|(record, _)| *record)),
        schools: schools(&points),
        mean: mean(&points),
        interval: estimate(&points, 1),
    }
}
