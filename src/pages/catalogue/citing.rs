//! The designs and factors that cite a source.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Attribute, Catalogue, Design, DesignIndex, Factor, FactorIndex};

/// Designs and factors that cite one source.
#[derive(Clone, Debug, Default)]
pub struct Citing {
    pub designs: BTreeSet<DesignIndex>,
    pub factors: BTreeSet<FactorIndex>,
}

/// Returns citing designs and factors by source id.
pub fn citing(catalogue: &Catalogue) -> BTreeMap<&str, Citing> {
    let mut all: BTreeMap<&str, Citing> = BTreeMap::new();
    for (at, design) in DesignIndex::enumerate(&catalogue.designs) {
        for id in of_design(design) {
            all.entry(id).or_default().designs.insert(at);
        }
    }
    for (at, factor) in FactorIndex::enumerate(&catalogue.factors) {
        for id in of_factor(factor) {
            all.entry(id).or_default().factors.insert(at);
        }
    }
    all
}

fn of_factor(factor: &Factor) -> impl Iterator<Item = &str> {
    let all = [&factor.change.sources, &factor.scoring.sources, &factor.weight.sources, &factor.prior.sources];
    all.into_iter().flatten().map(String::as_str)
}

fn of_design(design: &Design) -> impl Iterator<Item = &str> {
    let of = &design.dosage;
    let amounts = [&of.hours, &of.weeks, &of.session_hours, &of.group_size, &of.cover_hours];
    let amounts = amounts.into_iter().chain(&of.cost_usd_per_teacher).flat_map(|amount| &amount.sources);
    let own = std::iter::once(&design.attributes).chain(design.variants.iter().map(|variant| &variant.attributes));
    let attributes = own.flat_map(|own| own.factors.values().chain(own.resources.values())).flat_map(of_attribute);
    let rest = design.evidence.iter().flat_map(|one| &one.sources);
    let rest = rest.chain(design.interactions.values().flat_map(|one| &one.sources));
    let rest = rest.chain(design.requirements.iter().flat_map(|one| &one.sources));
    let rest = rest.chain(design.adjustments.iter().flat_map(|one| &one.sources));
    amounts.chain(attributes).chain(rest).map(String::as_str)
}

fn of_attribute(attribute: &Attribute) -> impl Iterator<Item = &String> {
    attribute.sources.iter().chain(attribute.categories.iter().flat_map(|category| &category.sources))
}
