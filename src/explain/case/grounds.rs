//! What a claim rests on, in words that claim no more than its grade.

use crate::catalogue::{Catalogue, GradeId};
use crate::explain::statement::{Statement, tell, word};
use crate::explain::words::{in_sentence, list};

/// The grade of what was recalled from a source that was not seen.
const UNVERIFIED: &str = "unverified";

/// `We judge this: {text} (after {sources}).`
pub(super) fn grounds(catalogue: &Catalogue, grade: &GradeId, text: &str, sources: &[String]) -> Statement {
    let lead = catalogue.grade(grade).map_or("It is said", |grade| grade.lead.as_str());
    let slots = [
        word("lead", lead),
        word("text", in_sentence(text.trim_end_matches('.'))),
        word("credit", credit(grade, sources)),
    ];
    tell("{lead}: {text}{credit}.", &slots).graded(grade)
}

/// Where it comes from, in parentheses.
pub(super) fn credit(grade: &GradeId, sources: &[String]) -> String {
    match sources {
        [] => String::new(),
        sources if grade.is_judgement() => format!(" (after {})", list(sources)),
        sources if grade.0 == UNVERIFIED => format!(" (said to stand in {})", list(sources)),
        [one] => format!(" (source: {one})"),
        several => format!(" (sources: {})", list(several)),
    }
}
