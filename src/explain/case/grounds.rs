//! The basis of a claim, worded no more strongly than its grade allows.

use crate::catalogue::{Catalogue, GradeId};
use crate::sentences::{Statement, tell, word};
use crate::words::{fill, in_sentence, text};

/// The grade of claims from a source that we have not read.
const UNVERIFIED: &str = "unverified";

/// `We judge this: {claim} (based on {sources}).`
pub(super) fn grounds(catalogue: &Catalogue, grade: &GradeId, claim: &str, sources: &[String]) -> Statement {
    let lead = catalogue.grade(grade).map_or(text("explain.case.lead"), |grade| grade.lead.as_str());
    let slots = [
        word("lead", lead),
        word("claim", in_sentence(claim.trim_end_matches('.'))),
        word("credit", credit(catalogue, grade, sources)),
    ];
    let template =
        if sources.is_empty() { text("explain.case.claim.plain") } else { text("explain.case.claim.credited") };
    tell(template, &slots).graded(grade)
}

/// The sources in parentheses.
pub(super) fn credit(catalogue: &Catalogue, grade: &GradeId, sources: &[String]) -> String {
    let template = match sources {
        [] => return String::new(),
        _ if grade.is_judgement() => text("explain.credit.based_on"),
        _ if grade.0 == UNVERIFIED => text("explain.credit.attributed"),
        [_] => text("explain.credit.source"),
        _ => text("explain.credit.sources"),
    };
    fill(template, &[("sources", &catalogue.cite(sources).join("; "))])
}
