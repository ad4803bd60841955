//! All integration tests, in one binary.

mod expectations;
mod open_cases;
mod support;
