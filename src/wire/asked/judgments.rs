//! Judgments of how important factors are: an order, points, or pairwise comparisons.

use std::cell::RefCell;

use serde::de::{MapAccess, SeqAccess};
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder};

use super::multipliers::MOST_WEIGHT;
use super::values::{Bounded, known_id};
use crate::catalogue::Catalogue;
use crate::elicitation::{ElicitationError, Judged, Judgement, MOST_COMPARED, MOST_TIMES, Pairwise, Ranking, Swing};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::reader::{Place, Shape, read_fields, read_items, value};
use crate::wire::kit::schema::{FACTOR_ID, Property, all_below, list_of, named, number, object};
use crate::words::{fill, fill_text, text};

/// The methods, by field name.
const METHODS: [&str; 3] = ["ranking", "swing", "pairwise"];

/// More points than this are a typing mistake.
const MOST_POINTS: f64 = 1e6;

/// No accepted multiplier can give a share to a factor with less than this part of the total weight.
const LEAST_PART: f64 = 1.0 / MOST_WEIGHT;

pub(super) struct JudgedShape;

impl Shape for JudgedShape {
    type Out = Judged;

    const EXPECTED: &'static str = "wire.expected.judged";

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        judged_schema(catalogue).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Judged>, A::Error> {
        let (mut judged, mut first) = (None, None);
        read_fields(place, object, "field", &METHODS, |index, place, object| {
            match first {
                None => first = Some(METHODS[index]),
                Some(first) => place.error(fill_text("wire.weights.second_method", &[("first", first)])),
            }
            judged = match METHODS[index] {
                "ranking" => value(RankingShape, place, object)?.map(Judged::Ranking),
                "swing" => value(SwingShape, place, object)?.map(Judged::Swing),
                _ => value(PairwiseShape, place, object)?.map(Judged::Pairwise),
            };
            Ok(())
        })?;
        if first.is_none() {
            place.error(text("wire.weights.no_method"));
        }
        Ok(judged)
    }
}

/// Returns the schema of a body of judgments.
pub fn judged_schema(catalogue: &Catalogue) -> Schema {
    object("Judgments of how important factors are, by exactly one of three methods. Name at least two factors, each once.")
        .property("ranking", RankingShape.schema(catalogue, ""))
        .property("swing", SwingShape.schema(catalogue, ""))
        .property("pairwise", PairwiseShape.schema(catalogue, ""))
        .min_properties(Some(1))
        .max_properties(Some(1))
        .into()
}

fn ids(catalogue: &Catalogue) -> impl Iterator<Item = &str> + Clone {
    catalogue.factors.iter().map(|factor| factor.id.as_str())
}

/// Whether a factor has a catalog weight that can be multiplied; reports an error if not.
fn weighs(place: &Place<'_>, factor: usize) -> bool {
    let factors = &place.catalogue().factors;
    let total: f64 = factors.iter().map(|factor| factor.weight.value).sum();
    let weighs = factors[factor].weight.value > total * LEAST_PART;
    if !weighs {
        place.error(text("wire.weights.no_weight"));
    }
    weighs
}

/// One factor's id.
struct FactorId;

impl Shape for FactorId {
    type Out = usize;

    const EXPECTED: &'static str = "wire.expected.factor";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named(FACTOR_ID)
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        known_id(place, "factor", value, ids(place.catalogue())).filter(|factor| weighs(place, *factor))
    }
}

/// The factors named so far; each may be named once.
#[derive(Default)]
struct Once(RefCell<Vec<usize>>);

impl Once {
    /// Whether the factor is new; reports an error at its place if not.
    fn enter(&self, place: &Place<'_>, factor: usize) -> bool {
        let mut seen = self.0.borrow_mut();
        let new = !seen.contains(&factor);
        if new {
            seen.push(factor);
        } else {
            let id = &place.catalogue().factors[factor].id;
            place.error(fill_text("wire.weights.duplicate", &[("factor", id)]));
        }
        new
    }
}

/// A factor, or several that are tied.
struct Group<'a>(&'a Once);

impl Shape for Group<'_> {
    type Out = Vec<usize>;

    const EXPECTED: &'static str = "wire.expected.tied_factors";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        let tied = list_of("Tied factors", FACTOR_ID, 1);
        Schema::OneOf(OneOfBuilder::new().item(named(FACTOR_ID)).item(tied).build()).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Vec<usize>> {
        let factor = FactorId.text(place, value)?;
        self.0.enter(place, factor).then(|| vec![factor])
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let found = read_once(self.0, place, list)?;
        if found.as_ref().is_some_and(Vec::is_empty) {
            place.error(text("wire.weights.empty_tie"));
            return Ok(None);
        }
        Ok(found)
    }
}

/// Reads a list of factors, each once.
fn read_once<'de, A: SeqAccess<'de>>(once: &Once, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
    let (mut found, mut whole) = (Vec::new(), true);
    read_items(
        place,
        list,
        || FactorId,
        |item, factor| match factor {
            Some(factor) if once.enter(item, factor) => found.push(factor),
            _ => whole = false,
        },
    )?;
    Ok(whole.then_some(found))
}

struct RankingShape;

impl Shape for RankingShape {
    type Out = Ranking;

    const EXPECTED: &'static str = "wire.expected.ranking";

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        let list = ArrayBuilder::new()
            .description(Some("Factors by importance, most important first; a nested list contains tied factors"))
            .items(Group(&Once::default()).schema(catalogue, ""))
            .min_items(Some(1));
        Schema::from(list).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Ranking>, A::Error> {
        let once = Once::default();
        let (mut groups, mut whole) = (Vec::new(), true);
        read_items(
            place,
            list,
            || Group(&once),
            |_, group| {
                whole &= group.is_some();
                groups.extend(group);
            },
        )?;
        Ok(if whole { valid(place, Ranking::new(groups)) } else { None })
    }
}

struct SwingShape;

impl Shape for SwingShape {
    type Out = Swing;

    const EXPECTED: &'static str = "wire.expected.swing";

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        let points = || number("", 0.0, MOST_POINTS).build();
        let empty = object(
            "Points for how much it would matter to move a factor from its worst level to its best: usually 100 for \
             the most important one, and the others relative to it; not all 0",
        );
        let swing = ids(catalogue).fold(empty, |object, id| object.property(id, points()));
        Schema::from(swing.min_properties(Some(2)).extensions(Some(all_below()))).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Swing>, A::Error> {
        let names: Vec<&str> = ids(place.catalogue()).collect();
        let (mut points, mut whole) = (Vec::new(), true);
        whole &= read_fields(place, object, "factor", &names, |factor, place, object| {
            let given = value(Bounded("wire.expected.points", MOST_POINTS), place, object)?;
            match given.filter(|_| weighs(place, factor)) {
                Some(given) => points.push((factor, (given * 1e6).round() as u64)),
                None => whole = false,
            }
            Ok(())
        })?;
        Ok(if whole { valid(place, Swing::new(points)) } else { None })
    }
}

struct PairwiseShape;

fields! {
    struct PairwiseFields (EXPECTED = "wire.expected.pairwise", ABOUT = "Comparisons of every pair of factors") {
        factors: Option<Vec<usize>> = FactorList, "The factors to compare", required "wire.missing.compared";
        judgements: Option<Vec<Judgement>> = Judgements,
            "One comparison for every pair of factors, in either direction", required "wire.missing.comparisons";
    }
}

impl Shape for PairwiseShape {
    type Out = Pairwise;

    const EXPECTED: &'static str = PairwiseFields::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        PairwiseFields::schema(catalogue).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Pairwise>, A::Error> {
        let (PairwiseFields { factors: Some(factors), judgements: Some(judgements) }, true) =
            PairwiseFields::read_object(place, object)?
        else {
            return Ok(None);
        };
        let at = place.field("judgements");
        if !fit(&at, &factors, &judgements) {
            return Ok(None);
        }
        Ok(match Pairwise::new(factors, &judgements) {
            Err(ElicitationError::Missing { pairs }) => {
                at.error(missing(place.catalogue(), &pairs));
                None
            }
            other => valid(&place.field("factors"), other),
        })
    }
}

/// Reports comparisons of factors that are not listed, and duplicate comparisons of a pair.
fn fit(place: &Place<'_>, factors: &[usize], judgements: &[Judgement]) -> bool {
    let mut fit = true;
    for (at, one) in judgements.iter().enumerate() {
        let item = place.item(at);
        for (name, factor) in [("more", one.more), ("less", one.less)] {
            if !factors.contains(&factor) {
                fit = false;
                let slots = [("factor", place.catalogue().factors[factor].id.as_str())];
                item.field(name).error(fill_text("wire.weights.not_listed", &slots));
            }
        }
        let same = |other: &Judgement| {
            (other.more, other.less) == (one.more, one.less) || (other.less, other.more) == (one.more, one.less)
        };
        if let Some(first) = judgements[..at].iter().position(same) {
            fit = false;
            item.error(fill_text("wire.weights.duplicate_pair", &[("first", &first.to_string())]));
        }
    }
    fit
}

fn missing(catalogue: &Catalogue, pairs: &[(usize, usize)]) -> String {
    let id = |factor: usize| catalogue.factors[factor].id.as_str();
    let pair =
        |(one, other): &(usize, usize)| fill_text("wire.weights.pair", &[("first", id(*one)), ("second", id(*other))]);
    let named: Vec<String> = pairs.iter().map(pair).collect();
    fill_text("wire.weights.missing_pairs", &[("pairs", &named.join(", "))])
}

struct FactorList;

impl Shape for FactorList {
    type Out = Vec<usize>;

    const EXPECTED: &'static str = "wire.expected.factor_ids";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let factors = ArrayBuilder::new().description(Some(about)).items(named(FACTOR_ID)).min_items(Some(2));
        Schema::from(factors.max_items(Some(MOST_COMPARED)).unique_items(true)).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        read_once(&Once::default(), place, list)
    }
}

struct Judgements;

impl Shape for Judgements {
    type Out = Vec<Judgement>;

    const EXPECTED: &'static str = "wire.expected.comparisons";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        let judgements = ArrayBuilder::new().description(Some(about)).items(JudgementShape.schema(catalogue, ""));
        Schema::from(judgements.min_items(Some(1))).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<Judgement>>, A::Error> {
        let (mut found, mut whole) = (Vec::new(), true);
        read_items(
            place,
            list,
            || JudgementShape,
            |_, judgement| {
                whole &= judgement.is_some();
                found.extend(judgement);
            },
        )?;
        Ok(whole.then_some(found))
    }
}

struct JudgementShape;

fields! {
    struct Comparison (EXPECTED = "wire.expected.comparison", ABOUT = "One comparison") {
        more: Option<usize> = FactorId, "", required "wire.missing.field";
        less: Option<usize> = FactorId, "", required "wire.missing.field";
        times: Option<f64> = Times, "How many times as important one factor is as the other, 1 (equally) to 9",
            required "wire.missing.field";
    }
}

impl Shape for JudgementShape {
    type Out = Judgement;

    const EXPECTED: &'static str = Comparison::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        Comparison::schema(catalogue).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Judgement>, A::Error> {
        let (Comparison { more: Some(more), less: Some(less), times }, clean) = Comparison::read_object(place, object)?
        else {
            return Ok(None);
        };
        if more == less {
            let slots = [("factor", place.catalogue().factors[more].id.as_str())];
            place.error(fill_text("wire.weights.itself", &slots));
            return Ok(None);
        }
        Ok(times.filter(|_| clean).map(|times| Judgement { more, less, times }))
    }
}

/// How many times as important one factor is as the other.
struct Times;

impl Shape for Times {
    type Out = f64;

    const EXPECTED: &'static str = "wire.expected.times";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(number(about, 1.0, MOST_TIMES)).into()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        let fits = (1.0..=MOST_TIMES).contains(&value);
        if !fits {
            let is_below = value < 1.0;
            let template = if is_below { text("wire.weights.times_below") } else { text("wire.field.out_of_range") };
            place.error(fill(template, &[("value", &value.to_string()), ("expected", self.expected())]));
        }
        fits.then_some(value)
    }
}

/// Returns the domain value, or reports its error at the place.
fn valid<T>(place: &Place<'_>, made: Result<T, ElicitationError>) -> Option<T> {
    made.map_err(|error| place.error(error.to_string())).ok()
}
