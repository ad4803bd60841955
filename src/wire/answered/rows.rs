//! Shorter answers for many rows: only the scores, or the ranking with or without reasons.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::contender::variant;
use super::direct::{Ready, push_contributions};
use super::gate::PreparedGate;
use super::recommendation::{AnswerWriter, CONTRIBUTION_SIZE, First, GroupName, Interval};
use super::rendered::Rendered;
use crate::advisor::{Advisor, Reasoned, Recommendation};
use crate::catalogue::{Catalogue, Profile};
use crate::scoring::{self, Placed};
use crate::wire::kit::number::{Hundredths, push_json, values};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::view::View;

/// A score for every design; null for a design that is not feasible or not ranked.
#[derive(Serialize)]
struct Scores<'a> {
    profile_id: Option<&'a str>,
    scores: ByDesign<'a>,
}

struct ByDesign<'a> {
    catalogue: &'a Catalogue,
    scores: &'a [Option<i32>],
}

impl Serialize for ByDesign<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.scores.len()))?;
        for (design, score) in self.catalogue.designs.iter().zip(self.scores) {
            map.serialize_entry(&design.id, &score.map(Hundredths))?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ShortRanking<'a> {
    profile_id: Option<&'a str>,
    recommendations: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    rank: usize,
    design: &'a str,
    environment: &'a str,
    variant: Option<&'a str>,
    score: Hundredths,
    interval: Interval,
}

#[derive(Serialize)]
struct ReasonedRanking<'a> {
    profile_id: Option<&'a str>,
    recommendations: Vec<ReasonedPlace<'a>>,
    first_place: Option<First<'a>>,
}

#[derive(Serialize)]
struct ReasonedPlace<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    potential: Hundredths,
    readiness: Hundredths,
    group: GroupName,
    gates: Vec<PreparedGate<'a>>,
    base_value: Hundredths,
    contributions: Ready,
    other_contributions: Hundredths,
}

/// Writes the problem of a row as JSON, with the id of the row if one can be read.
pub fn push_refused(text: &mut Vec<u8>, profile_id: Option<&str>, problem: &Problem) {
    push_json(text, problem);
    if let Some(id) = profile_id {
        text.pop();
        text.extend_from_slice(b",\"profile_id\":");
        push_json(text, &id);
        text.push(b'}');
    }
}

/// Writes the scores of all designs, by design id, as JSON.
pub fn push_scores(text: &mut Vec<u8>, advisor: &Advisor, profile_id: Option<&str>, scores: &[Option<i32>]) {
    push_json(text, &Scores { profile_id, scores: ByDesign { catalogue: advisor.catalogue(), scores } });
}

/// Writes ranked designs as JSON.
pub fn push_places(
    text: &mut Vec<u8>,
    advisor: &Advisor,
    profile_id: Option<&str>,
    places: &[(Placed, scoring::Interval)],
) {
    let places = places.iter().map(|(placed, interval)| place(advisor, placed, *interval));
    push_json(text, &ShortRanking { profile_id, recommendations: places.collect() });
}

/// Writes ranked designs with their reasons as JSON.
pub fn push_reasons(
    text: &mut Vec<u8>,
    advisor: &Advisor,
    rendered: &Rendered,
    profile: &Profile,
    reasoned: &Reasoned<'_>,
) {
    let values = values(advisor.catalogue(), profile);
    let writer = AnswerWriter { advisor, rendered, values: &values };
    let places = reasoned.recommendations.iter().map(|one| ReasonedPlace {
        place: place(advisor, &one.placed, one.interval),
        potential: Hundredths(one.potential),
        readiness: Hundredths(one.readiness),
        group: View::view(&one.group),
        gates: writer.gates(one),
        base_value: Hundredths(one.base_value),
        contributions: contributions(one, writer),
        other_contributions: Hundredths(one.other_contributions),
    });
    push_json(
        text,
        &ReasonedRanking {
            profile_id: profile.id.as_deref(),
            recommendations: places.collect(),
            first_place: reasoned.first_place.as_ref().map(|first| View::view((first, writer))),
        },
    );
}

fn contributions(one: &Recommendation<'_>, writer: AnswerWriter<'_>) -> Ready {
    let mut text = Vec::with_capacity(CONTRIBUTION_SIZE * one.contributions.len());
    push_contributions(&mut text, one, writer);
    Ready(text)
}

fn place<'a>(advisor: &'a Advisor, placed: &Placed, interval: scoring::Interval) -> Place<'a> {
    let catalogue = advisor.catalogue();
    let alternative = &advisor.tables().alternatives[placed.alternative];
    Place {
        rank: placed.rank,
        design: &catalogue.designs[alternative.design].id,
        environment: &catalogue.environments[alternative.environment].id,
        variant: variant(catalogue, alternative),
        score: Hundredths(placed.score),
        interval: View::view(&interval),
    }
}
