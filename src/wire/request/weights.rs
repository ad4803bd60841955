//! Judgments of how important factors are: an order, points, or pairwise comparisons.

use serde::de::{MapAccess, SeqAccess};

use super::super::reader::{Place, Read, Shape, read_fields};
use super::value;
use super::values::{Bounded, known_id};
use crate::catalogue::{Catalogue, Factor};
use crate::elicitation::{ElicitationError, Judged, Judgement, MOST_TIMES, Pairwise, Ranking, Swing};
use crate::words::{fill, text};

/// The methods, by field name.
pub(in crate::wire) const METHODS: [&str; 3] = ["ranking", "swing", "pairwise"];

/// More points than this are a typing mistake.
pub(in crate::wire) const MOST_POINTS: f64 = 1e6;

/// No accepted multiplier can give a share to a factor with less than this part of the total weight.
const LEAST_PART: f64 = 1.0 / super::MOST_WEIGHT;

pub(in crate::wire) struct JudgedShape<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for JudgedShape<'_> {
    type Out = Judged;

    fn expected(&self) -> &'static str {
        text("wire.expected.judged")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Judged>, A::Error> {
        let factors = &Factors::new(self.catalogue);
        let (mut judged, mut first) = (None, None);
        read_fields(place, object, "field", &METHODS, |index, place, object| {
            match first {
                None => first = Some(METHODS[index]),
                Some(first) => place.error(fill(text("wire.weights.second_method"), &[("first", first)])),
            }
            judged = match METHODS[index] {
                "ranking" => value(RankingShape { factors }, place, object)?.map(Judged::Ranking),
                "swing" => value(SwingShape { factors }, place, object)?.map(Judged::Swing),
                _ => value(PairwiseShape { factors }, place, object)?.map(Judged::Pairwise),
            };
            Ok(())
        })?;
        if first.is_none() {
            place.error(text("wire.weights.no_method"));
        }
        Ok(judged)
    }
}

/// The factors that may be named.
struct Factors<'a> {
    all: &'a [Factor],
    ids: Vec<&'a str>,
    /// The lowest weight that allows a share.
    least_weight: f64,
}

impl<'a> Factors<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        let all = &catalogue.factors;
        let total: f64 = all.iter().map(|factor| factor.weight.value).sum();
        Self { all, ids: all.iter().map(|factor| factor.id.as_str()).collect(), least_weight: total * LEAST_PART }
    }

    /// Whether the factor has a catalog weight that can be multiplied.
    fn weighs(&self, place: &Place<'_>, factor: usize) -> bool {
        let weighs = self.all[factor].weight.value > self.least_weight;
        if !weighs {
            place.error(text("wire.weights.no_weight"));
        }
        weighs
    }
}

/// One factor's id.
struct FactorId<'a> {
    factors: &'a Factors<'a>,
}

impl<'de> Shape<'de> for FactorId<'_> {
    type Out = usize;

    fn expected(&self) -> &'static str {
        text("wire.expected.factor")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        let factor = known_id(place, "factor", value, &self.factors.ids)?;
        self.factors.weighs(place, factor).then_some(factor)
    }
}

/// The factors named so far; each may be named once.
struct Once<'a> {
    factors: &'a Factors<'a>,
    seen: Vec<usize>,
}

impl Once<'_> {
    /// Whether the factor is new; reports an error at its place if not.
    fn enter(&mut self, place: &Place<'_>, factor: usize) -> bool {
        let new = !self.seen.contains(&factor);
        if new {
            self.seen.push(factor);
        } else {
            place.error(fill(text("wire.weights.duplicate"), &[("factor", self.factors.ids[factor])]));
        }
        new
    }
}

/// A factor, or several that are tied.
struct Group<'a, 'f> {
    once: &'a mut Once<'f>,
}

impl<'de> Shape<'de> for Group<'_, '_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        text("wire.expected.tied_factors")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Vec<usize>> {
        let factor = FactorId { factors: self.once.factors }.text(place, value)?;
        self.once.enter(place, factor).then(|| vec![factor])
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let found = named(self.once, place, list)?;
        if found.as_ref().is_some_and(Vec::is_empty) {
            place.error(text("wire.weights.empty_tie"));
            return Ok(None);
        }
        Ok(found)
    }
}

/// A list of factors, each once.
fn named<'de, A: SeqAccess<'de>>(
    once: &mut Once<'_>,
    place: &Place<'_>,
    mut list: A,
) -> Result<Option<Vec<usize>>, A::Error> {
    let (mut found, mut whole) = (Vec::new(), true);
    for index in 0.. {
        let item = place.item(index);
        let shape = FactorId { factors: once.factors };
        match list.next_element_seed(Read { shape, place: &item })? {
            None => break,
            Some(Some(factor)) if once.enter(&item, factor) => found.push(factor),
            Some(_) => whole = false,
        }
    }
    Ok(whole.then_some(found))
}

struct RankingShape<'a> {
    factors: &'a Factors<'a>,
}

impl<'de> Shape<'de> for RankingShape<'_> {
    type Out = Ranking;

    fn expected(&self) -> &'static str {
        text("wire.expected.ranking")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Ranking>, A::Error> {
        let mut once = Once { factors: self.factors, seen: Vec::new() };
        let (mut groups, mut whole) = (Vec::new(), true);
        for index in 0.. {
            let item = place.item(index);
            match list.next_element_seed(Read { shape: Group { once: &mut once }, place: &item })? {
                None => break,
                Some(Some(group)) => groups.push(group),
                Some(None) => whole = false,
            }
        }
        Ok(if whole { valid(place, Ranking::new(groups)) } else { None })
    }
}

struct SwingShape<'a> {
    factors: &'a Factors<'a>,
}

impl<'de> Shape<'de> for SwingShape<'_> {
    type Out = Swing;

    fn expected(&self) -> &'static str {
        text("wire.expected.swing")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Swing>, A::Error> {
        let (mut points, mut whole) = (Vec::new(), true);
        whole &= read_fields(place, object, "factor", &self.factors.ids, |factor, place, object| {
            let shape = Bounded { expected: || text("wire.expected.points"), most: MOST_POINTS };
            let given = value(shape, place, object)?;
            match given.filter(|_| self.factors.weighs(place, factor)) {
                Some(given) => points.push((factor, (given * 1e6).round() as u64)),
                None => whole = false,
            }
            Ok(())
        })?;
        Ok(if whole { valid(place, Swing::new(points)) } else { None })
    }
}

struct PairwiseShape<'a> {
    factors: &'a Factors<'a>,
}

impl<'de> Shape<'de> for PairwiseShape<'_> {
    type Out = Pairwise;

    fn expected(&self) -> &'static str {
        text("wire.expected.pairwise")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Pairwise>, A::Error> {
        let (mut factors, mut judgements) = (Field::Missing, Field::Missing);
        let clean = read_fields(place, object, "field", &["factors", "judgements"], |index, place, object| {
            match index {
                0 => factors = Field::of(value(FactorList { factors: self.factors }, place, object)?),
                _ => judgements = Field::of(value(Judgements { factors: self.factors }, place, object)?),
            }
            Ok(())
        })?;
        if matches!(factors, Field::Missing) {
            place.field("factors").error(text("wire.missing.compared"));
        }
        if matches!(judgements, Field::Missing) {
            place.field("judgements").error(text("wire.missing.comparisons"));
        }
        let (Field::Read(factors), Field::Read(judgements), true) = (factors, judgements, clean) else {
            return Ok(None);
        };
        let at = place.field("judgements");
        if !self.fit(&at, &factors, &judgements) {
            return Ok(None);
        }
        Ok(match Pairwise::new(factors, &judgements) {
            Err(ElicitationError::Missing { pairs }) => {
                at.error(self.missing(&pairs));
                None
            }
            other => valid(&place.field("factors"), other),
        })
    }
}

impl PairwiseShape<'_> {
    /// Reports comparisons of factors that are not listed, and duplicate comparisons of a pair.
    fn fit(&self, place: &Place<'_>, factors: &[usize], judgements: &[Judgement]) -> bool {
        let mut fit = true;
        for (at, one) in judgements.iter().enumerate() {
            let item = place.item(at);
            for (name, factor) in [("more", one.more), ("less", one.less)] {
                if !factors.contains(&factor) {
                    fit = false;
                    let slots = [("factor", self.factors.ids[factor])];
                    item.field(name).error(fill(text("wire.weights.not_listed"), &slots));
                }
            }
            let same = |other: &Judgement| {
                (other.more, other.less) == (one.more, one.less) || (other.less, other.more) == (one.more, one.less)
            };
            if let Some(first) = judgements[..at].iter().position(same) {
                fit = false;
                item.error(fill(text("wire.weights.duplicate_pair"), &[("first", &first.to_string())]));
            }
        }
        fit
    }

    fn missing(&self, pairs: &[(usize, usize)]) -> String {
        let id = |factor: usize| self.factors.ids[factor];
        let pair = |(one, other): &(usize, usize)| {
            fill(text("wire.weights.pair"), &[("first", id(*one)), ("second", id(*other))])
        };
        let named: Vec<String> = pairs.iter().map(pair).collect();
        fill(text("wire.weights.missing_pairs"), &[("pairs", &named.join(", "))])
    }
}

/// A required field: missing, invalid or read.
enum Field<T> {
    Missing,
    Wrong,
    Read(T),
}

impl<T> Field<T> {
    fn of(read: Option<T>) -> Self {
        read.map_or(Self::Wrong, Self::Read)
    }
}

struct FactorList<'a> {
    factors: &'a Factors<'a>,
}

impl<'de> Shape<'de> for FactorList<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        text("wire.expected.factor_ids")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        named(&mut Once { factors: self.factors, seen: Vec::new() }, place, list)
    }
}

struct Judgements<'a> {
    factors: &'a Factors<'a>,
}

impl<'de> Shape<'de> for Judgements<'_> {
    type Out = Vec<Judgement>;

    fn expected(&self) -> &'static str {
        text("wire.expected.comparisons")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Vec<Judgement>>, A::Error> {
        let (mut found, mut whole) = (Vec::new(), true);
        for index in 0.. {
            let item = place.item(index);
            let shape = JudgementShape { factors: self.factors };
            match list.next_element_seed(Read { shape, place: &item })? {
                None => break,
                Some(Some(judgement)) => found.push(judgement),
                Some(None) => whole = false,
            }
        }
        Ok(whole.then_some(found))
    }
}

/// `{"more": id, "less": id, "times": 1..9}`
struct JudgementShape<'a> {
    factors: &'a Factors<'a>,
}

/// The fields of a comparison.
const JUDGEMENT: [&str; 3] = ["more", "less", "times"];

impl<'de> Shape<'de> for JudgementShape<'_> {
    type Out = Judgement;

    fn expected(&self) -> &'static str {
        text("wire.expected.comparison")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Judgement>, A::Error> {
        let factors = self.factors;
        let (mut given, mut named, mut times) = ([false; 3], [None; 2], None);
        let clean = read_fields(place, object, "field", &JUDGEMENT, |index, place, object| {
            given[index] = true;
            match index {
                2 => times = value(Times, place, object)?,
                _ => named[index] = value(FactorId { factors }, place, object)?,
            }
            Ok(())
        })?;
        for (name, _) in JUDGEMENT.iter().zip(given).filter(|(_, given)| !given) {
            place.field(name).error(text("wire.missing.field"));
        }
        let [Some(more), Some(less)] = named else { return Ok(None) };
        if more == less {
            place.error(fill(text("wire.weights.itself"), &[("factor", factors.ids[more])]));
            return Ok(None);
        }
        Ok(times.filter(|_| clean).map(|times| Judgement { more, less, times }))
    }
}

/// How many times as important one factor is as the other.
struct Times;

impl<'de> Shape<'de> for Times {
    type Out = f64;

    fn expected(&self) -> &'static str {
        text("wire.expected.times")
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
