//! How a design fails elsewhere, and which of the team's answers make that likely here.

use super::scene::Scene;
use crate::catalogue::{End, Failure, GradeId, TermIndex};
use crate::sentences::{Statement, number, tell, word};
use crate::words::{counted, in_sentence, list, named, text, two_decimals};

/// A way the design can fail, and how likely that is with this team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureHere {
    /// Its index in the design's file.
    pub failure: usize,
    pub statement: Statement,
    pub likelihood: Likelihood,
    pub here: Statement,
}

named! {
    /// Whether the team's answers make a failure likely.
    Likelihood {
        Likely = "likely",
        LessLikely = "less_likely",
        /// The answers are near the middle.
        Open = "open",
        /// The answers that would show it are missing.
        NotKnown = "not_known",
        /// No answer would show it.
        NotTied = "not_tied",
    }
}

/// Every failure in the design's file, in its order.
pub(super) fn failures(scene: &Scene<'_, '_>) -> Vec<FailureHere> {
    let grade = &scene.catalogue().model.failure_signs.grade;
    let all = scene.design().failures.iter().enumerate();
    all.map(|(at, failure)| {
        let (likelihood, here) = likelihood(scene, failure, grade);
        FailureHere { failure: at, statement: elsewhere(failure, grade), likelihood, here }
    })
    .collect()
}

fn elsewhere(failure: &Failure, grade: &GradeId) -> Statement {
    let clause = |text: &str| in_sentence(text.trim_end_matches('.'));
    let slots = [word("how", clause(&failure.how)), word("because", clause(&failure.because))];
    tell(text("explain.case.failure.elsewhere"), &slots).graded(grade)
}

fn likelihood(scene: &Scene<'_, '_>, failure: &Failure, grade: &GradeId) -> (Likelihood, Statement) {
    let term = |sign: &End| scene.tables().terms.iter().position(|term| term.path == sign.factor).map(TermIndex::from);
    let signs: Vec<(TermIndex, &End)> = failure.signs.iter().filter_map(|sign| Some((term(sign)?, sign))).collect();
    let known = signs.iter().filter_map(|(term, sign)| Some((*term, scene.level(*term)?, *sign)));
    let (mut there, mut absent, mut middle) = (Vec::new(), Vec::new(), Vec::new());
    for (term, level, sign) in known {
        let leaning = [is_there(scene, level, sign.toward), is_there(scene, level, 6 - sign.toward)];
        match leaning {
            [true, _] => there.push((term, level)),
            [_, true] => absent.push((term, level)),
            _ => middle.push((term, level)),
        }
    }
    if signs.is_empty() {
        (Likelihood::NotTied, tell(text("explain.case.failure.not_tied"), &[]))
    } else if !there.is_empty() {
        (Likelihood::Likely, answers(scene, text("explain.case.failure.likely"), &there).graded(grade))
    } else if there.len() + absent.len() + middle.len() < signs.len() {
        (Likelihood::NotKnown, not_known(scene, &signs))
    } else if !middle.is_empty() {
        (Likelihood::Open, answers(scene, text("explain.case.failure.open"), &middle).graded(grade))
    } else {
        (Likelihood::LessLikely, answers(scene, text("explain.case.failure.less_likely"), &absent).graded(grade))
    }
}

fn not_known(scene: &Scene<'_, '_>, signs: &[(TermIndex, &End)]) -> Statement {
    let open = signs.iter().filter(|(term, _)| scene.level(*term).is_none());
    let open: Vec<String> = open.map(|(term, _)| in_sentence(&scene.tables().terms[*term].name)).collect();
    tell(counted("explain.case.failure.not_known", open.len()), &[word("names", list(&open))])
}

/// Whether a level leans toward one end of its scale.
fn is_there(scene: &Scene<'_, '_>, level: u64, toward: u8) -> bool {
    let signs = &scene.catalogue().model.failure_signs;
    if toward == 1 { level as f64 <= signs.low * 1e6 } else { level as f64 >= signs.high * 1e6 }
}

/// Puts the first answer into the template and each further one into its own sentence.
fn answers(scene: &Scene<'_, '_>, template: &str, answers: &[(TermIndex, u64)]) -> Statement {
    answers.iter().enumerate().fold(Statement::default(), |so_far, (at, (term, level))| {
        let term = &scene.tables().terms[*term];
        let slots = [
            word("factor", in_sentence(&term.name)),
            number("level", format!("profile.{}", term.path), two_decimals(*level)),
        ];
        let template = if at == 0 { template } else { text("explain.case.failure.same_way") };
        so_far.then(tell(template, &slots).capitalised())
    })
}
