//! Chooses between JSON and another media type.

use actix_web::http::header::{Accept, Quality};

/// Whether the client names a media type and prefers it to any range that JSON would satisfy.
pub(super) fn wants(accept: &Accept, media: &str) -> bool {
    let named = |mime: &mime::Mime| mime.essence_str() == media;
    let json = |mime: &mime::Mime| matches!(mime.essence_str(), "application/json" | "application/*" | "*/*");
    let refused = accept.0.iter().any(|item| named(&item.item) && item.quality == Quality::ZERO);
    let first = accept.ranked().into_iter().find(|mime| named(mime) || json(mime));
    !refused && first.is_some_and(|mime| named(&mime))
}
