//! `backmap decide`: writes the record of a decision.

use super::settings::Decide;
use super::{Stop, print, print_json};
use crate::wire::{DecisionWords, RecordForm, decision_of_words};

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
    let form = if arguments.json { RecordForm::Json } else { RecordForm::Markdown };
    let record = decision_of_words(&advisor, &request, &words, form)
        .map_err(|problem| Stop::refused(&arguments.input.profile, &problem))?;
    if arguments.json { print_json(record) } else { print(&record) }
}
