//! Grades of evidence, and the basis of each number in the catalog.

use serde::{Deserialize, Serialize};

/// A grade id, such as `strong` or `judgement`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(transparent)]
pub struct GradeId(pub String);

/// The grade of a number that is the authors' own judgment and needs no source.
const JUDGEMENT: &str = "judgement";

impl GradeId {
    pub fn is_judgement(&self) -> bool {
        self.0 == JUDGEMENT
    }
}

/// The basis of a number: a grade, and unless that is `judgement`, a rationale and sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Grading<'a> {
    pub grade: &'a GradeId,
    pub rationale: &'a str,
    pub sources: &'a [String],
}
