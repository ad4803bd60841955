//! What would have to change, in sentences.

use crate::catalogue::Catalogue;
use crate::scoring::{Evaluation, Tables};

use super::super::statement::{Slot, Statement, number, tell, word};
use super::super::words::{in_sentence, list, points, two_decimals};
use super::{Change, Counterfactual, Goal, Move, Obstacle, Term};

/// The name of what is moved, within a sentence.
pub(in crate::explain) fn name(evaluation: &Evaluation<'_>, of: Term) -> String {
    let term = &evaluation.tables().terms[of.term];
    match of.design {
        Some(design) => {
            let design = in_sentence(&evaluation.catalogue().designs[design].name);
            format!("{} ({design})", in_sentence(&evaluation.catalogue().factors[term.factor].name))
        }
        None => in_sentence(&term.name),
    }
}

/// The path of what is moved, as `resources.time` or `design_experience.coaching`.
pub fn path(catalogue: &Catalogue, tables: &Tables, of: Term) -> String {
    let path = &tables.terms[of.term].path;
    match of.design {
        Some(design) => format!("{path}.{}", catalogue.designs[design].id),
        None => path.clone(),
    }
}

/// What a change does.
pub(super) fn change(evaluation: &Evaluation<'_>, design: usize, goal: Goal, change: &Change) -> Statement {
    let catalogue = evaluation.catalogue();
    let id = &catalogue.designs[design].id;
    let labels: Vec<[String; 3]> =
        (0..change.moves.len()).map(|at| ["what", "from", "to"].map(|part| format!("{part}{at}"))).collect();
    let mut slots: Vec<Slot<'_>> = vec![word("design", in_sentence(&catalogue.designs[design].name))];
    for (one, [what, from, to]) in change.moves.iter().zip(&labels) {
        let path = path(catalogue, evaluation.tables(), one.of);
        slots.push(word(what, name(evaluation, one.of)));
        slots.push(number(from, format!("profile.{path}"), two_decimals(one.from)));
        slots.push(number(to, format!("moves.{path}"), one.to.to_string()));
    }
    slots.push(number("rank", format!("after.ranks.{id}"), change.rank.to_string()));
    slots.push(number("lead", "after.lead", points(change.lead.unwrap_or(0).abs())));
    let moves: Vec<String> =
        labels.iter().map(|[what, from, to]| format!("{{{what}}} from {{{from}}} to {{{to}}}")).collect();
    let outcome = match (goal, change.rank, change.lead) {
        (Goal::Feasible, ..) => "{design} would be able to run, at place {rank} in this model",
        (_, 1, Some(lead)) if lead > 0 => "{design} would rank first in this model, {lead} points ahead",
        (_, 1, _) => "{design} would rank first in this model",
        _ => "{design} would stand at place {rank} in this model",
    };
    tell(&format!("With {}, {outcome}.", list(&moves)), &slots).then(effort(evaluation, change))
}

/// How long it takes.
fn effort(evaluation: &Evaluation<'_>, change: &Change) -> Statement {
    let factors = &evaluation.catalogue().factors;
    let lead = |one: &Move| &factors[evaluation.tables().terms[one.of.term].factor];
    let Some(longest) = change.moves.iter().map(lead).max_by_key(|factor| factor.change.lead_weeks) else {
        return Statement::default();
    };
    let slots = [
        number("weeks", format!("factors.{}.change.lead_weeks", longest.id), longest.change.lead_weeks.to_string()),
        word("what", in_sentence(&longest.name)),
    ];
    tell("Raising {what} by one level takes about {weeks} weeks before it shows; that is our judgement.", &slots)
        .graded(&longest.change.grade)
}

/// What is in the way.
pub fn obstacle(evaluation: &Evaluation<'_>, design: usize, obstacle: &Obstacle) -> Statement {
    let catalogue = evaluation.catalogue();
    let name = |design: usize| in_sentence(&catalogue.designs[design].name);
    let id = &catalogue.designs[design].id;
    match obstacle {
        Obstacle::NotOffered => {
            tell("None of the allowed environments offers {design}.", &[word("design", name(design))])
        }
        Obstacle::Need(unmet) => super::fix::blocked(evaluation, design, std::slice::from_ref(unmet)),
        Obstacle::Rival { design: rival, ahead_by } => {
            let slots = [
                word("design", name(design)),
                word("rival", name(*rival)),
                number("points", format!("ahead.{}", catalogue.designs[*rival].id), points(ahead_by.unwrap_or(0))),
            ];
            let template = match ahead_by {
                Some(0) => "Nothing that a school raises brings {design} ahead of {rival}.",
                Some(_) => "Whatever a school raises, the lead of {rival} over {design} stays {points} points or more.",
                None => "No change brings {design} ahead of {rival} and of the others at once.",
            };
            tell(template, &slots).capitalised()
        }
        Obstacle::Fixed { factor, against } => {
            let factor = &catalogue.factors[*factor];
            let slots = [
                word("factor", in_sentence(&factor.name)),
                word("design", name(design)),
                number("points", format!("differences.{id}.{}", factor.id), points(*against)),
            ];
            let template = "A school cannot change {factor}, which speaks against {design} by {points} points.";
            tell(template, &slots)
        }
    }
}

/// The answer in one or two sentences.
pub(super) fn whole(evaluation: &Evaluation<'_>, of: &Counterfactual) -> Statement {
    let catalogue = evaluation.catalogue();
    let design = in_sentence(&catalogue.designs[of.design].name);
    let places = match of.goal {
        Goal::Within(places) => places,
        Goal::First | Goal::Feasible => 1,
    };
    let slots = [word("design", design), number("places", "goal.within", places.to_string())];
    let goal = match of.goal {
        Goal::First => "rank first",
        Goal::Within(_) => "be among the first {places}",
        Goal::Feasible => "be able to run",
    };
    if of.reached {
        let now = match of.goal {
            Goal::First => "first place goes to {design} as things stand: nothing has to change.",
            Goal::Within(_) => "among the first {places} is {design} as things stand: nothing has to change.",
            Goal::Feasible => "{design} can run as things stand: nothing has to change.",
        };
        return tell(now, &slots).capitalised();
    }
    if let Some(least) = of.changes.first() {
        let proven = if least.proven {
            "This is the least change that would do it."
        } else {
            "A smaller change may do it; the search was cut short."
        };
        return least.statement.clone().then(tell(proven, &[]));
    }
    if !of.proven {
        return tell(
            &format!("No change was found with which {{design}} would {goal}; the search was cut short."),
            &slots,
        );
    }
    let said = tell(&format!("That {{design}} would {goal} cannot be reached by what a school can change."), &slots);
    if of.questions.is_empty() {
        said
    } else {
        said.then(tell("Open answers were taken as typical; knowing them may alter this.", &[]))
    }
}
