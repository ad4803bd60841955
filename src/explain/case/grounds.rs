//! The basis of a claim, worded no more strongly than its grade allows.

use crate::catalogue::{Catalogue, GradeId};
use crate::explain::statement::{Statement, tell, word};
use crate::explain::words::{in_sentence, list};

/// The grade of claims from a source that we have not read.
const UNVERIFIED: &str = "unverified";

/// `We judge this: {text} (based on {sources}).`
pub(super) fn grounds(catalogue: &Catalogue, grade: &GradeId, text: &str, sources: &[String]) -> Statement {
    let lead = catalogue.grade(grade).map_or("Reported elsewhere", |grade| grade.lead.as_str());
    let slots = [
        word("lead", lead),
        word("text", in_sentence(text.trim_end_matches('.'))),
        word("credit", credit(grade, sources)),
    ];
    tell("{lead}: {text}{credit}.", &slots).graded(grade)
}

/// The sources in parentheses.
pub(super) fn credit(grade: &GradeId, sources: &[String]) -> String {
    match sources {
        [] => String::new(),
        sources if grade.is_judgement() => format!(" (based on {})", list(sources)),
        sources if grade.0 == UNVERIFIED => format!(" (attributed to {})", list(sources)),
        [one] => format!(" (source: {one})"),
        several => format!(" (sources: {})", list(several)),
    }
}
