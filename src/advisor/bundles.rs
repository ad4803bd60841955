//! Bundles for one profile, in words.

use super::{Advisor, Options};
use crate::bundle::{
    Ask, Bundle, DEFAULT_BUNDLES, DEFAULT_DESIGNS, ExplainedBundle, Member, bundles, explain_bundle, tell_about,
    tell_notes,
};
use crate::catalogue::Profile;
use crate::planning::{CostKind, Range, design_cost};
use crate::scoring::WeightError;
use crate::sentences::Statement;

/// The answer for one profile.
#[derive(Clone, Debug)]
pub struct BundleAdvice<'a> {
    pub profile: &'a Profile,
    /// Best first.
    pub bundles: Vec<ExplainedBundle>,
    /// How the bundles were chosen and what their scores mean.
    pub about: Statement,
    /// Notes on the answer as a whole.
    pub notes: Vec<Statement>,
    /// The number of sets of designs compared.
    pub compared: usize,
}

/// What a bundle costs for one teacher, in US dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BundleCost {
    /// Published only if the cost of every design is.
    pub kind: CostKind,
    pub amount: Range,
}

impl Advisor {
    /// The cost of a bundle's designs together, each in its environment.
    pub fn bundle_cost(&self, members: &[Member]) -> BundleCost {
        let none = BundleCost { kind: CostKind::Published, amount: Range::default() };
        members.iter().fold(none, |sum, member| {
            let environment = self.tables.alternatives[member.alternative].environment;
            let (design, environment) =
                (&self.catalogue.designs[member.design], &self.catalogue.environments[environment]);
            let cost = design_cost(&self.catalogue, design, environment);
            let kind = if cost.kind == CostKind::Published { sum.kind } else { cost.kind };
            BundleCost { kind, amount: sum.amount.plus(cost.amount()) }
        })
    }

    /// The best bundles of designs for a profile.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn bundles<'a>(&'a self, profile: &'a Profile, options: &Options) -> Result<BundleAdvice<'a>, WeightError> {
        let evaluation = self.evaluate(profile, options)?;
        let ask = Ask {
            max_designs: options.max_designs.unwrap_or(DEFAULT_DESIGNS),
            top: options.top.unwrap_or(DEFAULT_BUNDLES),
        };
        let found = bundles(&evaluation, &self.marks, ask);
        let explained = |bundle: Bundle| explain_bundle(&evaluation, &self.marks, bundle);
        Ok(BundleAdvice {
            profile,
            about: tell_about(&evaluation, found.compared),
            notes: tell_notes(&evaluation, found.compared),
            compared: found.compared,
            bundles: found.bundles.into_iter().map(explained).collect(),
        })
    }
}
