//! Reads a JSON body within the limits on size and time.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use std::future::poll_fn;

use super::problems::Refusal;
use super::service::Service;
use crate::wire::ProblemKind;
use crate::words::{fill_text, text};

/// A body over the limit is still read up to this size, so that the sender receives the error.
pub(super) const DRAIN_BYTES: usize = 32 << 20;

/// The bytes of a body declared as JSON.
#[derive(Debug)]
pub(super) struct JsonBody(pub Bytes);

impl FromRequest for JsonBody {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = is_json(request);
        let given =
            request.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let read = read_within(request, payload);
        Box::pin(async move {
            let read = read.await?;
            if !is_json {
                let detail = match &given {
                    Some(given) => fill_text("wire.content_type.json", &[("given", given)]),
                    None => text("wire.content_type.json_missing").to_owned(),
                };
                return Err(Refusal::new(ProblemKind::UnsupportedMediaType, detail));
            }
            Ok(Self(read))
        })
    }
}

/// Reads the bytes of a body, within the limits on size and time.
pub(super) fn read_within(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<Bytes, Refusal>> + use<> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone();
    let payload = payload.take();
    async move {
        let read = tokio::time::timeout(service.limits.request_time, read(payload, service.limits.body_bytes)).await;
        read.unwrap_or_else(|_| {
            let seconds = service.limits.request_time.as_secs().to_string();
            let detail = fill_text("wire.body.late", &[("seconds", &seconds)]);
            Err(Refusal::new(ProblemKind::Timeout, detail))
        })
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let coded = request.headers().get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity");
    if coded {
        return false;
    }
    let utf8 = |mime: &mime::Mime| {
        mime.get_param(mime::CHARSET).is_none_or(|charset| charset.as_str().eq_ignore_ascii_case("utf-8"))
    };
    let mime = request.mime_type().ok().flatten();
    mime.is_some_and(|mime| mime.essence_str() == "application/json" && utf8(&mime))
}

async fn read(mut payload: Payload, limit: usize) -> Result<Bytes, Refusal> {
    use futures_core::Stream;
    let (mut body, mut size) = (BytesMut::new(), 0_usize);
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut payload).poll_next(context)).await {
        let chunk = chunk.map_err(|error| {
            let detail = fill_text("wire.body.cut_off", &[("error", &error.to_string())]);
            Refusal::new(ProblemKind::Malformed, detail)
        })?;
        size += chunk.len();
        if size <= limit {
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
