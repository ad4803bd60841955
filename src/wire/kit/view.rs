//! JSON shapes that copy a part of the domain, with each field named once.

use jiff::civil::Date;

use super::number::Hundredths;
use crate::catalogue::{Cover, Direction, GradeId, Group, Kind, PracticeShown, Scale, Seen, Severity};
use crate::planning::{By, MilestoneKind, SessionKind, Shown, StandardLevel};

/// A JSON shape of `S`, which is a part of the domain or a tuple of parts.
pub trait View<S> {
    fn view(of: S) -> Self;
}

/// Returns the shapes of several parts.
pub fn views<S, V: View<S>>(parts: impl IntoIterator<Item = S>) -> Vec<V> {
    parts.into_iter().map(V::view).collect()
}

/// Declares JSON shapes with their [`View`]. A field shows the field of the same name of the first part, unless `=`
/// gives its value; `as` gives the type in the OpenAPI document, if it is another:
///
/// ```ignore
/// view! { struct StepPage<'a> from (step: &'a Step) { id: &'a str, questions: usize = step.questions.len() } }
/// ```
macro_rules! view {
    ($(
        $(#[$about:meta])*
        $vis:vis struct $name:ident $(<$life:lifetime>)? from ($part:ident: $source:ty $(, $other:ident: $more:ty)*) {
            $($(#[$says:meta])* $field:ident $(as $shown:ty)?: $type:ty $(= $value:expr)?),+ $(,)?
        }
    )+) => { $(
        #[derive(Debug, serde::Serialize, utoipa::ToSchema)]
        $(#[$about])*
        $vis struct $name $(<$life>)? { $($(#[$says])* $(#[schema(value_type = $shown)])? $field: $type),+ }

        #[allow(unused_parens, reason = "one part needs none, several are a tuple")]
        impl $(<$life>)? View<($source $(, $more)*)> for $name $(<$life>)? {
            fn view(($part $(, $other)*): ($source $(, $more)*)) -> Self {
                Self { $($field: view!(@value $part $field $($value)?)),+ }
            }
        }
    )+ };
    (@value $part:ident $field:ident) => { View::view(&$part.$field) };
    (@value $part:ident $field:ident $value:expr) => { $value };
}

pub(in crate::wire) use view;

/// Declares JSON values that are ids of a domain enumeration, each a component that lists them.
macro_rules! ids {
    ($($(#[doc = $about:literal])* $vis:vis $name:ident of $kind:ty;)+) => { $(
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, serde::Serialize)]
        $vis struct $name(&'static str);

        impl View<&$kind> for $name {
            fn view(kind: &$kind) -> Self {
                Self(kind.id())
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let about: &[&str] = &[$($about.trim()),*];
                let ids = utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description((!about.is_empty()).then(|| about.join("\n")))
                    .enum_values(Some(<$kind>::ALL.map(<$kind>::id)));
                utoipa::openapi::Schema::from(ids).into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )+ };
}

pub(in crate::wire) use ids;

macro_rules! copied {
    ($($type:ty),+) => { $(
        impl View<&$type> for $type {
            fn view(of: &$type) -> Self {
                *of
            }
        }
    )+ };
}

copied! { bool, u8, u32, usize, f64, Cover, Direction, Group, Kind, PracticeShown, Scale, Seen }

/// Shows enumerations by their ids.
macro_rules! by_id {
    ($($type:ty),+) => { $(
        impl View<&$type> for &str {
            fn view(of: &$type) -> Self {
                of.id()
            }
        }
    )+ };
}

by_id! { By, MilestoneKind, SessionKind, Severity, Shown, StandardLevel }

impl<'a, T> View<&'a T> for &'a T {
    fn view(of: &'a T) -> Self {
        of
    }
}

impl<'a> View<&'a String> for &'a str {
    fn view(of: &'a String) -> Self {
        of
    }
}

impl<'a> View<&&'a str> for &'a str {
    fn view(of: &&'a str) -> Self {
        of
    }
}

impl<'a> View<&'a GradeId> for &'a str {
    fn view(of: &'a GradeId) -> Self {
        &of.0
    }
}

impl<'a, T> View<&'a Vec<T>> for &'a [T] {
    fn view(of: &'a Vec<T>) -> Self {
        of
    }
}

impl<'a, T, V: View<&'a T>> View<&'a Vec<T>> for Vec<V> {
    fn view(of: &'a Vec<T>) -> Self {
        views(of)
    }
}

impl<'a, T, V: View<&'a T>> View<&'a Option<T>> for Option<V> {
    fn view(of: &'a Option<T>) -> Self {
        of.as_ref().map(V::view)
    }
}

impl View<&Date> for String {
    fn view(of: &Date) -> Self {
        of.to_string()
    }
}

impl View<&i32> for Hundredths {
    fn view(of: &i32) -> Self {
        Self(*of)
    }
}
