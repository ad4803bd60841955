//! The team's context as numbers: what may move outcomes whatever the design.

use crate::answers::mean;
use crate::catalogue::{Catalogue, Kind};
use crate::scoring::{Mixtures, Tables, TermMixture};

/// Returns the mean level of each factor and resource, and the share of each category; what is unknown is typical.
pub fn context(tables: &Tables, mixtures: &Mixtures) -> Vec<f64> {
    let mut all = Vec::new();
    for term in tables.all_terms() {
        let kind = tables.kinds[tables.terms[term].factor];
        let mixture = match mixtures.term(term) {
            TermMixture::Team { mixture, .. } => mixture,
            TermMixture::Unknown | TermMixture::PerDesign(_) => &tables.priors[term],
        };
        match kind {
            Kind::PerDesign => {}
            Kind::Level | Kind::PerResource => all.push(mean(mixture, |cell| cell as f64)),
            // The shares of all categories sum to 1.
            Kind::Shares => all.extend((1..tables.cells(term)).map(|cell| mixture.share(cell))),
        }
    }
    all
}

/// Returns the names of the same numbers: paths of answers, such as `resources.time` or `outcome_type.mastery`.
pub fn context_names(catalogue: &Catalogue, tables: &Tables) -> Vec<String> {
    let mut all = Vec::new();
    for term in tables.all_terms() {
        let of = &tables.terms[term];
        let categories = &catalogue.factors[of.factor].categories;
        match tables.kinds[of.factor] {
            Kind::PerDesign => {}
            Kind::Level | Kind::PerResource => all.push(of.path.clone()),
            Kind::Shares => {
                all.extend(categories.iter().skip(1).map(|category| format!("{}.{}", of.path, category.id)))
            }
        }
    }
    all
}
