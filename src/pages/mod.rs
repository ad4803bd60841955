//! The planner's pages: HTML made on the server from the same requests and the same advisor as every other answer.
//!
//! What lives here: forms, results and the catalogue as pages a person reads, with their words, stylesheet and scripts.
//! What deliberately does not: HTTP (`api/pages.rs` has that), and any number of its own.
//!
//! Every page that needs answers is reached by sending the form, never by an address with answers in it, since addresses
//! are logged. With a script the answers stand behind the `#` of the address as well, which no browser sends.

mod aim;
mod answers;
mod assets;
mod bundles;
mod catalogue;
mod chart;
mod compare;
mod decision;
mod fields;
mod layout;
mod levels;
mod parts;
mod plan;
mod planner;
mod ranking;
mod save;
mod scene;
mod standing;
mod teams;
mod view;
mod weights;
mod what_if;
mod why;
mod words;

pub use assets::{ASSETS, Asset};
pub use fields::{Fields, TooManyFields};
pub use scene::Scene;
pub use view::{Page, READINGS, Reading, VIEWS, View};
pub use words::Words;
