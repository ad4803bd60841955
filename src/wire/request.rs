//! The body of a request for recommendations.

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::problem::{Problem, ProblemKind};
use super::reader::{Errors, Marked, Place, Read, Shape, read_fields};
use crate::advisor::{Advisor, Explain, Options};
use crate::answers::{Distribution, LEVELS, Level, MAX_COUNT_SUM, MILLION, Rating, Shares, SharesError};
use crate::catalogue::{Answer, Catalogue, Factor, Kind, Profile, Setting};
use crate::scoring::Limits;

/// Multipliers of weights above this cannot be weighed exactly.
pub(super) const MOST_WEIGHT: f64 = 1e9;

/// The longest id of a profile, in characters.
pub(super) const LONGEST_ID: usize = 200;

/// What a body asks for.
#[derive(Clone, Debug)]
pub struct Request {
    pub profile: Profile,
    pub options: Options,
}

/// Reads a body.
///
/// # Errors
/// A `malformed` problem when it is not JSON; an `invalid` one, with every bad field, when it is and is wrong.
pub fn read_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    read(body, Body { catalogue: advisor.catalogue() })
}

/// Reads a body, or a bare profile: the key `profile` marks a body.
///
/// # Errors
/// As [`read_request`].
pub fn read_profile_or_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    let catalogue = advisor.catalogue();
    if serde_json::from_slice::<Marked>(body).is_ok_and(|marked| !marked.0) {
        let profile = read(body, ProfileShape { catalogue })?;
        return Ok(Request { profile, options: Options::default() });
    }
    read(body, Body { catalogue })
}

fn read<'de, S: Shape<'de>>(body: &'de [u8], shape: S) -> Result<S::Out, Problem> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let at = error.valid_up_to();
        Problem::new(ProblemKind::Malformed, format!("the body is not UTF-8: byte {at} cannot be read as text"))
    })?;
    if text.trim_ascii().is_empty() {
        return Err(Problem::new(ProblemKind::Malformed, "the body is empty; send a JSON object with `profile`"));
    }
    let errors = Errors::default();
    let read = {
        let place = Place::root(&errors);
        let mut json = serde_json::Deserializer::from_str(text);
        Read { shape, place: &place }.deserialize(&mut json).and_then(|read| json.end().map(|()| read))
    };
    let read = read.map_err(|error| Problem::new(ProblemKind::Malformed, format!("the body is not JSON: {error}")))?;
    let (errors, all) = errors.into_list();
    match read {
        Some(read) if all == 0 => Ok(read),
        _ => Err(Problem::invalid(errors, all)),
    }
}

/// Shorthand: reads the next value of an object as a shape.
fn value<'de, S: Shape<'de>, A: MapAccess<'de>>(
    shape: S,
    place: &Place<'_>,
    object: &mut A,
) -> Result<Option<S::Out>, A::Error> {
    object.next_value_seed(Read { shape, place })
}

struct Body<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Body<'_> {
    type Out = Request;

    fn expected(&self) -> &'static str {
        "an object with `profile`"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Request>, A::Error> {
        let catalogue = self.catalogue;
        let (mut profile, mut options, mut given) = (None, None, false);
        read_fields(place, object, "field", &["profile", "options"], |index, place, object| {
            if index == 0 {
                given = true;
                profile = value(ProfileShape { catalogue }, place, object)?;
            } else {
                options = value(OptionsShape { catalogue }, place, object)?;
            }
            Ok(())
        })?;
        if !given {
            place.field("profile").error("this field is missing: it holds `factors`, which may be empty");
        }
        Ok(profile.map(|profile| Request { profile, options: options.unwrap_or_default() }))
    }
}

struct ProfileShape<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for ProfileShape<'_> {
    type Out = Profile;

    fn expected(&self) -> &'static str {
        "an object with `factors`"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Profile>, A::Error> {
        let catalogue = self.catalogue;
        let mut profile = Profile { answers: vec![None; catalogue.factors.len()], ..Profile::default() };
        let mut given = false;
        read_fields(place, object, "field", &["id", "factors", "setting", "current"], |index, place, object| {
            match index {
                0 => profile.id = value(IdText, place, object)?,
                1 => {
                    given = true;
                    if let Some(answers) = value(Factors { catalogue }, place, object)? {
                        profile.answers = answers;
                    }
                }
                2 => profile.setting = value(SettingShape, place, object)?.unwrap_or_default(),
                _ => profile.current = value(Designs { catalogue }, place, object)?.unwrap_or_default(),
            }
            Ok(())
        })?;
        if !given {
            place.field("factors").error("this field is missing: it may be empty, as {}");
        }
        Ok(Some(profile))
    }
}

struct IdText;

impl<'de> Shape<'de> for IdText {
    type Out = String;

    fn expected(&self) -> &'static str {
        "a string"
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<String> {
        if value.chars().count() > LONGEST_ID {
            place.error(format!("an id has at most {LONGEST_ID} characters"));
            return None;
        }
        Some(value.to_owned())
    }
}

struct Factors<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Factors<'_> {
    type Out = Vec<Option<Answer>>;

    fn expected(&self) -> &'static str {
        "an object of factors"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let factors = &self.catalogue.factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut answers = vec![None; factors.len()];
        read_fields(place, object, "factor", &names, |index, place, object| {
            let factor = &factors[index];
            answers[index] = match factor.kind {
                Kind::Level => value(RatingShape, place, object)?.map(Answer::Level),
                Kind::Shares => value(SharesShape { factor }, place, object)?.map(Answer::Shares),
                Kind::PerDesign => {
                    let names = self.catalogue.designs.iter().map(|design| design.id.as_str()).collect();
                    value(EachShape { what: "design", names }, place, object)?
                }
                Kind::PerResource => {
                    let names = factor.resources.iter().map(|kind| kind.id.as_str()).collect();
                    value(EachShape { what: "kind of resource", names }, place, object)?
                }
            };
            Ok(())
        })?;
        Ok(Some(answers))
    }
}

/// A level, or an object with counts.
struct RatingShape;

impl<'de> Shape<'de> for RatingShape {
    type Out = Rating;

    fn expected(&self) -> &'static str {
        "a level from 1 to 5, or {\"counts\": [n1, n2, n3, n4, n5]}"
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<Rating> {
        Level::new(value).map(Rating::Level).map_err(|error| place.error(error.to_string())).ok()
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Rating>, A::Error> {
        let (mut rating, mut given) = (None, false);
        read_fields(place, object, "field", &["counts"], |_, place, object| {
            given = true;
            rating = value(Counts, place, object)?.map(Rating::Distribution);
            Ok(())
        })?;
        if !given {
            place.field("counts").error("this field is missing: five counts, level 1 first");
        }
        Ok(rating)
    }
}

struct Counts;

impl<'de> Shape<'de> for Counts {
    type Out = Distribution;

    fn expected(&self) -> &'static str {
        "a list of five counts"
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Distribution>, A::Error> {
        let mut counts = [0.0; LEVELS];
        let (mut length, mut whole) = (0, true);
        loop {
            let item = place.item(length);
            let shape = Bounded { expected: "a count, 0 or more", most: f64::MAX };
            let Some(count) = list.next_element_seed(Read { shape, place: &item })? else { break };
            match (counts.get_mut(length), count) {
                (Some(slot), Some(count)) => *slot = count,
                _ => whole = false,
            }
            length += 1;
        }
        if length != LEVELS {
            place.error(format!("there are {length} counts, and five are needed: one for each level, level 1 first"));
            return Ok(None);
        }
        if !whole {
            return Ok(None);
        }
        Ok(Distribution::new(counts).map_err(|error| place.error(error.to_string())).ok())
    }
}

/// A number of 0 or more, up to a bound.
struct Bounded {
    expected: &'static str,
    most: f64,
}

impl<'de> Shape<'de> for Bounded {
    type Out = f64;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        if (0.0..=self.most).contains(&value) {
            return Some(value);
        }
        let most = if self.most < f64::MAX { format!(", at most {}", self.most) } else { String::new() };
        place.error(format!("{value} is out of range: expected {}{most}", self.expected));
        None
    }
}

/// A whole number from `least` to `most`.
struct Whole {
    expected: &'static str,
    least: u32,
    most: u32,
}

impl<'de> Shape<'de> for Whole {
    type Out = u32;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<u32> {
        if value.fract() == 0.0 && (f64::from(self.least)..=f64::from(self.most)).contains(&value) {
            return Some(value as u32);
        }
        place.error(format!("{value} is not {} ({} to {})", self.expected, self.least, self.most));
        None
    }
}

struct Flag;

impl<'de> Shape<'de> for Flag {
    type Out = bool;

    fn expected(&self) -> &'static str {
        "true or false"
    }

    fn boolean(self, _: &Place<'_>, value: bool) -> Option<bool> {
        Some(value)
    }
}

/// Shares over a factor's categories; for the outcome type also a single id.
struct SharesShape<'a> {
    factor: &'a Factor,
}

/// The one factor whose shares may be a single id.
pub(super) const SINGLE_ID_FACTOR: &str = "outcome_type";

impl SharesShape<'_> {
    fn names(&self) -> Vec<&str> {
        self.factor.categories.iter().map(|category| category.id.as_str()).collect()
    }
}

impl<'de> Shape<'de> for SharesShape<'_> {
    type Out = Shares;

    fn expected(&self) -> &'static str {
        if self.factor.id == SINGLE_ID_FACTOR { "an id, or an object of shares" } else { "an object of shares" }
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Shares> {
        if self.factor.id != SINGLE_ID_FACTOR {
            return self.wrong(place, "a string");
        }
        known_id(place, "category", value, &self.names()).map(Shares::only)
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Shares>, A::Error> {
        let names = self.names();
        let mut values = vec![0.0; names.len()];
        let mut whole = true;
        whole &= read_fields(place, object, "category", &names, |index, place, object| {
            match value(Bounded { expected: "a share, 0 or more", most: MAX_COUNT_SUM }, place, object)? {
                Some(share) => values[index] = share,
                None => whole = false,
            }
            Ok(())
        })?;
        if !whole {
            return Ok(None);
        }
        let shares = Shares::new(&values).map_err(|error: SharesError| place.error(error.to_string()));
        Ok(shares.ok())
    }
}

fn known_id(place: &Place<'_>, what: &str, id: &str, known: &[&str]) -> Option<usize> {
    let found = known.iter().position(|name| *name == id);
    if found.is_none() {
        place.unknown(what, id, known);
    }
    found
}

/// A rating for each of several names.
struct EachShape<'a> {
    what: &'static str,
    names: Vec<&'a str>,
}

impl<'de> Shape<'de> for EachShape<'_> {
    type Out = Answer;

    fn expected(&self) -> &'static str {
        "an object with a level for each"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Answer>, A::Error> {
        let mut ratings = vec![None; self.names.len()];
        read_fields(place, object, self.what, &self.names, |index, place, object| {
            ratings[index] = value(RatingShape, place, object)?;
            Ok(())
        })?;
        Ok(ratings.iter().any(Option::is_some).then_some(Answer::Each(ratings)))
    }
}

struct SettingShape;

impl<'de> Shape<'de> for SettingShape {
    type Out = Setting;

    fn expected(&self) -> &'static str {
        "an object of facts about the setting"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Setting>, A::Error> {
        let mut setting = Setting::default();
        let names = ["team_size", "sites", "travel_minutes", "cover_available", "single_teacher_of_subject"];
        read_fields(place, object, "field", &names, |index, place, object| {
            let people = Whole { expected: "a whole number of people", least: 1, most: 1_000_000 };
            let sites = Whole { expected: "a whole number of sites", least: 1, most: 1_000_000 };
            let minutes = Whole { expected: "a whole number of minutes", least: 0, most: 10_000 };
            match index {
                0 => setting.team_size = value(people, place, object)?,
                1 => setting.sites = value(sites, place, object)?,
                2 => setting.travel_minutes = value(minutes, place, object)?,
                3 => setting.cover_available = value(Flag, place, object)?,
                _ => setting.single_teacher_of_subject = value(Flag, place, object)?,
            }
            Ok(())
        })?;
        Ok(Some(setting))
    }
}

/// A list of known ids; repeated ones count once.
struct Ids<'a> {
    what: &'static str,
    names: Vec<&'a str>,
}

impl<'de> Shape<'de> for Ids<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        "a list of ids"
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let (mut found, mut whole) = (Vec::new(), true);
        for index in 0.. {
            let item = place.item(index);
            let shape = OneId { what: self.what, names: &self.names };
            match list.next_element_seed(Read { shape, place: &item })? {
                None => break,
                Some(Some(id)) if !found.contains(&id) => found.push(id),
                Some(id) => whole &= id.is_some(),
            }
        }
        Ok(whole.then_some(found))
    }
}

struct OneId<'a> {
    what: &'static str,
    names: &'a [&'a str],
}

impl<'de> Shape<'de> for OneId<'_> {
    type Out = usize;

    fn expected(&self) -> &'static str {
        "an id"
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        known_id(place, self.what, value, self.names)
    }
}

struct Designs<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Designs<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        "a list of ids of designs"
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let names = self.catalogue.designs.iter().map(|design| design.id.as_str()).collect();
        Ids { what: "design", names }.list(place, list)
    }
}

struct Environments<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Environments<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        "a list of ids of environments"
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let names = self.catalogue.environments.iter().map(|environment| environment.id.as_str()).collect();
        let found = Ids { what: "environment", names }.list(place, list)?;
        if found.as_ref().is_some_and(Vec::is_empty) {
            place.error("at least one environment has to be named; leave the field out for all of them");
            return Ok(None);
        }
        Ok(found)
    }
}

struct OptionsShape<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for OptionsShape<'_> {
    type Out = Options;

    fn expected(&self) -> &'static str {
        "an object of options"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Options>, A::Error> {
        let catalogue = self.catalogue;
        let mut options = Options::default();
        let names = ["top", "environments", "exclude", "weights", "explain", "limits"];
        read_fields(place, object, "option", &names, |index, place, object| {
            match index {
                0 => {
                    let places = Whole { expected: "a whole number of places", least: 1, most: 1_000_000 };
                    options.top = value(places, place, object)?.map(|top| top as usize);
                }
                1 => options.environments = value(Environments { catalogue }, place, object)?,
                2 => options.exclude = value(Designs { catalogue }, place, object)?.unwrap_or_default(),
                3 => options.multipliers = value(Weights { catalogue }, place, object)?,
                4 => options.explain = value(ExplainShape, place, object)?.unwrap_or_default(),
                _ => options.limits = value(LimitsShape, place, object)?.unwrap_or_default(),
            }
            Ok(())
        })?;
        Ok(Some(options))
    }
}

struct Weights<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Weights<'_> {
    type Out = Vec<u64>;

    fn expected(&self) -> &'static str {
        "an object of multipliers"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Vec<u64>>, A::Error> {
        let factors = &self.catalogue.factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut multipliers = vec![MILLION; factors.len()];
        let mut whole = true;
        whole &= read_fields(place, object, "factor", &names, |index, place, object| {
            match value(Bounded { expected: "a multiplier, 0 or more", most: MOST_WEIGHT }, place, object)? {
                Some(times) => multipliers[index] = (times * 1e6).round() as u64,
                None => whole = false,
            }
            Ok(())
        })?;
        let weighs = multipliers.iter().zip(factors).any(|(times, factor)| *times > 0 && factor.weight.value > 0.0);
        if whole && !weighs {
            place.error(
                "these weights leave every factor at zero: at least one has to be above 0 (six decimals are kept)",
            );
        }
        Ok((whole && weighs).then_some(multipliers))
    }
}

struct ExplainShape;

/// The ways to explain, by the names that a request gives them.
pub(super) const EXPLAIN: [(&str, Explain); 3] =
    [("none", Explain::None), ("summary", Explain::Summary), ("full", Explain::Full)];

impl<'de> Shape<'de> for ExplainShape {
    type Out = Explain;

    fn expected(&self) -> &'static str {
        "`none`, `summary` or `full`"
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Explain> {
        known_id(place, "way to explain", value, &EXPLAIN.map(|(name, _)| name)).map(|index| EXPLAIN[index].1)
    }
}

struct LimitsShape;

/// The names of the limits, in the order of their fields.
pub(super) const LIMITS: [&str; 4] = ["hours", "weeks", "cost_usd_per_teacher", "people"];

impl<'de> Shape<'de> for LimitsShape {
    type Out = Limits;

    fn expected(&self) -> &'static str {
        "an object of limits"
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Limits>, A::Error> {
        let mut limits = [None; 4];
        read_fields(place, object, "limit", &LIMITS, |index, place, object| {
            limits[index] = value(Bounded { expected: "a number, 0 or more", most: 1e9 }, place, object)?;
            Ok(())
        })?;
        let [hours, weeks, cost_usd_per_teacher, people] = limits;
        Ok(Some(Limits { hours, weeks, cost_usd_per_teacher, people }))
    }
}
