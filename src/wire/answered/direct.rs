//! The ranked designs of an answer, which are nearly all of it, written straight into the answer's text: what the catalog
//! alone decides is copied from prepared pieces.
//!
//! [`Recommended`](super::recommendation::Recommended) and [`Contributed`](super::recommendation::Contributed) are the
//! same JSON as shapes. They are what the OpenAPI document shows, and tests compare both to the last byte.

use serde::{Serialize, Serializer};

use super::contender::AlternativeLine;
use super::recommendation::AnswerWriter;
use crate::advisor::{Contribution, Cost, Recommendation};
use crate::catalogue::{AlternativeIndex, Catalogue};
use crate::explain::Reason;
use crate::scoring::Tables;
use crate::wire::kit::number::{push_hundredths, push_json, to_json};
use crate::wire::kit::view::View;
use crate::words::decimal;

/// Pieces of JSON that depend on the catalog alone.
#[derive(Debug)]
pub(super) struct Pieces {
    /// By alternative: the fields of its design, name, environment and role.
    lines: Vec<String>,
    /// By factor: how a contribution begins, up to its value, and how a cost begins, up to its points.
    contributions: Vec<String>,
    costs: Vec<String>,
    /// By interaction: how its share begins, up to its points.
    interactions: Vec<String>,
    /// By environment: its id.
    environments: Vec<String>,
}

impl Pieces {
    pub(super) fn new(catalogue: &Catalogue, tables: &Tables) -> Self {
        let line = |alternative| {
            let object = json(&AlternativeLine::view((alternative, catalogue)));
            object[1..object.len() - 1].to_owned()
        };
        let factors = || catalogue.factors.iter();
        let interactions = catalogue.model.interactions.iter();
        Self {
            lines: tables.alternatives.iter().map(line).collect(),
            contributions: factors().map(|one| format!("{{\"factor\":{},\"value\":", json(&one.id))).collect(),
            costs: factors()
                .map(|one| format!("{{\"factor\":{},\"name\":{},\"cost\":", json(&one.id), json(&one.name)))
                .collect(),
            interactions: interactions
                .map(|one| {
                    let (id, name) = (json(&one.id), json(&one.name));
                    format!("{{\"interaction\":{id},\"name\":{name},\"contribution\":")
                })
                .collect(),
            environments: catalogue.environments.iter().map(|one| json(&one.id)).collect(),
        }
    }
}

fn json(value: &impl Serialize) -> String {
    String::from_utf8(to_json(value)).expect("JSON is text")
}

/// JSON that is written already; nothing where it is put in afterwards.
#[derive(Debug, Default)]
pub(super) struct Ready(pub Vec<u8>);

impl Serialize for Ready {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// The text of an answer, to which parts are added.
struct Text<'t>(&'t mut Vec<u8>);

impl Text<'_> {
    fn put(&mut self, piece: &str) -> &mut Self {
        self.0.extend_from_slice(piece.as_bytes());
        self
    }

    fn points(&mut self, hundredths: i32) -> &mut Self {
        push_hundredths(self.0, hundredths);
        self
    }

    fn json(&mut self, value: &impl Serialize) -> &mut Self {
        push_json(self.0, value);
        self
    }

    /// Adds an array after what begins it.
    fn list<T>(&mut self, begin: &str, items: &[T], mut item: impl FnMut(&mut Self, &T)) -> &mut Self {
        self.put(begin);
        for (at, one) in items.iter().enumerate() {
            if at > 0 {
                self.put(",");
            }
            item(self, one);
        }
        self.put("]")
    }

    fn reason(&mut self, alternative: AlternativeIndex, reason: &Reason<'_>, writer: AnswerWriter<'_>) -> &mut Self {
        self.put(",\"reason\":");
        match writer.rendered.reason(alternative, reason) {
            Some(prepared) => self.put(prepared.get()),
            None => self.json(&reason.text()),
        }
    }
}

/// Adds ranked designs as a JSON array.
pub(super) fn push_recommendations(text: &mut Vec<u8>, all: &[Recommendation<'_>], writer: AnswerWriter<'_>) {
    Text(text).list("[", all, |text, one| recommended(text, one, writer));
}

/// Adds contributions as a JSON array.
pub(super) fn push_contributions(text: &mut Vec<u8>, of: &Recommendation<'_>, writer: AnswerWriter<'_>) {
    Text(text).list("[", &of.contributions, |text, one| contributed(text, one, of.placed.alternative, writer));
}

fn recommended(text: &mut Text<'_>, one: &Recommendation<'_>, writer: AnswerWriter<'_>) {
    let (alternative, pieces) = (one.placed.alternative, writer.rendered.pieces());
    text.put("{\"rank\":").json(&one.placed.rank).put(",").put(&pieces.lines[alternative]);
    text.put(",\"score\":").points(one.placed.score);
    text.put(",\"potential\":").points(one.potential);
    text.put(",\"readiness\":").points(one.readiness);
    text.put(",\"group\":\"").put(one.group.id()).put("\"");
    text.list(",\"gates\":[", &one.gates, |text, gate| {
        text.json(&writer.rendered.gate(writer.advisor, alternative, gate));
    });
    text.list(",\"costs\":[", &one.costs, |text, cost| costed(text, cost, alternative, writer));
    text.list(",\"equal_environments\":[", &one.alike_environments, |text, environment| {
        text.put(&pieces.environments[*environment]);
    });
    if let Some(keeps) = one.size_keeps {
        text.put(",\"program_size_keeps\":").put(&decimal(u128::from(keeps) * 10_000));
    }
    text.put(",\"interval\":{\"low\":").points(one.interval.low).put(",\"high\":").points(one.interval.high);
    text.put("},\"base_value\":").points(one.base_value);
    text.list(",\"contributions\":[", &one.contributions, |text, one| contributed(text, one, alternative, writer));
    text.put(",\"other_contributions\":").points(one.other_contributions);
    text.put(",\"weak_evidence_share\":").json(&one.weak_evidence_share);
    text.put(",\"embeds_practice\":").json(&writer.rendered.embeds_practice(one.placed.design));
    text.put(",\"in_use\":").json(&one.in_use);
    text.put(",\"across_schools\":").json(&one.across_schools);
    text.put(",\"travel_hours\":").json(&one.travel_hours);
    text.put(",\"demands\":").put(writer.rendered.demands(alternative).get()).put("}");
}

fn costed(text: &mut Text<'_>, one: &Cost<'_>, alternative: AlternativeIndex, writer: AnswerWriter<'_>) {
    text.put(&writer.rendered.pieces().costs[one.factor]).points(one.cost);
    text.put(",\"known\":").json(&one.known).put(",\"label\":").json(&one.label);
    text.reason(alternative, &one.reason, writer).put("}");
}

fn contributed(text: &mut Text<'_>, one: &Contribution<'_>, alternative: AlternativeIndex, writer: AnswerWriter<'_>) {
    let pieces = writer.rendered.pieces();
    text.put(&pieces.contributions[one.factor]);
    text.put(writer.value(one).as_deref().unwrap_or("null"));
    text.put(",\"side\":\"").put(one.side.id()).put("\",\"contribution\":").points(one.contribution);
    if let Some(cost) = one.cost {
        text.put(",\"cost\":").points(cost);
    }
    text.reason(alternative, &one.reason, writer);
    text.put(",\"grade\":").json(&one.grade.map(|grade| &*grade.0));
    if !one.interactions.is_empty() {
        text.list(",\"interactions\":[", &one.interactions, |text, share| {
            text.put(&pieces.interactions[share.interaction]).points(share.contribution).put("}");
        });
    }
    text.put("}");
}

#[cfg(test)]
mod tests {
    use super::super::recommendation::{Contributed, Recommended};
    use super::super::rendered::Rendered;
    use super::*;
    use crate::advisor::{Advisor, Explain, Options};
    use crate::answers::{Distribution, Level, Rating, Shares};
    use crate::catalogue::{Answer, Factor, Kind, Profile, Setting};
    use crate::wire::kit::number::values;
    use crate::wire::kit::view::views;

    /// A level, a number between levels, counts, or nothing, from a stream of numbers.
    fn rating(next: &mut impl FnMut() -> usize) -> Option<Rating> {
        let level = |level: f64| Rating::Level(Level::new(level).expect("it is a level"));
        match next() % 10 {
            0 => {
                let counts = std::array::from_fn(|at| (next() % 4 + usize::from(at == 2)) as f64);
                Some(Rating::Distribution(Distribution::new(counts).expect("they are counts")))
            }
            1 => Some(level(1.0 + (next() % 8) as f64 / 2.0)),
            2 | 3 => None,
            _ => Some(level((1 + next() % 5) as f64)),
        }
    }

    fn answer(advisor: &Advisor, factor: &Factor, next: &mut impl FnMut() -> usize) -> Option<Answer> {
        let mut each = |count: usize| Some(Answer::Each((0..count).map(|_| rating(next)).collect()));
        match factor.kind {
            Kind::Level => rating(next).map(Answer::Level),
            Kind::PerDesign => each(advisor.catalogue().designs.len()),
            Kind::PerResource => each(factor.resources.len()),
            Kind::Shares => {
                (!next().is_multiple_of(5)).then(|| Answer::Shares(Shares::only(next() % factor.categories.len())))
            }
        }
    }

    fn case(advisor: &Advisor, seed: u64) -> (Profile, Options) {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let answers = advisor.catalogue().factors.iter().map(|factor| answer(advisor, factor, &mut next)).collect();
        let large = Setting { program_teachers: Some(300), team_size: Some(4), ..Setting::default() };
        let setting = if next().is_multiple_of(2) { Setting::default() } else { large };
        let explain = [Explain::None, Explain::Summary, Explain::Full][next() % 3];
        let profile = Profile { answers, setting, current: vec![3.into()], ..Profile::default() };
        (profile, Options { explain, ..Options::default() })
    }

    #[test]
    fn written_straight_or_as_shapes_it_is_the_same_json() {
        let advisor = Advisor::embedded();
        let rendered = Rendered::new(&advisor);
        for seed in 0..60 {
            let (profile, options) = case(&advisor, seed);
            let advice = advisor.recommend(&profile, &options).expect("the weights weigh something");
            let values = values(advisor.catalogue(), advice.profile);
            let writer = AnswerWriter { advisor: &advisor, rendered: &rendered, values: &values };
            let shapes: Vec<Recommended<'_>> = views(advice.recommendations.iter().map(|one| (one, writer)));
            let mut text = Vec::new();
            push_recommendations(&mut text, &advice.recommendations, writer);
            assert_eq!(String::from_utf8(text).expect("JSON is text"), json(&shapes), "{profile:?}");
            for one in &advice.recommendations {
                let mut text = Vec::new();
                push_contributions(&mut text, one, writer);
                let shapes: Vec<Contributed<'_>> = writer.contributions(one);
                assert_eq!(String::from_utf8(text).expect("JSON is text"), json(&shapes), "{profile:?}");
            }
        }
    }
}
