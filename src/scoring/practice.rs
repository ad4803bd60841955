//! Whether practice has to change, and whether a design shows teachers' own practice to colleagues.

use crate::catalogue::{AlternativeIndex, Catalogue, PracticeShown, TermIndex};

use super::mixtures::Mixtures;
use super::tables::Tables;

/// The category of the outcome wanted with the largest share, if application and mastery together have at least half.
pub fn wants_practice(catalogue: &Catalogue, tables: &Tables, mixtures: &Mixtures) -> Option<usize> {
    let factor = catalogue.factor_index("outcome_type")?;
    let term = tables.first_term(factor);
    let mixture = mixtures.of_team(term)?;
    let categories = catalogue.factors[factor].categories.iter().enumerate();
    let practice = |id: &str| matches!(id, "application" | "mastery");
    let shares = || categories.clone().zip(mixture.shares()).filter(|((_, category), _)| practice(&category.id));
    let wanted: u128 = shares().map(|(_, share)| share).sum();
    let ((most, _), _) = shares().rev().max_by_key(|(_, share)| **share)?;
    (wanted * 2 >= mixture.total()).then_some(most)
}

/// Whether an alternative shows teachers' own practice to colleagues: a variant shows as much as the trust that it
/// needs suggests.
pub fn shows_own_practice(catalogue: &Catalogue, tables: &Tables, alternative: AlternativeIndex) -> bool {
    let design = &catalogue.designs[tables.alternatives[alternative].design];
    let need = needed_trust(catalogue, tables, alternative);
    design.practice_shown == PracticeShown::Own && need.is_none_or(|(_, need)| need > LEAST)
}

/// Whether an alternative shows teachers' own practice and the team's trust is known to be below the need.
pub fn needs_more_trust(
    catalogue: &Catalogue,
    tables: &Tables,
    mixtures: &Mixtures,
    alternative: AlternativeIndex,
) -> bool {
    let short =
        |(term, need): (TermIndex, f64)| mixtures.mean_millionths(term).is_some_and(|mean| (mean as f64) < need * 1e6);
    shows_own_practice(catalogue, tables, alternative)
        && needed_trust(catalogue, tables, alternative).is_some_and(short)
}

/// The lowest level, which everyone has.
const LEAST: f64 = 1.0;

fn needed_trust(catalogue: &Catalogue, tables: &Tables, alternative: AlternativeIndex) -> Option<(TermIndex, f64)> {
    let term = tables.first_term(catalogue.factor_index("risk_taking_culture")?);
    let attribute = &tables.alternatives[alternative].attributes[term];
    Some((term, attribute.rule.need(&attribute.inputs)?))
}
