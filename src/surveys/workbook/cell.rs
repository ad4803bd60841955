//! One cell of a workbook: its name, what it reads as, and why some cannot be read.

use calamine::{Data, DataRef, ExcelDateTime, XlsxCellFormulaMetadataRecord};

use crate::words;

/// Why a cell cannot be read.
pub(super) struct Fault {
    pub template: &'static str,
    /// What the cell shows, such as `#REF!`.
    pub value: String,
}

/// Returns why a cell cannot be read: it shows an error, or has a formula whose result was never stored. An empty cell
/// would be the harmless reading of both.
pub(super) fn fault(cell: &XlsxCellFormulaMetadataRecord<'_>) -> Option<Fault> {
    match &cell.value {
        DataRef::Error(error) => {
            Some(Fault { template: words::text("surveys.table.cell_error"), value: error.to_string() })
        }
        DataRef::Empty if cell.formula.is_some() => {
            Some(Fault { template: words::text("surveys.table.no_result"), value: String::new() })
        }
        _ => None,
    }
}

/// Returns the name of a cell as Excel shows it, such as `C4`; rows and columns count from 0.
pub(super) fn name(row: u32, column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), u64::from(column) + 1);
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

/// Returns the number of a cell with a number that is no date.
pub(super) fn number(value: &DataRef<'_>) -> Option<f64> {
    match value {
        DataRef::Int(whole) => Some(*whole as f64),
        DataRef::Float(number) => Some(*number),
        _ => None,
    }
}

/// Formats a cell for reading: whole numbers have no decimal point.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        // An error never comes here: it is a fault.
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(time) if time.is_duration() => clock(time),
        Data::DateTime(time) => date(time),
    }
}

/// Formats a date, with its time unless that is midnight.
fn date(time: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// Formats a duration, such as `26:30:00`.
fn clock(time: ExcelDateTime) -> String {
    let seconds = (time.as_f64() * 86_400.0).round() as i64;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
