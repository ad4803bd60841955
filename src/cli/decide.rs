//! `backmap decide`: writes the record of a decision.

use std::path::Path;

use super::settings::Decide;
use super::{Stop, output};
use crate::exports::{RECORDS, Record};
use crate::wire::{DecisionInput, DecisionWords, Problem};

pub fn run(arguments: &Decide) -> Result<(), Stop> {
    let (advisor, request) = arguments.input.read()?;
    let words = DecisionWords {
        design: &arguments.choose,
        environment: arguments.environment.as_deref(),
        reason: arguments.reason.as_deref(),
        decided_on: arguments.on.as_deref(),
        decided_by: arguments.by.as_deref(),
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
    output::write(path, &record)
}
