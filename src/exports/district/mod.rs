//! A district report as files: one outline as Markdown, Word and a web page with pictures, and a workbook of its tables.

mod page;
mod pictures;
mod sections;
mod workbook;

use maud::Markup;

use super::outline::{Block, Outline};
use super::{markdown, word};
use crate::advisor::Advisor;
use crate::district::District;

pub use page::fragment as district_fragment;

/// A section of the report: its blocks, and the picture of its table.
#[derive(Debug)]
pub struct Section {
    pub outline: Outline,
    pub picture: Option<Markup>,
}

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
        media: "text/html; charset=utf-8",
        make: |advisor, district| page::page(&sections::sections(advisor, district)),
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
    let sections = sections::sections(advisor, district);
    let title = sections.first().map(|section| section.outline.title.clone()).unwrap_or_default();
    let blocks: Vec<Block> = sections.into_iter().flat_map(|section| section.outline.blocks).collect();
    Outline { title, blocks }
}
