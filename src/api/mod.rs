//! The HTTP service: one file per resource, and one router that registers all of them.

mod audits;
mod batch;
mod body;
mod bundles;
mod cases;
mod catalogue;
mod conditional;
mod contrasts;
mod counterfactuals;
mod decisions;
mod docs;
mod document;
mod edge;
mod fallback;
mod health;
mod imports;
mod metrics;
mod negotiation;
mod operation;
mod pages;
mod plans;
mod problems;
mod questions;
mod recommendations;
mod router;
mod rows;
mod sensitivity;
mod service;
mod upload;
mod weights;

pub use document::openapi_json;
pub use router::app;
pub use service::{Limits, Served, Service};
