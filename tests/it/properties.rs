//! What must always hold of a score, for any team.

use std::sync::LazyLock;

use backmap::advisor::{Advice, Advisor, Explain, Options};
use backmap::answers::{Distribution, Level, MILLION, Rating, Shares};
use backmap::catalogue::{AlternativeIndex, Answer, FactorIndex, Files, Kind, Profile};
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;
use serde_json::Value;

use super::support::{ADVISOR, RENDERED};

fn level() -> impl Strategy<Value = Rating> {
    prop_oneof![
        4 => (1..=5_u8).prop_map(|whole| Rating::Level(Level::new(f64::from(whole)).unwrap())),
        1 => (1_000_000..=5_000_000_u32).prop_map(|level| Rating::Level(Level::new(f64::from(level) / 1e6).unwrap())),
    ]
}

fn rating() -> impl Strategy<Value = Rating> {
    let people =
        prop::array::uniform5(0..40_u32).prop_filter("somebody answers", |counts| counts.iter().any(|n| *n > 0));
    let decimals =
        prop::array::uniform5(0.0..1e12_f64).prop_filter("somebody answers", |counts| counts.iter().sum::<f64>() > 1.0);
    prop_oneof![
        5 => level(),
        3 => people.prop_map(|counts| Rating::Distribution(Distribution::new(counts.map(f64::from)).unwrap())),
        1 => decimals.prop_map(|counts| Rating::Distribution(Distribution::new(counts).unwrap())),
    ]
}

fn answer(factor: FactorIndex) -> BoxedStrategy<Answer> {
    let catalogue = ADVISOR.catalogue();
    let factor = &catalogue.factors[factor];
    let each = |count: usize| prop::collection::vec(prop::option::of(rating()), count).prop_map(Answer::Each).boxed();
    match factor.kind {
        Kind::Level => rating().prop_map(Answer::Level).boxed(),
        Kind::Shares => prop::collection::vec(0..20_u32, factor.categories.len())
            .prop_filter("something is wanted", |shares| shares.iter().any(|share| *share > 0))
            .prop_map(|shares| {
                Answer::Shares(Shares::new(&shares.into_iter().map(f64::from).collect::<Vec<_>>()).unwrap())
            })
            .boxed(),
        Kind::PerDesign => each(catalogue.designs.len()),
        Kind::PerResource => each(factor.resources.len()),
    }
}

/// Any team: each factor unknown, a level, or a distribution.
pub fn profile() -> impl Strategy<Value = Profile> {
    let answers: Vec<_> = ADVISOR.tables().all_factors().map(|factor| prop::option::of(answer(factor))).collect();
    answers.prop_map(|answers| Profile { answers, ..Profile::default() })
}

/// Any multipliers that leave something to weigh.
pub fn multipliers() -> impl Strategy<Value = Vec<u64>> {
    let one = prop_oneof![3 => Just(MILLION), 1 => Just(0), 2 => 1..5_000_000_u64, 1 => 1..=1_000_000_000_000_000_u64];
    prop::collection::vec(one, ADVISOR.catalogue().factors.len())
        .prop_filter("something is weighed", |all| all.iter().any(|times| *times > 0))
}

fn full() -> Options {
    Options { explain: Explain::Full, ..Options::default() }
}

fn scores(advisor: &Advisor, profile: &Profile, options: &Options) -> Vec<(String, i32)> {
    let advice = advisor.recommend(profile, options).unwrap();
    let mut scores: Vec<(String, i32)> = advice
        .recommendations
        .iter()
        .map(|one| (advisor.catalogue().designs[one.placed.design].id.clone(), one.placed.score))
        .collect();
    scores.sort();
    scores
}

fn adds_up(advice: &Advice<'_>) -> Result<(), TestCaseError> {
    for one in &advice.recommendations {
        let listed: i32 = one.contributions.iter().map(|contribution| contribution.contribution).sum();
        prop_assert_eq!(one.base_value + listed + one.other_contributions, one.placed.score);
        prop_assert!((0..=10_000).contains(&one.placed.score));
        prop_assert!(one.interval.low <= one.placed.score && one.placed.score <= one.interval.high);
        prop_assert!(one.interval.low >= 0 && one.interval.high <= 10_000);
        prop_assert!((0.0..=1.0).contains(&one.weak_evidence_share));
    }
    Ok(())
}

/// The answers of a profile seen from a catalogue with other places: by the ids of factors and designs.
fn translated(from: &Advisor, to: &Advisor, profile: &Profile) -> Profile {
    let (old, new) = (from.catalogue(), to.catalogue());
    let answers = new.factors.iter().map(|factor| {
        let answer = profile.answers[old.factor_index(&factor.id)?].clone()?;
        Some(match answer {
            Answer::Each(ratings) if factor.kind == Kind::PerDesign => {
                Answer::Each(new.designs.iter().map(|design| ratings[old.design_index(&design.id)?].clone()).collect())
            }
            other => other,
        })
    });
    Profile { answers: answers.collect(), ..profile.clone() }
}

/// The built-in catalogue with designs and factors in the opposite order.
static REVERSED: LazyLock<Advisor> = LazyLock::new(|| {
    let mut files = Files::embedded();
    for (path, text) in Files::embedded().iter() {
        if path.starts_with("designs/") || path.starts_with("factors/") {
            let mut table: toml::Table = text.parse().unwrap();
            let position = table["position"].as_integer().unwrap();
            table.insert("position".to_owned(), toml::Value::Integer(100 - position));
            files = files.with(path, Some(&table.to_string()));
        }
    }
    Advisor::new(&files).unwrap()
});

/// The built-in catalogue without two of its designs.
static SMALLER: LazyLock<Advisor> = LazyLock::new(|| {
    let files = Files::embedded().with("designs/coaching.toml", None).with("designs/walk_throughs.toml", None);
    Advisor::new(&files).unwrap()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn base_and_contributions_add_up_to_the_score(profile in profile(), multipliers in multipliers()) {
        for explain in [Explain::None, Explain::Summary, Explain::Full] {
            adds_up(&ADVISOR.recommend(&profile, &Options { explain, ..Options::default() }).unwrap())?;
            let options = Options { explain, multipliers: Some(multipliers.clone()), ..Options::default() };
            adds_up(&ADVISOR.recommend(&profile, &options).unwrap())?;
        }
    }

    #[test]
    fn an_unknown_factor_contributes_nothing_and_makes_nothing_infeasible(profile in profile(), factor in 0..25_usize) {
        let mut unknown = profile.clone();
        unknown.answers[factor] = None;
        let advice = ADVISOR.recommend(&unknown, &full()).unwrap();
        for one in &advice.recommendations {
            prop_assert_eq!(one.contributions[factor].contribution, 0);
            prop_assert!(one.contributions[factor].answer.is_none());
        }
        let before = ADVISOR.recommend(&profile, &full()).unwrap().not_feasible.len();
        prop_assert!(advice.not_feasible.len() <= before);
    }

    #[test]
    fn a_factor_with_weight_zero_changes_no_score(
        profile in profile(), other in profile(), factor in 0..25_usize, multipliers in multipliers()
    ) {
        // `resources` also decides what can run, so only scores of designs that both can run are compared.
        let mut multipliers = multipliers;
        multipliers[factor] = 0;
        prop_assume!(multipliers.iter().any(|times| *times > 0));
        let options = Options { multipliers: Some(multipliers), explain: Explain::None, ..Options::default() };
        let mut changed = profile.clone();
        changed.answers[factor] = other.answers[factor].clone();
        if ADVISOR.catalogue().factors[factor].id == "resources" {
            return Ok(());
        }
        prop_assert_eq!(scores(&ADVISOR, &profile, &options), scores(&ADVISOR, &changed, &options));
    }

    #[test]
    fn scaling_all_weights_changes_nothing(profile in profile(), multipliers in multipliers(), by in 2..1000_u64) {
        let scaled = multipliers.iter().map(|times| times * by).collect();
        let once = Options { multipliers: Some(multipliers), ..full() };
        let often = Options { multipliers: Some(scaled), ..full() };
        let (a, b) = (ADVISOR.recommend(&profile, &once).unwrap(), ADVISOR.recommend(&profile, &often).unwrap());
        prop_assert_eq!(format!("{:?}", a.recommendations), format!("{:?}", b.recommendations));
    }

    #[test]
    fn permuting_the_catalogue_changes_nothing(profile in profile()) {
        let other = translated(&ADVISOR, &REVERSED, &profile);
        prop_assert_eq!(scores(&ADVISOR, &profile, &full()), scores(&REVERSED, &other, &full()));
    }

    #[test]
    fn taking_designs_away_reverses_no_pair(profile in profile()) {
        let other = translated(&ADVISOR, &SMALLER, &profile);
        let mut all = scores(&ADVISOR, &profile, &full());
        all.retain(|(id, _)| id != "coaching" && id != "walk_throughs");
        prop_assert_eq!(all, scores(&SMALLER, &other, &full()));
    }

    #[test]
    fn a_team_all_on_one_level_scores_as_that_level(profile in profile(), members in 1..1000_u32) {
        let mut levels = profile.clone();
        let mut teams = profile.clone();
        for (level, team) in levels.answers.iter_mut().zip(&mut teams.answers) {
            if let Some(Answer::Level(rating)) = level {
                let cell = rating.mean_millionths() / MILLION - 1;
                let mut counts = [0.0; 5];
                counts[cell as usize] = f64::from(members);
                *level = Some(Answer::Level(Rating::Level(Level::new(cell as f64 + 1.0).unwrap())));
                *team = Some(Answer::Level(Rating::Distribution(Distribution::new(counts).unwrap())));
            }
        }
        prop_assert_eq!(scores(&ADVISOR, &levels, &full()), scores(&ADVISOR, &teams, &full()));
    }

    #[test]
    fn raising_a_supply_never_lowers_a_design_that_is_scored_by_it(profile in profile(), at in 0..32_usize, low in 1..5_u8) {
        let tables = ADVISOR.tables();
        let term = &tables.terms[at % tables.terms.len()];
        let answered = |level: u8| {
            let mut profile = profile.clone();
            let rating = Rating::Level(Level::new(f64::from(level)).unwrap());
            profile.answers[term.factor] = Some(match tables.kinds[term.factor] {
                Kind::Level => Answer::Level(rating),
                Kind::PerResource => {
                    let mut ratings = match profile.answers[term.factor].take() {
                        Some(Answer::Each(ratings)) => ratings,
                        _ => vec![None; 5],
                    };
                    ratings[term.resource.unwrap()] = Some(rating);
                    Answer::Each(ratings)
                }
                Kind::Shares | Kind::PerDesign => return None,
            });
            Some(profile)
        };
        let (Some(before), Some(after)) = (answered(low), answered(low + 1)) else { return Ok(()) };
        let interacts = tables.pair_terms.iter().any(|pair| pair.first_factor == term.factor || pair.second_factor == term.factor);
        prop_assume!(!interacts || term.path == "sustained_support");
        let mixtures = |profile: &Profile| backmap::scoring::Mixtures::new(tables, profile);
        let parts = |profile: &Profile| backmap::scoring::Parts::new(tables, ADVISOR.weighting(), &mixtures(profile));
        let (before, after) = (parts(&before), parts(&after));
        for (index, alternative) in AlternativeIndex::enumerate(&tables.alternatives) {
            let position = tables.terms.iter().position(|other| other.path == term.path).unwrap();
            if alternative.attributes[position].rule.id() == "supply" {
                prop_assert!(after.score(index) >= before.score(index), "{}", term.path);
            }
        }
    }

    #[test]
    fn every_requirement_cited_is_really_unmet(profile in profile()) {
        let advice = ADVISOR.recommend(&profile, &full()).unwrap();
        for unmet in advice.not_feasible.iter().flat_map(|one| &one.unmet) {
            prop_assert!(unmet.actual < unmet.required);
        }
    }

    #[test]
    fn every_design_is_ranked_or_not_feasible_and_ranks_are_shared_by_equals(profile in profile()) {
        let advice = ADVISOR.recommend(&profile, &full()).unwrap();
        prop_assert_eq!(advice.recommendations.len() + advice.not_feasible.len(), 25);
        for pair in advice.recommendations.windows(2) {
            let (one, next) = (pair[0].placed, pair[1].placed);
            prop_assert!(one.score >= next.score);
            prop_assert_eq!(one.score == next.score, one.rank == next.rank);
        }
        for (at, one) in advice.recommendations.iter().enumerate() {
            prop_assert!(one.placed.rank <= at + 1);
        }
    }

    /// One answer may widen an interval: where it raises what all else multiplies, it spreads all else more, and a gate
    /// that turns out to be met lets the rest show. Over the answers that are typical and over designs it never does.
    #[test]
    fn knowing_more_never_widens_an_interval_in_the_mean(profile in profile(), factor in 0..25_usize) {
        let tables = ADVISOR.tables();
        prop_assume!(tables.kinds[factor] == Kind::Level);
        let width = |answer: Option<Answer>| -> f64 {
            let mut other = profile.clone();
            other.answers[factor] = answer;
            let advice = ADVISOR.evaluate(&other, &full()).unwrap();
            let all = tables.all_alternatives();
            all.map(|at| f64::from(advice.interval(at).high - advice.interval(at).low)).sum()
        };
        let prior = &tables.priors[tables.first_term(factor.into())];
        let known: f64 = (0..5)
            .map(|cell| {
                let level = Rating::Level(Level::new(cell as f64 + 1.0).unwrap());
                prior.share(cell) * width(Some(Answer::Level(level)))
            })
            .sum();
        // Each end is rounded outwards to a hundredth.
        let unknown = width(None) + 2.0 * tables.alternatives.len() as f64;
        prop_assert!(known <= unknown * 1.005, "{known} after {unknown}");
    }

    #[test]
    fn the_same_request_gives_the_same_bytes(profile in profile()) {
        let json = || {
            let advice = ADVISOR.recommend(&profile, &full()).unwrap();
            backmap::wire::RecommendationAnswer::json(&ADVISOR, &RENDERED, &advice)
        };
        let text = json();
        prop_assert_eq!(&text, &json());
        let answer: Value = serde_json::from_slice(&text).unwrap();
        // Sentences made when the catalogue was loaded read as they would if they were made now.
        let advice = ADVISOR.recommend(&profile, &full()).unwrap();
        for (at, one) in advice.recommendations.iter().enumerate() {
            for (index, contribution) in one.contributions.iter().enumerate() {
                let printed = &answer["recommendations"][at]["contributions"][index]["reason"];
                prop_assert_eq!(printed.as_str(), Some(contribution.reason.text()));
            }
        }
        prop_assert!(!String::from_utf8(text).unwrap().contains("-0.00"));
        prop_assert!(answer["recommendations"].is_array());
    }

    #[test]
    fn a_summary_lists_the_five_largest_in_factor_order(profile in profile()) {
        let all = ADVISOR.recommend(&profile, &full()).unwrap();
        let summary = ADVISOR.recommend(&profile, &Options::default()).unwrap();
        for (all, summary) in all.recommendations.iter().zip(&summary.recommendations) {
            let mut expected: Vec<(i32, FactorIndex)> =
                all.contributions.iter().map(|one| (-one.contribution.abs(), one.factor)).collect();
            expected.sort_unstable();
            let listed: Vec<(i32, FactorIndex)> =
                summary.contributions.iter().map(|one| (-one.contribution.abs(), one.factor)).collect();
            prop_assert_eq!(&listed[..], &expected[..5]);
        }
    }

    /// Two views of one arithmetic: potential less all costs is the score, and the score is the product of what is printed
    /// beside it, but for the rounding of these.
    #[test]
    fn potential_less_costs_is_the_score(profile in profile(), multipliers in multipliers()) {
        for multipliers in [None, Some(multipliers)] {
            let options = Options { multipliers, ..full() };
            let evaluation = ADVISOR.evaluate(&profile, &options).unwrap();
            for one in ADVISOR.recommend(&profile, &options).unwrap().recommendations {
                let costs: i32 = evaluation.detail(one.placed.alternative).costs().iter().sum();
                prop_assert_eq!(one.potential - costs, one.placed.score);
                let listed: i32 = one.contributions.iter().filter_map(|contribution| contribution.cost).sum();
                prop_assert_eq!(listed, costs);
                let points: i32 = evaluation.detail(one.placed.alternative).points().iter().sum();
                prop_assert_eq!(points, one.placed.score);
                let product = f64::from(one.potential) * f64::from(one.readiness) / 1e4;
                prop_assert!((f64::from(one.placed.score) - product).abs() <= 2.0);
                prop_assert!(one.placed.score <= one.potential);
            }
        }
    }

    /// No low answer to what a school can give raises a score, whatever the rule.
    #[test]
    fn all_needs_met_leaves_the_potential(profile in profile()) {
        let tables = ADVISOR.tables();
        let mut best = profile;
        for (factor, answer) in best.answers.iter_mut().enumerate() {
            let five = || Rating::Level(Level::new(5.0).unwrap());
            let term = tables.first_term(factor.into());
            if tables.sides[term] != backmap::catalogue::Side::Readiness {
                continue;
            }
            match tables.kinds[factor] {
                Kind::Level if ADVISOR.catalogue().factors[factor].id != "established_need" => *answer = Some(Answer::Level(five())),
                Kind::PerResource => *answer = Some(Answer::Each(vec![Some(five()); 5])),
                Kind::PerDesign => *answer = Some(Answer::Each(vec![Some(five()); 25])),
                Kind::Level | Kind::Shares => {}
            }
        }
        let evaluation = ADVISOR.evaluate(&best, &full()).unwrap();
        for one in ADVISOR.recommend(&best, &full()).unwrap().recommendations {
            let alternative = one.placed.alternative;
            let left = |path: &str| {
                let term = tables.terms.iter().position(|term| term.path == path).unwrap();
                evaluation.detail(alternative).costs()[tables.terms[term].factor]
            };
            // What is left: years that do not fit, a preference, the evidence behind a need, and an expected fidelity.
            let all: i32 = evaluation.detail(alternative).costs().iter().sum();
            let named: i32 = ["experience_in_education", "experience_outside_education", "learning_preference", "established_need", "fidelity_expectation"]
                .into_iter()
                .map(left)
                .sum();
            prop_assert!((all - named).abs() <= 1, "{}", ADVISOR.catalogue().designs[one.placed.design].id);
        }
    }
}
