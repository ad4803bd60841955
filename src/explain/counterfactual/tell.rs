//! Sentences about what would have to change.

use crate::catalogue::Catalogue;
use crate::scoring::{Evaluation, Tables};

use super::super::statement::{Slot, Statement, number, tell, word};
use super::super::words::{in_sentence, list, points, two_decimals};
use super::{Change, Counterfactual, Goal, Move, Obstacle, Term};

/// The name of the answer that moves, inside a sentence.
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

/// The path of the answer that moves, such as `resources.time` or `design_experience.coaching`.
pub fn path(catalogue: &Catalogue, tables: &Tables, of: Term) -> String {
    let path = &tables.terms[of.term].path;
    match of.design {
        Some(design) => format!("{path}.{}", catalogue.designs[design].id),
        None => path.clone(),
    }
}

/// Describes the effect of a change.
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
        (Goal::Feasible, ..) => "{design} would be feasible and rank {rank} in this model",
        (_, 1, Some(lead)) if lead > 0 => "{design} would rank first in this model, {lead} points ahead",
        (_, 1, _) => "{design} would rank first in this model",
        _ => "{design} would rank {rank} in this model",
    };
    tell(&format!("If you raise {}, {outcome}.", list(&moves)), &slots).then(effort(evaluation, change))
}

/// Describes how long it takes.
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
    tell("In our judgment, raising {what} by one level takes about {weeks} weeks to show.", &slots)
        .graded(&longest.change.grade)
}

/// Describes an obstacle.
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
                Some(0) => "Nothing the school can raise puts {design} ahead of {rival}.",
                Some(_) => "Nothing the school can raise brings {design} closer than {points} points to {rival}.",
                None => "No change puts {design} ahead of {rival} and the others at the same time.",
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
            let template =
                "For {design}, {points} points of the gap come from {factor}, which the school cannot change.";
            tell(template, &slots)
        }
    }
}

/// Sums up the answer in one or two sentences.
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
        Goal::Feasible => "run",
    };
    if of.reached {
        let now = match of.goal {
            Goal::First => "Nothing has to change: first place goes to {design}.",
            Goal::Within(_) => "Nothing has to change: among the first {places} is {design}.",
            Goal::Feasible => "Nothing has to change: {design} can run now.",
        };
        return tell(now, &slots);
    }
    if let Some(least) = of.changes.first() {
        let proven = if least.proven {
            "This is the smallest change that would do it."
        } else {
            "A smaller change may be enough; the search stopped early."
        };
        return least.statement.clone().then(tell(proven, &[]));
    }
    if !of.proven {
        return tell(
            &format!("The search stopped early and found no change that would let {{design}} {goal}."),
            &slots,
        );
    }
    let said = tell(&format!("Nothing the school can change would let {{design}} {goal}."), &slots);
    if of.questions.is_empty() {
        said
    } else {
        said.then(tell("Unanswered factors use typical answers; answering them may change this.", &[]))
    }
}
