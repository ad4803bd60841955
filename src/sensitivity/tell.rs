//! Sentences about how sure the first place is.

use crate::catalogue::DesignIndex;
use crate::scoring::Evaluation;
use crate::words::{in_sentence, text, two_decimals};

use super::acceptability::Acceptabilities;
use super::answers::AnswerStability;
use super::questions::Questions;
use super::weights::WeightStability;
use crate::sentences::{Statement, items, number, tell, word};

/// A share from 0 to 1 as whole simulations out of a hundred.
fn of_hundred(share: f64) -> String {
    format!("{}", (share * 100.0).round())
}

fn design(evaluation: &Evaluation<'_>, design: DesignIndex) -> String {
    in_sentence(&evaluation.catalogue().designs[design].name)
}

/// Describes how often the first place is first, and which other designs are.
pub fn tell_acceptability(evaluation: &Evaluation<'_>, found: &Acceptabilities) -> Statement {
    let Some(first) = evaluation.ranking().placed.first().map(|placed| placed.design) else {
        return tell(text("sensitivity.acceptability.nothing_feasible"), &[]);
    };
    let id = |design: DesignIndex| &evaluation.catalogue().designs[design].id;
    let share = |of: DesignIndex| found.designs.iter().find(|one| one.design == of).map_or(0.0, |one| one.first());
    let mut others: Vec<DesignIndex> = found.designs.iter().map(|one| one.design).filter(|of| *of != first).collect();
    others.sort_by(|a, b| share(*b).total_cmp(&share(*a)));
    others.retain(|of| share(*of) >= LEAST_NAMED);
    others.truncate(MOST_NAMED);
    let slots = |of: DesignIndex| {
        [
            word("design", design(evaluation, of)),
            number("share", format!("acceptability.{}.first", id(of)), of_hundred(share(of))),
            number("all", "hundred", "100"),
        ]
    };
    let statement = tell(text("sensitivity.acceptability.first"), &slots(first));
    if others.is_empty() {
        return statement;
    }
    let others = others.into_iter().map(|of| tell(text("sensitivity.acceptability.other"), &slots(of)));
    statement.then(tell(text("sensitivity.acceptability.others"), &[items("others", others)]))
}

/// Designs that are first less often than this are not named.
const LEAST_NAMED: f64 = 0.01;

/// The most other designs named.
const MOST_NAMED: usize = 3;

/// Describes how far a weight may move.
pub fn tell_weight(evaluation: &Evaluation<'_>, one: &WeightStability) -> Statement {
    let factor = &evaluation.catalogue().factors[one.factor];
    // Rounded away from the multiplier, so that "less" and "more" are true for every smaller and larger value.
    let low = two_decimals((one.low * 1e6).floor() as u64);
    let high = two_decimals((one.high.unwrap_or(0.0) * 100.0).ceil() as u64 * 10_000);
    let other = |of: Option<DesignIndex>| of.map_or_else(String::new, |of| design(evaluation, of));
    let slots = [
        word("factor", in_sentence(&factor.name)),
        word("below", other(one.below)),
        word("above", other(one.above)),
        number("low", format!("weights.{}.low", factor.id), low),
        number("high", format!("weights.{}.high", factor.id), high),
    ];
    // Below a hundredth, a factor hardly counts.
    let hardly = one.low < 0.01;
    let template = match (one.below, one.above) {
        (None, None) => text("sensitivity.weight_stability.stable"),
        (Some(_), None) if hardly => text("sensitivity.weight_stability.at_zero"),
        (Some(_), None) => text("sensitivity.weight_stability.below"),
        (None, Some(_)) => text("sensitivity.weight_stability.above"),
        (Some(_), Some(_)) if hardly => text("sensitivity.weight_stability.at_zero_and_above"),
        (Some(_), Some(_)) => text("sensitivity.weight_stability.below_and_above"),
    };
    tell(template, &slots)
}

/// Describes how far an answer may move.
pub fn tell_answer(evaluation: &Evaluation<'_>, one: &AnswerStability) -> Statement {
    let path = one.of.path(evaluation.catalogue(), evaluation.tables());
    let other = |of: Option<DesignIndex>| of.map_or_else(String::new, |of| design(evaluation, of));
    let level = |hundredths: i32| two_decimals((one.mean as i64 + i64::from(hundredths) * 10_000).max(0) as u64);
    let by = |hundredths: i32| two_decimals(u64::from(hundredths.unsigned_abs()) * 10_000);
    let slots = [
        word("what", one.of.name(evaluation.catalogue(), evaluation.tables())),
        word("below", other(one.below)),
        word("above", other(one.above)),
        number("level", format!("profile.{path}"), level(0)),
        number("down", format!("answers.{path}.down"), by(one.low)),
        number("up", format!("answers.{path}.up"), by(one.high)),
    ];
    let template = match (one.below.map(|_| one.low), one.above.map(|_| one.high)) {
        (None, None) => text("sensitivity.answer_stability.stable"),
        (Some(0), None) => text("sensitivity.answer_stability.any_lower"),
        (None, Some(0)) => text("sensitivity.answer_stability.any_higher"),
        (Some(_), None) => text("sensitivity.answer_stability.lower"),
        (None, Some(_)) => text("sensitivity.answer_stability.higher"),
        (Some(_), Some(_)) => text("sensitivity.answer_stability.lower_and_higher"),
    };
    tell(template, &slots)
}

/// Describes what to ask next, or that nothing more needs to be asked.
pub fn tell_questions(evaluation: &Evaluation<'_>, found: &Questions) -> Statement {
    let Some(stays) = found.first_stays else {
        return tell(text("sensitivity.questions.nothing_feasible"), &[]);
    };
    let Some(next) = found.questions.first() else {
        return tell(text("sensitivity.questions.all_answered"), &[]);
    };
    let slots = [
        number("stays", "first_stays", of_hundred(stays)),
        number("all", "hundred", "100"),
        word("what", next.of.name(evaluation.catalogue(), evaluation.tables())),
    ];
    tell(if found.settled { text("sensitivity.questions.settled") } else { text("sensitivity.questions.next") }, &slots)
}
