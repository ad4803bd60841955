//! A district report as files: one outline as Markdown, Word and a web page with pictures, and a workbook of its tables.

mod pictures;
mod sections;
mod workbook;

use maud::Markup;

use super::outline::Outline;
use super::page::{self, HTML_MEDIA};
use super::{markdown, word};
use crate::advisor::Advisor;
use crate::district::District;

/// A file of a district report.
#[derive(Clone, Copy, Debug)]
pub struct DistrictFile {
    /// What a command or a form calls it.
    pub id: &'static str,
    /// The file name.
    pub file: &'static str,
    pub media: &'static str,
    pub make: fn(&Advisor, &District) -> Vec<u8>,
}

/// Every file of a district report.
pub const DISTRICT_FILES: [DistrictFile; 4] = [
    DistrictFile {
        id: "html",
        file: "district.html",
        media: HTML_MEDIA,
        make: |advisor, district| page::report(&sections::sections(advisor, district)),
    },
    DistrictFile {
        id: "docx",
        file: "district.docx",
        media: word::WORD_MEDIA,
        make: |advisor, district| word::word(&district_outline(advisor, district), None),
    },
    DistrictFile {
        id: "xlsx",
        file: "district.xlsx",
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        make: |advisor, district| workbook::workbook(&district_outline(advisor, district)),
    },
    DistrictFile {
        id: "markdown",
        file: "district.md",
        media: "text/markdown; charset=utf-8",
        make: |advisor, district| markdown::markdown(&district_outline(advisor, district)),
    },
];

/// Returns the report without its pictures.
pub fn district_outline(advisor: &Advisor, district: &District) -> Outline {
    page::joined(sections::sections(advisor, district))
}

/// Returns the report as the content of a page, below a heading of the page's own.
pub fn district_fragment(advisor: &Advisor, district: &District) -> Markup {
    page::content(&sections::sections(advisor, district))
}
