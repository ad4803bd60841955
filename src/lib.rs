//! Backmap ranks professional learning designs for a team's context, and shows why.

pub mod advisor;
pub mod answers;
pub mod api;
pub mod batch;
pub mod bundle;
pub mod calendars;
pub mod catalogue;
pub mod cli;
pub mod counterfactual;
pub mod elicitation;
pub mod explain;
pub mod exports;
pub mod imports;
pub mod pages;
pub mod planning;
pub mod review;
pub mod scoring;
pub mod sensitivity;
pub mod sentences;
pub mod surveys;
pub mod wire;
pub mod words;
