//! The score computed another way: in exact rationals from the written rule, and as a weighted sum by another crate.

use backmap::advisor::Advisor;
use backmap::answers::{CELLS, Mixture};
use backmap::catalogue::{Answer, Catalogue, Factor, Kind, Profile};
use backmap::scoring::{Mixtures, Parts, Weighting};
use mcdm::ranking::Rank;
use nalgebra::{DMatrix, DVector};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::properties::{multipliers, profile};
use super::support::ADVISOR;

fn ratio(above: impl Into<BigInt>, below: impl Into<BigInt>) -> BigRational {
    BigRational::new(above.into(), below.into())
}

/// (E2) and (E3): the expectation of a term's utility, 0 to 1, under the answer or the prior.
fn expectation(advisor: &Advisor, term: usize, alternative: usize, mixture: &Mixture) -> BigRational {
    let tables = advisor.tables();
    let shares = mixture.shares().iter().enumerate();
    shares
        .map(|(cell, share)| {
            let utility = tables.utilities[[term, cell, alternative]];
            ratio(*share, mixture.total()) * ratio(utility, 1_000_000)
        })
        .sum()
}

/// A row's utility for a profile, or with nothing known.
fn utility(advisor: &Advisor, mixtures: Option<&Mixtures>, row: usize, alternative: usize) -> BigRational {
    let tables = advisor.tables();
    let design = tables.alternatives[alternative].design;
    let mixture = |term: usize| mixtures.and_then(|known| known.get(term, design)).unwrap_or(&tables.priors[term]);
    if row < tables.factors() {
        return tables.factor_terms[row]
            .clone()
            .map(|term| expectation(advisor, term, alternative, mixture(term)))
            .sum();
    }
    let pair = row - tables.factors();
    let term = &tables.pair_terms[pair];
    let (first, second) = (mixture(term.first_term), mixture(term.second_term));
    let mut sum = ratio(0, 1);
    for a in 0..5 {
        for b in 0..5 {
            let joint = ratio(first.shares()[a], first.total()) * ratio(second.shares()[b], second.total());
            sum += joint * ratio(tables.pair_utility(pair, a, b, alternative), 1_000_000);
        }
    }
    sum
}

/// The weights of all rows under multipliers: factors, then interactions by the lesser of their factors'.
fn weights(advisor: &Advisor, multipliers: &[u64]) -> Vec<BigRational> {
    let tables = advisor.tables();
    let mut weights: Vec<BigRational> = (0..tables.factors())
        .map(|factor| ratio(tables.weights[factor], 1_000_000) * ratio(multipliers[factor], 1_000_000))
        .collect();
    for (pair, term) in tables.pair_terms.iter().enumerate() {
        let lesser = multipliers[term.first_factor].min(multipliers[term.second_factor]);
        weights.push(ratio(tables.weights[tables.factors() + pair], 1_000_000) * ratio(lesser, 1_000_000));
    }
    weights
}

/// (E4): ⌊10000 · w · u / Σw⌋ in exact rationals.
fn part(weight: &BigRational, total: &BigRational, utility: &BigRational) -> i32 {
    let hundredths = ratio(10_000, 1) * weight * utility / total;
    i32::try_from(hundredths.floor().to_integer()).expect("a part is at most 10 000 hundredths")
}

/// Every part and score as the written rule has it.
fn exact(profile: &Profile, multipliers: &[u64]) -> Result<(), TestCaseError> {
    let tables = ADVISOR.tables();
    let weighting = Weighting::new(tables, multipliers).unwrap();
    let mixtures = Mixtures::new(tables, profile);
    let parts = Parts::new(tables, &weighting, &mixtures);
    let weights = weights(&ADVISOR, multipliers);
    let total: BigRational = weights.iter().sum();
    for alternative in 0..tables.alternatives.len() {
        let (mut base, mut score) = (0, 0);
        for (row, weight) in weights.iter().enumerate() {
            let before = part(weight, &total, &utility(&ADVISOR, None, row, alternative));
            let after = part(weight, &total, &utility(&ADVISOR, Some(&mixtures), row, alternative));
            prop_assert_eq!(parts.row(row, alternative), after - before, "row {} of {}", row, alternative);
            base += before;
            score += after;
        }
        prop_assert_eq!(weighting.base(alternative), base);
        prop_assert_eq!(parts.score(alternative), score);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Multipliers with many decimals, whose sums grow beyond what floating numbers hold exactly.
    #[test]
    fn every_part_equals_the_exact_rational(profile in profile(), multipliers in multipliers()) {
        exact(&profile, &multipliers)?;
    }

    /// The weights that most requests have, where the quick way is taken.
    #[test]
    fn every_part_under_the_catalogues_weights_equals_the_exact_rational(profile in profile()) {
        exact(&profile, &vec![1_000_000; ADVISOR.tables().factors()])?;
    }

    #[test]
    fn every_part_under_whole_multipliers_equals_the_exact_rational(
        profile in profile(),
        times in proptest::collection::vec(0_u64..5, 25),
    ) {
        prop_assume!(times.iter().any(|times| *times > 0));
        exact(&profile, &times.iter().map(|times| times * 1_000_000).collect::<Vec<u64>>())?;
    }

    /// The unrounded score, as `mcdm` sums it, to 1e-9; the printed one lies at most a hundredth a row below.
    #[test]
    fn the_weighted_sum_of_another_crate_agrees(profile in profile(), multipliers in multipliers()) {
        let tables = ADVISOR.tables();
        let mixtures = Mixtures::new(tables, &profile);
        let weights = weights(&ADVISOR, &multipliers);
        let total: BigRational = weights.iter().sum();
        let number = |exact: &BigRational| num_rational::Ratio::new(exact.numer().clone(), exact.denom().clone());
        let float = |exact: &BigRational| {
            let exact = number(exact);
            // Twelve digits of the quotient are enough for 1e-9.
            let scaled = (exact * ratio(1_000_000_000_000_i64, 1)).floor().to_integer();
            i64::try_from(scaled).unwrap() as f64 / 1e12
        };
        let matrix = DMatrix::from_fn(tables.alternatives.len(), tables.rows(), |alternative, row| {
            float(&utility(&ADVISOR, Some(&mixtures), row, alternative))
        });
        let shares = DVector::from_iterator(tables.rows(), weights.iter().map(|weight| float(&(weight / &total))));
        let sums = matrix.rank_weighted_sum(&shares).unwrap();
        let weighting = Weighting::new(tables, &multipliers).unwrap();
        let parts = Parts::new(tables, &weighting, &mixtures);
        for alternative in 0..tables.alternatives.len() {
            let exact: BigRational = (0..tables.rows())
                .map(|row| &weights[row] / &total * utility(&ADVISOR, Some(&mixtures), row, alternative))
                .sum();
            prop_assert!((sums[alternative] - float(&exact)).abs() < 1e-9);
            let above = sums[alternative] * 100.0 - f64::from(parts.score(alternative)) / 100.0;
            prop_assert!((-1e-9..=0.01 * tables.rows() as f64).contains(&above), "{above}");
        }
    }
}

/// The value functions from the files alone, by the formulas of docs/model.md (E6), for the in-person form of every
/// design without variants: nothing adjusts those.
#[test]
fn utilities_follow_from_the_files_by_the_written_formulas() {
    let catalogue = ADVISOR.catalogue();
    let tables = ADVISOR.tables();
    let in_person = catalogue.environment_index("in_person").unwrap();
    let mut checked = 0;
    for (index, alternative) in tables.alternatives.iter().enumerate() {
        if alternative.environment != in_person || alternative.variant.is_some() {
            continue;
        }
        let design = &catalogue.designs[alternative.design];
        for (at, term) in tables.terms.iter().enumerate() {
            let factor = &catalogue.factors[term.factor];
            let attribute = design.attributes.get(&term.path).unwrap();
            for cell in 0..term.prior.len() {
                let worth = written(factor, attribute, cell).clamp(0.0, 1.0);
                let expected = (1e6 * term.share * worth).round() as u32;
                assert_eq!(tables.utilities[[at, cell, index]], expected, "{} {} cell {cell}", design.id, term.path);
                checked += 1;
            }
        }
    }
    assert!(checked > 2000, "{checked}");
}

fn written(factor: &Factor, attribute: &backmap::catalogue::Attribute, cell: usize) -> f64 {
    let level = cell as f64 + 1.0;
    let own = |name: &str| attribute.numbers[name];
    let of_factor = |name: &str| factor.scoring.parameters[name];
    match attribute.rule.as_deref().unwrap_or(&factor.scoring.rule) {
        "supply" if level >= own("need") => 1.0,
        "supply" => 1.0 - (own("need") - level) * of_factor("shortfall"),
        "demand" if level > own("capacity") => 1.0 - (level - own("capacity")) * of_factor("shortfall"),
        "demand" => {
            let surplus = own("capacity") - level - of_factor("slack");
            if surplus > 0.0 { 1.0 - surplus * of_factor("surplus") } else { 1.0 }
        }
        "remedy" => {
            let lack = (5.0 - level) / 4.0;
            lack * own("strength") + (1.0 - lack) * of_factor("neutral")
        }
        "match" if level < own("preferred") => 1.0 - (own("preferred") - level) / own("width_below"),
        "match" => 1.0 - (level - own("preferred")) / own("width_above"),
        "familiarity" => 1.0 - own("first_run_cost") * (5.0 - level) / 4.0,
        "affinity" => {
            let id = &factor.categories[cell].id;
            attribute.categories.iter().find(|value| value.id == *id).unwrap().value
        }
        other => panic!("no formula is written for the rule {other}"),
    }
}

/// A worked example that can be checked by head. Lesson study needs 4.5 of time available; at 2 it is 2.5 levels short,
/// which at a quarter a level leaves 0.375.
#[test]
fn a_shortfall_of_two_and_a_half_levels_leaves_three_eighths() {
    let (term, alternative) = lesson_study_time(ADVISOR.catalogue());
    assert_eq!(ADVISOR.tables().utilities[[term, 1, alternative]], 375_000);
    // 6.5 of 114.5 points of weight: ⌊10000 · 6.5 · 0.375 / 114.5⌋ = ⌊212.88…⌋.
    let mut profile = Profile { answers: vec![None; ADVISOR.catalogue().factors.len()], ..Profile::default() };
    let factor = ADVISOR.catalogue().factor_index("time_available").unwrap();
    let two = backmap::answers::Rating::Level(backmap::answers::Level::new(2.0).unwrap());
    profile.answers[factor] = Some(Answer::Level(two));
    let tables = ADVISOR.tables();
    let mixtures = Mixtures::new(tables, &profile);
    let parts = Parts::new(tables, ADVISOR.weighting(), &mixtures);
    // At the typical 20, 35, 25, 15 and 5 in a hundred: u = 0.2·0.125 + 0.35·0.375 + 0.25·0.625 + 0.15·0.875 + 0.05 = 0.49375,
    // a part of ⌊280.29…⌋.
    assert_eq!(parts.row(factor, alternative), 212 - 280);
}

fn lesson_study_time(catalogue: &Catalogue) -> (usize, usize) {
    let tables = ADVISOR.tables();
    let term = tables.terms.iter().position(|term| term.path == "time_available").unwrap();
    let design = catalogue.design_index("lesson_study").unwrap();
    (term, tables.design_alternatives[design].start)
}

/// Priors and utilities beyond a term's cells are never read, and every table is within bounds.
#[test]
fn tables_stay_within_a_million() {
    let tables = ADVISOR.tables();
    assert!(tables.utilities.iter().all(|utility| *utility <= 1_000_000));
    assert!(tables.pair_utilities.iter().all(|utility| *utility <= 1_000_000));
    for (term, prior) in tables.priors.iter().enumerate() {
        assert_eq!(prior.shares()[tables.cells(term)..].iter().sum::<u128>(), 0);
        assert!(tables.cells(term) <= CELLS);
        assert!(tables.kinds[tables.terms[term].factor] != Kind::Level || tables.cells(term) == 5);
    }
}
