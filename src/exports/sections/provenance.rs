//! Versions of the catalog, model, and engine behind the document.

use crate::advisor::Provenance;
use crate::exports::Document;
use crate::exports::outline::Outline;
use crate::words::{fill, text};

pub fn provenance(document: &Document<'_>, outline: &mut Outline) {
    outline.section(text("exports.provenance.about_document"));
    outline.list(basis(&document.review.facts.catalogue.model.statement, &document.provenance));
}

/// What a score is, and the versions that an answer rests on.
pub fn basis(statement: &str, provenance: &Provenance<'_>) -> [String; 4] {
    let catalogue = [("version", provenance.catalogue_version), ("digest", provenance.catalogue_digest)];
    let model = [("model", provenance.model_version), ("engine", provenance.engine_version)];
    [
        text("exports.provenance.fit_score_0").to_owned(),
        statement.to_owned(),
        fill(text("exports.provenance.catalog_digest"), &catalogue),
        fill(text("exports.provenance.model_engine"), &model),
    ]
}
