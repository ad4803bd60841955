//! The schedule as CSV for a spreadsheet, one row per session.

use super::escape::plain;
use super::words::weekday;
use super::{Document, Export, labels};
use crate::planning::{Session, StagePlan, clock};
use crate::tables::guarded;
use crate::words::{listed, text};

const COLUMNS: [&str; 12] = [
    "key",
    "date",
    "weekday",
    "starts",
    "ends",
    "minutes",
    "kind",
    "stage",
    "title",
    "purpose",
    "purposes",
    "outside_working_day",
];

pub(super) const EXPORT: Export = Export {
    id: "sessions",
    file: "sessions.csv",
    media: "text/csv; charset=utf-8",
    about: "a table of sessions",
    page: Some(("/sessions.csv", "document.sessions")),
    make: sessions,
    update: None,
};

/// Returns the rows with a header.
pub fn sessions(document: &Document<'_>) -> Vec<u8> {
    let schedule = &document.review.schedule;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for session in &schedule.sessions {
        let _ = writer.write_record(row(session, schedule.stages.get(session.stage)));
    }
    writer.into_inner().unwrap_or_default()
}

fn row(session: &Session<'_>, stage: Option<&StagePlan<'_>>) -> [String; 12] {
    [
        cell(&session.key),
        session.date.to_string(),
        weekday(session.date).to_owned(),
        session.starts.as_ref().map(clock).unwrap_or_default(),
        session.ends().as_ref().map(clock).unwrap_or_default(),
        session.minutes.to_string(),
        labels::session(session.kind),
        cell(stage.map_or("", |stage| stage.name)),
        cell(&session.title),
        cell(&session.purpose),
        cell(&listed(session.purposes.iter().map(|one| &one.name)).unwrap_or_default()),
        session
            .outside_working_day
            .map(|outside| if outside { text("exports.purpose.yes") } else { text("exports.purpose.no") }.to_owned())
            .unwrap_or_default(),
    ]
}

/// Prevents formula injection: text that begins like a formula gets an apostrophe in front.
fn cell(text: &str) -> String {
    guarded(&plain(text)).into_owned()
}
