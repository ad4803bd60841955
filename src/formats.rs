//! What is read and written: the JSON of the API, surveys, documents, and figures about a catalog.

pub use backmap_model::{
    advisor, allocation, answers, bundle, calendars, catalogue, cohorts, counterfactual, district, elicitation,
    explain, learning, outcomes, planning, scoring, sensitivity, sentences, tables, words,
};

pub mod exports;
pub mod review;
pub mod surveys;
pub mod wire;
