//! The record of a decision as documents, which `exports/` writes and `wire/` therefore cannot offer.

use utoipa::PartialSchema;

use crate::exports::{RECORDS, Record};
use crate::wire::{DecisionInput, Operation, OtherMedia};

const DOCUMENTS: [OtherMedia; RECORDS.len()] = [document::<0>(), document::<1>()];

/// Returns the answers of an operation in other media types than JSON.
pub(super) fn others(operation: &'static Operation) -> &'static [OtherMedia] {
    if operation.id == "decide" { &DOCUMENTS } else { operation.other.as_slice() }
}

/// Returns a document of [`RECORDS`] as an answer.
const fn document<const AT: usize>() -> OtherMedia {
    OtherMedia {
        content_type: RECORDS[AT].media,
        answer: |advisor, _, body| {
            let input = DecisionInput::read(advisor, body)?;
            let decision = input.decide(advisor)?;
            Ok(Record { advisor, decision: &decision, digest: &input.digest }.file(&RECORDS[AT]))
        },
        schema: String::schema,
    }
}
