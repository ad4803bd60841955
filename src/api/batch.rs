//! `POST /v1/recommendations/batch`

use actix_web::http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName};
use actix_web::web::{Data, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, post};
use utoipa::PartialSchema;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, OpenApi, RefOr, Required};

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
    let Some(place) = service.enter() else {
        return Err(Refusal::new(ProblemKind::Overloaded, words::text("wire.busy.requests")));
    };
    let rows = Rowing::begin(service, settings, body, place).await?;
    Ok(HttpResponse::Ok().content_type(media).streaming(Box::pin(rows.stream())))
}

/// Parses the headers and the query.
fn row_settings(request: &HttpRequest) -> Result<RowSettings, Problem> {
    let headers = request.headers();
    let input = match text(headers, CONTENT_TYPE) {
        None => streams().next().expect("some formats stream"),
        Some(given) => stream_of(given).ok_or_else(|| {
            let detail = words::fill_text("wire.content_type.rows", &[("given", given)]);
            Problem::new(ProblemKind::UnsupportedMediaType, detail)
        })?,
    };
    // A few kilobytes may decompress to more than a request may contain.
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        let detail = words::text("wire.content_type.compressed");
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, detail));
    }
    let wanted = text(headers, ACCEPT).unwrap_or_default().split(',').find_map(stream_of);
    let (output, answer) = wanted.unwrap_or(input);
    let (top, kind) = query(request.query_string())?;
    Ok(RowSettings {
        input: input.1,
        output,
        media: answer.content_type,
        kind: kind.unwrap_or(output.kind),
        options: Options { top, ..Options::default() },
    })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns the formats that stream.
fn streams() -> impl Iterator<Item = (&'static Format, &'static Stream)> {
    FORMATS.iter().filter_map(|format| Some((format, format.stream.as_ref()?)))
}

/// Returns the format of a media type, unless another charset than UTF-8 is requested.
fn stream_of(named: &str) -> Option<(&'static Format, &'static Stream)> {
    let mime: mime::Mime = named.trim().parse().ok()?;
    if mime.get_param(mime::CHARSET).is_some_and(|charset| !charset.as_str().eq_ignore_ascii_case("utf-8")) {
        return None;
    }
    streams().find(|(_, stream)| stream.media.contains(&mime.essence_str()))
}

/// The query parameters.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
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

#[derive(Clone, Copy, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Scores,
    Places,
    Reasons,
    Whole,
}

impl From<Kind> for AnswerKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Scores => Self::Scores,
            Kind::Places => Self::Places,
            Kind::Reasons => Self::Reasons,
            Kind::Whole => Self::Whole,
        }
    }
}

fn query(query: &str) -> Result<(Option<usize>, Option<AnswerKind>), Problem> {
    let wrong = |detail: String| Problem::new(ProblemKind::Invalid, detail);
    let Query(wanted) = Query::<RowQuery>::from_query(query)
        .map_err(|error| wrong(words::fill_text("wire.query.fields", &[("error", &error.to_string())])))?;
    if wanted.top.is_some_and(|top| !(1..=1_000_000).contains(&top)) {
        return Err(wrong(words::text("wire.query.top").to_owned()));
    }
    Ok((wanted.top.map(|top| top as usize), wanted.answer.map(AnswerKind::from)))
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
