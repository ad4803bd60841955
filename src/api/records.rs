//! The record of a decision and a district report as documents, and the map of cohorts as a picture and a page, which `exports/` writes and
//! `wire/` therefore cannot offer.

use utoipa::PartialSchema;

use crate::exports::{COHORT_FILES, DISTRICT_FILES, RECORDS, Record};
use crate::wire::{CohortsInput, DecisionInput, DistrictInput, Operation, OtherMedia};

const DOCUMENTS: [OtherMedia; RECORDS.len()] = [document::<0>(), document::<1>()];

const MAPS: [OtherMedia; COHORT_FILES.len()] = [map::<0>(), map::<1>()];

const REPORTS: [OtherMedia; DISTRICT_FILES.len()] = [report::<0>(), report::<1>(), report::<2>(), report::<3>()];

/// Returns the answers of an operation in other media types than JSON.
pub(super) fn others(operation: &'static Operation) -> &'static [OtherMedia] {
    match operation.id {
        "decide" => &DOCUMENTS,
        "find_cohorts" => &MAPS,
        "report_district" => &REPORTS,
        _ => operation.other.as_slice(),
    }
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

/// Returns a file of [`COHORT_FILES`] as an answer.
const fn map<const AT: usize>() -> OtherMedia {
    OtherMedia {
        content_type: COHORT_FILES[AT].media,
        answer: |advisor, _, body| {
            let found = CohortsInput::read(advisor, body)?.find(advisor)?;
            Ok((COHORT_FILES[AT].make)(&found.typical, &found.cohorts))
        },
        schema: String::schema,
    }
}

/// Returns a file of [`DISTRICT_FILES`] as an answer.
const fn report<const AT: usize>() -> OtherMedia {
    OtherMedia {
        content_type: DISTRICT_FILES[AT].media,
        answer: |advisor, _, body| {
            let district = DistrictInput::read(advisor, body)?.report(advisor)?;
            Ok((DISTRICT_FILES[AT].make)(advisor, &district))
        },
        schema: String::schema,
    }
}
