//! Turns the table's rows into teams: which rows count, their teams, and their answers.

use std::collections::BTreeMap;

use super::count::{self, Counts, ItemCounts, Point};
use super::error::{FaultList, NAMED_FROM};
use super::grid::{Line, key, tidy};
use super::item::Item;
use super::mapping::Mapping;
use super::measure::CellMeaning;
use super::places::MappedColumns;
use super::table::Table;
use super::target::Target;
use crate::catalogue::Catalogue;
use crate::words::{counted, fill, fill_text, text};

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
    pub asked: ItemCounts,
}

/// Answers not on the scale of their item.
#[derive(Default)]
struct OffScale {
    rows: Vec<usize>,
    labels: BTreeMap<String, usize>,
}

/// Counts all rows. An answer not on the scale is an error, unless the item counts it as missing.
pub(super) fn count(
    catalogue: &Catalogue,
    table: &Table,
    mapping: &Mapping,
    places: &MappedColumns,
    faults: &mut FaultList,
) -> Counting {
    let last = last_answers(table, places);
    let mut counter = Counter::new(catalogue, table, mapping, places);
    for row in &table.rows {
        let result =
            team_of(table, mapping, places, row, &last).and_then(|(parts, name)| counter.add(row, parts, name));
        if let Err(reason) = result {
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
    places: &'a MappedColumns,
    /// By item: the aspect that it asks about, for factors that count the lowest aspect.
    parts: Vec<Option<usize>>,
    off_scale: Vec<OffScale>,
    counting: Counting,
}

impl<'a> Counter<'a> {
    fn new(catalogue: &'a Catalogue, table: &'a Table, mapping: &'a Mapping, places: &'a MappedColumns) -> Self {
        let names: Vec<&str> = mapping.items.iter().filter_map(|item| item.part.as_deref()).collect();
        let part = |item: &Item| {
            // Parts are counted separately only if the mapping sets `combine = "lowest"`.
            let name = item.part.as_deref().filter(|_| mapping.lowest.contains(&item.target.factor))?;
            names.iter().position(|part| *part == name)
        };
        let parts: Vec<Option<usize>> = mapping.items.iter().map(part).collect();
        let mut asked = ItemCounts::new();
        for (item, part) in mapping.items.iter().zip(&parts) {
            for target in item.targets() {
                *asked.entry(target).or_default().entry(*part).or_default() += 1;
            }
        }
        let missing = vec![(0, 0); mapping.items.len()];
        let off_scale = mapping.items.iter().map(|_| OffScale::default()).collect();
        let counting = Counting { dropped: table.dropped.clone(), missing, asked, teams: BTreeMap::new() };
        Self { catalogue, table, mapping, places, parts, off_scale, counting }
    }

    /// Counts one row, or returns why it is not counted.
    fn add(&mut self, row: &Line, parts: Vec<String>, name: String) -> Result<(), &'static str> {
        let (mut points, mut silent) = (Vec::new(), Vec::new());
        for at in 0..self.mapping.items.len() {
            let cell = self.table.cell(row, self.places.items[at]);
            match read_answer(self.mapping, at, cell) {
                CellAnswer::Levels(said) => points.extend(said.into_iter().map(|(target, level)| Point {
                    target,
                    part: self.parts[at],
                    level,
                    reversed: self.mapping.items[at].reversed,
                })),
                CellAnswer::Missing => silent.push((at, 0)),
                CellAnswer::OffScale => {
                    silent.push((at, 1));
                    self.off_scale[at].rows.push(row.number);
                    *self.off_scale[at].labels.entry(tidy(cell)).or_default() += 1;
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
        for (at, off_scale) in self.off_scale.iter().enumerate().filter(|(at, _)| !allowed(*at)) {
            if !off_scale.rows.is_empty() {
                let column = self.table.columns[self.places.items[at]].named();
                faults.add(&format!("item {}, {column}", at + 1), off_scale_fault(off_scale));
            }
        }
        self.counting
    }
}

/// Returns the row of each person's last answer, if a column identifies respondents.
fn last_answers(table: &Table, places: &MappedColumns) -> BTreeMap<String, usize> {
    let Some(who) = places.respondent else { return BTreeMap::new() };
    let known = table.rows.iter().map(|row| (table.cell(row, who).to_owned(), row.number));
    known.filter(|(who, _)| !who.is_empty()).collect()
}

/// Returns the normalized parts of the team's name and the name, or why the row is not counted.
fn team_of(
    table: &Table,
    mapping: &Mapping,
    places: &MappedColumns,
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

enum CellAnswer {
    Levels(Vec<(Target, u64)>),
    Missing,
    OffScale,
}

fn read_answer(mapping: &Mapping, at: usize, cell: &str) -> CellAnswer {
    let item = &mapping.items[at];
    if cell.is_empty() {
        return CellAnswer::Missing;
    }
    match item.measure.read_cell(cell) {
        CellMeaning::Level(level) => CellAnswer::Levels(vec![(item.target, level)]),
        CellMeaning::Parts(parts) => {
            let part = |(part, level)| (Target { part: Some(part), ..item.target }, level);
            CellAnswer::Levels(parts.into_iter().map(part).collect())
        }
        CellMeaning::Unknown if item.missing.contains(&key(cell)) => CellAnswer::Missing,
        CellMeaning::Unknown => CellAnswer::OffScale,
    }
}

/// Describes the rows and the common labels. It never quotes what one person wrote.
fn off_scale_fault(off_scale: &OffScale) -> String {
    const SHOWN: usize = 5;
    let rows: Vec<String> = off_scale.rows.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if off_scale.rows.len() > SHOWN { " …" } else { "" };
    let common = off_scale.labels.iter().filter(|(label, times)| **times >= NAMED_FROM && label.chars().count() <= 80);
    let label = |(label, times): (&String, &usize)| {
        fill_text("surveys.rows.label", &[("label", label), ("times", &times.to_string())])
    };
    let labels: Vec<String> = common.map(label).collect();
    let template = match labels.is_empty() {
        true => counted("surveys.rows.off_scale", off_scale.rows.len()),
        false => text("surveys.rows.off_scale.labels"),
    };
    let slots = [
        ("count", &*off_scale.rows.len().to_string()),
        ("rows", &(rows.join(", ") + more)),
        ("labels", &labels.join(", ")),
    ];
    fill(template, &slots)
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
