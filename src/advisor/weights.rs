//! Weights from people's judgments of the importance of factors: the multipliers, and what they would mean.

use crate::catalogue::FactorIndex;
use crate::elicitation::{Elicited, Judged, multipliers};
use crate::explain::weights;
use crate::scoring::{Multiplier, WeightError, Weighting};
use crate::sentences::Statement;

use super::Advisor;

/// The weights that follow from people's judgments.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    pub elicited: Elicited,
    /// By factor; 1 for those not named.
    pub multipliers: Vec<Multiplier>,
    /// Statements in reading order.
    pub statements: Vec<Statement>,
}

impl Advisor {
    /// Weighs the factors as people judged them.
    ///
    /// # Errors
    /// When none of the factors that would count has weight in the catalog.
    pub fn weigh(&self, judged: &Judged) -> Result<Weighed, WeightError> {
        let elicited = judged.elicit();
        let multipliers = multipliers(&elicited.shares, &self.stakes());
        Weighting::new(&self.tables, &multipliers)?;
        let consistency = elicited.consistency.as_ref();
        let statements = [
            Some(weights::method(&self.catalogue, judged, &elicited)),
            consistency.map(|consistency| weights::consistency(&self.catalogue, consistency)),
            weights::without_weight(&self.catalogue, &elicited),
            Some(weights::explain_sides()),
        ];
        Ok(Weighed { elicited, multipliers, statements: statements.into_iter().flatten().collect() })
    }

    /// By factor: its stake in hundred-millionths, so that factors of both sides can be compared.
    fn stakes(&self) -> Vec<u64> {
        let stake = |factor: FactorIndex| (self.weighting.stake(&self.tables, factor) * 1e8).round() as u64;
        self.tables.all_factors().map(stake).collect()
    }
}
