//! Versions of the catalog, model, and engine behind the document.

use crate::exports::Document;
use crate::exports::outline::Outline;
use crate::words::{fill, text};

pub fn provenance(document: &Document<'_>, outline: &mut Outline) {
    let provenance = &document.provenance;
    outline.section(text("exports.provenance.about_document"));
    outline.list([
        text("exports.provenance.fit_score_0").to_owned(),
        document.review.facts.catalogue.model.statement.clone(),
        fill(
            text("exports.provenance.catalog_digest"),
            &[("version", provenance.catalogue_version), ("digest", provenance.catalogue_digest)],
        ),
        fill(
            text("exports.provenance.model_engine"),
            &[("model", provenance.model_version), ("engine", provenance.engine_version)],
        ),
    ]);
}
