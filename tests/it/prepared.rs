//! Options made ready once answer every profile as if it had come alone.

use backmap::advisor::{Options, Stakeholder};
use backmap::catalogue::{DesignIndex, Profile};
use backmap::scoring::{Mixtures, Parts};
use backmap::wire::RecommendationAnswer;
use proptest::prelude::*;

use super::properties::{multipliers, profile};
use super::support::{ADVISOR, RENDERED};

/// Options that use all that is made ready.
fn options(multipliers: Vec<u64>, top: Option<usize>) -> Options {
    let stakeholders = vec![Stakeholder { name: "leaders".to_owned(), multipliers: multipliers.clone() }];
    Options {
        top,
        environments: Some(vec![0.into(), 2.into()]),
        exclude: vec![3.into(), 7.into()],
        multipliers: Some(multipliers),
        stakeholders,
        ..Options::default()
    }
}

fn json(advice: &backmap::advisor::Advice<'_>) -> Vec<u8> {
    RecommendationAnswer::json(&ADVISOR, &RENDERED, advice)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_preparation_answers_several_profiles_as_each_alone(
        one in profile(),
        other in profile(),
        multipliers in multipliers(),
        top in proptest::option::of(1_usize..5),
    ) {
        let options = options(multipliers, top);
        let prepared = ADVISOR.prepare(&options).unwrap();
        for profile in [&one, &other, &one] {
            let alone = ADVISOR.recommend(profile, &options).unwrap();
            prop_assert_eq!(json(&prepared.recommend(profile)), json(&alone));
        }
    }

    #[test]
    fn ranking_intervals_and_reasons_are_those_of_the_whole_answer(profile in profile(), top in 1_usize..5) {
        let prepared = ADVISOR.prepare(&Options { top: Some(top), ..Options::default() }).unwrap();
        let whole = prepared.recommend(&profile);
        let evaluation = prepared.evaluate(&profile);
        let ranking = evaluation.ranking();
        for (placed, one) in ranking.placed.iter().zip(&whole.recommendations) {
            prop_assert_eq!(placed, &one.placed);
            prop_assert_eq!(evaluation.interval(placed.alternative), one.interval);
        }
        let not_feasible: Vec<DesignIndex> = whole.not_feasible.iter().map(|one| one.design).collect();
        prop_assert_eq!(ranking.not_feasible, not_feasible);
        let reasoned = prepared.reasoned(&profile);
        prop_assert_eq!(format!("{:?}", reasoned.recommendations), format!("{:?}", whole.recommendations));
        prop_assert_eq!(reasoned.first_place, whole.first_place);
    }
}

#[test]
fn options_that_weigh_nothing_are_refused_before_any_profile() {
    let nothing = vec![0; ADVISOR.tables().factors()];
    assert!(ADVISOR.prepare(&Options { multipliers: Some(nothing.clone()), ..Options::default() }).is_err());
    let stakeholders = vec![Stakeholder { name: "nobody".to_owned(), multipliers: nothing }];
    assert!(ADVISOR.prepare(&Options { stakeholders, ..Options::default() }).is_err());
    let unknown = Profile { answers: vec![None; ADVISOR.tables().factors()], ..Profile::default() };
    let prepared = ADVISOR.prepare(&Options::default()).unwrap();
    let typical = Mixtures::nothing_known(ADVISOR.tables());
    let parts = Parts::new(ADVISOR.tables(), ADVISOR.weighting(), &typical);
    assert_eq!(prepared.evaluate(&unknown).parts.score(0.into()), parts.score(0.into()));
}
