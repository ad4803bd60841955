//! All integration tests, in one binary.

mod bundles;
mod cases;
mod catalogue_faults;
mod command;
mod contrasts;
mod counterfactuals;
mod decisions;
mod example_snapshots;
mod expectations;
mod intervals;
mod open_cases;
mod openapi;
mod operations;
mod properties;
mod reference;
mod robustness;
mod rooms;
mod server;
mod service_bad_input;
mod service_life;
mod service_resources;
mod setting_and_limits;
mod statements;
mod support;
