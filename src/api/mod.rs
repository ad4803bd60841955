//! The HTTP service: one file per resource, and one router that registers all of them.

mod access;
mod base;
mod batch;
mod body;
mod catalogue;
mod conditional;
mod district;
mod docs;
mod document;
mod edge;
mod fallback;
mod gate;
mod health;
mod imports;
mod interface;
mod metrics;
mod negotiation;
mod operations;
mod origin;
mod pages;
mod plans;
mod problems;
mod records;
mod router;
mod rows;
mod service;
mod template;
mod turns;
mod upload;

pub use access::{Public, RateLimits, today};
pub use base::{BasePath, Proxy};
pub use document::openapi_json;
pub use origin::{HostName, Origin};
pub use router::{app, health_app};
pub use service::{Limits, Served, Service};
