//! Converts shares to multipliers of the catalog's weights.

use super::shares::{Share, UNIT};

/// Computes (E16): redistributes the total weight of the named factors among them. A factor with weight `v` and share
/// `s` gets the multiplier `s · V / v`, where `V` is the total weight of the named factors. Other factors keep theirs.
///
/// `weights` are the catalog's weights by factor, in any unit. The multipliers are in millionths, rounded to the
/// nearest. A named factor with weight 0 cannot get a share and keeps multiplier 1.
///
/// ```
/// use backmap_model::elicitation::{Share, multipliers};
/// let shares = [Share { factor: 0, share: 250_000 }, Share { factor: 2, share: 750_000 }];
/// // 6 and 2 become 2 and 6; the second factor is not named.
/// assert_eq!(multipliers(&shares, &[6, 5, 2]), [333_333, 1_000_000, 3_000_000]);
/// ```
pub fn multipliers(shares: &[Share], weights: &[u64]) -> Vec<u64> {
    let named: u128 = shares.iter().map(|one| u128::from(weights[one.factor])).sum();
    let mut multipliers = vec![UNIT; weights.len()];
    for one in shares {
        let weight = u128::from(weights[one.factor]);
        if let Some(multiplier) = (u128::from(one.share) * named + weight / 2).checked_div(weight) {
            multipliers[one.factor] = multiplier as u64;
        }
    }
    multipliers
}
