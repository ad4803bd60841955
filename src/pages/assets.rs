//! Stylesheet, scripts, and icon embedded in the binary.

/// A file that pages link to.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    pub path: &'static str,
    pub media: &'static str,
    pub bytes: &'static [u8],
}

/// All embedded files.
pub const ASSETS: &[Asset] = &[
    Asset {
        path: "/assets/planner.css",
        media: "text/css; charset=utf-8",
        bytes: include_bytes!("assets/planner.css"),
    },
    Asset {
        path: "/assets/planner.js",
        media: "text/javascript; charset=utf-8",
        bytes: include_bytes!("assets/planner.js"),
    },
    Asset {
        path: "/assets/drafts.js",
        media: "text/javascript; charset=utf-8",
        bytes: include_bytes!("assets/drafts.js"),
    },
    Asset {
        path: "/assets/teams.js",
        media: "text/javascript; charset=utf-8",
        bytes: include_bytes!("assets/teams.js"),
    },
    Asset {
        path: "/assets/records.js",
        media: "text/javascript; charset=utf-8",
        bytes: include_bytes!("assets/records.js"),
    },
    Asset { path: "/assets/rank.js", media: "text/javascript; charset=utf-8", bytes: include_bytes!("assets/rank.js") },
    Asset { path: "/assets/icon.svg", media: "image/svg+xml", bytes: include_bytes!("assets/icon.svg") },
];
