//! Records: objects whose fields are declared once; that list drives reading, writing, the schema and forms.

use std::marker::PhantomData;

use jiff::civil::{Date, Time};
use serde::de::SeqAccess;
use serde::ser::{Serialize, SerializeMap, Serializer};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

use crate::catalogue::{Catalogue, did_you_mean};
use crate::planning::{
    About, Attendance, CharacteristicOf, DataKind, Day, FeedbackWhen, Level, NeedKind, Pattern, Role, Said, Scope,
    SupportForm, clock,
};
use crate::wire::asked::text::{DateShape, Words};
use crate::wire::asked::values::{Flag, Whole};
use crate::wire::kit::fields::{Fields, Object};
use crate::wire::kit::reader::{Place, Shape, read_items};
use crate::wire::kit::schema::{Property, number};
use crate::words::{self, Named, fill_text};

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
pub trait Record: Fields {
    fn fields() -> Vec<FieldOf>;

    /// Writes the nonempty fields, in list order.
    fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    fn is_empty(&self) -> bool;
}

/// The value of a field.
pub trait Field: Default {
    type Shape: Shape;

    fn shape() -> Self::Shape;

    fn kind() -> FieldKind;

    fn is_empty(&self) -> bool;

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;
}

/// Makes records of structs with described fields; the types of the fields decide how they are read.
macro_rules! records {
    ($(
        $(#[$says:meta])*
        $name:ident { $($field:ident: $type:ty = $about:literal,)+ $(; $($own:tt)+)? }
    )+) => { $(
        fields! {
            $name (EXPECTED = "wire.expected.object") { $($field = shape_of(|record: &$name| &record.$field), $about;)+ }
        }

        impl Record for $name {
            fn fields() -> Vec<FieldOf> {
                fn kind_of<T: Field>(_: fn(&$name) -> &T) -> FieldKind { T::kind() }
                vec![$(FieldOf {
                    name: stringify!($field),
                    about: $about,
                    kind: kind_of(|record: &$name| &record.$field),
                }),+]
            }

            fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                $(if !Field::is_empty(&self.$field) { self.$field.write(stringify!($field), map)?; })+
                Ok(())
            }

            fn is_empty(&self) -> bool {
                true $(&& Field::is_empty(&self.$field))+
            }
        }
    )+ };
}

pub(super) use records;

/// Returns the shape of a field.
pub(super) fn shape_of<R, T: Field>(_: fn(&R) -> &T) -> T::Shape {
    T::shape()
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

const TEXT: Words = Words("a text", LONGEST_TEXT);

/// A number without trailing zeros.
struct JsonNumber(f64);

impl Serialize for JsonNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 { serializer.serialize_i64(self.0 as i64) } else { serializer.serialize_f64(self.0) }
    }
}

/// A number within ±`MOST_NUMBER`.
pub struct Number;

impl Shape for Number {
    type Out = f64;

    const EXPECTED: &'static str = "wire.expected.number";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(number(about, -MOST_NUMBER, MOST_NUMBER)).into()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        if value.is_finite() && value.abs() <= MOST_NUMBER {
            return Some(value);
        }
        place.error(fill_text("wire.plan.number", &[("value", &value.to_string())]));
        None
    }
}

/// A time of day, such as `15:30`.
pub struct TimeShape;

impl Shape for TimeShape {
    type Out = Time;

    const EXPECTED: &'static str = "wire.expected.time";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let time = ObjectBuilder::new().schema_type(Type::String).pattern(Some(r"^([01]\d|2[0-3]):[0-5]\d$"));
        Schema::from(time.description(Some(about))).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Time> {
        let time = time(value);
        if time.is_none() {
            let shown: String = value.chars().take(20).collect();
            place.error(fill_text("wire.plan.time", &[("value", &shown)]));
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
pub struct OneOf<E>(PhantomData<E>);

/// Returns the ids of an enumeration.
fn ids<E: Named>() -> Vec<&'static str> {
    E::ALL.iter().map(|value| value.id()).collect()
}

impl<E: Named> Shape for OneOf<E> {
    type Out = E;

    const EXPECTED: &'static str = "wire.expected.id";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let ids = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids::<E>()));
        Schema::from(ids.description((!about.is_empty()).then_some(about))).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<E> {
        let found = E::ALL.iter().find(|known| known.id() == value);
        if found.is_none() {
            let known = ids::<E>();
            let shown: String = value.chars().take(60).collect();
            let near = did_you_mean(value, known.iter().copied());
            let slots = [("id", shown.as_str()), ("hint", &near), ("known", &known.join(", "))];
            place.error(fill_text("wire.plan.unknown_id", &slots));
        }
        found.copied()
    }
}

/// A list with a maximum length: the shape of an entry, and the key of its description.
pub struct ListOf<S>(fn() -> S, &'static str);

impl<S: Shape> Shape for ListOf<S> {
    type Out = Vec<S::Out>;

    fn expected(&self) -> &'static str {
        words::text(self.1)
    }

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        let list = ArrayBuilder::new().description(Some(about)).items((self.0)().schema(catalogue, ""));
        Schema::from(list.max_items(Some(MOST_ENTRIES))).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Self::Out>, A::Error> {
        let mut entries = Vec::new();
        let length = read_items(place, list, self.0, |_, entry| entries.extend(entry))?;
        if length > MOST_ENTRIES {
            let slots = [("found", &*length.to_string()), ("most", &MOST_ENTRIES.to_string())];
            place.error(fill_text("wire.plan.many_entries", &slots));
        }
        Ok(Some(entries))
    }
}

/// Implements a field type: the shape that reads it, its kind, when it is empty, and the JSON of a value.
macro_rules! field {
    ([$($generic:tt)*] $type:ty: $shape:ty = $make:expr, $kind:expr, $empty:path, |$value:ident| $json:expr) => {
        impl<$($generic)*> Field for $type {
            type Shape = $shape;

            fn shape() -> Self::Shape {
                $make
            }

            fn kind() -> FieldKind {
                $kind
            }

            fn is_empty(&self) -> bool {
                $empty(self)
            }

            fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
                let $value = self;
                map.serialize_entry(name, &$json)
            }
        }
    };
}

const WHOLE: Whole = Whole("wire.expected.whole", 0, MOST_WHOLE);

field!([] Option<String>: Words = TEXT, FieldKind::Text, Option::is_none, |text| text);
field!([] Option<Date>: DateShape = DateShape, FieldKind::Date, Option::is_none,
    |date| date.map(|date| date.to_string()));
field!([] Option<Time>: TimeShape = TimeShape, FieldKind::Time, Option::is_none, |time| time.as_ref().map(clock));
field!([] Option<f64>: Number = Number, FieldKind::Number, Option::is_none, |number| number.map(JsonNumber));
field!([] Option<u32>: Whole = WHOLE, FieldKind::Whole, Option::is_none, |number| number);
field!([] Option<bool>: Flag = Flag, FieldKind::Flag, Option::is_none, |flag| flag);
/// Implements enumerations as field types.
macro_rules! choices {
    ($($type:ty),+) => { $(
        field!([] Option<$type>: OneOf<$type> = OneOf(PhantomData), FieldKind::Choice(ids::<$type>), Option::is_none,
            |value| value.map(<$type>::id));
    )+ };
}

choices! {
    About, Attendance, CharacteristicOf, DataKind, Day, FeedbackWhen, Level, NeedKind, Pattern, Said, Scope
}

field!([R: Record] R: Object<R> = Object::new(), FieldKind::One(R::fields), Record::is_empty, |record| Written(record));

/// Implements a list as a field type: the shape of an entry, the key of its description, its kind, and the JSON of an
/// entry.
macro_rules! list {
    ([$($generic:tt)*] $entry:ty: $shape:ty = $make:expr, $expected:literal, $kind:expr, $json:expr) => {
        field!([$($generic)*] Vec<$entry>: ListOf<$shape> = ListOf(|| $make, $expected), $kind, Vec::is_empty,
            |entries| entries.iter().map($json).collect::<Vec<_>>());
    };
}

list!([] String: Words = TEXT, "wire.expected.texts", FieldKind::Texts, String::as_str);
list!([] Role: OneOf<Role> = OneOf(PhantomData), "wire.expected.ids", FieldKind::Choices(ids::<Role>),
    |role| role.id());
list!([] SupportForm: OneOf<SupportForm> = OneOf(PhantomData), "wire.expected.ids",
    FieldKind::Choices(ids::<SupportForm>), |form| form.id());
list!([R: Record] R: Object<R> = Object::new(), "wire.expected.objects", FieldKind::Many(R::fields), Written);
