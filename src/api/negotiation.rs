//! Chooses the media type of an answer by `Accept` (RFC 9110, section 12.5.1).

use actix_web::http::header::{Accept, Quality};

use crate::wire::OtherMedia;

const JSON: &[&str] = &["application/json"];

/// Returns which of the other media types the client prefers to JSON.
pub(super) fn wanted<'a>(accept: &Accept, others: &'a [OtherMedia]) -> Option<&'a OtherMedia> {
    let names: Vec<[&str; 1]> = others.iter().map(|other| [other.media()]).collect();
    let offered = std::iter::once(JSON).chain(names.iter().map(|name| name.as_slice()));
    best(accept, offered)?.checked_sub(1).map(|at| &others[at])
}

/// Returns which offer the client prefers; of equals, the first. Each offer has one or several names. `None` if the client
/// accepts none of them.
pub(super) fn best<'a>(accept: &Accept, offered: impl Iterator<Item = &'a [&'a str]>) -> Option<usize> {
    let worth = |names: &[&str]| names.iter().map(|name| quality(accept, name)).max().unwrap_or(Quality::ZERO);
    let mut best = None;
    for (at, names) in offered.enumerate() {
        let worth = worth(names);
        if worth > Quality::ZERO && best.is_none_or(|(_, before)| worth > before) {
            best = Some((at, worth));
        }
    }
    best.map(|(at, _)| at)
}

/// Returns the quality of a media type: that of the most specific range that covers it.
fn quality(accept: &Accept, name: &str) -> Quality {
    if accept.0.is_empty() {
        return Quality::MAX;
    }
    let (own, _) = name.split_once('/').unwrap_or((name, ""));
    let fit = |range: &mime::Mime| match range.essence_str() {
        essence if essence == name => Some(2),
        essence if essence.strip_suffix("/*") == Some(own) => Some(1),
        "*/*" => Some(0),
        _ => None,
    };
    let fitting = accept.0.iter().filter_map(|item| Some((fit(&item.item)?, item.quality)));
    fitting.max_by_key(|(fit, _)| *fit).map_or(Quality::ZERO, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::Header;
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_client_decides_and_of_equals_the_first_offer() {
        const OFFERS: [&[&str]; 3] = [&["application/x-ndjson", "application/jsonl"], &["text/csv"], &["text/plain"]];
        for (accept, expected) in [
            ("*/*", Some(0)),
            ("text/csv", Some(1)),
            ("application/x-ndjson, text/csv", Some(0)),
            ("text/csv;q=0.9, application/jsonl;q=0.8", Some(1)),
            ("application/jsonl;q=0.2, */*;q=0.1", Some(0)),
            ("text/*", Some(1)),
            ("text/*, text/csv;q=0", Some(2)),
            ("*/*;q=0.5, text/plain", Some(2)),
            ("image/png", None),
        ] {
            let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
            let accept_header = Accept::parse(&request).unwrap();
            assert_eq!(best(&accept_header, OFFERS.into_iter()), expected, "{accept}");
        }
    }
}
