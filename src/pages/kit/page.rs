//! A page or a file, ready to send.

use maud::Markup;

use crate::wire::Problem;

/// A page or a file to download, ready to send.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub bytes: Vec<u8>,
    /// Name and media type of a file to download.
    pub file: Option<(&'static str, &'static str)>,
}

impl Page {
    pub(in crate::pages) fn html(status: u16, markup: Markup) -> Self {
        Self { status, bytes: markup.into_string().into_bytes(), file: None }
    }
}

/// The body of a page, or the problem that prevents it.
pub type Made = Result<Body, Problem>;

/// The body of a page with its status: a page that shows errors is not a success.
#[derive(Debug)]
pub struct Body {
    pub status: u16,
    pub markup: Markup,
}

impl From<Markup> for Body {
    fn from(markup: Markup) -> Self {
        Self { status: 200, markup }
    }
}
