//! The sentences of the report.

use super::{By, Condition, District, DistrictError, Group, MOST_COLUMNS, MOST_TEAMS, MOST_VALUES, Starts, Values};
use crate::allocation::ResourceLine;
use crate::catalogue::Catalogue;
use crate::scoring::Tables;
use crate::sentences::{Statement, items, number, tell, word};
use crate::words::{counted, fill_text, in_sentence, one_decimal, shortened, text, thousands, whole};

/// The most letters of a value from a file in a sentence.
const LONGEST: usize = 60;

/// The columns that the headlines compare; the others have their tables.
const COMPARED: usize = 3;

/// The groups that are all named in a headline.
const MOST_GROUPS: usize = 3;

/// Mean scores that differ by less, in hundredths of a point, are called no difference; that is our judgment.
const LEAST_DIFFERENCE: i32 = 200;

/// The designs that a headline names.
const NAMED: usize = 3;

impl std::fmt::Display for DistrictError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::NoTeams { teams } => fill_text("district.error.no_teams", &[("teams", &teams.to_string())]),
            Self::Empty => text("district.error.empty").to_owned(),
            Self::AllRejected { rows, first: (line, problem) } => {
                let slots = [("rows", &*rows.to_string()), ("line", &line.to_string()), ("problem", problem)];
                fill_text("district.error.all_rejected", &slots)
            }
            Self::NoNumber { column, team, cell } => in_cell("district.error.no_number", column, team, cell),
            Self::SomePercent { column, team, cell } => in_cell("district.error.some_percent", column, team, cell),
            Self::TooMany { teams } => {
                let slots = [("teams", &*teams.to_string()), ("most", &MOST_TEAMS.to_string())];
                fill_text("district.error.too_many", &slots)
            }
            Self::Twice { column } => fill_text("district.error.twice", &[("column", &shortened(column, LONGEST))]),
            Self::ManyColumns { columns } => {
                let slots = [("columns", &*columns.to_string()), ("most", &MOST_COLUMNS.to_string())];
                fill_text("district.error.many_columns", &slots)
            }
            Self::Stopped => text("district.error.stopped").to_owned(),
            Self::NoValues { column } => {
                fill_text("district.error.no_values", &[("column", &shortened(column, LONGEST))])
            }
            Self::ManyValues { column, values } => {
                let column = shortened(column, LONGEST);
                let slots = [("column", &*column), ("values", &values.to_string()), ("most", &MOST_VALUES.to_string())];
                fill_text("district.error.many_values", &slots)
            }
        })
    }
}

impl std::error::Error for DistrictError {}

fn in_cell(key: &str, column: &str, team: &str, cell: &str) -> String {
    let slots = [("column", &*shortened(column, LONGEST)), ("team", team), ("cell", &shortened(cell, LONGEST))];
    fill_text(key, &slots)
}

/// Tells the few things that matter.
pub fn headlines(catalogue: &Catalogue, tables: &Tables, of: &District) -> Vec<Statement> {
    let mut all = vec![held_back(catalogue, tables, of), starts(catalogue, of), money(of)];
    all.extend(of.terms.first().map(plan));
    all.extend(of.by.iter().enumerate().take(COMPARED).filter_map(|(place, by)| between(place, by)));
    all
}

fn teams(of: &District) -> crate::sentences::Slot<'static> {
    number("teams", "counts.teams", of.counts.teams.to_string())
}

/// What a condition is called in a sentence.
pub fn name_of(catalogue: &Catalogue, tables: &Tables, condition: &Condition) -> String {
    in_sentence(tables.terms[condition.term].short_name(&catalogue.factors))
}

fn held_back(catalogue: &Catalogue, tables: &Tables, of: &District) -> Statement {
    let Some(first) = of.conditions.first() else { return tell(text("district.nothing_holds"), &[]) };
    let slots = [
        word("what", name_of(catalogue, tables, first)),
        number("points", "conditions.0.cost", one_decimal(first.cost)),
        number("known", "conditions.0.teams", first.teams.to_string()),
    ];
    let next = of.conditions.iter().enumerate().skip(1).take(2).map(|(at, one)| {
        let points = number("points", format!("conditions.{at}.cost"), one_decimal(one.cost));
        tell(text("district.one_condition"), &[word("what", name_of(catalogue, tables, one)), points])
    });
    let next: Vec<Statement> = next.collect();
    let said = tell(counted("district.holds", first.teams), &slots);
    if next.is_empty() { said } else { said.then(tell(text("district.holds_next"), &[items("conditions", next)])) }
}

fn starts(catalogue: &Catalogue, of: &District) -> Statement {
    let Starts { now, another, build, none } = of.starts;
    let slots = [teams(of), number("now", "starts.now", now.to_string())];
    let all = now == of.counts.teams;
    let mut said = vec![tell(counted(if all { "district.starts_all" } else { "district.starts" }, now), &slots)];
    for (template, slot, id, count) in [
        ("district.another", "another", "starts.another", another),
        ("district.build", "build", "starts.build", build),
        ("district.none_feasible", "none", "starts.none", none),
    ] {
        said.extend((count > 0).then(|| tell(counted(template, count), &[number(slot, id, count.to_string())])));
    }
    said.extend(need(of));
    let first = of.firsts.iter().take(NAMED).map(|first| {
        let id = format!("firsts.{}.teams", catalogue.designs[first.design].id);
        let design = word("design", in_sentence(&catalogue.designs[first.design].name));
        tell(text("district.one_first"), &[design, number("teams", id, first.teams.to_string())])
    });
    said.extend((!of.firsts.is_empty()).then(|| tell(text("district.firsts"), &[items("designs", first)])));
    said.into_iter().reduce(Statement::then).unwrap_or_default()
}

/// Compares what the first designs need with what the first term has, for the resource that is shortest.
fn need(of: &District) -> Option<Statement> {
    let term = of.terms.first()?;
    let limited = term.resources.iter().filter_map(|(line, _)| Some((line, line.available?)));
    let missing = limited.filter(|(line, available)| line.wanted > *available);
    let of_one = |line: &ResourceLine, available: f64| line.wanted / available.max(1.0);
    let (line, available) = missing.max_by(|a, b| of_one(a.0, a.1).total_cmp(&of_one(b.0, b.1)))?;
    let id = line.resource.id();
    let amount = |name, value| number(name, format!("resource.{id}.{name}"), thousands(value));
    let slots =
        [amount("wanted", line.wanted), amount("available", available), word("term", shortened(&term.name, LONGEST))];
    Some(tell(text(&format!("district.need.{id}")), &slots))
}

fn money(of: &District) -> Statement {
    if of.counts.without_size == of.counts.teams {
        return tell(text("district.cost_unknown"), &[]);
    }
    let dollars = |name: &'static str, cents: i64| number(name, format!("cost.{name}"), in_dollars(cents));
    let slots = [dollars("low", of.cost.low), dollars("typical", of.cost.typical), dollars("high", of.cost.high)];
    tell(text("district.cost"), &slots)
}

/// Cents as dollars, rounded to two digits as far as that makes sense of a sum of typical amounts.
pub fn in_dollars(cents: i64) -> String {
    let dollars = cents as f64 / 100.0;
    let unit = 10_f64.powi((dollars.max(1.0).log10().floor() as i32 - 1).max(0));
    thousands((dollars / unit).round() * unit)
}

fn plan(term: &super::TermReport) -> Statement {
    let first = term.statements.first().cloned().unwrap_or_default();
    let named = tell(text("district.term"), &[word("term", shortened(&term.name, LONGEST))]);
    let short = term.resources.iter().filter(|(line, _)| line.is_short);
    let most = short.max_by(|a, b| a.0.gain_of_steps.total_cmp(&b.0.gain_of_steps));
    most.map(|(_, statement)| statement.clone()).into_iter().fold(named.then(first), Statement::then)
}

/// Compares groups by their mean scores: all if they are few, or else those with the lowest and the highest, the first of
/// equals.
fn between(place: usize, by: &By) -> Option<Statement> {
    let stated: Vec<usize> = (0..by.groups.len()).filter(|at| by.groups[*at].values != Values::NotStated).collect();
    let score = |at: usize| by.groups[at].score;
    let least = stated.iter().copied().min_by_key(|at| score(*at))?;
    let most = stated.iter().copied().max_by_key(|at| (score(*at), std::cmp::Reverse(*at)))?;
    let column = word("column", shortened(&by.column, LONGEST));
    if score(most) - score(least) < LEAST_DIFFERENCE {
        let least = number("least", "least_difference", whole(LEAST_DIFFERENCE).to_string());
        return Some(tell(text("district.by_equal"), &[column, least]));
    }
    let named = if stated.len() <= MOST_GROUPS { stated } else { vec![most, least] };
    let group = |at: usize| {
        let group = &by.groups[at];
        let id = |what: &str| format!("by.{place}.{at}.{what}");
        let slots = [
            items("name", [group_statement(group, (place, at))]),
            number("score", id("score"), whole(group.score).to_string()),
            number("begin", id("can_begin"), group.can_begin.to_string()),
            number("teams", id("teams"), group.teams.to_string()),
        ];
        tell(text("district.by_group"), &slots)
    };
    Some(tell(text("district.by"), &[column, items("groups", named.into_iter().map(group))]))
}

/// What a group is called, with its numbers.
fn group_statement(group: &Group, (place, at): (usize, usize)) -> Statement {
    match &group.values {
        Values::Word(_) | Values::NotStated => tell("{name}", &[word("name", group_name(group))]),
        Values::Numbers(low, high) => {
            let slot = |name: &'static str, value: &str| {
                number(name, format!("by.{place}.{at}.{name}"), shortened(value, LONGEST))
            };
            tell(text("district.range"), &[slot("low", low), slot("high", high)])
        }
    }
}

/// What a group is called.
pub fn group_name(group: &Group) -> String {
    match &group.values {
        Values::Word(value) => shortened(value, LONGEST),
        Values::NotStated => text("district.not_stated").to_owned(),
        Values::Numbers(low, high) if low == high => shortened(low, LONGEST),
        Values::Numbers(low, high) => {
            fill_text("district.range", &[("low", &shortened(low, LONGEST)), ("high", &shortened(high, LONGEST))])
        }
    }
}
