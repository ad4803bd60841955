//! Where and with what people the design was studied, and how that compares with this team.

use super::grounds::{credit, grounds};
use super::scene::{Here, Scene};
use crate::catalogue::{Catalogue, Direction, Evidence, StudyWord, WhereStudied};
use crate::sentences::{Statement, tell, word};
use crate::words::{counted, in_sentence, list, named, text};

/// One entry of the design's evidence, compared with this team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Studied {
    /// Its index in the design's file.
    pub evidence: usize,
    pub finding: Statement,
    pub distance: Distances,
    /// The comparison in words.
    pub statement: Statement,
}

/// How the people studied compare with this team, where both are stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distances {
    pub country: Distance,
    pub phase: Distance,
    pub subject: Distance,
    pub scale: Distance,
}

named! {
    /// Whether a property is the same in the study and here.
    Distance {
        Same = "same",
        Other = "other",
        /// The study does not state it, or it is not given for the team.
        NotKnown = "not_known",
    }
}

/// A study's finding, worded by its grade.
pub(super) fn finding(catalogue: &Catalogue, evidence: &Evidence) -> Statement {
    if evidence.direction != Direction::Unknown {
        return grounds(catalogue, &evidence.grade, &evidence.finding, &evidence.sources);
    }
    let slots = [
        word("finding", in_sentence(evidence.finding.trim_end_matches('.'))),
        word("credit", credit(catalogue, &evidence.grade, &evidence.sources)),
    ];
    let template = match evidence.sources.as_slice() {
        [] => text("explain.case.studied.no_study.plain"),
        _ => text("explain.case.studied.no_study.credited"),
    };
    tell(template, &slots).graded(&evidence.grade)
}

/// Every entry of the design's evidence.
pub(super) fn studied(scene: &Scene<'_, '_>, here: &Here) -> Vec<Studied> {
    let all = scene.design().evidence.iter().enumerate();
    all.map(|(at, evidence)| {
        let compared = compare(scene, evidence.where_studied.as_ref(), here);
        let distance = |at: usize| compared[at].distance;
        Studied {
            evidence: at,
            finding: finding(scene.catalogue(), evidence),
            distance: Distances { country: distance(0), phase: distance(1), subject: distance(2), scale: distance(3) },
            statement: statement(evidence, &compared),
        }
    })
    .collect()
}

/// One property of a study, compared with this team's.
struct ComparedProperty {
    what: &'static str,
    /// In words, where the study states it.
    there: Option<String>,
    distance: Distance,
}

fn compare(scene: &Scene<'_, '_>, place: Option<&WhereStudied>, here: &Here) -> [ComparedProperty; 4] {
    let words = &scene.catalogue().model.study_words;
    let of = |what, words: &[StudyWord], there: Option<&String>, here: Option<usize>| {
        let there = there.and_then(|id| words.iter().find(|word| word.id == *id));
        let distance = match (there, here.and_then(|at| words.get(at))) {
            (Some(there), Some(here)) if there.holds(&here.id) => Distance::Same,
            (Some(_), Some(_)) => Distance::Other,
            _ => Distance::NotKnown,
        };
        ComparedProperty { what, there: there.map(|word| word.name.clone()), distance }
    };
    [
        of(
            text("explain.case.studied.country"),
            &words.country,
            place.and_then(|place| place.country.as_ref()),
            here.country,
        ),
        of(text("explain.case.studied.phase"), &words.phase, place.and_then(|place| place.phase.as_ref()), here.phase),
        of(
            text("explain.case.studied.subject"),
            &words.subject,
            place.and_then(|place| place.subject.as_ref()),
            here.subject,
        ),
        scale(scene, place),
    ]
}

/// Compares the scale with the size of the team.
fn scale(scene: &Scene<'_, '_>, place: Option<&WhereStudied>) -> ComparedProperty {
    let words = &scene.catalogue().model.study_words;
    let there = place.and_then(|place| place.scale.as_ref());
    let there = there.and_then(|id| words.scale.iter().find(|scale| scale.id == *id));
    let here = scene.evaluation.profile.setting.team_size.and_then(|teachers| words.scale_of(teachers));
    let distance = match (there, here) {
        (Some(there), Some(here)) if there.id == here.id => Distance::Same,
        (Some(_), Some(_)) => Distance::Other,
        _ => Distance::NotKnown,
    };
    ComparedProperty {
        what: text("explain.case.studied.scale"),
        there: there.map(|scale| scale.name.clone()),
        distance,
    }
}

fn statement(evidence: &Evidence, compared: &[ComparedProperty; 4]) -> Statement {
    if evidence.direction == Direction::Unknown {
        return tell(text("explain.case.studied.nothing_to_compare"), &[]);
    }
    let mostly = evidence.where_studied.as_ref().is_some_and(|place| place.mostly);
    let (open, known): (Vec<&ComparedProperty>, Vec<&ComparedProperty>) =
        compared.iter().partition(|one| one.distance == Distance::NotKnown);
    let statement = known.into_iter().fold(Statement::default(), |so_far, one| so_far.then(one_property(one, mostly)));
    if open.is_empty() {
        return statement;
    }
    let names: Vec<String> = open.iter().map(|one| one.what.to_owned()).collect();
    statement.then(tell(counted("explain.case.studied.not_known", names.len()), &[word("names", list(&names))]))
}

fn one_property(one: &ComparedProperty, mostly: bool) -> Statement {
    let template = match (one.distance, mostly) {
        (Distance::Same, false) => text("explain.case.studied.same"),
        (Distance::Same, true) => text("explain.case.studied.mostly_same"),
        (_, false) => text("explain.case.studied.different"),
        (_, true) => text("explain.case.studied.mostly_different"),
    };
    tell(template, &[word("what", one.what), word("there", one.there.clone().unwrap_or_default())])
}
