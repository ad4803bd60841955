//! Weights by people: from what they said of the importance of factors to multipliers, and what these would mean.

use crate::elicitation::{Elicited, Judged, multipliers};
use crate::explain::{Capability, Statement, weights};
use crate::scoring::{Multiplier, WeightError, Weighting};

use super::Advisor;

/// The weights that follow from people's judgements.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    pub elicited: Elicited,
    /// By factor; those not named have one times their weight.
    pub multipliers: Vec<Multiplier>,
    pub capability: Capability,
    /// What has to be said, in reading order.
    pub statements: Vec<Statement>,
}

impl Advisor {
    /// Weighs the factors as people judged them.
    ///
    /// # Errors
    /// When all that would count has no weight in the catalogue.
    pub fn weigh(&self, judged: &Judged) -> Result<Weighed, WeightError> {
        let elicited = judged.elicit();
        let multipliers = multipliers(&elicited.shares, &self.tables.weights[..self.tables.factors()]);
        let weighting = Weighting::new(&self.tables, &multipliers)?;
        let capability = Capability {
            catalogue_share: self.capability_share(&self.weighting),
            share: self.capability_share(&weighting),
            floor: self.catalogue.model.capability_floor.value,
        };
        let consistency = elicited.consistency.as_ref();
        let statements = [
            Some(weights::method(&self.catalogue, judged, &elicited)),
            consistency.map(|consistency| weights::consistency(&self.catalogue, consistency)),
            weights::without_weight(&self.catalogue, &elicited),
            Some(weights::capability(&self.catalogue, &capability)),
        ];
        Ok(Weighed { elicited, multipliers, capability, statements: statements.into_iter().flatten().collect() })
    }

    /// The share of all weight on what the catalogue's capability floor names: factors, or kinds of resources.
    fn capability_share(&self, weighting: &Weighting) -> f64 {
        let named = &self.catalogue.model.capability_floor.factors;
        let terms = self.tables.terms.iter();
        let counts = |term: &&crate::catalogue::Term| {
            named.iter().any(|path| *path == term.path || *path == self.catalogue.factors[term.factor].id)
        };
        terms.filter(counts).map(|term| term.share * weighting.share(term.factor)).sum()
    }
}
