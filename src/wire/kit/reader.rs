//! Reads JSON and reports every invalid field at once.
//!
//! A [`Shape`] defines the result for each kind of JSON value. A value that it does not expect becomes a field error
//! with its pointer; the value is skipped and reading continues. Only invalid JSON stops it.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::problem::FieldError;
use super::schema::Property;
use crate::catalogue::{Catalogue, did_you_mean};
use crate::words::{fill_text, text};

/// Field errors beyond this number are counted but not listed.
const MOST_ERRORS: usize = 100;

/// The catalog that a body refers to, and the field errors found so far.
pub struct ReadErrors<'a> {
    catalogue: &'a Catalogue,
    listed: RefCell<(Vec<FieldError>, usize)>,
    /// The entries of all lists of the body.
    entries: Cell<usize>,
}

/// The most entries of all lists of a body together: work and answers grow with them.
pub const MOST_LISTED: usize = 5_000;

impl<'a> ReadErrors<'a> {
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, listed: RefCell::default(), entries: Cell::new(0) }
    }

    /// The message is built only for errors that are listed.
    pub fn add(&self, error: impl FnOnce() -> FieldError) {
        let (listed, more) = &mut *self.listed.borrow_mut();
        if listed.len() < MOST_ERRORS {
            listed.push(error());
        } else {
            *more += 1;
        }
    }

    fn count(&self) -> usize {
        let (listed, more) = &*self.listed.borrow();
        listed.len() + more
    }

    /// Returns the listed errors and the total number of errors.
    pub fn into_list(self) -> (Vec<FieldError>, usize) {
        let all = self.count();
        (self.listed.into_inner().0, all)
    }
}

/// Current JSON path, as a linked list to the root.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    reading: &'a ReadErrors<'a>,
    parent: Option<&'a Place<'a>>,
    key: Key<'a>,
}

#[derive(Clone, Copy)]
enum Key<'a> {
    Name(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub fn root(reading: &'a ReadErrors<'a>) -> Self {
        Self { reading, parent: None, key: Key::Name("") }
    }

    pub fn catalogue(&self) -> &'a Catalogue {
        self.reading.catalogue
    }

    pub fn field(&'a self, name: &'a str) -> Self {
        Self { reading: self.reading, parent: Some(self), key: Key::Name(name) }
    }

    pub fn item(&'a self, index: usize) -> Self {
        Self { reading: self.reading, parent: Some(self), key: Key::Index(index) }
    }

    pub fn error(&self, detail: impl Into<String>) {
        self.reading.add(|| FieldError { pointer: self.pointer(), detail: detail.into() });
    }

    /// Returns how many errors were found so far, in the whole body.
    pub fn errors(&self) -> usize {
        self.reading.count()
    }

    /// Counts an entry of a list. Returns whether it is the first one over the limit.
    fn is_one_too_many(&self) -> bool {
        let entries = &self.reading.entries;
        entries.set(entries.get() + 1);
        entries.get() == MOST_LISTED + 1
    }

    /// Reports an unknown id or field.
    pub fn unknown<'b>(&self, what: &str, given: &str, known: impl Iterator<Item = &'b str>) {
        self.reading.add(|| {
            let (given, hint) = (shorten(given, LONGEST_IN_WORDS), did_you_mean(given, known));
            let slots = [("what", what), ("given", &given), ("hint", &hint)];
            FieldError { pointer: self.pointer(), detail: fill_text("wire.field.unknown", &slots) }
        });
    }

    fn pointer(&self) -> String {
        let Some(parent) = self.parent else { return String::new() };
        match self.key {
            Key::Name(name) => {
                format!(
                    "{}/{}",
                    parent.pointer(),
                    shorten(name, LONGEST_IN_POINTER).replace('~', "~0").replace('/', "~1")
                )
            }
            Key::Index(index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

/// The expected type of a value. Each method handles one kind of JSON value; kinds without a method are field errors.
pub trait Shape: Sized {
    type Out;

    /// The key of the expected value in words, such as `a level from 1 to 5`.
    const EXPECTED: &'static str = "";

    fn expected(&self) -> &'static str {
        text(Self::EXPECTED)
    }

    /// Returns the schema of the value for the OpenAPI document.
    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property;

    fn number(self, place: &Place<'_>, value: f64) -> Option<Self::Out> {
        let _ = value;
        self.wrong(place, text("wire.expected.number"))
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Self::Out> {
        let _ = value;
        self.wrong(place, text("wire.expected.string"))
    }

    fn boolean(self, place: &Place<'_>, value: bool) -> Option<Self::Out> {
        let _ = value;
        self.wrong(place, text("wire.expected.flag"))
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Self::Out>, A::Error> {
        skip_list(list)?;
        Ok(self.wrong(place, text("wire.expected.list")))
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        skip_object(object)?;
        Ok(self.wrong(place, text("wire.expected.object")))
    }

    fn wrong(self, place: &Place<'_>, found: &str) -> Option<Self::Out> {
        place.error(fill_text("wire.field.type", &[("expected", self.expected()), ("found", found)]));
        None
    }
}

/// Reads one value with a shape, at a place.
pub struct Read<'a, S> {
    pub shape: S,
    pub place: &'a Place<'a>,
}

impl<'de, S: Shape> DeserializeSeed<'de> for Read<'_, S> {
    type Value = Option<S::Out>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Shape> Visitor<'de> for Read<'_, S> {
    type Value = Option<S::Out>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(self.shape.boolean(self.place, value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(self.shape.number(self.place, value as f64))
    }

    /// Above 2^53 a whole number may be rounded; round up, so that rounding never moves it below a bound.
    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        let rounded = value as f64;
        let number = if value > (1 << 53) && rounded <= (1_u64 << 53) as f64 { rounded.next_up() } else { rounded };
        Ok(self.shape.number(self.place, number))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(self.shape.number(self.place, value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(self.shape.text(self.place, value))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(self.shape.wrong(self.place, "null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        self.shape.list(self.place, list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        self.shape.object(self.place, object)
    }
}

/// Reads the next value of an object with a shape.
pub fn value<'de, S: Shape, A: MapAccess<'de>>(
    shape: S,
    place: &Place<'_>,
    object: &mut A,
) -> Result<Option<S::Out>, A::Error> {
    object.next_value_seed(Read { shape, place })
}

/// Reads a list and returns its length. `item` is called with the place and the value of each item.
pub fn read_items<'de, A: SeqAccess<'de>, S: Shape>(
    place: &Place<'_>,
    mut list: A,
    shape: impl Fn() -> S,
    mut item: impl FnMut(&Place<'_>, Option<S::Out>),
) -> Result<usize, A::Error> {
    let mut length = 0;
    loop {
        let place = place.item(length);
        let Some(read) = list.next_element_seed(Read { shape: shape(), place: &place })? else { return Ok(length) };
        item(&place, read);
        length += 1;
        if place.is_one_too_many() {
            place.error(fill_text("wire.field.too_many_listed", &[("most", &MOST_LISTED.to_string())]));
        }
    }
}

/// Reads an object with known fields. `field` is called with the index of the field in `names` and must read its value.
/// Unknown and duplicate fields are errors and make the result `false`; `what` describes the fields in messages, such
/// as `factor`.
pub fn read_fields<'de, A: MapAccess<'de>>(
    place: &Place<'_>,
    mut object: A,
    what: &str,
    names: &[&str],
    mut field: impl FnMut(usize, &Place<'_>, &mut A) -> Result<(), A::Error>,
) -> Result<bool, A::Error> {
    let (mut seen, mut clean) = (0_u64, true);
    debug_assert!(names.len() <= 64, "at most 64 fields fit the bit set");
    while let Some(key) = object.next_key_seed(FieldName { names })? {
        match key {
            Ok(index) => {
                let place = place.field(names[index]);
                if seen & (1 << index) != 0 {
                    clean = false;
                    place.error(text("wire.field.duplicate"));
                    object.next_value::<Skip>()?;
                } else {
                    seen |= 1 << index;
                    field(index, &place, &mut object)?;
                }
            }
            Err(unknown) => {
                clean = false;
                place.field(&unknown).unknown(what, &unknown, names.iter().copied());
                object.next_value::<Skip>()?;
            }
        }
    }
    Ok(clean)
}

/// Reads an object whose keys the sender chooses. `entry` is called with each name and must read its value; a duplicate
/// name is an error and makes the result `false`.
pub fn read_entries<'de, A: MapAccess<'de>>(
    place: &Place<'_>,
    mut object: A,
    mut entry: impl FnMut(String, &Place<'_>, &mut A) -> Result<(), A::Error>,
) -> Result<bool, A::Error> {
    let (mut seen, mut clean) = (std::collections::BTreeSet::new(), true);
    while let Some(name) = object.next_key::<String>()? {
        let place = place.field(&name);
        if seen.contains(&name) {
            clean = false;
            place.error(text("wire.field.duplicate"));
            object.next_value::<Skip>()?;
        } else {
            entry(name.clone(), &place, &mut object)?;
            seen.insert(name.clone());
        }
    }
    Ok(clean)
}

/// The longest name, in characters, quoted in a message.
const LONGEST_IN_WORDS: usize = 60;

/// The longest name in a pointer; no typing mistake is longer.
const LONGEST_IN_POINTER: usize = 2_000;

/// Returns a name shortened for quoting.
fn shorten(name: &str, longest: usize) -> String {
    if name.chars().count() <= longest { name.to_owned() } else { name.chars().take(longest).chain(['…']).collect() }
}

struct FieldName<'a> {
    names: &'a [&'a str],
}

impl<'de> DeserializeSeed<'de> for FieldName<'_> {
    type Value = Result<usize, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldName<'_> {
    type Value = Result<usize, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.names.iter().position(|known| *known == name).ok_or_else(|| name.to_owned()))
    }
}

/// Reads and discards any value. It recurses like the parser, so excessive nesting is rejected.
pub struct Skip;

impl<'de> serde::Deserialize<'de> for Skip {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Skip {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self, A::Error> {
        skip_list(list)?;
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self, A::Error> {
        skip_object(object)?;
        Ok(self)
    }
}

/// Whether a value is an object with the key `profile`.
pub struct Marked(pub bool);

impl<'de> serde::Deserialize<'de> for Marked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self(false))
    }
}

impl<'de> Visitor<'de> for Marked {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<Self, A::Error> {
        while let Some(key) = object.next_key_seed(FieldName { names: &["profile"] })? {
            self.0 |= key.is_ok();
            object.next_value::<Skip>()?;
        }
        Ok(self)
    }
}

fn skip_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<Skip>()?.is_some() {}
    Ok(())
}

fn skip_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<(), A::Error> {
    while object.next_entry::<Skip, Skip>()?.is_some() {}
    Ok(())
}
