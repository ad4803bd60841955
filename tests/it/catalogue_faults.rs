//! catalogue_faults
