//! All integration tests, in one binary.

mod catalogue_faults;
mod command;
mod elicitation;
mod example_snapshots;
mod expectations;
mod intervals;
mod open_cases;
mod openapi;
mod properties;
mod reference;
mod rooms;
mod server;
mod service_bad_input;
mod service_life;
mod service_resources;
mod setting_and_limits;
mod statements;
mod support;
mod voices;
mod weights;
