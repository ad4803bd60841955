//! The HTTP service: one file per resource, and one router that registers all of them.

mod base;
mod batch;
mod body;
mod catalogue;
mod conditional;
mod docs;
mod document;
mod edge;
mod fallback;
mod health;
mod imports;
mod interface;
mod metrics;
mod negotiation;
mod operations;
mod pages;
mod plans;
mod problems;
mod records;
mod router;
mod rows;
mod service;
mod upload;

pub use base::{BasePath, Proxy};
pub use document::openapi_json;
pub use router::app;
pub use service::{Limits, Served, Service};
