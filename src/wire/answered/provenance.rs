//! The versions behind an answer.

use serde::Serialize;

use crate::advisor::Advisor;

/// The versions of catalog, model and engine behind an answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Provenance<'a> {
    catalogue_version: &'a str,
    /// SHA-256 of the catalog files.
    catalogue_digest: &'a str,
    model_version: &'a str,
    engine_version: &'a str,
}

impl<'a> From<&'a Advisor> for Provenance<'a> {
    fn from(advisor: &'a Advisor) -> Self {
        let provenance = advisor.provenance();
        Self {
            catalogue_version: provenance.catalogue_version,
            catalogue_digest: provenance.catalogue_digest,
            model_version: provenance.model_version,
            engine_version: provenance.engine_version,
        }
    }
}
