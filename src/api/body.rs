//! Reads a JSON body within the limits on size and time.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use std::future::poll_fn;

use super::problems::Refusal;
use super::service::{Arriving, InFlight, Service};
use crate::wire::{Problem, ProblemKind};
use crate::words::{fill_text, text};

/// A body over the limit is still read up to this size, so that the sender receives the error.
pub(super) const DRAIN_BYTES: usize = 32 << 20;

/// A body must arrive at this rate, in bytes a second, once it has had the time of a request.
pub(super) const LEAST_RATE: u64 = 1_000;

/// The bytes of a body declared as JSON, with its place among the requests in progress.
#[derive(Debug)]
pub(super) struct JsonBody(
    pub Bytes,
    #[expect(dead_code, reason = "it is held until the request is answered")] pub InFlight,
);

impl FromRequest for JsonBody {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let refused = not_json(request);
        let read = read_within(request, payload);
        Box::pin(async move {
            let (bytes, place) = read.await?;
            refused.map_or(Ok(Self(bytes, place)), Err)
        })
    }
}

/// Reads the bytes of a body, within the limits on size and time. Its place is taken when it is there: a body that does
/// not arrive keeps nobody out.
pub(super) fn read_within(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<(Bytes, InFlight), Refusal>> + use<> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone().into_inner();
    let payload = payload.take();
    async move {
        let held = Arriving::new(Arc::clone(&service));
        let read = read(payload, service.limits.body_bytes, held);
        let read = tokio::time::timeout(service.limits.request_time, read).await.unwrap_or_else(|_| {
            let seconds = service.limits.request_time.as_secs().to_string();
            let detail = fill_text("wire.body.late", &[("seconds", &seconds)]);
            Err(Refusal::new(ProblemKind::Timeout, detail))
        });
        let place = service.enter().ok_or_else(|| Refusal::new(ProblemKind::Overloaded, text("wire.busy.requests")));
        Ok((read?, place?))
    }
}

/// Returns why a body is not read as JSON.
pub(super) fn not_json(request: &HttpRequest) -> Option<Refusal> {
    let refused = |detail: String| Some(Refusal::new(ProblemKind::UnsupportedMediaType, detail));
    if let Some(coding) = coding(request.headers()) {
        return refused(fill_text("wire.content_type.coding", &[("coding", &coding)]));
    }
    let mime = request.mime_type().ok().flatten();
    if mime.is_some_and(|mime| mime.essence_str() == "application/json" && is_utf8(&mime)) {
        return None;
    }
    let given = request.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    refused(match &given {
        Some(given) => fill_text("wire.content_type.json", &[("given", given)]),
        None => text("wire.content_type.json_missing").to_owned(),
    })
}

/// Returns the coding of a body, unless it is plain.
pub(super) fn coding(headers: &HeaderMap) -> Option<String> {
    let coding = headers.get(CONTENT_ENCODING).filter(|coding| *coding != "identity")?;
    Some(String::from_utf8_lossy(coding.as_bytes()).chars().take(40).collect())
}

/// Returns whether a media type has no charset other than UTF-8, which some write without the hyphen.
pub(super) fn is_utf8(mime: &mime::Mime) -> bool {
    let named =
        |charset: mime::Name<'_>| ["utf-8", "utf8"].iter().any(|name| charset.as_str().eq_ignore_ascii_case(name));
    mime.get_param(mime::CHARSET).is_none_or(named)
}

async fn read(mut payload: Payload, limit: usize, mut held: Arriving) -> Result<Bytes, Refusal> {
    use futures_core::Stream;
    let (mut body, mut size) = (BytesMut::new(), 0_usize);
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut payload).poll_next(context)).await {
        let chunk = chunk.map_err(|error| {
            let detail = fill_text("wire.body.cut_off", &[("error", &error.to_string())]);
            Refusal::new(ProblemKind::Malformed, detail)
        })?;
        size += chunk.len();
        if size <= limit {
            if !held.add(chunk.len()) {
                return Err(Refusal::new(ProblemKind::Overloaded, text("wire.busy.bodies")));
            }
            body.extend_from_slice(&chunk);
        } else if size > DRAIN_BYTES {
            break;
        }
    }
    if size > limit {
        let detail = fill_text("wire.body.too_large", &[("most", &limit.to_string())]);
        return Err(Refusal::new(ProblemKind::TooLarge, detail));
    }
    Ok(body.freeze())
}

/// Whether a stream arrives fast enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    begun: Instant,
    bytes: u64,
    grace: Duration,
}

impl Pace {
    pub(super) fn new(grace: Duration) -> Self {
        Self { begun: Instant::now(), bytes: 0, grace }
    }

    /// Counts what arrived.
    ///
    /// # Errors
    /// If it is too little for the time that it took.
    pub(super) fn count(&mut self, bytes: usize) -> Result<(), Problem> {
        self.bytes += bytes as u64;
        let late = self.begun.elapsed().saturating_sub(self.grace);
        if self.bytes < late.as_secs() * LEAST_RATE {
            let detail = fill_text("wire.body.slow", &[("rate", &LEAST_RATE.to_string())]);
            return Err(Problem::new(ProblemKind::Timeout, detail));
        }
        Ok(())
    }

    /// Time that the service itself took is not the sender's.
    pub(super) fn pause(&mut self, time: Duration) {
        self.begun += time;
    }
}
