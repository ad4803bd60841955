//! Backmap ranks professional learning designs for a team's context, and shows why.
//!
//! The rooms of the lower floors are crates of their own, `backmap-model` and `backmap-formats`; everything is reached
//! from here.

pub use backmap_formats::{exports, review, surveys, wire};
pub use backmap_model::{
    advisor, allocation, answers, bundle, calendars, catalogue, cohorts, counterfactual, district, elicitation,
    explain, learning, outcomes, planning, scoring, sensitivity, sentences, tables, words,
};

pub mod api;
pub mod batch;
pub mod cli;
pub mod imports;
pub mod keys;
pub mod pages;
