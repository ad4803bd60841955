//! Sentences about how sure the first place is.

use crate::scoring::Evaluation;

use super::super::counterfactual::name_of;
use super::super::statement::{Slot, Statement, number, tell, word};
use super::super::words::{in_sentence, list, two_decimals};
use super::super::{AnswerOf as Term, path_of};
use super::acceptability::Acceptabilities;
use super::answers::AnswerStability;
use super::questions::Questions;
use super::weights::WeightStability;

/// A share from 0 to 1 as whole simulations out of a hundred.
fn of_hundred(share: f64) -> String {
    format!("{}", (share * 100.0).round())
}

fn design(evaluation: &Evaluation<'_>, design: usize) -> String {
    in_sentence(&evaluation.catalogue().designs[design].name)
}

/// Describes how often the first place is first, and which other designs are.
pub fn tell_acceptability(evaluation: &Evaluation<'_>, found: &Acceptabilities) -> Statement {
    let Some(first) = evaluation.ranking().placed.first().map(|placed| placed.design) else {
        return tell("No design is feasible for this team, so there is no first place to test.", &[]);
    };
    let id = |design: usize| &evaluation.catalogue().designs[design].id;
    let share = |of: usize| found.designs.iter().find(|one| one.design == of).map_or(0.0, |one| one.first());
    let mut others: Vec<usize> = found.designs.iter().map(|one| one.design).filter(|of| *of != first).collect();
    others.sort_by(|a, b| share(*b).total_cmp(&share(*a)));
    others.retain(|of| share(*of) >= LEAST_NAMED);
    others.truncate(MOST_NAMED);
    let slots = [
        word("first", design(evaluation, first)),
        number("share", format!("acceptability.{}.first", id(first)), of_hundred(share(first))),
        number("all", "hundred", "100"),
    ];
    let said = tell("In {share} of {all} simulations, first place goes to {first}.", &slots);
    if others.is_empty() {
        return said;
    }
    let labels: Vec<[String; 2]> =
        (0..others.len()).map(|at| ["name", "share"].map(|part| format!("{part}{at}"))).collect();
    let slots: Vec<Slot<'_>> = others
        .iter()
        .zip(&labels)
        .flat_map(|(of, [name, times])| {
            let stated = number(times, format!("acceptability.{}.first", id(*of)), of_hundred(share(*of)));
            [word(name, design(evaluation, *of)), stated]
        })
        .collect();
    let named: Vec<String> = labels.iter().map(|[name, times]| format!("{{{name}}} in {{{times}}}")).collect();
    said.then(tell(&format!("Otherwise it goes to {}.", list(&named)), &slots))
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
    let other = |of: Option<usize>| of.map_or_else(String::new, |of| design(evaluation, of));
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
        (None, None) => "The first place does not depend on how much {factor} counts.",
        (Some(_), None) if hardly => "If {factor} did not count, {below} would rank first.",
        (Some(_), None) => "If {factor} counted less than {low} times its catalog weight, {below} would rank first.",
        (None, Some(_)) => "If {factor} counted more than {high} times its catalog weight, {above} would rank first.",
        (Some(_), Some(_)) if hardly => {
            "If {factor} did not count, {below} would rank first. If it counted more than {high} times its catalog \
             weight, {above} would."
        }
        (Some(_), Some(_)) => {
            "If {factor} counted less than {low} times its catalog weight, {below} would rank first. Above \
             {high} times, {above} would."
        }
    };
    tell(template, &slots)
}

/// Describes how far an answer may move.
pub fn tell_answer(evaluation: &Evaluation<'_>, one: &AnswerStability) -> Statement {
    let path = path_of(evaluation.catalogue(), evaluation.tables(), one.of);
    let other = |of: Option<usize>| of.map_or_else(String::new, |of| design(evaluation, of));
    let level = |hundredths: i32| two_decimals((one.mean as i64 + i64::from(hundredths) * 10_000).max(0) as u64);
    let by = |hundredths: i32| two_decimals(u64::from(hundredths.unsigned_abs()) * 10_000);
    let slots = [
        word("what", name_of(evaluation, one.of)),
        word("below", other(one.below)),
        word("above", other(one.above)),
        number("level", format!("profile.{path}"), level(0)),
        number("down", format!("answers.{path}.down"), by(one.low)),
        number("up", format!("answers.{path}.up"), by(one.high)),
    ];
    let template = match (one.below.map(|_| one.low), one.above.map(|_| one.high)) {
        (None, None) => "The first place does not depend on {what}.",
        (Some(0), None) => "If {what} were any lower than {level}, {below} would rank first.",
        (None, Some(0)) => "If {what} were any higher than {level}, {above} would rank first.",
        (Some(_), None) => "If {what} fell by more than {down} from {level}, {below} would rank first.",
        (None, Some(_)) => "If {what} rose by more than {up} from {level}, {above} would rank first.",
        (Some(_), Some(_)) => {
            "If {what} fell by more than {down} from {level}, {below} would rank first. If it rose by more than {up}, \
             {above} would."
        }
    };
    tell(template, &slots)
}

/// Describes what to ask next, or that nothing more needs to be asked.
pub fn tell_questions(evaluation: &Evaluation<'_>, found: &Questions) -> Statement {
    let Some(stays) = found.first_stays else {
        return tell("No design is feasible for this team. See what is missing before asking more.", &[]);
    };
    let stays = number("stays", "first_stays", of_hundred(stays));
    let all = || number("all", "hundred", "100");
    if found.questions.is_empty() {
        return tell("Every factor is answered, so there is nothing left to ask.", &[]);
    }
    if found.settled {
        let said = "You can stop asking: the first place stays the same in {stays} of {all} simulations of the \
                    unanswered factors.";
        return tell(said, &[stays, all()]);
    }
    let asked: Option<(Term, f64)> = found.questions.first().map(|question| (question.of, question.chance));
    let Some((of, chance)) = asked else { return Statement::default() };
    let path = path_of(evaluation.catalogue(), evaluation.tables(), of);
    let slots = [
        stays,
        all(),
        word("what", name_of(evaluation, of)),
        number("chance", format!("questions.{path}.chance"), of_hundred(chance)),
    ];
    let said = "Ask about {what} next: that answer alone would change the first place in {chance} of {all} cases. The \
                first place stays the same in {stays} of {all} simulations of the unanswered factors.";
    tell(said, &slots)
}
