//! Turns the table's rows into teams: which rows count, their teams, and their answers.

use std::collections::BTreeMap;

use super::count::{self, Asked, Counts, Point};
use super::error::{FaultList, NAMED_FROM};
use super::grid::{Line, key, tidy};
use super::item::Item;
use super::mapping::Mapping;
use super::measure::Said;
use super::places::Places;
use super::table::Table;
use super::target::Target;
use crate::catalogue::Catalogue;

/// The maximum length of a profile id, in characters.
const LONGEST_NAME: usize = 200;

/// A team and its answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Team {
    /// The spellings of its name, with their frequency.
    pub spellings: BTreeMap<String, usize>,
    /// The normalized parts of its name.
    pub parts: Vec<String>,
    pub people: usize,
    pub counts: Counts,
}

/// The counts of all rows.
#[derive(Default)]
pub(super) struct Counting {
    pub teams: BTreeMap<Vec<String>, Team>,
    pub dropped: BTreeMap<&'static str, usize>,
    /// By item: the number of people without an answer, and with an answer not on the scale.
    pub missing: Vec<(usize, usize)>,
    pub asked: Asked,
}

/// Answers not on the scale of their item.
#[derive(Default)]
struct Strange {
    rows: Vec<usize>,
    labels: BTreeMap<String, usize>,
}

/// Counts all rows. An answer not on the scale is an error, unless the item counts it as missing.
pub(super) fn count(
    catalogue: &Catalogue,
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    faults: &mut FaultList,
) -> Counting {
    let last = last_answers(table, places);
    let mut counter = Counter::new(catalogue, table, mapping, places);
    for row in &table.rows {
        let counted =
            team_of(table, mapping, places, row, &last).and_then(|(parts, name)| counter.add(row, parts, name));
        if let Err(reason) = counted {
            *counter.counting.dropped.entry(reason).or_default() += 1;
        }
    }
    counter.finish(faults)
}

/// A count in progress.
struct Counter<'a> {
    catalogue: &'a Catalogue,
    table: &'a Table,
    mapping: &'a Mapping,
    places: &'a Places,
    /// By item: the aspect that it asks about, for factors that count the lowest aspect.
    parts: Vec<Option<usize>>,
    strange: Vec<Strange>,
    counting: Counting,
}

impl<'a> Counter<'a> {
    fn new(catalogue: &'a Catalogue, table: &'a Table, mapping: &'a Mapping, places: &'a Places) -> Self {
        let names: Vec<&str> = mapping.items.iter().filter_map(|item| item.part.as_deref()).collect();
        let part = |item: &Item| {
            // Parts are counted separately only if the mapping sets `combine = "lowest"`.
            let name = item.part.as_deref().filter(|_| mapping.lowest.contains(&item.target.factor))?;
            names.iter().position(|part| *part == name)
        };
        let parts: Vec<Option<usize>> = mapping.items.iter().map(part).collect();
        let mut asked = Asked::new();
        for (item, part) in mapping.items.iter().zip(&parts) {
            for target in item.targets() {
                *asked.entry(target).or_default().entry(*part).or_default() += 1;
            }
        }
        let missing = vec![(0, 0); mapping.items.len()];
        let strange = mapping.items.iter().map(|_| Strange::default()).collect();
        let counting = Counting { dropped: table.dropped.clone(), missing, asked, teams: BTreeMap::new() };
        Self { catalogue, table, mapping, places, parts, strange, counting }
    }

    /// Counts one row, or returns why it is not counted.
    fn add(&mut self, row: &Line, parts: Vec<String>, name: String) -> Result<(), &'static str> {
        let (mut points, mut silent) = (Vec::new(), Vec::new());
        for at in 0..self.mapping.items.len() {
            let cell = self.table.cell(row, self.places.items[at]);
            match answered(self.mapping, at, cell) {
                Heard::Said(said) => points.extend(said.into_iter().map(|(target, level)| Point {
                    target,
                    part: self.parts[at],
                    level,
                    reversed: self.mapping.items[at].reversed,
                })),
                Heard::Missing => silent.push((at, 0)),
                Heard::Strange => {
                    silent.push((at, 1));
                    self.strange[at].rows.push(row.number);
                    *self.strange[at].labels.entry(tidy(cell)).or_default() += 1;
                }
            }
        }
        if points.is_empty() {
            return Err("without an answer");
        }
        for (at, unnamed) in silent {
            self.counting.missing[at].0 += 1;
            self.counting.missing[at].1 += unnamed;
        }
        let levels = count::levels(&self.counting.asked, &points);
        let team = self.counting.teams.entry(parts.clone()).or_insert_with(|| Team { parts, ..Team::default() });
        *team.spellings.entry(name).or_default() += 1;
        team.people += 1;
        count::add(self.catalogue, &self.counting.asked, &mut team.counts, &levels);
        Ok(())
    }

    fn finish(self, faults: &mut FaultList) -> Counting {
        let allowed = |at: usize| self.mapping.items[at].other_missing;
        for (at, strange) in self.strange.iter().enumerate().filter(|(at, _)| !allowed(*at)) {
            if !strange.rows.is_empty() {
                let column = self.table.columns[self.places.items[at]].named();
                faults.add(&format!("item {}, {column}", at + 1), told(strange));
            }
        }
        self.counting
    }
}

/// Returns the row of each person's last answer, if a column identifies respondents.
fn last_answers(table: &Table, places: &Places) -> BTreeMap<String, usize> {
    let Some(who) = places.respondent else { return BTreeMap::new() };
    let known = table.rows.iter().map(|row| (table.cell(row, who).to_owned(), row.number));
    known.filter(|(who, _)| !who.is_empty()).collect()
}

/// Returns the normalized parts of the team's name and the name, or why the row is not counted.
fn team_of(
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    row: &Line,
    last: &BTreeMap<String, usize>,
) -> Result<(Vec<String>, String), &'static str> {
    let mut skips = mapping.skip.iter().zip(&places.skip);
    if skips.any(|(skip, at)| skip.values.contains(&key(table.cell(row, *at)))) {
        return Err("skipped by skip_where");
    }
    if let Some(who) = places.respondent
        && last.get(table.cell(row, who)).is_some_and(|number| *number != row.number)
    {
        return Err("answered again later");
    }
    if let Some(name) = &mapping.one_team {
        return Ok((vec![key(name)], name.clone()));
    }
    let names: Option<Vec<String>> =
        mapping.team.iter().zip(&places.team).map(|(team, at)| team.name(table.cell(row, *at))).collect();
    let names = names.ok_or("without a team")?;
    let name = names.join(&mapping.team_join);
    if name.chars().count() > LONGEST_NAME {
        return Err("with a team name that is too long");
    }
    Ok((names.iter().map(|name| key(name)).collect(), name))
}

enum Heard {
    Said(Vec<(Target, u64)>),
    Missing,
    Strange,
}

fn answered(mapping: &Mapping, at: usize, cell: &str) -> Heard {
    let item = &mapping.items[at];
    if cell.is_empty() {
        return Heard::Missing;
    }
    match item.measure.said(cell) {
        Said::Level(level) => Heard::Said(vec![(item.target, level)]),
        Said::Parts(parts) => {
            let part = |(part, level)| (Target { part: Some(part), ..item.target }, level);
            Heard::Said(parts.into_iter().map(part).collect())
        }
        Said::Unknown if item.missing.contains(&key(cell)) => Heard::Missing,
        Said::Unknown => Heard::Strange,
    }
}

/// Describes the rows and the common labels. It never quotes what one person wrote.
fn told(strange: &Strange) -> String {
    const SHOWN: usize = 5;
    let rows: Vec<String> = strange.rows.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if strange.rows.len() > SHOWN { " …" } else { "" };
    let (rows, what) = match strange.rows.len() {
        1 => (format!("row {} has", rows[0]), "an answer"),
        _ => (format!("{} rows ({}{more}) have", strange.rows.len(), rows.join(", ")), "answers"),
    };
    let common = strange.labels.iter().filter(|(label, times)| **times >= NAMED_FROM && label.chars().count() <= 80);
    let labels: Vec<String> = common.map(|(label, times)| format!("`{label}` ({times} times)")).collect();
    let labels = if labels.is_empty() { String::new() } else { format!(", such as {}", labels.join(", ")) };
    format!(
        "{rows} {what} not on the scale{labels}: add them to the scale or to `missing`, or set `other = \"missing\"`"
    )
}

impl Team {
    /// Returns the most frequent spelling of the name; of equal ones, the first.
    pub fn name(&self) -> &str {
        let most = self.spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        most.map_or("", |(name, _)| name)
    }

    /// Returns whether enough people named the team that its name cannot be one person's own words.
    pub fn may_be_named(&self) -> bool {
        self.people >= NAMED_FROM
    }
}
