//! The plan's pages: the seven steps, the audit, the schedule, implementation, progress, and the plan as one document.
//!
//! What lives here: one form over several pages. Each page shows some of the plan's fields as inputs and carries the rest
//! unseen ([`Desk`]), and says what the review found. What deliberately does not: any judgement of its own.

mod asked;
mod audit;
mod desk;
mod document;
mod edit;
mod files;
mod findings;
mod implementation;
mod inputs;
mod known;
mod pictures;
mod place;
mod progress;
mod resources;
mod schedule;
mod start;
mod step;
mod steps;
mod whole;

pub use audit::body as audit;
pub use desk::{Desk, file, page};
pub use document::body as document;
pub use files::export;
pub use implementation::body as implementation;
pub use progress::body as progress;
pub use schedule::body as schedule;
pub use start::{start, start_all};
pub use steps::body as steps;
pub use whole::json;

/// The page on which a plan begins.
pub const BEGIN: &str = "/plan";
