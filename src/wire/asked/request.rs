//! Reading requests: a body, one row of many, options, judgments, or a bare profile.

use serde::de::DeserializeSeed;

use super::judgments::JudgedShape;
use super::options::RANKED;
use super::profile::PROFILE;
use super::quick::quick_profile;
use crate::advisor::{Advisor, Options};
use crate::catalogue::{Catalogue, Profile};
use crate::elicitation::Judged;
use crate::wire::asked::text::LONGEST_ID;
use crate::wire::kit::fields::{Fields, Object, fields};
use crate::wire::kit::problem::{Problem, ProblemKind};
use crate::wire::kit::reader::{Marked, Place, Read, ReadErrors, Shape};
use crate::words::{fill_text, text};

/// The content of a request.
#[derive(Clone, Debug)]
pub struct Request {
    pub profile: Profile,
    pub options: Options,
}

fields! {
    /// One of many rows, or a body: a profile, with its own options if it has any.
    pub struct RowRequest (
        EXPECTED = "wire.expected.body", ABOUT = "A team's profile, and options for the ranking",
    ) {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Option<Options> = RANKED, "";
    }
}

impl From<RowRequest> for Request {
    fn from(row: RowRequest) -> Self {
        Self { profile: row.profile, options: row.options.unwrap_or_default() }
    }
}

/// Reads a row: a body, or a bare profile.
///
/// # Errors
/// As [`read_request`].
pub fn read_row(advisor: &Advisor, body: &[u8]) -> Result<RowRequest, Problem> {
    match quick_profile(advisor.catalogue(), body) {
        Some(profile) => Ok(RowRequest { profile, options: None }),
        None => read_whole_row(advisor, body),
    }
}

/// Returns the id of a row that was rejected, so that its sender finds it again.
pub fn row_id(row: &[u8]) -> Option<String> {
    let row: serde_json::Value = serde_json::from_slice(unmarked(row)).ok()?;
    match row.get("profile").unwrap_or(&row).get("id")? {
        serde_json::Value::String(id) => Some(id.chars().take(LONGEST_ID).collect()),
        serde_json::Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// Slow path of [`read_row`]: validates everything and reports every error.
///
/// # Errors
/// As [`read_request`].
pub fn read_whole_row(advisor: &Advisor, body: &[u8]) -> Result<RowRequest, Problem> {
    read_profile_or::<RowRequest>(advisor, body)
}

/// Reads a bare profile.
///
/// # Errors
/// As [`read_request`].
pub(super) fn read_profile(advisor: &Advisor, body: &[u8]) -> Result<Profile, Problem> {
    read(advisor.catalogue(), body, PROFILE)
}

/// Reads a body.
///
/// # Errors
/// A `malformed` problem if the body is not JSON; an `invalid` problem with every invalid field otherwise.
pub fn read_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    read_body::<RowRequest>(advisor, body).map(Request::from)
}

/// Reads a body, or a bare profile: the key `profile` marks a body.
///
/// # Errors
/// As [`read_request`].
pub fn read_profile_or_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    read_profile_or::<RowRequest>(advisor, body).map(Request::from)
}

/// Does the same for another body with profile and options.
pub fn read_profile_or<T: Fields + Into<RowRequest>>(advisor: &Advisor, body: &[u8]) -> Result<RowRequest, Problem> {
    if is_bare_profile(body) {
        return Ok(RowRequest { profile: read_profile(advisor, body)?, options: None });
    }
    read_body::<T>(advisor, body).map(T::into)
}

/// Reads a body with declared fields.
///
/// # Errors
/// As [`read_request`].
pub fn read_body<T: Fields>(advisor: &Advisor, body: &[u8]) -> Result<T, Problem> {
    read(advisor.catalogue(), body, Object::<T>::new())
}

/// Returns a text without the byte order mark that some programs write before UTF-8.
pub fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// Whether a body has no key `profile`. A search decides most cases; the keys are read only if the word appears
/// somewhere or might be written with escapes.
fn is_bare_profile(body: &[u8]) -> bool {
    let body = unmarked(body);
    let may_be_marked = memchr::memmem::find(body, b"\"profile\"").is_some() || memchr::memchr(b'\\', body).is_some();
    let is_object = body.trim_ascii_start().first() == Some(&b'{');
    if may_be_marked { serde_json::from_slice::<Marked>(body).is_ok_and(|marked| !marked.0) } else { is_object }
}

/// Reads the options of a run over many rows, in the form used in a body.
///
/// # Errors
/// As [`read_request`].
pub fn read_options(advisor: &Advisor, body: &[u8]) -> Result<Options, Problem> {
    read(advisor.catalogue(), body, RANKED)
}

/// Reads judgments of how important factors are.
///
/// # Errors
/// As [`read_request`].
pub fn read_judged(advisor: &Advisor, body: &[u8]) -> Result<Judged, Problem> {
    read(advisor.catalogue(), body, JudgedShape)
}

/// Reads a body with a shape and reports every invalid field.
pub(super) fn read<S: Shape>(catalogue: &Catalogue, body: &[u8], shape: S) -> Result<S::Out, Problem> {
    let body = unmarked(body);
    if body.starts_with(b"\xff\xfe") || body.starts_with(b"\xfe\xff") {
        return Err(Problem::new(ProblemKind::Malformed, text("wire.body.utf_16")));
    }
    let body = std::str::from_utf8(body).map_err(|error| {
        let at = error.valid_up_to().to_string();
        Problem::new(ProblemKind::Malformed, fill_text("wire.body.not_text", &[("position", &at)]))
    })?;
    if body.trim_ascii().is_empty() {
        return Err(Problem::new(ProblemKind::Malformed, text("wire.body.empty")));
    }
    let reading = ReadErrors::new(catalogue);
    let read = {
        let place = Place::root(&reading);
        let mut json = serde_json::Deserializer::from_str(body);
        Read { shape, place: &place }.deserialize(&mut json).and_then(|read| json.end().map(|()| read))
    };
    let read = read.map_err(|error| {
        let detail = fill_text("wire.body.not_json", &[("error", &error.to_string())]);
        Problem::new(ProblemKind::Malformed, detail)
    })?;
    let (errors, all) = reading.into_list();
    match read {
        Some(read) if all == 0 => Ok(read),
        _ => Err(Problem::invalid(errors, all)),
    }
}
