//! Resources with a strong ETag; clients that already have the current version get a 304.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use actix_web::web::Bytes;
use sha2::{Digest, Sha256};

/// Bytes that stay the same as long as one catalog is served.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    bytes: Bytes,
    media: &'static str,
    etag: String,
}

impl Resource {
    pub(super) fn json(bytes: Vec<u8>) -> Self {
        Self::new(bytes, "application/json")
    }

    pub(super) fn new(bytes: Vec<u8>, media: &'static str) -> Self {
        let digest = Sha256::digest(&bytes);
        let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self { bytes: bytes.into(), media, etag: format!("\"{hex}\"") }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let known = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
        let is_known = known.flat_map(|list| list.split(',')).any(|tag| self.is(tag.trim()));
        let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((ETAG, self.etag.clone()));
        response.insert_header((CACHE_CONTROL, "no-cache"));
        response.insert_header((VARY, "accept-encoding"));
        if is_known {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, self.media));
        response.body(self.bytes.clone())
    }

    /// Whether a tag names this resource, in any content coding.
    fn is(&self, tag: &str) -> bool {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        let plain = self.etag.trim_end_matches('"');
        tag == "*"
            || tag == self.etag
            || tag.strip_prefix(plain).is_some_and(|rest| rest.starts_with('-') && rest.ends_with('"'))
    }
}

/// Returns the ETag of one content coding. Codings differ byte for byte, so their strong tags must differ.
pub(super) fn coded_etag(etag: &str, coding: &str) -> String {
    format!("{}-{coding}\"", etag.trim_end_matches('"'))
}
