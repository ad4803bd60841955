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
    cache: &'static str,
}

impl Resource {
    pub(super) fn json(bytes: Vec<u8>) -> Self {
        Self::new(bytes, "application/json")
    }

    pub(super) fn new(bytes: Vec<u8>, media: &'static str) -> Self {
        let digest = Sha256::digest(&bytes);
        let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self { bytes: bytes.into(), media, etag: format!("\"{hex}\""), cache: "no-cache" }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Lets browsers keep the resource for an hour before they ask again.
    #[must_use]
    pub(super) fn kept(self) -> Self {
        Self { cache: "public, max-age=3600", ..self }
    }

    pub(super) fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let known = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
        let tag = known.flat_map(|list| list.split(',')).map(str::trim).find_map(|tag| self.known(tag));
        let mut response = if tag.is_some() { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((ETAG, tag.unwrap_or(&self.etag)));
        response.insert_header((CACHE_CONTROL, self.cache));
        response.insert_header((VARY, "accept-encoding"));
        if tag.is_some() {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, self.media));
        response.body(self.bytes.clone())
    }

    /// Returns the tag that the client has, if it names this resource in any content coding. It is the tag of what the
    /// client would get, so the answer repeats it.
    fn known<'a>(&'a self, tag: &'a str) -> Option<&'a str> {
        let plain = self.etag.trim_end_matches('"');
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        let is_coded = || tag.strip_prefix(plain).is_some_and(|rest| rest.starts_with('-') && rest.ends_with('"'));
        match tag {
            "*" => Some(&self.etag),
            tag if tag == self.etag || is_coded() => Some(tag),
            _ => None,
        }
    }
}

/// Returns the ETag of one content coding. Codings differ byte for byte, so their strong tags must differ.
pub(super) fn coded_etag(etag: &str, coding: &str) -> String {
    format!("{}-{coding}\"", etag.trim_end_matches('"'))
}
