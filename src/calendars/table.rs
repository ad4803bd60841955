//! Reads a table of days: CSV with commas, semicolons or tabs, and a header that names the columns.

use jiff::civil::Date;

use super::DayEvent;
use crate::catalogue::CalendarWords;
use crate::tables::{DateOrder, Order, delimiter_of, named_delimiter, open_quote, order_of, written};
use crate::words::{fill_text, text};

/// Ways to write a date with words, tried in order.
const FORMS: [&str; 6] = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%a, %b %d, %Y"];

/// The columns of a table, by position.
#[derive(Clone, Copy, Debug)]
struct Columns {
    name: usize,
    from: usize,
    until: Option<usize>,
    kind: Option<usize>,
}

pub(super) fn read(file: &str, words: &CalendarWords) -> Result<Vec<DayEvent>, String> {
    let named = named_delimiter(file.as_bytes());
    let file = named.map_or(file, |(_, size)| &file[size..]);
    let first = file.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = named.map_or_else(|| delimiter_of(first.as_bytes()), |(delimiter, _)| delimiter);
    if let Some(line) = open_quote(file.as_bytes(), delimiter) {
        let line = (line + usize::from(named.is_some())).to_string();
        return Err(fill_text("planning.calendar.open_quote", &[("line", &line)]));
    }
    let mut rows =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(file.as_bytes());
    let header = rows.headers().map_err(|_| text("planning.calendar.not_table").to_owned())?.clone();
    let columns = columns(&header, words).ok_or_else(|| text("planning.calendar.not_table").to_owned())?;
    let mut days = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line).to_string();
            fill_text("planning.calendar.row", &[("line", &line)])
        })?;
        if row.iter().any(|cell| !cell.is_empty()) {
            days.push(row);
        }
    }
    let order = order(&days, columns)?;
    Ok(days.iter().map(|row| event(row, columns, order)).collect())
}

/// Returns which number of a date is the month: as a date of the table shows, or as in the United States.
fn order(days: &[csv::StringRecord], columns: Columns) -> Result<DateOrder, String> {
    let cells = days.iter().flat_map(|row| [Some(columns.from), columns.until].map(|at| at.and_then(|at| row.get(at))));
    let dates =
        cells.flatten().flat_map(|cell| ends(cell).map_or([Some(cell), None], |(from, to)| [Some(from), Some(to)]));
    let dates: Vec<_> = dates.flatten().filter_map(written).collect();
    match order_of(dates.iter()) {
        Order::Mixed => Err(text("planning.calendar.mixed_dates").to_owned()),
        order => Ok(order.known().unwrap_or(DateOrder::MonthFirst)),
    }
}

/// Splits a cell with two dates.
fn ends(cell: &str) -> Option<(&str, &str)> {
    [" - ", " – ", "–", " to "].iter().find_map(|between| cell.split_once(between))
}

fn columns(header: &csv::StringRecord, words: &CalendarWords) -> Option<Columns> {
    let at = |names: &[String]| {
        let is = |cell: &str| names.contains(&cell.trim().to_lowercase().replace(['_', '-'], " "));
        header.iter().position(is)
    };
    let from = at(&words.columns_from)?;
    Some(Columns {
        name: at(&words.columns_name)?,
        from,
        until: at(&words.columns_until),
        kind: at(&words.columns_kind),
    })
}

fn event(row: &csv::StringRecord, columns: Columns, order: DateOrder) -> DayEvent {
    let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty());
    let said = cell(Some(columns.from)).unwrap_or_default();
    let (first, last) = ends(said).unzip();
    let from = date(first.unwrap_or(said), order);
    let last = last.or_else(|| cell(columns.until));
    let until = last.and_then(|last| date(last, order));
    let wrong = from.is_none() || (last.is_some() && until.is_none());
    DayEvent {
        name: cell(Some(columns.name)).unwrap_or_default().to_owned(),
        kind: cell(columns.kind).map(str::to_owned),
        from,
        until,
        at: None,
        unusable: wrong.then_some("planning.calendar.no_date"),
    }
}

fn date(text: &str, order: DateOrder) -> Option<Date> {
    // A day of the week may come before numbers.
    let text = text.trim();
    let numbers = text
        .split_once(' ')
        .map_or(text, |(word, rest)| if word.chars().all(char::is_alphabetic) { rest } else { text });
    let moment = written(numbers).and_then(|date| date.read(order));
    let day = match moment {
        Some(moment) => Date::new(moment.year as i16, moment.month as i8, moment.day as i8).ok(),
        None => FORMS.iter().find_map(|form| Date::strptime(form, text).ok()),
    };
    day.filter(|date| (1990..2100).contains(&date.year()))
}
