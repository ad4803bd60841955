//! Backmap ranks professional learning designs for a team's context, and shows why.

pub mod answers;
pub mod catalogue;
pub mod scoring;
pub mod explain;
pub mod advisor;
pub mod wire;
pub mod api;
pub mod cli;
pub mod review;
