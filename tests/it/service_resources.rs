//! service_resources
