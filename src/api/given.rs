//! What a request gives an operation: a JSON body, or a table with a query.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};

use super::body::{not_json, read_within};
use super::problems::Refusal;
use super::query::{Query, invalid, shown};
use super::service::InFlight;
use super::tables::{Table, format_of_table, names};
use crate::batch::Format;
use crate::wire::{Operation, Problem};

/// What an operation answers.
#[derive(Debug)]
pub(super) struct Given {
    pub bytes: Bytes,
    /// `None` for JSON.
    pub table: Option<Table>,
}

/// The bytes of a body, with what the request says of them and its place among the requests in progress.
#[derive(Debug)]
pub(super) struct AnyBody {
    bytes: Bytes,
    query: String,
    /// Its format, if it is a table.
    format: Option<&'static Format>,
    /// Why it is not read as JSON.
    refused: Option<Refusal>,
    place: InFlight,
}

impl FromRequest for AnyBody {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (refused, format) = (not_json(request), format_of_table(request.headers()));
        let query = request.query_string().to_owned();
        let read = read_within(request, payload);
        Box::pin(async move {
            let (bytes, place) = read.await?;
            Ok(Self { bytes, query, format, refused, place })
        })
    }
}

impl AnyBody {
    /// Returns what an operation gets, and the place, which is held until the request is answered.
    ///
    /// # Errors
    /// If the operation does not take such a body, or such a query.
    pub fn given(self, operation: &Operation) -> Result<(Given, InFlight), Refusal> {
        let Self { bytes, query, format, refused, place } = self;
        let table = match (format, names(operation)) {
            (Some(format), Some(names)) => Some(Table { format, query: Query::read(&query, names).map_err(Refusal)? }),
            _ => match refused {
                Some(refused) => return Err(refused),
                None => no_query(&query, operation).map_err(Refusal)?,
            },
        };
        Ok((Given { bytes, table }, place))
    }
}

/// A JSON body has everything in it.
fn no_query(query: &str, operation: &Operation) -> Result<Option<Table>, Problem> {
    let Some((name, _)) = form_urlencoded::parse(query.as_bytes()).next() else { return Ok(None) };
    let is_of_table = names(operation).is_some_and(|names| names.contains(&&*name));
    let template = if is_of_table { "wire.query.with_json" } else { "wire.query.none" };
    Err(invalid(template, &[("name", &shown(&name))]))
}
