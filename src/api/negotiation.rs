//! Chooses between JSON and another media type.

use actix_web::http::header::{Accept, Quality};

/// Returns which of the media types the client names and prefers to any range that JSON would satisfy.
pub(super) fn wanted(accept: &Accept, offered: &[&str]) -> Option<usize> {
    let named = |mime: &mime::Mime| offered.iter().position(|media| mime.essence_str() == *media);
    let json = |mime: &mime::Mime| matches!(mime.essence_str(), "application/json" | "application/*" | "*/*");
    let refused = |at| accept.0.iter().any(|item| named(&item.item) == Some(at) && item.quality == Quality::ZERO);
    let fits = |mime: &mime::Mime| json(mime) || named(mime).is_some_and(|at| !refused(at));
    accept.ranked().iter().find(|mime| fits(mime)).and_then(named)
}
