//! Bundles for one profile, in words.

use super::{Advisor, Options};
use crate::bundle::{
    Ask, Bundle, DEFAULT_BUNDLES, DEFAULT_DESIGNS, ExplainedBundle, bundles, explain_bundle, tell_about, tell_notes,
};
use crate::catalogue::Profile;
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

impl Advisor {
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
