//! service_bad_input
