//! Objects with fields: each field is declared once, with how it is read and what the OpenAPI document says about it.

use std::marker::PhantomData;

use serde::de::MapAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ObjectBuilder;

use super::reader::{Place, Shape, read_fields};
use super::schema::{Property, named, object};
use crate::catalogue::Catalogue;
use crate::words::text;

/// An object whose fields are declared by `fields!`.
pub trait Fields: Default {
    /// The key of the object in words.
    const EXPECTED: &'static str;
    /// A field in messages.
    const WHAT: &'static str = "field";
    const ABOUT: &'static str = "";
    /// The name of its own component in the OpenAPI document, if it has one.
    const COMPONENT: &'static str = "";

    const NAMES: &'static [&'static str];
    /// The required fields, each with the key of the error when it is missing.
    const REQUIRED: &'static [(&'static str, &'static str)];

    fn read_field<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error>;

    fn properties(catalogue: &Catalogue) -> Vec<(&'static str, Property)>;

    /// Reads an object; the flag is false if it has unknown or duplicate fields.
    fn read_object<'de, A: MapAccess<'de>>(place: &Place<'_>, object: A) -> Result<(Self, bool), A::Error> {
        let (mut read, mut seen) = (Self::default(), 0_u64);
        let clean = read_fields(place, object, Self::WHAT, Self::NAMES, |at, place, object| {
            seen |= 1 << at;
            read.read_field(Self::NAMES[at], place, object)
        })?;
        for (name, missing) in Self::REQUIRED {
            if !Self::NAMES.iter().enumerate().any(|(at, known)| known == name && seen & (1 << at) != 0) {
                place.field(name).error(text(missing));
            }
        }
        Ok((read, clean))
    }

    fn builder(catalogue: &Catalogue, about: &str) -> ObjectBuilder {
        let fields = Self::properties(catalogue).into_iter();
        let object = fields.fold(object(about), |object, (name, property)| object.property(name, property));
        Self::REQUIRED.iter().fold(object, |object, (name, _)| object.required(*name))
    }

    /// Returns the schema of a body or component.
    fn schema(catalogue: &Catalogue) -> Schema {
        Self::builder(catalogue, Self::ABOUT).into()
    }
}

/// Declares the fields of an object, and its struct if it has no other: `name: type = shape, "description";`. A
/// required field also has the key of the error when it is missing.
macro_rules! fields {
    ($(#[$meta:meta])* $vis:vis struct $name:ident ($($constant:ident = $text:expr),+ $(,)?) {
        $($field:ident: $type:ty = $shape:expr, $about:expr $(, required $missing:literal)?;)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        $vis struct $name { $($vis $field: $type),+ }

        fields! { $name ($($constant = $text),+) { $($field = $shape, $about $(, required $missing)?;)+ } }
    };
    ($name:ident ($($constant:ident = $text:expr),+ $(,)?) {
        $($field:ident $(as $key:literal)? = $shape:expr, $about:expr $(, required $missing:literal)?;)+
    }) => {
        impl $crate::wire::kit::fields::Fields for $name {
            $(const $constant: &'static str = $text;)+
            const NAMES: &'static [&'static str] = &[$(fields!(@name $field $($key)?)),+];
            const REQUIRED: &'static [(&'static str, &'static str)] = &[$($((stringify!($field), $missing),)?)+];

            fn read_field<'de, A: serde::de::MapAccess<'de>>(
                &mut self, name: &str, place: &$crate::wire::kit::reader::Place<'_>, object: &mut A,
            ) -> Result<(), A::Error> {
                match name {
                    $(fields!(@name $field $($key)?) => {
                        if let Some(read) = $crate::wire::kit::reader::value($shape, place, object)? {
                            $crate::wire::kit::fields::Slot::put(&mut self.$field, read);
                        }
                    })+
                    _ => unreachable!("only declared fields are read"),
                }
                Ok(())
            }

            fn properties(
                catalogue: &$crate::catalogue::Catalogue,
            ) -> Vec<(&'static str, $crate::wire::kit::schema::Property)> {
                use $crate::wire::kit::reader::Shape as _;
                vec![$((fields!(@name $field $($key)?), $shape.schema(catalogue, $about))),+]
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
}

pub(in crate::wire) use fields;

/// The place of a value that was read.
pub trait Slot<T> {
    fn put(&mut self, read: T);
}

impl<T> Slot<T> for T {
    fn put(&mut self, read: T) {
        *self = read;
    }
}

impl<T> Slot<T> for Option<T> {
    fn put(&mut self, read: T) {
        *self = Some(read);
    }
}

impl Slot<u32> for Option<usize> {
    fn put(&mut self, read: u32) {
        *self = Some(read as usize);
    }
}

/// Reads an object with declared fields, as `To`.
pub struct Object<T, To = T>(PhantomData<(T, To)>);

impl<T, To> Object<T, To> {
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Fields + Into<To>, To> Shape for Object<T, To> {
    type Out = To;

    const EXPECTED: &'static str = T::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        match T::COMPONENT {
            "" => Schema::from(T::builder(catalogue, about)).into(),
            component => named(component),
        }
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<To>, A::Error> {
        Ok(Some(T::read_object(place, object)?.0.into()))
    }
}
