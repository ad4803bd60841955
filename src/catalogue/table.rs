//! Reads TOML into the types of the catalog.
//!
//! The library parses; this is only the way from its values to serde. The library's own way has three kinds of tables,
//! and the compiler would write each of the hundred types of the catalog three times.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Why a text is not what was expected, and where: the number of bytes before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableFault {
    pub at: Option<usize>,
    pub message: String,
}

/// Reads a file.
///
/// # Errors
/// The first fault.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, TableFault> {
    let unparsed = |error: toml::de::Error| TableFault {
        at: error.span().map(|span| span.start),
        message: error.message().to_owned(),
    };
    let whole = DeValue::Table(DeTable::parse(text).map_err(unparsed)?.into_inner());
    T::deserialize(Cell(&Spanned::new(0..text.len(), whole)))
}

impl TableFault {
    /// Says where, unless an inner part has said so.
    fn at(mut self, at: usize) -> Self {
        self.at.get_or_insert(at);
        self
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for TableFault {}

impl serde::de::Error for TableFault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { at: None, message: message.to_string() }
    }
}

/// A value.
#[derive(Clone, Copy)]
struct Cell<'a, 'de>(&'a Spanned<DeValue<'de>>);

/// The name of a value in a table.
#[derive(Clone, Copy)]
struct Key<'a, 'de>(&'a Spanned<DeString<'de>>);

impl<'de> Deserializer<'de> for Cell<'_, 'de> {
    type Error = TableFault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TableFault> {
        let read = match self.0.get_ref() {
            DeValue::String(text) => visitor.visit_str(text),
            DeValue::Integer(whole) => match i64::from_str_radix(whole.as_str(), whole.radix()) {
                Ok(number) => visitor.visit_i64(number),
                Err(error) => Err(TableFault::custom(error)),
            },
            DeValue::Float(number) => match number.as_str().parse() {
                Ok(number) => visitor.visit_f64(number),
                Err(error) => Err(TableFault::custom(error)),
            },
            DeValue::Boolean(flag) => visitor.visit_bool(*flag),
            DeValue::Datetime(date) => visitor.visit_string(date.to_string()),
            DeValue::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Cell))),
            DeValue::Table(table) => {
                visitor.visit_map(MapDeserializer::new(table.iter().map(|(key, value)| (Key(key), Cell(value)))))
            }
        };
        read.map_err(|fault| fault.at(self.0.span().start))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TableFault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TableFault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TableFault> {
        let chosen = match self.0.get_ref() {
            DeValue::String(text) => {
                let id: StrDeserializer<'_, TableFault> = text.as_ref().into_deserializer();
                visitor.visit_enum(id)
            }
            other => Err(TableFault::invalid_type(Unexpected::Other(other.type_str()), &"text")),
        };
        chosen.map_err(|fault| fault.at(self.0.span().start))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, TableFault> for Cell<'_, 'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = TableFault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TableFault> {
        visitor.visit_str::<TableFault>(self.0.get_ref()).map_err(|fault| fault.at(self.0.span().start))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, TableFault> for Key<'_, 'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
