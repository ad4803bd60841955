//! Where and with what people the design was studied, and how that compares with this team.

use super::grounds::{credit, grounds};
use super::scene::{Here, Scene};
use crate::catalogue::{Catalogue, Direction, Evidence, StudyWord, WhereStudied};
use crate::explain::statement::{Statement, tell, word};
use crate::explain::words::{in_sentence, list};

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

/// Whether a property is the same in the study and here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    Same,
    Other,
    /// The study does not state it, or it is not given for the team.
    NotKnown,
}

/// A study's finding, worded by its grade.
pub(super) fn finding(catalogue: &Catalogue, evidence: &Evidence) -> Statement {
    if evidence.direction != Direction::Unknown {
        return grounds(catalogue, &evidence.grade, &evidence.finding, &evidence.sources);
    }
    let slots = [
        word("finding", in_sentence(evidence.finding.trim_end_matches('.'))),
        word("credit", credit(&evidence.grade, &evidence.sources)),
    ];
    tell("We found no study that shows whether it works: {finding}{credit}.", &slots).graded(&evidence.grade)
}

/// Every entry of the design's evidence.
pub(super) fn studied(scene: &Scene<'_, '_>, here: &Here) -> Vec<Studied> {
    let all = scene.design().evidence.iter().enumerate();
    all.map(|(at, evidence)| {
        let compared = compared(scene, evidence.where_studied.as_ref(), here);
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
struct Compared {
    what: &'static str,
    /// In words, where the study states it.
    there: Option<String>,
    distance: Distance,
}

fn compared(scene: &Scene<'_, '_>, place: Option<&WhereStudied>, here: &Here) -> [Compared; 4] {
    let words = &scene.catalogue().model.study_words;
    let of = |what, words: &[StudyWord], there: Option<&String>, here: Option<usize>| {
        let there = there.and_then(|id| words.iter().find(|word| word.id == *id));
        let distance = match (there, here.and_then(|at| words.get(at))) {
            (Some(there), Some(here)) if there.holds(&here.id) => Distance::Same,
            (Some(_), Some(_)) => Distance::Other,
            _ => Distance::NotKnown,
        };
        Compared { what, there: there.map(|word| word.name.clone()), distance }
    };
    [
        of("country", &words.country, place.and_then(|place| place.country.as_ref()), here.country),
        of("school level", &words.phase, place.and_then(|place| place.phase.as_ref()), here.phase),
        of("subject", &words.subject, place.and_then(|place| place.subject.as_ref()), here.subject),
        scale(scene, place),
    ]
}

/// Compares the scale with the size of the team.
fn scale(scene: &Scene<'_, '_>, place: Option<&WhereStudied>) -> Compared {
    let words = &scene.catalogue().model.study_words;
    let there = place.and_then(|place| place.scale.as_ref());
    let there = there.and_then(|id| words.scale.iter().find(|scale| scale.id == *id));
    let here = scene.evaluation.profile.setting.team_size.and_then(|teachers| words.scale_of(teachers));
    let distance = match (there, here) {
        (Some(there), Some(here)) if there.id == here.id => Distance::Same,
        (Some(_), Some(_)) => Distance::Other,
        _ => Distance::NotKnown,
    };
    Compared { what: "scale", there: there.map(|scale| scale.name.clone()), distance }
}

fn statement(evidence: &Evidence, compared: &[Compared; 4]) -> Statement {
    if evidence.direction == Direction::Unknown {
        return tell("There is no study to compare with this team.", &[]);
    }
    let mostly = evidence.where_studied.as_ref().is_some_and(|place| place.mostly);
    let told = compared.iter().filter(|one| one.distance != Distance::NotKnown);
    let told = told.fold(Statement::default(), |told, one| told.then(one_compared(one, mostly)));
    let open: Vec<String> =
        compared.iter().filter(|one| one.distance == Distance::NotKnown).map(|one| one.what.to_owned()).collect();
    if open.is_empty() {
        return told;
    }
    let template = if open.len() == 1 {
        "We do not know whether the {names} is the same as here."
    } else {
        "We do not know whether the {names} are the same as here."
    };
    told.then(tell(template, &[word("names", list(&open))]))
}

fn one_compared(one: &Compared, mostly: bool) -> Statement {
    let slots = [
        word("what", one.what),
        word("there", one.there.clone().unwrap_or_default()),
        word("mostly", if mostly { "mostly " } else { "" }),
    ];
    let template = match one.distance {
        Distance::Same => "The {what} studied is {mostly}the same as here ({there}).",
        _ => "The {what} studied is {mostly}different from here ({there}).",
    };
    tell(template, &slots)
}
