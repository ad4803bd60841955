//! `backmap decide`: writes the record of a decision.

use std::path::Path;

use super::settings::Decide;
use super::{Stop, output};
use crate::advisor::Advisor;
use crate::exports::{RECORDS, Record, outcome_csv};
use crate::wire::{DecisionInput, DecisionWords, Problem};

pub fn run(arguments: &Decide) -> Result<(), Stop> {
    let (advisor, request) = arguments.input.read()?;
    let words = DecisionWords {
        design: arguments.choose.as_deref(),
        lot: arguments.lot.as_deref(),
        environment: arguments.environment.as_deref(),
        reason: arguments.reason.as_deref(),
        decided_on: arguments.on.as_deref(),
        decided_by: arguments.by.as_deref(),
        school: arguments.school.as_deref(),
        district: arguments.district.as_deref(),
        starts_on: arguments.starts.as_deref(),
        pupils_need: arguments.need.as_deref(),
        educators_learn: arguments.learn.as_deref(),
    };
    let refused = |problem: Problem| Stop::refused(&arguments.input.profile, &problem);
    let input = DecisionInput::of_words(&advisor, request, &words).map_err(refused)?;
    let path = arguments.output.as_deref();
    let ends_like = |file: &str| path.is_some_and(|path| path.extension() == Path::new(file).extension());
    let record = if arguments.json || ends_like("decision.json") {
        let json = input.json(&advisor).map_err(refused)?;
        [json.as_slice(), b"\n"].concat()
    } else {
        let decision = input.decide(&advisor).map_err(refused)?;
        let export = RECORDS.iter().find(|export| ends_like(export.file)).unwrap_or(&RECORDS[0]);
        Record { advisor: &advisor, decision: &decision, digest: &input.digest }.file(export)
    };
    // The record of the outcome first: if it cannot be written, nothing was printed that looks finished.
    if let Some(path) = &arguments.outcome_record {
        output::write(Some(path), &outcome_record(&input, &advisor, path).map_err(refused)?)?;
    }
    output::write(path, &record)
}

/// Returns the beginning of the outcome record in the format of the file.
fn outcome_record(input: &DecisionInput, advisor: &Advisor, path: &Path) -> Result<Vec<u8>, Problem> {
    if path.extension().is_some_and(|ending| ["ndjson", "jsonl"].iter().any(|known| ending == *known)) {
        return Ok(input.outcome_json(advisor)?.map(|json| [json.as_bytes(), b"\n"].concat()).unwrap_or_default());
    }
    Ok(input.outcome_row(advisor)?.map(|row| outcome_csv(&row)).unwrap_or_default())
}
