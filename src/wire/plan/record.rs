//! Records: objects whose fields are declared once; that list drives reading, writing, the schema and forms.

use std::marker::PhantomData;

use jiff::civil::{Date, Time};
use serde::de::{MapAccess, SeqAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

use super::super::reader::{Place, Read, Shape, read_fields};
use super::super::request::{DateShape, Flag, Whole, Words, value};
use super::super::schema::{Property, date, number, object, one_of, whole, words};
use crate::catalogue::did_you_mean;
use crate::planning::{Named, Role, SupportForm, clock};
use crate::words::fill;

/// The longest text, in characters.
pub const LONGEST_TEXT: usize = 2_000;

/// The most entries in a list.
pub const MOST_ENTRIES: usize = 200;

/// The largest whole number, and the largest absolute value of any other number.
const MOST_WHOLE: u32 = 1_000_000;
const MOST_NUMBER: f64 = 1e9;

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    Text,
    Texts,
    Date,
    Time,
    Number,
    Whole,
    Flag,
    Choice(fn() -> Vec<&'static str>),
    Choices(fn() -> Vec<&'static str>),
    One(fn() -> Vec<FieldOf>),
    Many(fn() -> Vec<FieldOf>),
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub struct FieldOf {
    pub name: &'static str,
    pub about: &'static str,
    pub kind: FieldKind,
}

/// An object with known fields, all optional.
pub(in crate::wire) trait Record: Default {
    const NAMES: &'static [&'static str];

    fn fields() -> Vec<FieldOf>;

    fn read_field<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error>;

    /// Writes the nonempty fields, in list order.
    fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    fn is_empty(&self) -> bool;
}

/// The value of a field.
pub(in crate::wire) trait Field: Default {
    fn kind() -> FieldKind;

    fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error>;

    fn is_empty(&self) -> bool;

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;
}

/// Declares the fields of a record, each with a description.
macro_rules! record {
    ($name:ident { $($field:ident : $about:literal),+ $(,)? }) => {
        impl Record for $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),+];

            fn fields() -> Vec<FieldOf> {
                fn kind_of<T: Field>(_: fn(&$name) -> &T) -> FieldKind { T::kind() }
                vec![$(FieldOf {
                    name: stringify!($field),
                    about: $about,
                    kind: kind_of(|record: &$name| &record.$field),
                }),+]
            }

            fn read_field<'de, A: MapAccess<'de>>(
                &mut self, name: &str, place: &Place<'_>, object: &mut A,
            ) -> Result<(), A::Error> {
                match name {
                    $(stringify!($field) => self.$field = Field::read(place, object)?,)+
                    _ => unreachable!("only listed fields are read"),
                }
                Ok(())
            }

            fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                $(if !Field::is_empty(&self.$field) { self.$field.write(stringify!($field), map)?; })+
                Ok(())
            }

            fn is_empty(&self) -> bool {
                true $(&& Field::is_empty(&self.$field))+
            }
        }
    };
}

pub(super) use record;

/// Reads an object as a record.
pub(super) struct RecordShape<R>(PhantomData<R>);

impl<R> RecordShape<R> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, R: Record> Shape<'de> for RecordShape<R> {
    type Out = R;

    fn expected(&self) -> &'static str {
        crate::words::text("wire.expected.object")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<R>, A::Error> {
        let mut record = R::default();
        read_fields(place, object, "field", R::NAMES, |at, place, object| {
            record.read_field(R::NAMES[at], place, object)
        })?;
        Ok(Some(record))
    }
}

/// A record as JSON.
pub(super) struct Written<'a, R>(pub &'a R);

impl<R: Record> Serialize for Written<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.0.write_fields(&mut map)?;
        map.end()
    }
}

/// Declares a field type with one shape for reading and one expression for writing.
macro_rules! plain_field {
    ($type:ty, $kind:expr, $shape:expr, $write:expr) => {
        impl Field for Option<$type> {
            fn kind() -> FieldKind {
                $kind
            }

            fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error> {
                value($shape, place, object)
            }

            fn is_empty(&self) -> bool {
                self.is_none()
            }

            fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
                match self {
                    Some(value) => map.serialize_entry(name, &$write(value)),
                    None => Ok(()),
                }
            }
        }
    };
}

plain_field!(String, FieldKind::Text, text(), Clone::clone);
plain_field!(Date, FieldKind::Date, DateShape, ToString::to_string);
plain_field!(Time, FieldKind::Time, TimeShape, clock);
plain_field!(f64, FieldKind::Number, Number, |value: &f64| JsonNumber(*value));
plain_field!(
    u32,
    FieldKind::Whole,
    Whole { expected: || crate::words::text("wire.expected.whole"), least: 0, most: MOST_WHOLE },
    |value: &u32| { *value }
);
plain_field!(bool, FieldKind::Flag, Flag, |value: &bool| *value);

fn text() -> Words {
    Words { what: "a text", longest: LONGEST_TEXT }
}

/// A number without trailing zeros.
struct JsonNumber(f64);

impl Serialize for JsonNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 { serializer.serialize_i64(self.0 as i64) } else { serializer.serialize_f64(self.0) }
    }
}

/// A number within ±`MOST_NUMBER`.
struct Number;

impl<'de> Shape<'de> for Number {
    type Out = f64;

    fn expected(&self) -> &'static str {
        crate::words::text("wire.expected.number")
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        if value.is_finite() && value.abs() <= MOST_NUMBER {
            return Some(value);
        }
        place.error(fill(crate::words::text("wire.plan.number"), &[("value", &value.to_string())]));
        None
    }
}

/// A time of day, such as `15:30`.
struct TimeShape;

impl<'de> Shape<'de> for TimeShape {
    type Out = Time;

    fn expected(&self) -> &'static str {
        crate::words::text("wire.expected.time")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Time> {
        let time = time(value);
        if time.is_none() {
            let shown: String = value.chars().take(20).collect();
            place.error(fill(crate::words::text("wire.plan.time"), &[("value", &shown)]));
        }
        time
    }
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two(hour) || !two(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// One of the values of an enumeration.
struct OneOf<E>(PhantomData<E>);

/// Returns the ids of an enumeration.
fn ids<E: Named>() -> Vec<&'static str> {
    E::ALL.iter().map(|value| value.id()).collect()
}

impl<'de, E: Named> Shape<'de> for OneOf<E> {
    type Out = E;

    fn expected(&self) -> &'static str {
        crate::words::text("wire.expected.id")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<E> {
        let found = E::ALL.iter().find(|known| known.id() == value);
        if found.is_none() {
            let known = ids::<E>();
            let shown: String = value.chars().take(60).collect();
            let near = did_you_mean(value, known.iter().copied());
            let slots = [("id", shown.as_str()), ("hint", &near), ("known", &known.join(", "))];
            place.error(fill(crate::words::text("wire.plan.unknown_id"), &slots));
        }
        found.copied()
    }
}

impl<E: Named> Field for Option<E> {
    fn kind() -> FieldKind {
        FieldKind::Choice(ids::<E>)
    }

    fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error> {
        value(OneOf::<E>(PhantomData), place, object)
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => map.serialize_entry(name, value.id()),
            None => Ok(()),
        }
    }
}

/// A list, each entry of which is read by a shape.
struct ListOf<F> {
    each: F,
    expected: fn() -> &'static str,
}

impl<'de, S: Shape<'de>, F: Fn() -> S> Shape<'de> for ListOf<F> {
    type Out = Vec<S::Out>;

    fn expected(&self) -> &'static str {
        (self.expected)()
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Self::Out>, A::Error> {
        let (mut entries, mut at) = (Vec::new(), 0);
        loop {
            let place = place.item(at);
            let Some(entry) = list.next_element_seed(Read { shape: (self.each)(), place: &place })? else { break };
            entries.extend(entry);
            at += 1;
        }
        if at > MOST_ENTRIES {
            let slots = [("found", &*at.to_string()), ("most", &MOST_ENTRIES.to_string())];
            place.error(fill(crate::words::text("wire.plan.many_entries"), &slots));
        }
        Ok(Some(entries))
    }
}

/// Declares a field type for a list of enumeration values.
macro_rules! lists_of {
    ($($name:ident),+) => { $(
        impl Field for Vec<$name> {
            fn kind() -> FieldKind {
                FieldKind::Choices(ids::<$name>)
            }

            fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error> {
                let list = ListOf { each: || OneOf::<$name>(PhantomData), expected: || crate::words::text("wire.expected.ids") };
                Ok(value(list, place, object)?.unwrap_or_default())
            }

            fn is_empty(&self) -> bool {
                self.as_slice().is_empty()
            }

            fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
                map.serialize_entry(name, &self.iter().map(|value| value.id()).collect::<Vec<_>>())
            }
        }
    )+ };
}

lists_of!(Role, SupportForm);

impl Field for Vec<String> {
    fn kind() -> FieldKind {
        FieldKind::Texts
    }

    fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error> {
        Ok(value(ListOf { each: text, expected: || crate::words::text("wire.expected.texts") }, place, object)?
            .unwrap_or_default())
    }

    fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

/// A record as the value of a field.
impl<R: Record> Field for R {
    fn kind() -> FieldKind {
        FieldKind::One(R::fields)
    }

    fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error> {
        Ok(value(RecordShape::new(), place, object)?.unwrap_or_default())
    }

    fn is_empty(&self) -> bool {
        Record::is_empty(self)
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &Written(self))
    }
}

impl<R: Record> Field for Vec<R> {
    fn kind() -> FieldKind {
        FieldKind::Many(R::fields)
    }

    fn read<'de, A: MapAccess<'de>>(place: &Place<'_>, object: &mut A) -> Result<Self, A::Error> {
        let list = ListOf { each: RecordShape::<R>::new, expected: || crate::words::text("wire.expected.objects") };
        Ok(value(list, place, object)?.unwrap_or_default())
    }

    fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &self.iter().map(Written).collect::<Vec<_>>())
    }
}

/// Returns the schema of a record's fields.
pub(super) fn schema(description: &str, fields: Vec<FieldOf>) -> ObjectBuilder {
    fields.into_iter().fold(object(description), |object, field| object.property(field.name, property(&field)))
}

fn property(field: &FieldOf) -> Property {
    let list = |items: Property| {
        let list = ArrayBuilder::new().description(Some(field.about)).items(items).max_items(Some(MOST_ENTRIES));
        Property::from(Schema::from(list))
    };
    match field.kind {
        FieldKind::Text => words(field.about, LONGEST_TEXT),
        FieldKind::Texts => list(words("", LONGEST_TEXT)),
        FieldKind::Date => date(field.about),
        FieldKind::Time => {
            let time = ObjectBuilder::new().schema_type(Type::String).pattern(Some(r"^([01]\d|2[0-3]):[0-5]\d$"));
            Schema::from(time.description(Some(field.about))).into()
        }
        FieldKind::Number => Schema::from(number(field.about, -MOST_NUMBER, MOST_NUMBER)).into(),
        FieldKind::Whole => Schema::from(whole(field.about, 0, MOST_WHOLE)).into(),
        FieldKind::Flag => {
            Schema::from(ObjectBuilder::new().schema_type(Type::Boolean).description(Some(field.about))).into()
        }
        FieldKind::Choice(ids) => {
            let ids = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids()));
            Schema::from(ids.description(Some(field.about))).into()
        }
        FieldKind::Choices(ids) => list(Schema::from(one_of(&ids())).into()),
        FieldKind::One(fields) => Schema::from(schema(field.about, fields())).into(),
        FieldKind::Many(fields) => list(Schema::from(schema("", fields())).into()),
    }
}
