//! What is computed about a team: scores, explanations, bundles and plans. No room in it knows JSON, HTTP or HTML.

pub use backmap_lanes as lanes;

pub mod advisor;
pub mod allocation;
pub mod answers;
pub mod bundle;
pub mod calendars;
pub mod catalogue;
pub mod cohorts;
pub mod counterfactual;
pub mod district;
pub mod elicitation;
pub mod explain;
pub mod learning;
pub mod outcomes;
pub mod planning;
pub mod scoring;
pub mod sensitivity;
pub mod sentences;
pub mod tables;
pub mod words;
