//! The catalogue as pages to read and to link to: designs, factors, standards, planning, sources, and what the words mean.
//!
//! What lives here: what the files say, in an order for reading, with every number, its grade and what it rests on. What
//! deliberately does not: anything of a team; these pages are the same for everybody.

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
