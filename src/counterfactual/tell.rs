//! Sentences about what would have to change.

use crate::catalogue::DesignIndex;
use crate::scoring::{Evaluation, Need, Unmet};
use crate::words::{in_sentence, points, text, two_decimals};

use super::change::{Change, Counterfactual, Goal, Move, Obstacle};
use crate::sentences::{Slot, Stated, Statement, items, number, tell, word};

/// Describes the effect of a change.
pub(super) fn change(evaluation: &Evaluation<'_>, design: DesignIndex, goal: Goal, change: &Change) -> Statement {
    let catalogue = evaluation.catalogue();
    let id = &catalogue.designs[design].id;
    let moves = change.moves.iter().map(|one| tell(text("counterfactual.change.move"), &move_slots(evaluation, one)));
    let slots = [
        items("moves", moves),
        word("design", in_sentence(&catalogue.designs[design].name)),
        number("rank", format!("after.ranks.{id}"), change.rank.to_string()),
        number("lead", "after.lead", points(change.lead.unwrap_or(0).abs())),
    ];
    let template = match (goal, change.rank, change.lead) {
        (Goal::Feasible, ..) => text("counterfactual.change.feasible"),
        (_, 1, Some(lead)) if lead > 0 => text("counterfactual.change.first_by"),
        (_, 1, _) => text("counterfactual.change.first"),
        _ => text("counterfactual.change.ranked"),
    };
    tell(template, &slots).then(effort(evaluation, change))
}

/// The slots of one answer that is raised: what, from and to.
pub(super) fn move_slots(evaluation: &Evaluation<'_>, one: &Move) -> [Slot<'static>; 3] {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let path = one.of.path(catalogue, tables);
    [
        word("what", one.of.name(catalogue, tables)),
        number("from", format!("profile.{path}"), two_decimals(one.from)),
        number("to", format!("moves.{path}"), one.to.to_string()),
    ]
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
    tell(text("counterfactual.change.effort"), &slots).graded(&longest.change.grade)
}

/// Describes an obstacle.
pub fn obstacle(evaluation: &Evaluation<'_>, design: DesignIndex, obstacle: &Obstacle) -> Statement {
    let catalogue = evaluation.catalogue();
    let name = |design: DesignIndex| in_sentence(&catalogue.designs[design].name);
    let id = &catalogue.designs[design].id;
    match obstacle {
        Obstacle::NotOffered => tell(text("counterfactual.obstacle.not_offered"), &[word("design", name(design))]),
        Obstacle::Need(unmet) => blocked(evaluation, design, std::slice::from_ref(unmet)),
        Obstacle::Rival { design: rival, ahead_by } => {
            let slots = [
                word("design", name(design)),
                word("rival", name(*rival)),
                number("points", format!("ahead.{}", catalogue.designs[*rival].id), points(ahead_by.unwrap_or(0))),
            ];
            let template = match ahead_by {
                Some(0) => text("counterfactual.obstacle.rival_not_passed"),
                Some(_) => text("counterfactual.obstacle.rival_ahead"),
                None => text("counterfactual.obstacle.rivals_together"),
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
            tell(text("counterfactual.obstacle.fixed_factor"), &slots)
        }
    }
}

/// Sums up the answer in one or two sentences.
pub(super) fn summary(evaluation: &Evaluation<'_>, of: &Counterfactual) -> Statement {
    let catalogue = evaluation.catalogue();
    let design = in_sentence(&catalogue.designs[of.design].name);
    let places = match of.goal {
        Goal::Within(places) => places,
        Goal::First | Goal::Feasible => 1,
    };
    let slots = [word("design", design), number("places", "goal.within", places.to_string())];
    let goal = match of.goal {
        Goal::First => "first",
        Goal::Within(_) => "within",
        Goal::Feasible => "feasible",
    };
    if of.reached {
        return tell(text(&format!("counterfactual.goal.reached.{goal}")), &slots);
    }
    if let Some(least) = of.changes.first() {
        let proven =
            if least.proven { text("counterfactual.goal.smallest") } else { text("counterfactual.goal.maybe_smaller") };
        return least.statement.clone().then(tell(proven, &[]));
    }
    if !of.proven {
        return tell(text(&format!("counterfactual.goal.stopped_early.{goal}")), &slots);
    }
    let nothing = tell(text(&format!("counterfactual.goal.out_of_reach.{goal}")), &slots);
    if of.questions.is_empty() { nothing } else { nothing.then(tell(text("counterfactual.goal.unanswered"), &[])) }
}

/// Describes requirements that cannot be fixed.
pub(super) fn blocked(evaluation: &Evaluation<'_>, design: DesignIndex, by: &[Unmet]) -> Statement {
    let reasons: Vec<String> = by.iter().map(|unmet| unmet.reason.clone()).collect();
    let name = in_sentence(&evaluation.catalogue().designs[design].name);
    let slots = [word("design", name), word("reasons", reasons.join(" "))];
    let mut statement = tell(text("counterfactual.fix.blocked"), &slots).capitalised();
    statement.numbers.extend(by.iter().flat_map(|unmet| numbers_of(evaluation, unmet)));
    statement
}

fn numbers_of(evaluation: &Evaluation<'_>, unmet: &Unmet) -> [Stated; 2] {
    let (given, path) = match unmet.need {
        Need::Term(term) => ("profile", evaluation.tables().terms[term].path.as_str()),
        Need::Limit(path) => ("options", path),
        Need::Setting(path) => ("profile", path),
    };
    let stated = |id: String, millionths: u64| Stated { id, value: two_decimals(millionths) };
    [stated(format!("required.{path}"), unmet.required), stated(format!("{given}.{path}"), unmet.actual)]
}
