//! The planner's pages: HTML rendered on the server from the same requests and advisor as every other response.
//!
//! In scope: forms, results, and catalog pages, with their texts, stylesheet, and scripts.
//! Out of scope: HTTP (see `api/pages.rs`) and any computation.
//!
//! Pages that need answers are reached by submitting the form, never by a URL with answers in it, since URLs are
//! logged. With JavaScript, the answers are also in the fragment after the `#`, which browsers do not send.

mod aim;
mod answers;
mod ask;
mod assets;
mod based;
mod bundles;
mod by_hand;
mod catalogue;
mod certainty;
mod chart;
mod compare;
mod decision;
mod district;
mod fields;
mod groups;
mod handout;
mod home;
mod interface;
mod kit;
mod layout;
mod levels;
mod plain;
mod plan;
mod planner;
mod questions;
mod result;
mod save;
mod scene;
mod sign_in;
mod standing;
mod teams;
mod view;
mod weights;
mod what_if;
mod why;
mod words;

pub use assets::{ASSETS, Asset};
pub use based::based;
pub use district::{Reported, progress as district_progress, report as district_report};
pub use fields::{Fields, TooManyFields};
pub use groups::heard;
pub use interface::{DescribedOperation, OperationGroup, api_page};
pub use kit::Page;
pub use scene::Scene;
pub use sign_in::{KEY_FIELD, SIGN_IN, SIGN_OUT, sign_in};
pub use view::{READINGS, Reading, View, views};
pub use words::Words;

/// The path and the fields of the form of a whole district.
pub mod district_form {
    pub use super::district::{BY, IGNORE, PATH, REPORT, RESOURCES, SCHOOL, TEAMS, USUAL_SCHOOL};
}
