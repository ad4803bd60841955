//! The body of a request for recommendations.

mod answers;
mod body;
mod choice;
mod options;
mod profile;
mod quick;
mod text;
mod values;
mod voices;
mod weights;

use serde::de::{DeserializeSeed, MapAccess};

use super::problem::{Problem, ProblemKind};
use super::reader::{Errors, Marked, Place, Read, Shape};
use super::recommendation::Ranked;
use crate::advisor::{Advisor, Options};
use crate::catalogue::Profile;
use crate::elicitation::Judged;
use crate::words::{fill, text};
use body::Body;
use weights::JudgedShape;

pub use answers::SINGLE_ID_FACTOR;
pub(super) use body::{Asked, Extra, read_asked, read_extra};
pub(super) use choice::{ChoiceShape, DesignId, HereShape};
pub use options::LIMITS;
pub(super) use options::{EXPLAIN, OptionsShape};
pub(super) use profile::ProfileShape;
pub use profile::SETTING;
pub use text::date as read_date;
pub(super) use text::{DateShape, Words};
pub(super) use values::{Bounded, Flag, KnownId, Whole};
pub(super) use voices::{LONGEST_NAME, MOST_VOICES};
pub(super) use weights::MOST_POINTS;

/// Weight multipliers above this cannot be calculated exactly.
pub(super) const MOST_WEIGHT: f64 = 1e9;

/// The longest id of a profile, in characters.
pub(super) const LONGEST_ID: usize = 200;

/// The content of a request.
#[derive(Clone, Debug)]
pub struct Request {
    pub profile: Profile,
    pub options: Options,
}

impl From<Asked<Ranked>> for Request {
    fn from(asked: Asked<Ranked>) -> Self {
        let Asked { profile, options, extra: Ranked, .. } = asked;
        Self { profile, options }
    }
}

/// One of many rows: a profile, with its own options if it has any.
#[derive(Clone, Debug)]
pub struct RowRequest {
    pub profile: Profile,
    pub options: Option<Options>,
}

/// Reads a row: a body, or a bare profile.
///
/// # Errors
/// As [`read_request`].
pub fn read_row(advisor: &Advisor, body: &[u8]) -> Result<RowRequest, Problem> {
    match quick::quick_profile(advisor.catalogue(), body) {
        Some(profile) => Ok(RowRequest { profile, options: None }),
        None => read_whole_row(advisor, body),
    }
}

/// Slow path of [`read_row`]: validates everything and reports every error.
///
/// # Errors
/// As [`read_request`].
pub fn read_whole_row(advisor: &Advisor, body: &[u8]) -> Result<RowRequest, Problem> {
    let Asked { profile, options, own_options, extra: Ranked } = read_profile_or_asked(advisor, body)?;
    Ok(RowRequest { profile, options: own_options.then_some(options) })
}

/// Reads a bare profile.
///
/// # Errors
/// As [`read_request`].
pub(super) fn read_profile(advisor: &Advisor, body: &[u8]) -> Result<Profile, Problem> {
    read(body, ProfileShape { catalogue: advisor.catalogue() })
}

/// Reads a body.
///
/// # Errors
/// A `malformed` problem if the body is not JSON; an `invalid` problem with every invalid field otherwise.
pub fn read_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    read_asked::<Ranked>(advisor, body).map(Request::from)
}

/// Reads a body, or a bare profile: the key `profile` marks a body.
///
/// # Errors
/// As [`read_request`].
pub fn read_profile_or_request(advisor: &Advisor, body: &[u8]) -> Result<Request, Problem> {
    read_profile_or_asked::<Ranked>(advisor, body).map(Request::from)
}

/// Does the same for an operation with its own fields; for a bare profile, they get their defaults.
pub(super) fn read_profile_or_asked<E: Extra>(advisor: &Advisor, body: &[u8]) -> Result<Asked<E>, Problem> {
    let catalogue = advisor.catalogue();
    if is_bare_profile(body) {
        let profile = read(body, ProfileShape { catalogue })?;
        return Ok(Asked { profile, options: Options::default(), own_options: false, extra: E::default() });
    }
    read(body, Body::new(catalogue))
}

/// Whether a body has no key `profile`. A search decides most cases; the keys are read only if the word appears
/// somewhere or might be written with escapes.
fn is_bare_profile(body: &[u8]) -> bool {
    let may_be_marked = memchr::memmem::find(body, b"\"profile\"").is_some() || memchr::memchr(b'\\', body).is_some();
    let is_object = body.trim_ascii_start().first() == Some(&b'{');
    if may_be_marked { serde_json::from_slice::<Marked>(body).is_ok_and(|marked| !marked.0) } else { is_object }
}

/// Reads the options of a run over many rows, in the form used in a body.
///
/// # Errors
/// As [`read_request`].
pub fn read_options(advisor: &Advisor, body: &[u8]) -> Result<Options, Problem> {
    read(body, OptionsShape { catalogue: advisor.catalogue(), also: Ranked::OPTIONS })
}

/// Reads judgments of how important factors are.
///
/// # Errors
/// As [`read_request`].
pub(super) fn read_judged(advisor: &Advisor, body: &[u8]) -> Result<Judged, Problem> {
    read(body, JudgedShape { catalogue: advisor.catalogue() })
}

/// Reads a body with a shape and reports every invalid field.
pub(in crate::wire) fn read<'de, S: Shape<'de>>(body: &'de [u8], shape: S) -> Result<S::Out, Problem> {
    let body = std::str::from_utf8(body).map_err(|error| {
        let at = error.valid_up_to().to_string();
        Problem::new(ProblemKind::Malformed, fill(text("wire.body.not_text"), &[("position", &at)]))
    })?;
    if body.trim_ascii().is_empty() {
        return Err(Problem::new(ProblemKind::Malformed, text("wire.body.empty")));
    }
    let errors = Errors::default();
    let read = {
        let place = Place::root(&errors);
        let mut json = serde_json::Deserializer::from_str(body);
        Read { shape, place: &place }.deserialize(&mut json).and_then(|read| json.end().map(|()| read))
    };
    let read = read.map_err(|error| {
        let detail = fill(text("wire.body.not_json"), &[("error", &error.to_string())]);
        Problem::new(ProblemKind::Malformed, detail)
    })?;
    let (errors, all) = errors.into_list();
    match read {
        Some(read) if all == 0 => Ok(read),
        _ => Err(Problem::invalid(errors, all)),
    }
}

/// Shorthand: reads the next value of an object with a shape.
pub(in crate::wire) fn value<'de, S: Shape<'de>, A: MapAccess<'de>>(
    shape: S,
    place: &Place<'_>,
    object: &mut A,
) -> Result<Option<S::Out>, A::Error> {
    object.next_value_seed(Read { shape, place })
}
