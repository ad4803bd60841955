//! What an operation is: a path, a body in, an answer out.

use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::wire::answered::rendered::Rendered;
use crate::wire::kit::problem::Problem;

/// Maps the bytes of a body to the bytes of its answer.
pub type Answer = fn(&Advisor, &Rendered, &[u8]) -> Result<Vec<u8>, Problem>;

/// Named schemas of the OpenAPI document.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// One operation.
#[derive(Debug)]
pub struct Operation {
    pub path: &'static str,
    /// The id in the OpenAPI document.
    pub id: &'static str,
    /// The summary in the OpenAPI document, an empty line, and the description.
    pub about: &'static [&'static str],
    pub tag: &'static str,
    pub aside: Aside,
    /// The example body in the OpenAPI document.
    pub example: &'static str,
    /// The name, the schema and the description of the body.
    pub request: (&'static str, fn(&Catalogue) -> Schema, &'static str),
    pub answer: Answer,
    /// The schemas of the answer, as `shape_of` adds them, and its description.
    pub result: (fn(&mut Schemas) -> String, &'static str),
    pub beside: Beside,
}

/// What an operation reads and writes beside JSON. `wire/` writes some media types itself; files of `exports/` and tables
/// of teams of `batch/` are known on higher floors only, which look here.
#[derive(Debug)]
pub enum Beside {
    Nothing,
    /// The answer in another media type, for clients that ask for it.
    Media(OtherMedia),
    /// The record of a decision as files.
    Decision,
    /// Teams as a table too; the map as files. The work ends when the client is gone.
    Cohorts,
    /// Teams as a table too. The work ends when the client is gone.
    Allocation,
    /// Teams as a table too; the report as files. The work ends when the client is gone.
    District,
}

/// When an operation takes milliseconds, so that it must not hold up a worker.
#[derive(Clone, Copy, Debug)]
pub enum Aside {
    Never,
    Always,
    /// If the body contains one of these words. One with another meaning only costs the step to another thread.
    If(&'static [&'static str]),
}

impl Aside {
    /// Returns whether it does with a body. A name may be written with escapes (`gr\u006fups`), so a body with such
    /// escapes is taken for one with any name.
    pub fn with(self, body: &[u8]) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::If(words) => std::str::from_utf8(body)
                .is_ok_and(|body| body.contains("\\u") || words.iter().any(|word| body.contains(word))),
        }
    }
}

/// An answer in another media type than JSON.
#[derive(Debug)]
pub struct OtherMedia {
    pub content_type: &'static str,
    pub answer: Answer,
    pub schema: fn() -> RefOr<Schema>,
}

impl OtherMedia {
    /// Returns the content type without parameters.
    pub fn media(&self) -> &'static str {
        self.content_type.split(';').next().unwrap_or_default()
    }
}

/// Adds the schema of a type with all that it refers to, and returns its name.
pub(super) fn shape_of<T: ToSchema>(schemas: &mut Schemas) -> String {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
    T::name().into_owned()
}

/// Declares an operation. Its doc comment becomes its summary and description in the OpenAPI document.
macro_rules! operation {
    ($(#[doc = $about:literal])+ $name:ident { $($field:ident: $value:expr,)+ }) => {
        $(#[doc = $about])+
        pub const $name: $crate::wire::operations::Operation = $crate::wire::operations::Operation { about: &[$($about),+], $($field: $value),+ };
    };
}

pub(super) use operation;

#[cfg(test)]
mod tests {
    use super::Aside;

    #[test]
    fn long_work_is_seen_however_its_name_is_written() {
        let aside = Aside::If(&["groups"]);
        for (body, expected) in [
            (r#"{"profile":{}}"#, false),
            (r#"{"groups":[]}"#, true),
            (r#"{"gr\u006fups":[]}"#, true),
            (r#"{"\u0067roups":[]}"#, true),
        ] {
            assert_eq!(aside.with(body.as_bytes()), expected, "{body}");
        }
        assert!(!aside.with(b"\xff groups"), "what is not UTF-8 is refused before any work");
    }
}
