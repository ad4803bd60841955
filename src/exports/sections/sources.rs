//! Every source that the document cites.

use std::collections::BTreeSet;

use crate::exports::Document;
use crate::exports::outline::{Facts, Outline};
use crate::words::text;

pub fn sources(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    let of_designs = review.facts.chosen.iter().flat_map(|chosen| &chosen.design.evidence).flat_map(|one| &one.sources);
    let of_findings = review.findings.iter().chain(&review.audit.findings).flat_map(|finding| &finding.sources);
    let cited: BTreeSet<&String> = of_designs.chain(of_findings).collect();
    let known = review.facts.catalogue.sources.iter().filter(|source| cited.contains(&source.id));
    let facts = known.fold(Facts::default(), |facts, source| facts.with(source.short(), &source.citation));
    let mut own = Outline::default();
    own.facts(facts);
    if !own.blocks.is_empty() {
        outline.section(text("exports.sources.sources"));
        outline.blocks.extend(own.blocks);
    }
}
