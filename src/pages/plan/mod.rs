//! The plan pages: the short plan, the seven steps, audit, schedule, implementation, progress, and document.
//!
//! In scope: one form over several pages. Each page shows some of the plan's fields as inputs, carries the rest
//! as hidden fields ([`Desk`]), and shows the review. Out of scope: any judgment of the plan.

mod asked;
mod audit;
mod board;
mod carried;
mod desk;
mod document;
mod edit;
mod files;
mod findings;
mod implementation;
mod inputs;
mod keep;
mod known;
mod next;
mod obvious;
mod offers;
mod page;
mod pictures;
mod place;
mod progress;
mod resources;
mod schedule;
mod short;
mod start;
mod step;
mod steps;
mod whole;

pub use audit::body as audit;
pub use board::body as board;
pub use desk::Desk;
pub use document::body as document;
pub use files::export;
pub use implementation::body as implementation;
pub use known::kind as field_kind;
pub use page::{file, page};
pub use place::{BEGIN, STEPS_PAGE};
pub use progress::body as progress;
pub use schedule::body as schedule;
pub use short::body as short;
pub use start::{start, start_all};
pub use steps::body as steps;
pub use whole::json;
