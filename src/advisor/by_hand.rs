//! What a request sets by hand.

use super::Advisor;
use super::advice::Options;
use crate::catalogue::Profile;
use crate::explain::{ByHand, Settings, by_hand};

impl Advisor {
    /// Returns what a request sets by hand, one entry for each kind; a ranking without it may have another order.
    pub fn by_hand(&self, profile: &Profile, options: &Options) -> Vec<ByHand> {
        let settings = Settings {
            multipliers: options.multipliers.as_deref(),
            exclude: &options.exclude,
            limits: options.limits,
            environments: options.environments.as_deref(),
        };
        by_hand(&self.catalogue, profile, settings)
    }
}
