//! Every source that the document cites, and the versions behind the document.

use std::collections::BTreeSet;

use crate::advisor::Provenance;
use crate::exports::outline::Outline;
use crate::planning::Review;
use crate::words::{fill_text, text};

pub fn sources(review: &Review<'_>, outline: &mut Outline) {
    let of_designs = review.facts.chosen.iter().flat_map(|chosen| &chosen.design.evidence).flat_map(|one| &one.sources);
    let of_findings = review.findings.iter().chain(&review.audit.findings).flat_map(|finding| &finding.sources);
    let cited: BTreeSet<&String> = of_designs.chain(of_findings).collect();
    let known = review.facts.catalogue.sources.iter().filter(|source| cited.contains(&source.id));
    outline.facts(known.map(|source| (source.short(), [&source.citation])).collect());
}

/// What a score is, and the versions that an answer rests on.
pub fn basis(statement: &str, provenance: &Provenance<'_>) -> [String; 4] {
    let catalogue = [("version", provenance.catalogue_version), ("digest", provenance.catalogue_digest)];
    let model = [("model", provenance.model_version), ("engine", provenance.engine_version)];
    [
        text("exports.provenance.fit_score_0").to_owned(),
        statement.to_owned(),
        fill_text("exports.provenance.catalog_digest", &catalogue),
        fill_text("exports.provenance.model_engine", &model),
    ]
}
