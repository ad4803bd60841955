//! Reads a `multipart/form-data` body within its limits: parts by name, in memory.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, HeaderMap};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::stream::poll_fn;
use tokio::sync::OwnedSemaphorePermit;

use super::body::{DRAIN_BYTES, Pace};
use super::problems::Refusal;
use super::service::Service;
use crate::wire::{Problem, ProblemKind};
use crate::words::{fill_text, text};

/// More parts than any upload here needs.
const MOST_PARTS: usize = 32;
/// The longest file name repeated in an answer, in characters.
const LONGEST_NAME: usize = 200;

/// The parts of a body, and its slot among the uploads.
#[derive(Debug)]
pub(super) struct Upload {
    pub parts: FormParts,
    _place: OwnedSemaphorePermit,
}

/// Parts by name.
#[derive(Debug)]
pub(super) struct FormParts(Vec<Part>);

/// One part.
#[derive(Debug)]
pub(super) struct Part {
    name: String,
    /// The file name as sent, without folders.
    pub file: Option<String>,
    pub bytes: Vec<u8>,
}

impl FromRequest for Upload {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone();
        let (headers, form) = (request.headers().clone(), is_form(request));
        let payload = payload.take();
        Box::pin(async move {
            let limits = service.limits;
            let source = Source::new(payload, limits.upload_bytes);
            let Ok(place) = Arc::clone(&service.uploads).try_acquire_owned() else {
                return Err(Refusal::new(ProblemKind::Overloaded, text("wire.busy.uploads")));
            };
            let read = if form { parts(&headers, &source, limits.request_time).await } else { Err(no_form(&headers)) };
            match read {
                Ok(parts) => Ok(Self { parts: FormParts(parts), _place: place }),
                Err(problem) => {
                    Source::drain(&source, limits.request_time).await;
                    Err(Refusal(problem))
                }
            }
        })
    }
}

impl FormParts {
    /// Builds text parts that are not files.
    pub(super) fn of(texts: &[(&str, &str)]) -> Self {
        let part = |(name, text): &(&str, &str)| Part {
            name: (*name).to_owned(),
            file: None,
            bytes: text.as_bytes().to_vec(),
        };
        Self(texts.iter().map(part).collect())
    }

    /// Rejects unknown parts and duplicate parts.
    pub(super) fn check(&self, known: &[&str]) -> Result<(), Problem> {
        let mut errors = Vec::new();
        for (at, part) in self.0.iter().enumerate() {
            let pointer = || format!("/{}", part.name.replace('~', "~0").replace('/', "~1"));
            if !known.contains(&part.name.as_str()) {
                errors.push((pointer(), fill_text("wire.part.unknown", &[("known", &known.join(", "))])));
            } else if self.0[..at].iter().any(|before| before.name == part.name) {
                errors.push((pointer(), text("wire.part.duplicate").to_owned()));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Problem::of_fields(errors)) }
    }

    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.0.iter().find(|part| part.name == name)
    }

    /// Returns a part as trimmed text; an empty part counts as omitted.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        let read = self.part(name).map(|part| std::str::from_utf8(&part.bytes)).transpose();
        let not_text = |_| Problem::of_fields([(format!("/{name}"), text("wire.part.not_text").to_owned())]);
        Ok(read.map_err(not_text)?.map(str::trim).filter(|text| !text.is_empty()))
    }
}

fn is_form(request: &HttpRequest) -> bool {
    let coded = request.headers().get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity");
    let mime = request.mime_type().ok().flatten();
    !coded && mime.is_some_and(|mime| mime.essence_str() == "multipart/form-data")
}

fn no_form(headers: &HeaderMap) -> Problem {
    let given = headers.get("content-type").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let detail = match &given {
        Some(given) => fill_text("wire.content_type.parts", &[("given", given)]),
        None => text("wire.content_type.parts_missing").to_owned(),
    };
    Problem::new(ProblemKind::UnsupportedMediaType, detail)
}

/// The body of an upload, shared with the code that drains the rest after an error.
struct Source {
    payload: Payload,
    read: usize,
    limit: usize,
    ended: bool,
}

impl Source {
    fn new(payload: Payload, limit: usize) -> Rc<RefCell<Self>> {
        Rc::new(RefCell::new(Self { payload, read: 0, limit, ended: false }))
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let chunk = ready!(Pin::new(&mut self.payload).poll_next(context));
        self.read += chunk.as_ref().map_or(0, |chunk| chunk.as_ref().map_or(0, Bytes::len));
        self.ended = !matches!(chunk, Some(Ok(_)));
        Poll::Ready(chunk)
    }

    fn is_over(&self) -> bool {
        self.read > self.limit
    }

    /// Returns a stream that ends with an error at the size limit.
    fn stream(source: &Rc<RefCell<Self>>) -> impl Stream<Item = Result<Bytes, PayloadError>> + 'static {
        let source = Rc::clone(source);
        poll_fn(move |context| {
            let mut source = source.borrow_mut();
            if source.is_over() {
                return Poll::Ready(Some(Err(PayloadError::Overflow)));
            }
            let chunk = ready!(source.poll(context));
            Poll::Ready(if source.is_over() { Some(Err(PayloadError::Overflow)) } else { chunk })
        })
    }

    /// Keeps reading for a while, so that the sender receives the error.
    async fn drain(source: &Rc<RefCell<Self>>, time: Duration) {
        let most = source.borrow().limit + DRAIN_BYTES;
        let mut rest = poll_fn(|context| source.borrow_mut().poll(context));
        let all = async { while rest.next().await.is_some() && source.borrow().read <= most {} };
        // A sender too slow to finish by then does not receive the error.
        let _ = tokio::time::timeout(time, all).await;
    }
}

/// Reads all parts. Gives up when nothing arrives within the time limit, or too little.
async fn parts(headers: &HeaderMap, source: &Rc<RefCell<Source>>, time: Duration) -> Result<Vec<Part>, Problem> {
    let mut body = Multipart::new(headers, Source::stream(source));
    let mut pace = Pace::new(time);
    let mut parts = Vec::new();
    while let Some(field) = next(&mut body, source, time).await? {
        if parts.len() == MOST_PARTS {
            let detail = fill_text("wire.part.too_many", &[("most", &MOST_PARTS.to_string())]);
            return Err(Problem::new(ProblemKind::Invalid, detail));
        }
        parts.push(part(field, source, time, &mut pace).await?);
    }
    Ok(parts)
}

async fn part(
    mut field: Field,
    source: &Rc<RefCell<Source>>,
    time: Duration,
    pace: &mut Pace,
) -> Result<Part, Problem> {
    let disposition = field.content_disposition();
    let file = disposition.and_then(|disposition| disposition.get_filename()).and_then(file_name);
    let name = field.name().unwrap_or_default().chars().take(LONGEST_NAME).collect();
    let mut bytes = Vec::new();
    while let Some(chunk) = next(&mut field, source, time).await? {
        pace.count(chunk.len())?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(Part { name, file, bytes })
}

/// Returns the next item of a stream over the body, or the problem that stopped it.
async fn next<T>(
    stream: &mut (impl Stream<Item = Result<T, MultipartError>> + Unpin),
    source: &Rc<RefCell<Source>>,
    time: Duration,
) -> Result<Option<T>, Problem> {
    let next = tokio::time::timeout(time, stream.next()).await.map_err(|_| {
        let seconds = time.as_secs().to_string();
        Problem::new(ProblemKind::Timeout, fill_text("wire.body.stopped", &[("seconds", &seconds)]))
    })?;
    next.transpose().map_err(|error| {
        let source = source.borrow();
        if source.is_over() {
            let detail = fill_text("wire.body.upload_too_large", &[("most", &source.limit.to_string())]);
            return Problem::new(ProblemKind::TooLarge, detail);
        }
        let detail = fill_text("wire.body.not_parts", &[("error", &error.to_string())]);
        Problem::new(ProblemKind::Malformed, detail)
    })
}

/// Returns a file's name without folders and control characters.
fn file_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    (!name.trim().is_empty()).then_some(name)
}
