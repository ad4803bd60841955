//! The team's context as numbers: what may move outcomes whatever the design.

use crate::answers::mean;
use crate::catalogue::Kind;
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
