//! The case against the choice: the strongest one that the numbers and the design's own file support.

use super::contributions::contributions;
use super::needs::{cannot_run, far_from_met, shortfalls};
use super::rival::Rival;
use super::scene::Scene;
use super::studied::finding;
use super::{Argument, ArgumentKind};
use crate::catalogue::{Direction, FactorIndex};
use crate::sentences::{Statement, number, tell, word};
use crate::words::{in_sentence, list, one_decimal, text};

/// How many unanswered factors are named.
const MOST_NAMED: usize = 3;

/// The directions of evidence that count against a design: all that are not positive.
const AGAINST: [Direction; 4] = [Direction::None, Direction::Negative, Direction::Mixed, Direction::Unknown];

/// Every argument against it, the heaviest first.
pub(super) fn case_against(scene: &Scene<'_, '_>, rival: Option<&Rival>, unanswered: &[FactorIndex]) -> Vec<Argument> {
    let mut arguments = cannot_run(scene);
    arguments.extend(left_out(scene));
    arguments.extend(behind(scene));
    arguments.extend(far_from_met(scene));
    arguments.extend(contributions(scene, false));
    let short = shortfalls(scene, &arguments);
    arguments.extend(short);
    arguments.extend(rival.map(|rival| Argument::new(ArgumentKind::Rival, rival.statement.clone())));
    let found = scene.design().evidence.iter().filter(|one| AGAINST.contains(&one.direction));
    arguments.extend(found.map(|one| Argument::new(ArgumentKind::Finding, finding(scene.catalogue(), one))));
    arguments.extend(weak_evidence(scene));
    arguments.extend(not_answered(scene, unanswered));
    let unknown = |text: &String| tell("{text}.", &[word("text", text.trim_end_matches('.'))]).capitalised();
    let unknowns = scene.design().unknown.iter();
    arguments.extend(unknowns.map(|text| Argument::new(ArgumentKind::Unknown, unknown(text))));
    arguments
}

/// The request excludes the design, or does not allow its environment.
fn left_out(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let environment = scene.tables().alternatives[scene.alternative].environment;
    let environment = &scene.catalogue().environments[environment];
    let slots = [word("design", scene.name()), word("environment", in_sentence(&environment.name))];
    let excluded = !scene.evaluation.field.considered[scene.design_index()];
    let barred = !scene.evaluation.is_allowed(scene.alternative);
    let templates = [
        excluded.then(|| text("explain.case.left_out.design")),
        barred.then(|| text("explain.case.left_out.environment")),
    ];
    let argument = |template| Argument::new(ArgumentKind::LeftOut, tell(template, &slots).capitalised());
    templates.into_iter().flatten().map(argument).collect()
}

/// How far the design is behind the first place, where another one ranks first.
fn behind(scene: &Scene<'_, '_>) -> Option<Argument> {
    let first = scene.ranking.placed.first()?;
    let lead = first.score - scene.score();
    if scene.is_first() || lead < 0 {
        return None;
    }
    let name = &scene.catalogue().designs[first.design].name;
    let lead = number("lead", "lead.first", one_decimal(lead));
    let slots = [word("first", in_sentence(name)), word("design", scene.name()), lead];
    let template = if first.design == scene.design_index() {
        text("explain.case.behind.another_form")
    } else {
        text("explain.case.behind.another_design")
    };
    Some(Argument::new(ArgumentKind::Behind, tell(template, &slots).capitalised()))
}

fn weak_evidence(scene: &Scene<'_, '_>) -> Option<Argument> {
    let evaluation = scene.evaluation;
    let share = scene.weak_evidence.share(&evaluation.detail(scene.alternative));
    let percent = (share * 100.0).round();
    let slots = [
        number("share", format!("weak_evidence_share.{}", scene.design().id), percent.to_string()),
        number("all", "whole", "100"),
    ];
    (percent > 0.0).then(|| Argument::new(ArgumentKind::WeakEvidence, tell(text("explain.case.weak_evidence"), &slots)))
}

/// How many factors are unanswered, and the heaviest of them.
fn not_answered(scene: &Scene<'_, '_>, unanswered: &[FactorIndex]) -> Option<Argument> {
    let named: Vec<String> = unanswered
        .iter()
        .take(MOST_NAMED)
        .map(|factor| in_sentence(&scene.catalogue().factors[*factor].name))
        .collect();
    let statement = match unanswered {
        [] => return None,
        [_] => tell(text("explain.case.unanswered.one"), &[word("names", list(&named))]),
        several => several_not_answered(scene, several.len(), &named),
    };
    Some(Argument::new(ArgumentKind::Unanswered, statement))
}

fn several_not_answered(scene: &Scene<'_, '_>, unanswered: usize, named: &[String]) -> Statement {
    let slots = [
        number("count", "unanswered", unanswered.to_string()),
        number("all", "factors", scene.tables().factors().to_string()),
        word("names", list(named)),
    ];
    let template = if unanswered > named.len() {
        text("explain.case.unanswered.some_named")
    } else {
        text("explain.case.unanswered.all_named")
    };
    tell(template, &slots)
}
