//! When judging the choice by results is fair at the earliest, and what to look at before.

use super::grounds::grounds;
use super::scene::Scene;
use crate::catalogue::Pull;
use crate::explain::statement::{Statement, number, tell, word};
use crate::explain::words::in_sentence;

/// The earliest fair judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FairJudgement {
    /// Weeks after the start.
    pub weeks: u32,
    pub statement: Statement,
    /// The weeks that add up to it, one sentence each.
    pub parts: Vec<Statement>,
    /// What the rule rests on.
    pub rule: Statement,
    /// What to look at before: use and not results.
    pub look_at: Vec<Statement>,
}

/// `weeks = the design's usual weeks + time to settle + what lengthens it` (E11), each in whole weeks.
pub(super) fn fair_judgement(scene: &Scene<'_, '_>) -> FairJudgement {
    let rule = &scene.catalogue().model.fair_judgement;
    let design = scene.design();
    let usual = design.dosage.weeks.typical.ceil();
    let settle = rule.settle_weeks.ceil();
    let mut weeks = usual + settle;
    let mut parts = vec![
        usual_part(scene, usual),
        part("{weeks} more weeks are for new practice to settle.", "model.fair_judgement.settle_weeks", settle, ""),
    ];
    for pull in &rule.pulls {
        let Some((more, known, term)) =
            scene.pull(pull).map(|(share, level, term)| (weeks_of(pull, share), level, term))
        else {
            continue;
        };
        weeks += more;
        parts.push(pulled(&pull.factor, &scene.tables().terms[term].name, more, known.is_some()));
    }
    let parts = parts.into_iter().map(|part| part.graded(&rule.grade)).collect();
    let slots = [word("design", scene.name()), number("weeks", "fair_judgement.weeks", weeks.to_string())];
    let statement = tell("We judge that results say nothing fair of {design} before week {weeks}.", &slots);
    FairJudgement {
        weeks: weeks as u32,
        statement: statement.graded(&rule.grade),
        parts,
        rule: grounds(scene.catalogue(), &rule.grade, &rule.rationale, &rule.sources),
        look_at: look_at(scene),
    }
}

fn weeks_of(pull: &Pull, share: f64) -> f64 {
    (pull.most * share).round()
}

fn usual_part(scene: &Scene<'_, '_>, usual: f64) -> Statement {
    let id = format!("designs.{}.dosage.weeks.typical", scene.design().id);
    let slots = [word("design", scene.name()), number("weeks", id, usual.to_string())];
    let template =
        if usual == 1.0 { "{weeks} week is usual for {design}." } else { "{weeks} weeks are usual for {design}." };
    tell(template, &slots).capitalised()
}

fn pulled(factor: &str, name: &str, weeks: f64, known: bool) -> Statement {
    let template = match (known, weeks == 1.0) {
        (true, true) => "{weeks} more week comes from this answer: {factor}.",
        (true, false) => "{weeks} more weeks come from this answer: {factor}.",
        (false, true) => "{weeks} more week comes from what is typical of a factor that is not answered: {factor}.",
        (false, false) => "{weeks} more weeks come from what is typical of a factor that is not answered: {factor}.",
    };
    part(template, &format!("fair_judgement.{factor}"), weeks, name)
}

fn part(template: &str, id: &str, weeks: f64, factor: &str) -> Statement {
    tell(template, &[number("weeks", id, weeks.to_string()), word("factor", in_sentence(factor))])
}

/// What the catalogue says of any design, then whether what must not be cut is in place.
fn look_at(scene: &Scene<'_, '_>) -> Vec<Statement> {
    let rule = &scene.catalogue().model.fair_judgement;
    let general = rule.look_at.iter().map(|text| tell("Look at {text}.", &[word("text", text.trim_end_matches('.'))]));
    let kept = scene.design().ingredients.iter().filter(|ingredient| ingredient.keep);
    let kept = kept.map(|ingredient| {
        let what = in_sentence(ingredient.what.trim_end_matches('.'));
        tell("Look at whether this is in place: {what}.", &[word("what", what)])
    });
    general.chain(kept).map(|statement| statement.graded(&rule.grade)).collect()
}
