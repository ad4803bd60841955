//! service_life
