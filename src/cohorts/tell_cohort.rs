//! Sentences about one cohort.

use super::Cohort;
use super::apart::Difference;
use super::columns::Part;
use super::designs::Suited;
use super::rows::Rows;
use super::tell::of_hundred;
use crate::scoring::Evaluation;
use crate::sentences::{Statement, items, number, tell, word};
use crate::words::{counted, in_sentence, text, whole};

/// Says how large a cohort is, what sets it apart, and what suits it.
pub fn statements(typical: &Evaluation<'_>, rows: &Rows, at: usize, cohort: &Cohort) -> Vec<Statement> {
    let size = cohort.members.len();
    let slots = [word("name", cohort.name.clone()), number("count", format!("cohorts.{at}.size"), size.to_string())];
    let mut all = vec![tell(counted("cohorts.cohort.size", size), &slots)];
    all.extend(cohort.differences.iter().map(|one| difference(typical, rows, at, one)));
    for (key, designs) in
        [(text("cohorts.cohort.suits"), &cohort.suits), (text("cohorts.cohort.does_not_suit"), &cohort.does_not_suit)]
    {
        if !designs.is_empty() {
            let designs = designs.iter().map(|one| design(typical, at, one, size));
            all.push(tell(key, &[items("designs", designs)]));
        }
    }
    if let Some(community) = &cohort.community {
        let what = rows.columns[community.column].name(typical.catalogue(), typical);
        let count = number("count", format!("cohorts.{at}.community"), community.members.len().to_string());
        all.push(tell(text("cohorts.community.offer"), &[count, word("what", what)]));
        all.extend(community.design.as_ref().map(|one| across(typical, at, one)));
    }
    all
}

fn across(typical: &Evaluation<'_>, at: usize, one: &Suited) -> Statement {
    let catalogue = typical.catalogue();
    let environment = one.environment.map(|of| in_sentence(&catalogue.environments[of].name));
    let slots = [
        word("design", in_sentence(&catalogue.designs[one.design].name)),
        word("environment", environment.unwrap_or_default()),
        number("score", format!("cohorts.{at}.community.score"), whole(one.score).to_string()),
    ];
    tell(text("cohorts.community.design"), &slots)
}

fn difference(typical: &Evaluation<'_>, rows: &Rows, at: usize, one: &Difference) -> Statement {
    let column = &rows.columns[one.column];
    let path = column.path(typical);
    let what = word("what", column.name(typical.catalogue(), typical));
    let id = |of: &str| format!("cohorts.{at}.{path}.{of}");
    if matches!(column.part, Part::Category(_)) {
        let slots = [
            what,
            number("mean", id("mean"), of_hundred(one.mean)),
            number("others", id("others"), of_hundred(one.others)),
            number("all", "hundred", "100"),
        ];
        return tell(text("cohorts.cohort.share"), &slots);
    }
    let level = |mean: f64| format!("{mean:.1}");
    let words = words(typical, rows, one);
    let template = match words {
        Some(_) => text("cohorts.cohort.level_means"),
        None => text("cohorts.cohort.level"),
    };
    let slots = [
        what,
        number("mean", id("mean"), level(one.mean)),
        number("others", id("others"), level(one.others)),
        number("most", "levels", "5"),
        word("words", words.unwrap_or_default()),
    ];
    tell(template, &slots)
}

/// The short words of the nearest level.
fn words(typical: &Evaluation<'_>, rows: &Rows, one: &Difference) -> Option<String> {
    let term = &typical.tables().terms[rows.columns[one.column].term];
    let factor = &typical.catalogue().factors[term.factor];
    let short = term.resource.map_or(&factor.short, |kind| &factor.resources[kind].short);
    short.get((one.mean.round() as usize).checked_sub(1)?).cloned()
}

fn design(typical: &Evaluation<'_>, at: usize, one: &Suited, all: usize) -> Statement {
    let design = &typical.catalogue().designs[one.design];
    let id = |of: &str| format!("cohorts.{at}.{}.{of}", design.id);
    let slots = [
        word("design", in_sentence(&design.name)),
        number("score", id("score"), whole(one.score).to_string()),
        number("feasible", id("feasible"), one.feasible.to_string()),
        number("all", format!("cohorts.{at}.size"), all.to_string()),
    ];
    tell(if one.feasible == 0 { text("cohorts.cohort.never") } else { text("cohorts.cohort.design") }, &slots)
}
