//! The record of a decision and a district report as documents, and the map of cohorts as a picture and a page, which `exports/` writes and
//! `wire/` therefore cannot offer.

use utoipa::PartialSchema;

use super::given::Given;
use super::inputs::{allocation_input, cohorts_input, district_input};
use super::service::Served;
use crate::exports::{COHORT_FILES, DISTRICT_FILES, RECORDS, Record};
use crate::scoring::{Unwatched, Watch};
use crate::wire::{
    AllocationAnswer, Beside, CohortsAnswer, CohortsInput, DecisionInput, DistrictAnswer, DistrictInput, Operation,
    OtherMedia, Problem,
};

const DOCUMENTS: [OtherMedia; RECORDS.len()] = [document::<0>(), document::<1>()];

const MAPS: [OtherMedia; COHORT_FILES.len()] = [map::<0>(), map::<1>()];

const REPORTS: [OtherMedia; DISTRICT_FILES.len()] = [report::<0>(), report::<1>(), report::<2>(), report::<3>()];

/// Returns the answers of an operation in other media types than JSON.
pub(super) fn others(operation: &'static Operation) -> &'static [OtherMedia] {
    match &operation.beside {
        Beside::Decision => &DOCUMENTS,
        Beside::Cohorts => &MAPS,
        Beside::District => &REPORTS,
        Beside::Media(media) => std::slice::from_ref(media),
        Beside::Nothing | Beside::Allocation => &[],
    }
}

/// What is asked, of which catalog, and who waits for it.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub served: &'a Served,
    pub given: &'a Given,
    pub watch: &'a dyn Watch,
}

/// Answers a body or a table, and can be stopped.
pub(super) type LongAnswer = fn(Asking<'_>) -> Result<Vec<u8>, Problem>;

/// Returns the way to an answer that takes so long that it ends when the client is gone; `other` is the content type, if
/// it is not JSON.
pub(super) fn long_answer(operation: &Operation, other: Option<&str>) -> Option<LongAnswer> {
    match operation.beside {
        Beside::Cohorts => Some(match place(&COHORT_FILES.map(|file| file.media), other) {
            None => cohorts,
            Some(0) => cohorts_file::<0>,
            Some(_) => cohorts_file::<1>,
        }),
        Beside::Allocation => Some(allocation),
        Beside::District => Some(match place(&DISTRICT_FILES.map(|file| file.media), other) {
            None => district,
            Some(0) => district_file::<0>,
            Some(1) => district_file::<1>,
            Some(2) => district_file::<2>,
            Some(_) => district_file::<3>,
        }),
        Beside::Nothing | Beside::Media(_) | Beside::Decision => None,
    }
}

fn place(media: &[&str], other: Option<&str>) -> Option<usize> {
    media.iter().position(|one| Some(*one) == other)
}

fn cohorts(asking: Asking<'_>) -> Result<Vec<u8>, Problem> {
    let input = cohorts_input(asking)?;
    Ok(CohortsAnswer::json(&asking.served.advisor, &input.find(&asking.served.advisor, asking.watch)?))
}

fn cohorts_file<const AT: usize>(asking: Asking<'_>) -> Result<Vec<u8>, Problem> {
    let input = cohorts_input(asking)?;
    let found = input.find(&asking.served.advisor, asking.watch)?;
    Ok((COHORT_FILES[AT].make)(&found.typical, &found.cohorts))
}

fn allocation(asking: Asking<'_>) -> Result<Vec<u8>, Problem> {
    let advisor = &asking.served.advisor;
    Ok(AllocationAnswer::json(advisor, &allocation_input(asking)?.divide(advisor, asking.watch)?))
}

fn district(asking: Asking<'_>) -> Result<Vec<u8>, Problem> {
    let advisor = &asking.served.advisor;
    Ok(DistrictAnswer::json(advisor, &district_input(asking)?.report(advisor, asking.watch)?))
}

fn district_file<const AT: usize>(asking: Asking<'_>) -> Result<Vec<u8>, Problem> {
    let advisor = &asking.served.advisor;
    Ok((DISTRICT_FILES[AT].make)(advisor, &district_input(asking)?.report(advisor, asking.watch)?))
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
            let input = CohortsInput::read(advisor, body)?;
            let found = input.find(advisor, &Unwatched)?;
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
            let district = DistrictInput::read(advisor, body)?.report(advisor, &Unwatched)?;
            Ok((DISTRICT_FILES[AT].make)(advisor, &district))
        },
        schema: String::schema,
    }
}
