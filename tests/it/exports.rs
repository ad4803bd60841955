//! Exports of a plan.
