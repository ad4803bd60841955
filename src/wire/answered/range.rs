//! A number with its interval.

use crate::outcomes::Estimate;
use crate::wire::kit::view::{View, view};

view! {
    /// A number with its interval of 90 %.
    pub struct RangePart from (one: &Estimate) {
        value: f64 = one.value * 100.0,
        low: f64 = one.low * 100.0,
        high: f64 = one.high * 100.0,
    }
}
