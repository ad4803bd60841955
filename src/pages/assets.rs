//! Stylesheet, scripts, and icon embedded in the binary.

/// A file that pages link to.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    pub path: &'static str,
    pub media: &'static str,
    pub bytes: &'static [u8],
}

/// Embeds a file of `assets/`.
macro_rules! asset {
    ($file:literal, $media:expr) => {
        Asset { path: concat!("/assets/", $file), media: $media, bytes: include_bytes!(concat!("assets/", $file)) }
    };
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLES: &str = "text/css; charset=utf-8";

/// All embedded files.
pub const ASSETS: &[Asset] = &[
    asset!("planner.css", STYLES),
    asset!("planner.js", SCRIPT),
    asset!("answers.js", SCRIPT),
    asset!("columns.js", SCRIPT),
    asset!("district.js", SCRIPT),
    asset!("drafts.js", SCRIPT),
    asset!("form.js", SCRIPT),
    asset!("kit.js", SCRIPT),
    asset!("measures.js", SCRIPT),
    asset!("rank.js", SCRIPT),
    asset!("records.js", SCRIPT),
    asset!("sides.js", SCRIPT),
    asset!("table.js", SCRIPT),
    asset!("teams.js", SCRIPT),
    asset!("template.js", SCRIPT),
    asset!("ways.js", SCRIPT),
    asset!("icon.svg", "image/svg+xml"),
];
