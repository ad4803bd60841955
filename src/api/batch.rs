//! `POST /v1/recommendations/batch`

use actix_web::http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName};
use actix_web::web::{Data, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, post};

use super::problems::{BodyProblems, Refusal};
use super::rows::{self, Asked, Rowing};
use super::service::Service;
use crate::advisor::{Advisor, Options};
use crate::batch::{AnswerKind, FORMATS, Format, Setup, Tally, answer_some};
use crate::wire::{Problem, ProblemKind, Rendered};
use crate::words;

pub(super) const PATH: &str = "/v1/recommendations/batch";

/// Example bodies for the OpenAPI document.
pub(super) const EXAMPLES: [(&str, &str); 2] = [
    (
        "application/x-ndjson",
        "{\"profile\":{\"id\":\"a\",\"factors\":{\"time_available\":2}},\"options\":{\"top\":1,\"explain\":\"none\"}}\n\
         {\"id\":\"b\",\"factors\":{\"time_avail\":2}}\n",
    ),
    ("text/csv", "id,time_available,outcome_type\na,2,mastery\nb,9,\n"),
];

/// Media types for rows, in requests and in answers, with the ids of their formats.
const MEDIA: [(&str, &str); 5] = [
    ("application/x-ndjson", "ndjson"),
    ("application/ndjson", "ndjson"),
    ("application/jsonl", "ndjson"),
    ("application/x-jsonlines", "ndjson"),
    ("text/csv", "csv"),
];

/// Rank designs for many teams
///
/// Takes one profile or one whole request per line and answers each on its own line, in order, while the rest is still
/// arriving. Each answer line is byte for byte what `POST /v1/recommendations` returns for that line. An invalid or
/// blank line gets a problem as its answer, and the rest continues. In CSV, the first line names the columns (`id`, ids
/// of factors, `resources.staff`, `design_experience.workshops`, `learning_preference.reading`, `outcome_type` or
/// `outcome_type.mastery`, `perceived_value.count_1` to `perceived_value.count_5`). An empty cell is unanswered, and
/// each design gets its own row in the answer. With `Accept: text/csv` or `application/x-ndjson`, the answer may use
/// the other format. A body may have any length but must not be compressed; one line may be as long as a single body.
/// If the answer breaks off in the middle, the request could not be read to its end.
#[utoipa::path(
    tag = "recommendations",
    operation_id = "recommend_many",
    params(Wanted),
    request_body(
        content((String = "application/x-ndjson"), (String = "text/csv")),
        description = "One profile or request per line, or a table of profiles"
    ),
    responses(
        (status = 200, description = "One answer per line, or a table of ranked designs", content(
            (String = "application/x-ndjson"),
            (String = "text/csv"),
        )),
        BodyProblems,
    )
)]
#[post("/v1/recommendations/batch")]
pub(super) async fn recommend_many(
    service: Data<Service>,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Refusal> {
    let asked = asked(&request).map_err(Refusal)?;
    let (media, body) = (asked.media, body.into_inner());
    let Some(place) = service.enter() else {
        return Err(Refusal::new(ProblemKind::Overloaded, words::text("wire.busy.requests")));
    };
    let rows = Rowing::begin(service, asked, body, place).await?;
    Ok(HttpResponse::Ok().content_type(media).streaming(Box::pin(rows.stream())))
}

/// Parses the headers and the query.
fn asked(request: &HttpRequest) -> Result<Asked, Problem> {
    let headers = request.headers();
    let input = match text(headers, CONTENT_TYPE) {
        None => MEDIA[0],
        Some(given) => media_of(given).ok_or_else(|| {
            let detail = words::fill(words::text("wire.content_type.rows"), &[("given", given)]);
            Problem::new(ProblemKind::UnsupportedMediaType, detail)
        })?,
    };
    // A few kilobytes may decompress to more than a request may contain.
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        let detail = words::text("wire.content_type.compressed");
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, detail));
    }
    let wanted = text(headers, ACCEPT).unwrap_or_default().split(',').find_map(media_of);
    let (input, output) = (format(input.1), format(wanted.unwrap_or(input).1));
    let (top, kind) = query(request.query_string())?;
    Ok(Asked {
        input,
        output,
        media: if output.id == "csv" { "text/csv; charset=utf-8; header=present" } else { "application/x-ndjson" },
        kind: kind.unwrap_or(output.kind),
        options: Options { top, ..Options::default() },
    })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns the known media type, unless another charset than UTF-8 is requested.
fn media_of(named: &str) -> Option<(&'static str, &'static str)> {
    let mime: mime::Mime = named.trim().parse().ok()?;
    if mime.get_param(mime::CHARSET).is_some_and(|charset| !charset.as_str().eq_ignore_ascii_case("utf-8")) {
        return None;
    }
    MEDIA.into_iter().find(|(media, _)| *media == mime.essence_str())
}

fn format(id: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.id == id).expect("every media type has a format")
}

/// The query parameters.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// How many ranked designs each line returns when it sets no options of its own, from 1 to 1,000,000; all when
    /// omitted.
    #[param(minimum = 1, maximum = 1_000_000)]
    top: Option<u32>,
    /// How much each line returns: `scores` for the score of every design, `places` for the ranking with environment
    /// and range, `reasons` for the ranking with each contribution, or `whole` for the full answer. The default is
    /// `whole` for NDJSON and `places` for CSV.
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
    let Query(wanted) = Query::<Wanted>::from_query(query)
        .map_err(|error| wrong(words::fill(words::text("wire.query.fields"), &[("error", &error.to_string())])))?;
    if wanted.top.is_some_and(|top| !(1..=1_000_000).contains(&top)) {
        return Err(wrong(words::text("wire.query.top").to_owned()));
    }
    Ok((wanted.top.map(|top| top as usize), wanted.answer.map(AnswerKind::from)))
}

/// Returns the answer to an example; `None` if the catalog lacks an id that the example uses.
pub(super) fn answer_example(advisor: &Advisor, rendered: &Rendered, media: &str, example: &str) -> Option<String> {
    let format = format(media_of(media)?.1);
    let options = Options { top: Some(1), ..Options::default() };
    let setup = Setup::new(advisor, rendered, format.kind, &options).ok()?;
    let mut splitter = format.splitter?();
    let mut blocks = splitter.push(&setup, example.as_bytes()).ok()?;
    blocks.extend(splitter.end(&setup).ok()?);
    let (mut builder, mut text) = ((format.builder)(&setup), (format.head)(&setup));
    for mut rows in blocks {
        answer_some(&setup, &mut *rows, &mut *builder, &mut Tally::default(), usize::MAX);
    }
    text.extend(rows::bytes(&mut *builder));
    String::from_utf8(text).ok()
}
