//! The catalog as pages: designs, factors, standards, planning, sources, and the glossary.
//!
//! In scope: the content of the files in reading order, with every number, its grade, and its reasons.
//! Out of scope: anything about a team; these pages are the same for everyone.

mod citing;
mod design;
mod designs;
mod effects;
mod factor;
mod factors;
mod glossary;
mod numbers;
mod parts;
mod planning;
mod sources;
mod standards;

pub use design::page as design;
pub use designs::page as designs;
pub use factor::page as factor;
pub use factors::page as factors;
pub use glossary::page as glossary;
pub use planning::page as planning;
pub use sources::page as sources;
pub use standards::{list as standards, one as standard};
