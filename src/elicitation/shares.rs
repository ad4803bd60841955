//! Shares whose printed values add up to exactly one.

/// The value of one whole: a share has six decimals.
pub const UNIT: u64 = 1_000_000;

/// A factor's share of the importance of all named factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The factor's index in the catalog.
    pub factor: usize,
    /// In millionths.
    pub share: u64,
}

/// Returns shares in proportion to the parts, in catalog order of the factors.
///
/// Each share is rounded down to a millionth. The rest goes, one millionth each, to those that lost most; the earlier
/// factor comes first if two lost the same (the method of largest remainders). The parts must add up to more than 0
/// and at most 10^32.
pub(super) fn proportional(mut parts: Vec<(usize, u128)>) -> Vec<Share> {
    parts.sort_unstable_by_key(|(factor, _)| *factor);
    let total: u128 = parts.iter().map(|(_, part)| part).sum();
    let scaled = |part: u128| part * u128::from(UNIT);
    let mut shares: Vec<Share> =
        parts.iter().map(|(factor, part)| Share { factor: *factor, share: (scaled(*part) / total) as u64 }).collect();
    let left: u64 = UNIT - shares.iter().map(|one| one.share).sum::<u64>();
    let mut by_loss: Vec<usize> = (0..parts.len()).collect();
    by_loss.sort_by_key(|at| std::cmp::Reverse(scaled(parts[*at].1) % total));
    for at in by_loss.into_iter().take(left as usize) {
        shares[at].share += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_leaves_goes_to_the_largest_remainders() {
        let shares = |parts: &[u128]| -> Vec<u64> {
            proportional(parts.iter().copied().enumerate().collect()).iter().map(|one| one.share).collect()
        };
        assert_eq!(shares(&[1, 1, 1]), [333_334, 333_333, 333_333]);
        assert_eq!(shares(&[1, 2, 4]), [142_857, 285_714, 571_429]);
        assert_eq!(shares(&[0, 5]), [0, UNIT]);
    }
}
