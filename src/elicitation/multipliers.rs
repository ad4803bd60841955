//! From shares to multipliers of the catalogue's weights.

use super::shares::{Share, UNIT};

/// (E16): what the named factors weigh together is shared out among them anew. A factor of weight `v` and share `s`
/// counts `s · V / v` times its weight, where `V` is the weight of all named ones; factors not named keep theirs.
///
/// `weights` are the catalogue's, by factor and in any one unit; the multipliers are in millionths, rounded to the
/// nearest. A named factor whose weight is 0 cannot be given a share and keeps multiplier 1.
///
/// ```
/// use backmap::elicitation::{Share, multipliers};
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
