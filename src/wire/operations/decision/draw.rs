//! Which design was chosen: by those who decide, or by lot.

use super::request::DecisionRequest;
use crate::advisor::{Advisor, Choice, Lot};
use crate::catalogue::{Catalogue, DesignIndex};
use crate::wire::asked::{Request, hexadecimal, profile_digest};
use crate::wire::kit::problem::Problem;
use crate::words::text;

/// Returns the choice, and the lot if one decided.
///
/// # Errors
/// If there is neither a choice nor a lot, or both; or if the scores leave nothing to draw.
pub(super) fn chosen(
    advisor: &Advisor,
    request: &Request,
    wanted: &DecisionRequest,
) -> Result<(Choice, Option<Lot>), Problem> {
    let refused = |field: &str, key| Problem::of_fields([(field.to_owned(), text(key).to_owned())]);
    let lot = match (wanted.choice, &wanted.lot) {
        (Some(choice), None) => return Ok((choice, None)),
        (None, None) => return Err(refused("/choice", "wire.missing.choice")),
        (Some(_), Some(_)) => return Err(refused("/lot", "explain.decision.lot_and_choice")),
        (None, Some(lot)) => lot,
    };
    let designs = advisor.lot(&request.profile, &request.options)?;
    let seed = lot.seed.clone().unwrap_or_else(|| profile_digest(advisor.catalogue(), &request.profile));
    let design =
        drawn(advisor.catalogue(), &designs, &seed).ok_or_else(|| refused("/lot", "explain.decision.no_lot"))?;
    let choice = Choice { design, environment: None, variant: None };
    Ok((choice, Some(Lot { designs, seed, is_seed_given: lot.seed.is_some() })))
}

/// Draws a design: that with the smallest SHA-256 of the seed, a colon and its id. Everybody can repeat it with
/// `printf '%s:%s' SEED ID | sha256sum`, the order of the designs does not matter, and each has the same chance.
fn drawn(catalogue: &Catalogue, designs: &[DesignIndex], seed: &str) -> Option<DesignIndex> {
    designs.iter().copied().min_by_key(|at| hexadecimal(&format!("{seed}:{}", catalogue.designs[*at].id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_can_be_repeated_by_hand_and_gives_each_design_the_same_chance() {
        let (advisor, mut counts) = (Advisor::embedded(), [0; 3]);
        let designs: Vec<DesignIndex> =
            DesignIndex::enumerate(&advisor.catalogue().designs).map(|(at, _)| at).collect();
        let designs = &designs[..3];
        for seed in 0..3_000 {
            let at = drawn(advisor.catalogue(), designs, &seed.to_string()).unwrap();
            counts[at.at()] += 1;
            let turned = [designs[2], designs[0], designs[1]];
            assert_eq!(drawn(advisor.catalogue(), &turned, &seed.to_string()), Some(at));
        }
        // Three standard deviations of 1,000 are 78.
        assert!(counts.iter().all(|count| (900..=1_100).contains(count)), "{counts:?}");
        // printf '%s:%s' 2026-4 coaching | sha256sum
        assert_eq!(&hexadecimal("2026-4:coaching")[..8], "46bd2a64");
    }
}
