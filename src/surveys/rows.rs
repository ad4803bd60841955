//! From the table's rows to teams: which rows count, of which team each is, and what its person answered.

use std::collections::{BTreeMap, BTreeSet};

use super::count::{self, Asked, Counts, Point};
use super::error::{FaultList, NAMED_FROM};
use super::grid::{Line, key, tidy};
use super::mapping::{ColumnName, Mapping};
use super::measure::Said;
use super::table::{Role, Table};
use super::target::Target;
use crate::catalogue::Catalogue;

/// The longest id of a profile, in characters.
const LONGEST_NAME: usize = 200;

/// A team as it answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Team {
    /// What its answers called it, by how often each spelling stands.
    pub spellings: BTreeMap<String, usize>,
    /// The parts of its name, as they are compared.
    pub parts: Vec<String>,
    pub people: usize,
    pub counts: Counts,
}

/// All rows, counted.
#[derive(Default)]
pub(super) struct Counting {
    pub teams: BTreeMap<Vec<String>, Team>,
    pub dropped: BTreeMap<&'static str, usize>,
    /// By item: how many people gave no answer, and how many one that the scale does not name.
    pub missing: Vec<(usize, usize)>,
    pub asked: Asked,
}

/// The mapping's columns, found in a table.
pub(super) struct Places {
    items: Vec<usize>,
    team: Vec<usize>,
    skip: Vec<usize>,
    respondent: Option<usize>,
}

impl Places {
    /// Finds all columns; those that are not there, or hold who somebody is, are faults.
    pub fn find(table: &Table, mapping: &Mapping, faults: &mut FaultList) -> Option<Self> {
        let mut all = |columns: Vec<(&ColumnName, String)>, of_persons: bool| -> Option<Vec<usize>> {
            let found: Vec<Option<usize>> =
                columns.iter().map(|(name, place)| find(table, name, place, of_persons, faults)).collect();
            found.into_iter().collect()
        };
        let number = |what: &str, at: usize| format!("{what} {}", at + 1);
        let items = mapping.items.iter().enumerate().map(|(at, item)| (&item.column, number("item", at))).collect();
        let team =
            mapping.team.iter().enumerate().map(|(at, team)| (&team.column, number("team_columns", at))).collect();
        let skip = mapping.skip.iter().enumerate().map(|(at, skip)| (&skip.column, number("skip_where", at))).collect();
        let who = mapping.respondent.iter().map(|name| (name, "respondent".to_owned())).collect();
        let (items, team, skip) = (all(items, false), all(team, false), all(skip, false));
        let respondent = all(who, true)?.first().copied();
        Some(Self { items: items?, team: team?, skip: skip?, respondent })
    }

    /// Whether the mapping uses a column.
    pub fn uses(&self, column: usize) -> bool {
        self.items.contains(&column)
            || self.team.contains(&column)
            || self.skip.contains(&column)
            || self.respondent == Some(column)
    }
}

fn find(table: &Table, name: &ColumnName, place: &str, of_persons: bool, faults: &mut FaultList) -> Option<usize> {
    let columns = || table.columns.iter().enumerate();
    let found: Vec<usize> = match name {
        ColumnName::Number(number) => {
            columns().filter(|(_, column)| column.number == *number).map(|(at, _)| at).collect()
        }
        ColumnName::Heading(heading) => {
            let wanted = key(heading);
            let is = |id: &Option<String>| id.as_deref().is_some_and(|id| key(id) == wanted);
            columns().filter(|(_, column)| is(&column.id) || key(&column.text) == wanted).map(|(at, _)| at).collect()
        }
    };
    let named = match name {
        ColumnName::Heading(heading) => format!("`{heading}`"),
        ColumnName::Number(number) => format!("number {number}"),
    };
    match found[..] {
        [at] if table.columns[at].role == Role::Person && !of_persons => {
            let column = table.columns[at].named();
            faults.add(place, format!("{column} holds who somebody is, and can only be the `respondent`"));
            None
        }
        [at] => Some(at),
        [] => {
            faults.add(place, format!("there is no column {named}{}", nearest(table, name)));
            None
        }
        _ => {
            let numbers: Vec<String> = found.iter().map(|at| table.columns[*at].number.to_string()).collect();
            faults.add(
                place,
                format!("columns {} are all headed {named}: give the number of the one", numbers.join(", ")),
            );
            None
        }
    }
}

/// The heading that is most like the one that was sought.
fn nearest(table: &Table, name: &ColumnName) -> String {
    let ColumnName::Heading(heading) = name else {
        return format!("; the file has {}", table.columns.len());
    };
    let wanted = key(heading);
    let questions = table.columns.iter().filter(|column| column.role != Role::Person);
    let likeness = |column: &&super::table::Column| strsim::normalized_damerau_levenshtein(&wanted, &key(&column.text));
    let best = questions.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|column| likeness(column) >= 0.6) {
        Some(column) => format!(": did you mean {}?", column.named()),
        None => "; `backmap import FILE --columns` lists them".to_owned(),
    }
}

/// Answers that no scale names, by item.
#[derive(Default)]
struct Strange {
    rows: Vec<usize>,
    labels: BTreeMap<String, usize>,
}

/// Counts all rows; answers that a scale does not name are faults, unless the item says that they are no answer.
pub(super) fn count(
    catalogue: &Catalogue,
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    faults: &mut FaultList,
) -> Counting {
    let parts: Vec<&str> = mapping.items.iter().filter_map(|item| item.part.as_deref()).collect();
    // Parts only count apart where the mapping says that the lowest counts.
    let part_of = |at: usize| {
        let item = &mapping.items[at];
        let apart = mapping.lowest.contains(&item.target.factor);
        let name = item.part.as_deref().filter(|_| apart)?;
        parts.iter().position(|part| *part == name)
    };
    let mut counting =
        Counting { dropped: table.dropped.clone(), missing: vec![(0, 0); mapping.items.len()], ..Counting::default() };
    for (at, item) in mapping.items.iter().enumerate() {
        if let super::measure::Measure::Boxes { boxes, .. } = &item.measure {
            for (_, part) in boxes {
                let target = Target { part: Some(*part), ..item.target };
                *counting.asked.entry(target).or_default().entry(part_of(at)).or_default() += 1;
            }
        } else {
            *counting.asked.entry(item.target).or_default().entry(part_of(at)).or_default() += 1;
        }
    }
    let last = last_answers(table, places);
    let mut strange: Vec<Strange> = mapping.items.iter().map(|_| Strange::default()).collect();
    for row in &table.rows {
        match team_of(table, mapping, places, row, &last) {
            Err(reason) => *counting.dropped.entry(reason).or_default() += 1,
            Ok((parts, name)) => {
                let mut points = Vec::new();
                let mut silent = Vec::new();
                for at in 0..mapping.items.len() {
                    let cell = table.cell(row, places.items[at]);
                    match answered(mapping, at, cell) {
                        Heard::Said(said) => points.extend(said.into_iter().map(|(target, level)| Point {
                            target,
                            part: part_of(at),
                            level,
                            reversed: mapping.items[at].reversed,
                        })),
                        Heard::Missing => silent.push((at, false)),
                        Heard::Strange => {
                            silent.push((at, true));
                            strange[at].rows.push(row.number);
                            *strange[at].labels.entry(tidy(cell)).or_default() += 1;
                        }
                    }
                }
                if points.is_empty() {
                    *counting.dropped.entry("no item answered").or_default() += 1;
                    continue;
                }
                for (at, unnamed) in silent {
                    counting.missing[at].0 += 1;
                    counting.missing[at].1 += usize::from(unnamed);
                }
                let levels = count::levels(&counting.asked, &points);
                let team = counting.teams.entry(parts.clone()).or_insert_with(|| Team { parts, ..Team::default() });
                *team.spellings.entry(name).or_default() += 1;
                team.people += 1;
                count::add(catalogue, &counting.asked, &mut team.counts, &levels);
            }
        }
    }
    for (at, strange) in strange.iter().enumerate().filter(|(at, _)| !mapping.items[*at].other_missing) {
        if !strange.rows.is_empty() {
            let column = table.columns[places.items[at]].named();
            faults.add(&format!("item {}, {column}", at + 1), told(strange));
        }
    }
    counting
}

/// Where each person's last answer stands, where persons can be told apart.
fn last_answers(table: &Table, places: &Places) -> BTreeMap<String, usize> {
    let Some(who) = places.respondent else { return BTreeMap::new() };
    let known = table.rows.iter().map(|row| (table.cell(row, who).to_owned(), row.number));
    known.filter(|(who, _)| !who.is_empty()).collect()
}

/// The parts of the team's name, as they are compared, and the name; or why the row does not count.
fn team_of(
    table: &Table,
    mapping: &Mapping,
    places: &Places,
    row: &Line,
    last: &BTreeMap<String, usize>,
) -> Result<(Vec<String>, String), &'static str> {
    let mut skips = mapping.skip.iter().zip(&places.skip);
    if skips.any(|(skip, at)| skip.values.contains(&key(table.cell(row, *at)))) {
        return Err("left out by skip_where");
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
    let names = names.ok_or("no team named")?;
    let name = names.join(&mapping.team_join);
    if name.chars().count() > LONGEST_NAME {
        return Err("a team's name longer than an id may be");
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

/// Which rows, and which labels that several people gave: what one person wrote is never told.
fn told(strange: &Strange) -> String {
    const SHOWN: usize = 5;
    let rows: Vec<String> = strange.rows.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if strange.rows.len() > SHOWN { " …" } else { "" };
    let (rows, what) = match strange.rows.len() {
        1 => (format!("row {} holds", rows[0]), "an answer"),
        _ => (format!("{} rows ({}{more}) hold", strange.rows.len(), rows.join(", ")), "answers"),
    };
    let common = strange.labels.iter().filter(|(label, times)| **times >= NAMED_FROM && label.chars().count() <= 80);
    let labels: Vec<String> = common.map(|(label, times)| format!("`{label}` ({times} times)")).collect();
    let labels = if labels.is_empty() { String::new() } else { format!(", among them {}", labels.join(", ")) };
    format!(
        "{rows} {what} that the scale does not name{labels}: name it, add it to `missing`, or set `other = \"missing\"`"
    )
}

impl Team {
    /// What most of its answers call it; of equal ones the first.
    pub fn name(&self) -> &str {
        let most = self.spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        most.map_or("", |(name, _)| name)
    }

    /// Whether few enough people are of this team that its name could be somebody's own words.
    pub fn may_be_named(&self) -> bool {
        self.people >= NAMED_FROM
    }
}

/// The columns with questions that the mapping leaves out.
pub(super) fn unused(table: &Table, places: &Places) -> BTreeSet<usize> {
    let question = |at: &usize| table.columns[*at].role == Role::Question && !places.uses(*at);
    (0..table.columns.len()).filter(question).collect()
}
