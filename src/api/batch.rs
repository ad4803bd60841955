//! `POST /v1/recommendations/batch`

use std::sync::Arc;

use actix_web::http::header::{Accept, CONTENT_TYPE, Header};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use utoipa::PartialSchema;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, OpenApi, RefOr, Required};

use super::body::coding;
use super::negotiation::best;
use super::problems::{BodyProblems, Refusal};
use super::query::{Query, invalid, shown};
use super::rows::{self, RowSettings, Rowing};
use super::service::Service;
use super::tables::{stream_of, streams};
use crate::advisor::{Advisor, Options};
use crate::batch::{AnswerKind, Format, Setup, Stream, Tally, answer_some, default_answers};
use crate::wire::{Problem, ProblemKind, Rendered};
use crate::words;

pub(super) const PATH: &str = "/v1/recommendations/batch";

/// Rank designs for many teams
///
/// Takes one profile or one whole request per line and answers each on its own line, in order, while the rest is still
/// arriving. Each answer line is byte for byte what `POST /v1/recommendations` returns for that line. An invalid or
/// blank line gets a problem as its answer, and the rest continues. In CSV, the first line names the columns (`id`, ids
/// of factors, `resources.staff`, `design_experience.workshops`, `learning_preference.reading`, `outcome_type` or
/// `outcome_type.mastery`, `perceived_value.count_1` to `perceived_value.count_5`). An empty cell is unanswered, and
/// each design gets its own row in the answer. The header `Accept` may name the other format for the answer. A body may
/// have any length but must not be compressed; one line may be as long as a single body. If the answer breaks off in
/// the middle, the request could not be read to its end.
#[utoipa::path(
    tag = "recommendations",
    operation_id = "recommend_many",
    params(RowQuery),
    responses((status = 200, description = "One answer per line, or a table of ranked designs"), BodyProblems)
)]
#[post("/v1/recommendations/batch")]
pub(super) async fn recommend_many(
    service: Data<Service>,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Refusal> {
    let settings = row_settings(&request).map_err(Refusal)?;
    let (media, body) = (settings.media, body.into_inner());
    let Ok(place) = Arc::clone(&service.batches).try_acquire_owned() else {
        return Err(Refusal::new(ProblemKind::Overloaded, words::text("wire.busy.batches")));
    };
    let rows = Rowing::begin(service, settings, body, place).await?;
    Ok(HttpResponse::Ok().content_type(media).streaming(Box::pin(rows.stream())))
}

/// Parses the headers and the query.
fn row_settings(request: &HttpRequest) -> Result<RowSettings, Problem> {
    let headers = request.headers();
    let given = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let input = match given.as_deref() {
        None => streams().next().expect("some formats stream"),
        Some(given) => stream_of(given).ok_or_else(|| {
            let detail = words::fill_text("wire.content_type.rows", &[("given", given)]);
            Problem::new(ProblemKind::UnsupportedMediaType, detail)
        })?,
    };
    // A few kilobytes may decompress to more than a request may contain.
    if coding(headers).is_some() {
        let detail = words::text("wire.content_type.compressed");
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, detail));
    }
    let offered: Vec<_> = std::iter::once(input).chain(streams()).collect();
    let wanted =
        Accept::parse(request).ok().and_then(|accept| best(&accept, offered.iter().map(|(_, stream)| stream.media)));
    let (output, answer) = wanted.map_or(input, |at| offered[at]);
    let query = Query::read(request.query_string(), &["top", "answer", "ignore"])?;
    let top = query.whole("top", 1, 1_000_000)?;
    Ok(RowSettings {
        input: input.1,
        output,
        media: answer.content_type,
        kind: kind(&query)?.unwrap_or(output.kind),
        ignored: query.all("ignore"),
        options: Options { top, ..Options::default() },
    })
}

/// The query parameters, for the document.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "the query is read with errors of our own")]
pub(super) struct RowQuery {
    /// How many ranked designs each line returns when it sets no options of its own, from 1 to 1,000,000; all when
    /// omitted.
    #[param(minimum = 1, maximum = 1_000_000)]
    top: Option<u32>,
    /// How much each line returns: `scores` for the score of every design, `places` for the ranking with environment
    /// and range, `reasons` for the ranking with each contribution, or `whole` for the full answer.
    #[param(inline)]
    answer: Option<Kind>,
    /// The name of a column to leave out; repeat it for more. In CSV, a column that is no answer stops the batch until it
    /// is named here, so that no misspelled answer gets lost.
    ignore: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, utoipa::ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "the names are in the document")]
enum Kind {
    Scores,
    Places,
    Reasons,
    Whole,
}

/// Reads the kind of answer.
fn kind(query: &Query) -> Result<Option<AnswerKind>, Problem> {
    let Some(given) = query.one("answer") else { return Ok(None) };
    let kind = AnswerKind::ALL.into_iter().find(|kind| kind.id() == given);
    kind.map(Some).ok_or_else(|| invalid("wire.query.answer", &[("given", &shown(given))]))
}

/// Adds the formats, with a real example of each and its answer.
pub(super) fn complete(document: &mut OpenApi, advisor: &Advisor, rendered: &Rendered) {
    let described = document.paths.paths.get_mut(PATH).and_then(|path| path.post.as_mut());
    let described = described.expect("the router registers it");
    for parameter in described.parameters.iter_mut().flatten() {
        if let RefOr::T(Parameter { name, description: Some(description), .. }) = parameter
            && name == "answer"
        {
            let defaults = default_answers(streams().map(|(format, _)| format));
            *description = format!("{description} The default is {defaults}.");
        }
    }
    let content = |example: Option<&str>| {
        ContentBuilder::new().schema(Some(String::schema())).example(example.map(serde_json::Value::from)).build()
    };
    let about = "One profile or request per line, or a table of profiles";
    // An empty body is valid: it has no lines.
    let mut body = RequestBodyBuilder::new().description(Some(about)).required(Some(Required::False));
    for (format, stream) in streams() {
        body = body.content(stream.media[0], content(Some(stream.example)));
        let answer = answer_example(advisor, rendered, format, stream);
        if let Some(RefOr::T(response)) = described.responses.responses.get_mut("200") {
            response.content.insert(stream.media[0].to_owned(), RefOr::T(content(answer.as_deref())));
        }
    }
    described.request_body = Some(RefOr::T(body.build()));
}

/// Returns the answer to an example; `None` if the catalog lacks an id that the example uses.
fn answer_example(advisor: &Advisor, rendered: &Rendered, format: &Format, stream: &Stream) -> Option<String> {
    let options = Options { top: Some(1), ..Options::default() };
    let setup = Setup::new(advisor, rendered, format.kind, &options).ok()?;
    let mut splitter = (stream.splitter)();
    let mut blocks = splitter.push(&setup, stream.example.as_bytes()).ok()?;
    blocks.extend(splitter.end(&setup).ok()?);
    let (mut builder, mut text) = ((format.builder)(&setup), (format.head)(&setup));
    for mut rows in blocks {
        answer_some(&setup, &mut *rows, &mut *builder, &mut Tally::default(), usize::MAX);
    }
    text.extend(rows::bytes(&mut *builder));
    String::from_utf8(text).ok()
}
