//! What is answered: the parts that answers share, the ranking with its shorter forms for batches, and the pages of the
//! catalog.
//!
//! Nothing here knows a request.

pub mod by_hand;
pub mod case;
pub mod catalogue;
pub mod contender;
mod demands;
mod direct;
pub mod gate;
pub mod import_report;
pub mod learning;
pub mod moves;
pub mod provenance;
pub mod range;
pub mod recommendation;
pub mod rendered;
pub mod robustness;
pub mod rows;
pub mod standards;
pub mod statement;
pub mod sums;
pub mod voices;
