//! Versions of the catalog, model, and engine behind the document.

use crate::exports::Document;
use crate::exports::outline::Outline;

pub fn provenance(document: &Document<'_>, outline: &mut Outline) {
    let provenance = &document.provenance;
    outline.section("About this document");
    outline.list([
        "A fit score (0 to 100) is this model's estimate of fit. It is not a success rate.".to_owned(),
        document.review.facts.catalogue.model.statement.clone(),
        format!("Catalog {}, digest {}", provenance.catalogue_version, provenance.catalogue_digest),
        format!("Model {}, engine {}", provenance.model_version, provenance.engine_version),
    ]);
}
