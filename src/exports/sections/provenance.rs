//! What the document rests on.

use crate::exports::Document;
use crate::exports::outline::Outline;

pub fn provenance(document: &Document<'_>, outline: &mut Outline) {
    let provenance = &document.provenance;
    outline.section("What this document rests on");
    outline.list([
        "A score is suitability in this model, 0 to 100. It is not per cent effective.".to_owned(),
        document.review.facts.catalogue.model.statement.clone(),
        format!("Catalogue {}, digest {}", provenance.catalogue_version, provenance.catalogue_digest),
        format!("Model {}, engine {}", provenance.model_version, provenance.engine_version),
    ]);
}
