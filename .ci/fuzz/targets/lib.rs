//! What the targets share. A target passes when nothing panics, and the counts of an import add up.

use std::io::Cursor;
use std::sync::LazyLock;

use backmap::advisor::{Advisor, Options};
use backmap::batch::{AnswerKind, Compression, FORMATS, Input, Setup, collect};
use backmap::imports::{File, ImportInput, ImportSettings, import, propose};
use backmap::surveys::Choices;
use backmap::wire::{OPERATIONS, Operation, Rendered};

pub static ADVISOR: LazyLock<Advisor> = LazyLock::new(Advisor::embedded);
static RENDERED: LazyLock<Rendered> = LazyLock::new(|| Rendered::new(&ADVISOR));

/// Answers a body by one of the operations that the predicate chooses; the first byte says which.
pub fn answer(data: &[u8], is_chosen: fn(&Operation) -> bool) {
    let operations: Vec<_> = OPERATIONS.iter().filter(|operation| is_chosen(operation)).collect();
    let Some((which, body)) = data.split_first() else { return };
    let operation = operations[usize::from(*which) % operations.len()];
    if let Err(problem) = (operation.answer)(&ADVISOR, &RENDERED, body) {
        assert!(problem.status < 500, "{}: {}", operation.path, problem.summary());
    }
}

/// Reads the rows of a file of teams.
pub fn read_teams(format: &str, data: &[u8]) {
    let format = FORMATS.iter().find(|known| known.id == format).expect("a known format");
    let setup = Setup::new(&ADVISOR, &RENDERED, AnswerKind::Scores, &Options::default()).expect("the usual options");
    let input = Input::Stream(Box::new(Cursor::new(data.to_vec())), Compression::None);
    if let Ok(mut source) = (format.source)(input, &setup) {
        let _ = collect(&setup, &mut *source, 1_000);
    }
}

/// Proposes a mapping for a survey and imports it by that mapping.
pub fn import_survey(name: &str, bytes: &[u8]) {
    let settings = ImportSettings::read(None, None, None, None).expect("the usual settings");
    let file = File { name, bytes };
    let Ok(proposed) = propose(&ADVISOR, file, &settings, &Choices::new()) else { return };
    let mapping = File { name: "mapping.toml", bytes: proposed.draft.mapping.as_bytes() };
    import_file(file, Some(mapping), &settings);
}

/// Imports a roster, which needs no mapping.
pub fn import_roster(name: &str, bytes: &[u8]) {
    let settings = ImportSettings::read(None, None, None, None).expect("the usual settings");
    import_file(File { name, bytes }, None, &settings);
}

fn import_file(file: File<'_>, mapping: Option<File<'_>>, settings: &ImportSettings) {
    let input = ImportInput { file, mapping, agreed: None, roster: None, join: None, settings };
    let Ok(teams) = import(&ADVISOR, &input) else { return };
    teams.ndjson(ADVISOR.catalogue());
    if let Some(report) = &teams.report {
        let dropped: usize = report.dropped.values().sum();
        assert_eq!(report.rows(), report.counted + dropped, "every row is counted or left out with a reason");
    }
}
