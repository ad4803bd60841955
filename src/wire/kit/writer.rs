//! Writes answers as JSON into one buffer: no spaces, every floating-point number with two decimals.
//!
//! It does what a general writer does for the shapes that answers have. Keys of structs are copied as they are, and
//! text is searched for characters to escape eight bytes at a time.

use std::fmt;
use std::io::Write as _;

use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple};

use super::number::push_decimals;

/// The name of the struct as which raw JSON text is passed on; a test compares it.
const RAW: &str = "$serde_json::private::RawValue";

/// Appends one value to other text.
pub(super) struct Writer<'t> {
    text: &'t mut Vec<u8>,
    /// Whether the value is JSON already.
    is_raw: bool,
}

impl<'t> Writer<'t> {
    pub(super) fn new(text: &'t mut Vec<u8>) -> Self {
        Self { text, is_raw: false }
    }

    fn plain(self, text: &[u8]) -> Result<(), fmt::Error> {
        self.text.extend_from_slice(text);
        Ok(())
    }

    fn display(self, value: impl fmt::Display) -> Result<(), fmt::Error> {
        write!(self.text, "{value}").map_err(fmt::Error::custom)
    }

    fn open(self, bracket: u8, close: u8) -> Parts<'t> {
        self.text.push(bracket);
        Parts { text: self.text, is_first: true, close }
    }
}

/// The parts of a list or an object.
pub(super) struct Parts<'t> {
    text: &'t mut Vec<u8>,
    is_first: bool,
    close: u8,
}

impl Parts<'_> {
    fn next(&mut self) -> Writer<'_> {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(b',');
        }
        Writer::new(self.text)
    }

    fn close(self) {
        self.text.push(self.close);
    }
}

/// The fields of a struct, or JSON text that is passed on as one.
pub(super) enum Fields<'t> {
    Written(Parts<'t>),
    Raw(&'t mut Vec<u8>),
}

macro_rules! displayed {
    ($($name:ident of $kind:ty),+) => {
        $(fn $name(self, value: $kind) -> Result<(), fmt::Error> {
            self.display(value)
        })+
    };
}

impl<'t> serde::Serializer for Writer<'t> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Parts<'t>;
    type SerializeTuple = Parts<'t>;
    type SerializeTupleStruct = Impossible<(), fmt::Error>;
    type SerializeTupleVariant = Impossible<(), fmt::Error>;
    type SerializeMap = Parts<'t>;
    type SerializeStruct = Fields<'t>;
    type SerializeStructVariant = Impossible<(), fmt::Error>;

    displayed! {
        serialize_i8 of i8, serialize_i16 of i16, serialize_i32 of i32, serialize_i64 of i64, serialize_i128 of i128,
        serialize_u8 of u8, serialize_u16 of u16, serialize_u32 of u32, serialize_u64 of u64, serialize_u128 of u128
    }

    fn serialize_bool(self, value: bool) -> Result<(), fmt::Error> {
        self.plain(if value { b"true" } else { b"false" })
    }

    fn serialize_f32(self, value: f32) -> Result<(), fmt::Error> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), fmt::Error> {
        if !value.is_finite() {
            return self.serialize_unit();
        }
        // The nearest hundredth, halves away from 0; faster than the library's way on old processors.
        let hundredths = value * 100.0;
        let whole = hundredths as i64;
        let rest = hundredths - whole as f64;
        push_decimals(self.text, whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5));
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), fmt::Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), fmt::Error> {
        if self.is_raw {
            return self.plain(value.as_bytes());
        }
        if !is_plain(value.as_bytes()) {
            return serde_json::to_writer(self.text, value).map_err(fmt::Error::custom);
        }
        self.text.reserve(value.len() + 2);
        self.text.push(b'"');
        self.text.extend_from_slice(value.as_bytes());
        self.text.push(b'"');
        Ok(())
    }

    /// JSON text that is passed on as it is.
    fn serialize_bytes(self, text: &[u8]) -> Result<(), fmt::Error> {
        self.plain(text)
    }

    fn serialize_none(self) -> Result<(), fmt::Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), fmt::Error> {
        self.plain(b"null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), fmt::Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), fmt::Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'t>, fmt::Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'t>, fmt::Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'t>, fmt::Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'t>, fmt::Error> {
        Ok(if name == RAW { Fields::Raw(self.text) } else { Fields::Written(self.open(b'{', b'}')) })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, fmt::Error> {
        Err(fmt::Error)
    }
}

macro_rules! listed {
    ($($list:ident),+) => { $(
        impl $list for Parts<'_> {
            type Ok = ();
            type Error = fmt::Error;

            fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
                value.serialize(self.next())
            }

            fn end(self) -> Result<(), fmt::Error> {
                self.close();
                Ok(())
            }
        }
    )+ };
}

listed!(SerializeSeq, SerializeTuple);

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), fmt::Error> {
        key.serialize(self.next())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
        self.text.push(b':');
        value.serialize(Writer::new(self.text))
    }

    fn end(self) -> Result<(), fmt::Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), fmt::Error> {
        match self {
            Self::Raw(text) => value.serialize(Writer { text, is_raw: true }),
            Self::Written(parts) => {
                let is_first = std::mem::take(&mut parts.is_first);
                let text = &mut *parts.text;
                text.reserve(key.len() + 4);
                text.extend_from_slice(if is_first { b"\"" } else { b",\"" });
                text.extend_from_slice(key.as_bytes());
                text.extend_from_slice(b"\":");
                value.serialize(Writer::new(text))
            }
        }
    }

    fn end(self) -> Result<(), fmt::Error> {
        if let Self::Written(parts) = self {
            parts.close();
        }
        Ok(())
    }
}

/// Whether no character has to be escaped: no control character, quotation mark or backslash.
fn is_plain(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return text.iter().all(|byte| !matches!(byte, 0..0x20 | b'"' | b'\\'));
    };
    // Without a stop at the first, so that several chunks are compared at once.
    let marks = text.as_chunks().0.iter().fold(marked(last), |marks, eight| marks | marked(eight));
    marks & HIGHEST == 0
}

/// The number 1 in each byte, and the highest bit of each.
const ONES: u64 = u64::MAX / 255;
const HIGHEST: u64 = ONES << 7;

/// Marks by their highest bit the bytes that have to be escaped: one below a bound sets it when the bound is subtracted.
fn marked(eight: &[u8; 8]) -> u64 {
    let eight = u64::from_le_bytes(*eight);
    let below = |bytes: u64, bound: u64| bytes.wrapping_sub(ONES * bound) & !bytes;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    below(eight, 0x20) | is(b'"') | is(b'\\')
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json::value::RawValue;

    use super::*;

    fn written(value: &impl Serialize) -> String {
        let mut text = Vec::new();
        value.serialize(Writer::new(&mut text)).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn text_is_escaped_as_in_any_json() {
        for at in 0..20 {
            for letter in (0..=0x7f).map(char::from).chain(['é', '‑', '…', '\u{2028}', '😀']) {
                let text = format!("{}{letter}{}", "a".repeat(at), "z".repeat(19 - at));
                assert_eq!(written(&text), serde_json::to_string(&text).unwrap(), "{letter:?} at {at}");
            }
        }
    }

    #[test]
    fn everything_but_fractions_is_written_as_in_any_json() {
        #[derive(Serialize)]
        struct Inner<'a> {
            none: Option<bool>,
            some: Option<&'a str>,
            raw: &'a RawValue,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            left_out: Vec<u8>,
        }
        #[derive(Serialize)]
        struct Outer<'a> {
            #[serde(flatten)]
            inner: Inner<'a>,
            list: Vec<i64>,
            pair: (bool, u128),
            json: serde_json::Value,
        }
        let raw = RawValue::from_string("[1.25, \"as it is\"]".to_owned()).unwrap();
        let inner = Inner { none: None, some: Some("\"quoted\""), raw: &raw, left_out: Vec::new() };
        let json = json!({ "empty": {}, "list": [[], null, -3] });
        let outer = Outer { inner, list: vec![i64::MIN, 0, 7], pair: (true, u128::MAX), json };
        assert_eq!(written(&outer), serde_json::to_string(&outer).unwrap());
    }
}
