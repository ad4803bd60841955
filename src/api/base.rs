//! The path below which a proxy shows the service, such as `/backmap`: from a setting, or from `X-Forwarded-Prefix` if
//! the proxy is trusted. The proxy may strip the path or leave it.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::http::header::{HeaderMap, LOCATION};
use actix_web::http::uri::PathAndQuery;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};

use super::service::Service;
use crate::words::fill_text;

const FORWARDED_PREFIX: &str = "x-forwarded-prefix";

/// The longest base path, in bytes.
const LONGEST: usize = 200;

/// A path such as `/backmap` or `/tools/backmap`, without a slash at its end. Its characters have no meaning in HTML,
/// JSON and headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(Arc<str>);

impl BasePath {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns its first part, which no path of the service may share.
    pub(super) fn first(&self) -> &str {
        self.0[1..].split('/').next().unwrap_or_default()
    }

    /// Returns what is left of a path below this one; `/backmap` itself leaves nothing.
    fn cut_from<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(&*self.0).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = |part: &str| {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
            !part.is_empty() && part.bytes().all(known) && !part.bytes().all(|byte| byte == b'.')
        };
        let path = text.trim_end_matches('/');
        let parts = path.strip_prefix('/').filter(|parts| path.len() <= LONGEST && parts.split('/').all(plain));
        parts.map(|_| Self(path.into())).ok_or_else(|| fill_text("cli.serve.base_path", &[("path", text)]))
    }
}

/// A proxy whose headers count, by its address or its network, such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy {
    address: IpAddr,
    bits: u8,
}

impl Proxy {
    pub(super) fn covers(&self, other: IpAddr) -> bool {
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                u32::from(self.bits) == 0 || (own.to_bits() ^ other.to_bits()) >> (32 - u32::from(self.bits)) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                u32::from(self.bits) == 0 || (own.to_bits() ^ other.to_bits()) >> (128 - u32::from(self.bits)) == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Proxy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let read = || {
            let address: IpAddr = address.parse().ok()?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Some(most), |bits| bits.parse().ok()).filter(|bits| *bits <= most)?;
            Some(Self { address, bits })
        };
        read().ok_or_else(|| fill_text("cli.serve.proxy", &[("proxy", text)]))
    }
}

/// Removes the base path from a request, and keeps it for the links of the answer.
pub(super) async fn based<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone();
    if let Some(base) = base_for(&service, &request) {
        match base.cut_from(request.path()) {
            // Links on the page begin below the base path, and so must its own address.
            Some("") => {
                let to = [base.as_str(), "/", &with_mark(request.query_string())].concat();
                let response = HttpResponse::PermanentRedirect().insert_header((LOCATION, to)).finish();
                return Ok(request.into_response(response).map_into_right_body());
            }
            Some(rest) => {
                let kept = [rest, &with_mark(request.query_string())].concat();
                shorten(&mut request, &kept);
            }
            // The proxy has removed it already.
            None => {}
        }
        request.extensions_mut().insert(base);
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

/// Returns the base path of an answer.
pub(super) fn base_of(request: &HttpRequest) -> Option<BasePath> {
    request.extensions().get::<BasePath>().cloned()
}

fn with_mark(query: &str) -> String {
    if query.is_empty() { String::new() } else { format!("?{query}") }
}

/// Returns what a trusted proxy says, or else what the setting says.
fn base_for(service: &Service, request: &ServiceRequest) -> Option<BasePath> {
    let said = if service.trusts(request.peer_addr()) { forwarded(request.headers()) } else { None };
    let said = said.filter(|base| {
        let is_free = !service.owns(base);
        if !is_free {
            tracing::warn!(base = base.as_str(), "X-Forwarded-Prefix ignored: the service has a path of that name");
        }
        is_free
    });
    said.or_else(|| service.base_path.clone())
}

/// Reads the header: each proxy adds its own path after the one before it, separated by commas.
fn forwarded(headers: &HeaderMap) -> Option<BasePath> {
    let values: Result<Vec<&str>, _> = headers.get_all(FORWARDED_PREFIX).map(|value| value.to_str()).collect();
    let path: String = values.ok()?.iter().flat_map(|value| value.split(',')).map(part).collect();
    if path.is_empty() {
        return None;
    }
    let read = path.parse();
    if read.is_err() {
        tracing::warn!("X-Forwarded-Prefix ignored: it is no path such as /backmap");
    }
    read.ok()
}

fn part(value: &str) -> &str {
    value.trim().trim_end_matches('/')
}

fn shorten(request: &mut ServiceRequest, path_and_query: &str) {
    let mut parts = request.head().uri.clone().into_parts();
    let Ok(shorter) = PathAndQuery::try_from(path_and_query) else { return };
    parts.path_and_query = Some(shorter);
    let Ok(uri) = Uri::from_parts(parts) else { return };
    request.match_info_mut().get_mut().update(&uri);
    request.head_mut().uri = uri;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_is_plain_and_has_no_slash_at_its_end() {
        for (text, path) in [("/backmap", "/backmap"), ("/a/b-c_d.e~1/", "/a/b-c_d.e~1")] {
            assert_eq!(text.parse::<BasePath>().unwrap().as_str(), path);
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for text in
            ["", "/", "backmap", "//a", "/a//b", "/a/../b", "/.", "/a b", "/a\"b", "/a?b", "/é", "http://a/b", &long]
        {
            assert!(text.parse::<BasePath>().unwrap_err().contains("/backmap"), "{text}");
        }
    }

    #[test]
    fn only_whole_parts_of_a_path_are_cut() {
        let base: BasePath = "/backmap".parse().unwrap();
        let cases = [("/backmap/plan", Some("/plan")), ("/backmap", Some("")), ("/backmapper", None), ("/plan", None)];
        for (path, rest) in cases {
            assert_eq!(base.cut_from(path), rest, "{path}");
        }
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        let covers = |proxy: &str, peer: &str| proxy.parse::<Proxy>().unwrap().covers(peer.parse().unwrap());
        assert!(covers("127.0.0.1", "127.0.0.1") && !covers("127.0.0.1", "127.0.0.2"));
        assert!(covers("127.0.0.1", "::ffff:127.0.0.1"), "an IPv4 peer of a socket for both");
        assert!(covers("10.0.0.0/8", "10.200.1.2") && !covers("10.0.0.0/8", "11.0.0.1"));
        assert!(covers("0.0.0.0/0", "8.8.8.8") && !covers("0.0.0.0/0", "::1"));
        assert!(covers("fd00::/8", "fd12::1") && !covers("fd00::/8", "fe80::1") && covers("::/0", "fe80::1"));
        for text in ["", "proxy", "10.0.0.0/33", "::/129", "10.0.0.0/x", "10.0.0/8"] {
            assert!(text.parse::<Proxy>().is_err(), "{text}");
        }
    }
}
