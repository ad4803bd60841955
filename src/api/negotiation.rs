//! Chooses between JSON and other media types.

use actix_web::http::header::{Accept, Quality};

use crate::wire::OtherMedia;

/// Returns which of the media types the client names and prefers to any range that JSON would satisfy.
pub(super) fn wanted<'a>(accept: &Accept, offered: &'a [OtherMedia]) -> Option<&'a OtherMedia> {
    let named = |mime: &mime::Mime| offered.iter().find(|other| mime.essence_str() == other.media());
    let json = |mime: &mime::Mime| matches!(mime.essence_str(), "application/json" | "application/*" | "*/*");
    let refused = |media| accept.0.iter().any(|item| item.item.essence_str() == media && item.quality == Quality::ZERO);
    let fits = |mime: &mime::Mime| json(mime) || named(mime).is_some_and(|other| !refused(other.media()));
    accept.ranked().iter().find(|mime| fits(mime)).and_then(named)
}
