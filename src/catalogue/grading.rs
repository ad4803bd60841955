//! Grades of evidence, and the basis of each number in the catalog.

use serde::{Deserialize, Serialize};

/// A grade id, such as `strong` or `judgement`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
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

/// Declares tables of the catalog's files; all fields are public, and an unknown key is a fault. A `graded` table also
/// has the basis of its numbers.
macro_rules! tables {
    ($(
        $(#[$about:meta])*
        $vis:vis $kind:ident $name:ident { $($(#[$says:meta])* $field:ident: $type:ty),* $(,)? }
    )+) => {
        $(tables!(@$kind $(#[$about])* $vis $name { $($(#[$says])* pub $field: $type,)* });)+
    };
    (@struct $(#[$about:meta])* $vis:vis $name:ident { $($fields:tt)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $vis struct $name { $($fields)* }
    };
    (@graded $(#[$about:meta])* $vis:vis $name:ident { $($fields:tt)* }) => {
        tables!(@struct $(#[$about])* $vis $name {
            $($fields)*
            pub grade: $crate::catalogue::GradeId,
            pub rationale: String,
            #[serde(default)]
            pub sources: Vec<String>,
        });

        $crate::catalogue::grading::basis!($name);
    };
}

/// Declares the method that returns the basis of a table's numbers.
macro_rules! basis {
    ($($name:ident),+) => { $(
        impl $name {
            pub fn grading(&self) -> $crate::catalogue::Grading<'_> {
                let Self { grade, rationale, sources, .. } = self;
                $crate::catalogue::Grading { grade, rationale, sources }
            }
        }
    )+ };
}

pub(super) use {basis, tables};
