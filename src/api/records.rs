//! The record of a decision and a district report as documents, and the map of cohorts as a picture and a page, which `exports/` writes and
//! `wire/` therefore cannot offer.

use utoipa::PartialSchema;

use crate::advisor::Advisor;
use crate::exports::{COHORT_FILES, DISTRICT_FILES, RECORDS, Record};
use crate::scoring::{Unwatched, Watch};
use crate::wire::{
    CohortsAnswer, CohortsInput, DecisionInput, DistrictAnswer, DistrictInput, Operation, OtherMedia, Problem,
};

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

/// Maps a body to its answer, and can be stopped.
pub(super) type LongAnswer = fn(&Advisor, &[u8], &dyn Watch) -> Result<Vec<u8>, Problem>;

/// Returns the way to an answer that takes so long that it ends when the client is gone; `other` is the content type, if
/// it is not JSON.
pub(super) fn long_answer(operation: &Operation, other: Option<&str>) -> Option<LongAnswer> {
    match operation.id {
        "find_cohorts" => Some(match place(&COHORT_FILES.map(|file| file.media), other) {
            None => cohorts,
            Some(0) => cohorts_file::<0>,
            Some(_) => cohorts_file::<1>,
        }),
        "report_district" => Some(match place(&DISTRICT_FILES.map(|file| file.media), other) {
            None => district,
            Some(0) => district_file::<0>,
            Some(1) => district_file::<1>,
            Some(2) => district_file::<2>,
            Some(_) => district_file::<3>,
        }),
        _ => None,
    }
}

fn place(media: &[&str], other: Option<&str>) -> Option<usize> {
    media.iter().position(|one| Some(*one) == other)
}

fn cohorts(advisor: &Advisor, body: &[u8], watch: &dyn Watch) -> Result<Vec<u8>, Problem> {
    let found = CohortsInput::read(advisor, body)?.find(advisor, watch)?;
    Ok(CohortsAnswer::json(advisor, &found))
}

fn cohorts_file<const AT: usize>(advisor: &Advisor, body: &[u8], watch: &dyn Watch) -> Result<Vec<u8>, Problem> {
    let found = CohortsInput::read(advisor, body)?.find(advisor, watch)?;
    Ok((COHORT_FILES[AT].make)(&found.typical, &found.cohorts))
}

fn district(advisor: &Advisor, body: &[u8], watch: &dyn Watch) -> Result<Vec<u8>, Problem> {
    let district = DistrictInput::read(advisor, body)?.report(advisor, watch)?;
    Ok(DistrictAnswer::json(advisor, &district))
}

fn district_file<const AT: usize>(advisor: &Advisor, body: &[u8], watch: &dyn Watch) -> Result<Vec<u8>, Problem> {
    let district = DistrictInput::read(advisor, body)?.report(advisor, watch)?;
    Ok((DISTRICT_FILES[AT].make)(advisor, &district))
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
        answer: |advisor, _, body| cohorts_file::<AT>(advisor, body, &Unwatched),
        schema: String::schema,
    }
}

/// Returns a file of [`DISTRICT_FILES`] as an answer.
const fn report<const AT: usize>() -> OtherMedia {
    OtherMedia {
        content_type: DISTRICT_FILES[AT].media,
        answer: |advisor, _, body| district_file::<AT>(advisor, body, &Unwatched),
        schema: String::schema,
    }
}
