//! Teams as a table instead of JSON: the rows that a batch takes, with everything else in the query.

use std::io::Cursor;

use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::Bytes;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::{Content, ContentBuilder};
use utoipa::{IntoParams, PartialSchema};

use super::body::{coding, is_utf8};
use super::query::Query;
use crate::advisor::{Advisor, Options};
use crate::batch::{
    AnswerKind, BatchError, Compression, FORMATS, Fault, Format, Input, KeptProfile, Setup, Stream, Tally, collect_kept,
};
use crate::catalogue::Profile;
use crate::wire::{Beside, FieldError, Operation, Problem, ProblemKind, Rendered, read_options};
use crate::words::text;

/// Rejected rows beyond this number are counted but not listed.
const MOST_ERRORS: usize = 100;

/// A table as the body of a request.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub format: &'static Format,
    pub query: Query,
}

/// The query parameters beside a table, for the document.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "the query is read with errors of our own")]
struct TableQuery {
    /// With a table: the name of a column that teams are compared by; repeat it for more.
    by: Option<Vec<String>>,
    /// With a table: the name of a column to leave out; repeat it for more.
    ignore: Option<Vec<String>>,
    /// With a table: `max_designs` of the JSON body.
    #[param(minimum = 1, maximum = 3)]
    max_designs: Option<u32>,
    /// With a table: `minimum` of the JSON body.
    #[param(minimum = 5, maximum = 1000)]
    minimum: Option<u32>,
    /// With a table: `options` of the JSON body, as JSON.
    options: Option<String>,
    /// With a table: `resources` of the JSON body, as JSON.
    resources: Option<String>,
    /// With a table: the name of the column with a team's school; `school` when omitted.
    school: Option<String>,
}

/// Returns the names of the query parameters beside a table; `None` for an operation that takes no table.
pub(super) fn names(operation: &Operation) -> Option<&'static [&'static str]> {
    match operation.beside {
        Beside::Cohorts => Some(&["ignore", "minimum", "options"]),
        Beside::Allocation => Some(&["ignore", "max_designs", "options", "resources"]),
        Beside::District => Some(&["by", "ignore", "minimum", "options", "resources", "school"]),
        Beside::Nothing | Beside::Media(_) | Beside::Decision => None,
    }
}

/// Describes the query parameters beside a table.
pub(super) fn parameters(operation: &Operation) -> impl Iterator<Item = Parameter> {
    let names = names(operation).unwrap_or_default();
    let all = TableQuery::into_params(|| Some(ParameterIn::Query));
    all.into_iter().filter(|parameter| names.contains(&parameter.name.as_str()))
}

/// Describes the bodies that are tables, by their media types.
pub(super) fn contents(operation: &Operation) -> impl Iterator<Item = (&'static str, Content)> {
    let taken = names(operation).is_some();
    let content = || ContentBuilder::new().schema(Some(String::schema())).build();
    streams().filter(move |_| taken).map(move |(_, stream)| (stream.media[0], content()))
}

/// Returns the formats that stream.
pub(super) fn streams() -> impl Iterator<Item = (&'static Format, &'static Stream)> {
    FORMATS.iter().filter_map(|format| Some((format, format.stream.as_ref()?)))
}

/// Returns the format of a media type, unless another charset than UTF-8 is requested.
pub(super) fn stream_of(named: &str) -> Option<(&'static Format, &'static Stream)> {
    let mime: mime::Mime = named.trim().parse().ok()?;
    streams().find(|(_, stream)| is_utf8(&mime) && stream.media.contains(&mime.essence_str()))
}

/// Returns the format of a table that is not compressed.
pub(super) fn format_of_table(headers: &HeaderMap) -> Option<&'static Format> {
    let given = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    stream_of(given).map(|(format, _)| format).filter(|_| coding(headers).is_none())
}

/// What a table has: its teams, each with its line and kept cells, and the options for all.
#[derive(Debug)]
pub(super) struct Teams {
    pub rows: Vec<KeptProfile>,
    pub tally: Tally,
    pub options: Options,
}

impl Table {
    /// Reads at most so many teams, keeping the cells of some columns.
    ///
    /// # Errors
    /// If the table or an option of the query is invalid.
    pub fn teams(
        &self,
        advisor: &Advisor,
        rendered: &Rendered,
        bytes: &Bytes,
        (kept, most): (Vec<String>, usize),
    ) -> Result<Teams, Problem> {
        let options = self.query.one("options").map(|given| read_options(advisor, given.as_bytes()));
        let options = options.transpose().map_err(|problem| problem.within("options"))?.unwrap_or_default();
        let mut setup = Setup::new(advisor, rendered, AnswerKind::Scores, &options)?;
        setup.kept = kept;
        setup.ignored = self.query.all("ignore");
        setup.line_bytes = bytes.len().max(1);
        let (rows, tally) = read_rows(&setup, self.format, Compression::None, bytes, most)?;
        Ok(Teams { rows, tally, options })
    }
}

impl Teams {
    /// Returns the lines and the profiles of the teams.
    ///
    /// # Errors
    /// If a row was rejected: every team counts for the others.
    pub fn whole(self) -> Result<(Vec<u64>, Vec<Profile>, Options), Problem> {
        let faults = self.tally.faults;
        if !faults.is_empty() {
            let error =
                |fault: &Fault| FieldError { pointer: format!("/lines/{}", fault.line), detail: fault.detail.clone() };
            return Err(Problem::invalid(faults.iter().take(MOST_ERRORS).map(error).collect(), faults.len()));
        }
        let (lines, profiles) = self.rows.into_iter().map(|(line, profile, _)| (line, profile)).unzip();
        Ok((lines, profiles, self.options))
    }
}

/// Reads the rows of a table in memory.
///
/// # Errors
/// If it cannot be read to its end, or has more rows than `most`.
pub(super) fn read_rows(
    setup: &Setup<'_>,
    format: &Format,
    compression: Compression,
    bytes: &[u8],
    most: usize,
) -> Result<(Vec<KeptProfile>, Tally), Problem> {
    let failed = |error: BatchError| match error {
        BatchError::Input(problem) => problem,
        other => Problem::new(ProblemKind::Malformed, other.to_string()),
    };
    let input = Input::Stream(Box::new(Cursor::new(bytes.to_vec())), compression);
    let mut source = (format.source)(input, setup).map_err(failed)?;
    collect_kept(setup, source.as_mut(), most).map_err(failed)
}

/// The problem of a parameter that a table needs and does not have.
pub(super) fn missing(name: &str) -> Problem {
    Problem::of_fields([(format!("/{name}"), text("wire.query.missing").to_owned())])
}
