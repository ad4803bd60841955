//! `POST /v1/recommendations/batch`

use std::sync::Arc;

use actix_web::http::header::{Accept, CONTENT_TYPE, Header};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use utoipa::PartialSchema;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, OpenApi, RefOr, Required};

use super::body::{coding, is_utf8};
use super::negotiation::best;
use super::problems::{BodyProblems, Refusal};
use super::rows::{self, RowSettings, Rowing};
use super::service::Service;
use crate::advisor::{Advisor, Options};
use crate::batch::{AnswerKind, FORMATS, Format, Setup, Stream, Tally, answer_some, default_answers};
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
    let (top, kind) = query(request.query_string())?;
    Ok(RowSettings {
        input: input.1,
        output,
        media: answer.content_type,
        kind: kind.unwrap_or(output.kind),
        options: Options { top, ..Options::default() },
    })
}

/// Returns the formats that stream.
fn streams() -> impl Iterator<Item = (&'static Format, &'static Stream)> {
    FORMATS.iter().filter_map(|format| Some((format, format.stream.as_ref()?)))
}

/// Returns the format of a media type, unless another charset than UTF-8 is requested.
fn stream_of(named: &str) -> Option<(&'static Format, &'static Stream)> {
    let mime: mime::Mime = named.trim().parse().ok()?;
    streams().find(|(_, stream)| is_utf8(&mime) && stream.media.contains(&mime.essence_str()))
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

fn query(query: &str) -> Result<(Option<usize>, Option<AnswerKind>), Problem> {
    let wrong = |template: &str, slot: (&str, &str)| {
        let detail = words::fill_text(template, &[(slot.0, &slot.1.chars().take(60).collect::<String>())]);
        Problem::new(ProblemKind::Invalid, detail)
    };
    let (mut top, mut kind) = (None, None);
    for (name, given) in form_urlencoded::parse(query.as_bytes()) {
        let is_new = match &*name {
            "top" => {
                let read = given.parse().ok().filter(|top| (1..=1_000_000).contains(top));
                top.replace(read.ok_or_else(|| wrong("wire.query.top", ("given", &given)))?).is_none()
            }
            "answer" => {
                let read = AnswerKind::ALL.into_iter().find(|kind| kind.id() == given);
                kind.replace(read.ok_or_else(|| wrong("wire.query.answer", ("given", &given)))?).is_none()
            }
            _ => return Err(wrong("wire.query.unknown", ("name", &name))),
        };
        if !is_new {
            return Err(wrong("wire.query.twice", ("name", &name)));
        }
    }
    Ok((top, kind))
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
