//! Slimmer answers for many rows: the scores alone, or the places with or without their reasons.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::number::{Hundredths, to_json};
use super::recommendation::{Contributed, Interval, Writer};
use super::rendered::Rendered;
use crate::advisor::{Advice, Advisor, Recommendation};
use crate::catalogue::Catalogue;

/// A score for every design, or null for one that cannot run or is not ranked.
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
struct Places<'a> {
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
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    reasons: Option<Reasons<'a>>,
}

#[derive(Serialize)]
struct Reasons<'a> {
    base_value: Hundredths,
    contributions: Vec<Contributed<'a>>,
    other_contributions: Hundredths,
}

/// The JSON text of the scores of all designs, by design.
pub fn scores_json(advisor: &Advisor, profile_id: Option<&str>, scores: &[Option<i32>]) -> Vec<u8> {
    to_json(&Scores { profile_id, scores: ByDesign { catalogue: advisor.catalogue(), scores } })
}

/// The JSON text of the places, with their reasons where they are wanted.
pub fn places_json(advisor: &Advisor, rendered: &Rendered, advice: &Advice<'_>, reasons: bool) -> Vec<u8> {
    let values = super::number::values(advisor.catalogue(), advice.profile);
    let writer = Writer { advisor, rendered, values: &values };
    let places = advice.recommendations.iter().map(|one| place(&writer, one, reasons));
    to_json(&Places { profile_id: advice.profile.id.as_deref(), recommendations: places.collect() })
}

fn place<'a>(writer: &'a Writer<'a>, one: &'a Recommendation<'_>, reasons: bool) -> Place<'a> {
    let catalogue = writer.advisor.catalogue();
    let alternative = &writer.advisor.tables().alternatives[one.placed.alternative];
    let design = &catalogue.designs[alternative.design];
    Place {
        rank: one.placed.rank,
        design: &design.id,
        environment: &catalogue.environments[alternative.environment].id,
        variant: alternative.variant.map(|variant| design.variants[variant].id.as_str()),
        score: Hundredths(one.placed.score),
        interval: one.interval.into(),
        reasons: reasons.then(|| Reasons {
            base_value: Hundredths(one.base_value),
            contributions: writer.all_contributed(one),
            other_contributions: Hundredths(one.other_contributions),
        }),
    }
}
