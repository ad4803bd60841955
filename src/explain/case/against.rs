//! The case against the choice: the strongest one that the numbers and the design's own file support.

use super::contributions::contributions;
use super::needs::{cannot_run, far_from_met, shortfalls};
use super::rival::Rival;
use super::scene::Scene;
use super::studied::finding;
use super::{Argument, ArgumentKind};
use crate::catalogue::Direction;
use crate::explain::statement::{Statement, number, tell, word};
use crate::explain::words::{in_sentence, list};

/// How many unanswered factors are named.
const MOST_NAMED: usize = 3;

/// The directions of evidence that count against a design: all that are not positive.
const AGAINST: [Direction; 4] = [Direction::None, Direction::Negative, Direction::Mixed, Direction::Unknown];

/// Every argument against it, the heaviest first.
pub(super) fn case_against(scene: &Scene<'_, '_>, rival: Option<&Rival>, unanswered: &[usize]) -> Vec<Argument> {
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
    let told = |holds: bool, template| {
        holds.then(|| Argument::new(ArgumentKind::LeftOut, tell(template, &slots).capitalised()))
    };
    let texts = [
        told(excluded, "The request excludes {design}."),
        told(barred, "The environment for {design} would be \"{environment}\", which the request does not allow."),
    ];
    texts.into_iter().flatten().collect()
}

/// How far the design is behind the first place, where another one ranks first.
fn behind(scene: &Scene<'_, '_>) -> Option<Argument> {
    let first = scene.ranking.placed.first()?;
    let lead = first.score - scene.score();
    if scene.is_first() || lead < 0 {
        return None;
    }
    let name = &scene.catalogue().designs[first.design].name;
    let lead = number("lead", "lead.first", format!("{:.1}", f64::from(lead) / 100.0));
    let slots = [word("first", in_sentence(name)), word("design", scene.name()), lead];
    let template = if first.design == scene.design_index() {
        "Another form of {design} ranks first, {lead} points ahead of this one."
    } else {
        "First place goes to {first}, {lead} points ahead of {design}."
    };
    Some(Argument::new(ArgumentKind::Behind, tell(template, &slots).capitalised()))
}

fn weak_evidence(scene: &Scene<'_, '_>) -> Option<Argument> {
    let evaluation = scene.evaluation;
    let share = scene.weak_evidence.share(evaluation, scene.alternative);
    let percent = (share * 100.0).round();
    let template = "In this score, {share} of every {all} points rest on our judgment or on sources that we have not \
                    seen.";
    let slots = [
        number("share", format!("weak_evidence_share.{}", scene.design().id), percent.to_string()),
        number("all", "whole", "100"),
    ];
    (percent > 0.0).then(|| Argument::new(ArgumentKind::WeakEvidence, tell(template, &slots)))
}

/// How many factors are unanswered, and the heaviest of them.
fn not_answered(scene: &Scene<'_, '_>, unanswered: &[usize]) -> Option<Argument> {
    let named: Vec<String> = unanswered
        .iter()
        .take(MOST_NAMED)
        .map(|factor| in_sentence(&scene.catalogue().factors[*factor].name))
        .collect();
    let statement = match unanswered {
        [] => return None,
        [_] => tell("One factor is unanswered and uses a typical answer: {names}.", &[word("names", list(&named))]),
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
        "{count} of {all} factors are unanswered and use typical answers, among them {names}."
    } else {
        "{count} of {all} factors are unanswered and use typical answers: {names}."
    };
    tell(template, &slots)
}
