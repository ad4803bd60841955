//! The earliest week in which judging the choice by results is fair, and what to look at until then.

use super::grounds::grounds;
use super::scene::Scene;
use crate::catalogue::Pull;
use crate::sentences::{Statement, number, tell, word};
use crate::words::{counted, in_sentence, text};

/// The earliest fair judgment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FairJudgement {
    /// Weeks after the start.
    pub weeks: u32,
    pub statement: Statement,
    /// The weeks that add up to it, one sentence each.
    pub parts: Vec<Statement>,
    /// The basis of the rule.
    pub rule: Statement,
    /// What to look at until then: use, not results.
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
        part(text("explain.case.fair.settle"), "model.fair_judgement.settle_weeks", settle, ""),
    ];
    for pull in &rule.pulls {
        let Some((more, known, term)) =
            scene.pull(pull).map(|(share, level, term)| (weeks_of(pull, share), level, term))
        else {
            continue;
        };
        weeks += more;
        let template = match known {
            Some(_) => counted("explain.case.fair.answer_adds", more as usize),
            None => counted("explain.case.fair.typical_answer_adds", more as usize),
        };
        let id = format!("fair_judgement.{}", pull.factor);
        parts.push(part(template, &id, more, &scene.tables().terms[term].name));
    }
    let parts = parts.into_iter().map(|part| part.graded(&rule.grade)).collect();
    let slots = [word("design", scene.name()), number("weeks", "fair_judgement.weeks", weeks.to_string())];
    let statement = tell(text("explain.case.fair.earliest"), &slots);
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
    tell(counted("explain.case.fair.usual", usual as usize), &slots).capitalised()
}

fn part(template: &str, id: &str, weeks: f64, factor: &str) -> Statement {
    tell(template, &[number("weeks", id, weeks.to_string()), word("factor", in_sentence(factor))])
}

/// The catalog's points for any design, then the design's ingredients that must not be cut.
fn look_at(scene: &Scene<'_, '_>) -> Vec<Statement> {
    let rule = &scene.catalogue().model.fair_judgement;
    let template = text("explain.case.fair.look_at");
    let general = rule.look_at.iter().map(|what| tell(template, &[word("what", what.trim_end_matches('.'))]));
    let kept = scene.design().ingredients.iter().filter(|ingredient| ingredient.keep);
    let kept = kept.map(|ingredient| {
        let what = in_sentence(ingredient.what.trim_end_matches('.'));
        tell(text("explain.case.fair.in_place"), &[word("what", what)])
    });
    general.chain(kept).map(|statement| statement.graded(&rule.grade)).collect()
}
