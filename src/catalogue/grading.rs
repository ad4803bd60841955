//! Grades of evidence, and what stands behind an authored number.

use serde::{Deserialize, Serialize};

/// The id of a grade, such as `strong` or `judgement`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(transparent)]
pub struct GradeId(pub String);

/// The grade of a number that is our own reasoning and needs no source.
const JUDGEMENT: &str = "judgement";

impl GradeId {
    pub fn is_judgement(&self) -> bool {
        self.0 == JUDGEMENT
    }
}

/// What stands behind a number: a grade, and unless that is `judgement` a rationale and sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Grading<'a> {
    pub grade: &'a GradeId,
    pub rationale: &'a str,
    pub sources: &'a [String],
}
