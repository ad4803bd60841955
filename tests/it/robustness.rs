//! How sure the first place is: against exact scores, against a slow plain draw, and in what always holds.

use backmap::advisor::{Advice, Options};
use backmap::answers::{Distribution, Level, MILLION, Rating};
use backmap::catalogue::{AlternativeIndex, Answer, DesignIndex, FactorIndex, Kind, Profile, Side, TermIndex};
use backmap::scoring::{AnswerOf, Evaluation};
use backmap::sensitivity::{
    Acceptabilities, AnswerStability, Draws, Sources, acceptability, acceptability_with_confidence, answer_stability,
    matrix, questions, swings, weight_stability,
};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

use super::properties::{multipliers, profile};
use super::statements::check_statements;
use super::support::{ADVISOR, example, post, profile_of};

fn evaluate(team: &Profile) -> Evaluation<'_> {
    ADVISOR.evaluate(team, &Options::default()).unwrap()
}

fn advise<'a>(team: &'a Profile, options: &Options) -> Advice<'a> {
    ADVISOR.recommend(team, options).unwrap()
}

/// The profile with one answer exchanged.
fn with(team: &Profile, of: AnswerOf, rating: Rating) -> Profile {
    let term = &ADVISOR.tables().terms[of.term];
    let mut team = team.clone();
    let count = if of.design.is_some() { ADVISOR.catalogue().designs.len() } else { 5 };
    match (term.resource.or(of.design.map(DesignIndex::at)), &mut team.answers[term.factor]) {
        (Some(at), Some(Answer::Each(ratings))) => ratings[at] = Some(rating),
        (Some(at), answer) => {
            let mut ratings = vec![None; count];
            ratings[at] = Some(rating);
            *answer = Some(Answer::Each(ratings));
        }
        (None, answer) => *answer = Some(Answer::Level(rating)),
    }
    team
}

fn rating(team: &Profile, of: AnswerOf) -> Rating {
    let term = &ADVISOR.tables().terms[of.term];
    match team.answers[term.factor].as_ref().unwrap() {
        Answer::Level(rating) => rating.clone(),
        Answer::Each(ratings) => ratings[term.resource.or(of.design.map(DesignIndex::at)).unwrap()].clone().unwrap(),
        Answer::Shares(_) => panic!("shares are no rating"),
    }
}

/// The answer moved by hundredths of a level, members by themselves; `None` past the scale or where six decimals of a
/// count could not hold it.
fn moved(team: &Profile, of: AnswerOf, hundredths: i32) -> Option<Profile> {
    let rating = match rating(team, of) {
        Rating::Level(level) => {
            let millionths = level.millionths() as i64 + i64::from(hundredths) * 10_000;
            Rating::Level(Level::new(millionths as f64 / 1e6).ok()?)
        }
        Rating::Distribution(distribution) => {
            let whole = |count: &u128| count.is_multiple_of(u128::from(MILLION)) && *count < 1_000_000_000_000;
            if !distribution.millionths().iter().all(whole) {
                return None;
            }
            let mut counts = [0.0; 5];
            for (level, count) in distribution.millionths().iter().enumerate() {
                let place = (level as i32 * 100 + hundredths).clamp(0, 400);
                let (below, above) = ((place / 100) as usize, f64::from(place % 100) / 100.0);
                let members = *count as f64 / 1e6;
                counts[below] += members * (1.0 - above);
                if above > 0.0 {
                    counts[below + 1] += members * above;
                }
            }
            Rating::Distribution(Distribution::new(counts).ok()?)
        }
    };
    Some(with(team, of, rating))
}

/// Whether a design has the first rank, alone or with others.
fn is_first(advice: &Advice<'_>, design: DesignIndex) -> bool {
    advice.recommendations.iter().any(|one| one.placed.rank == 1 && one.placed.design == design)
}

/// Rows are factors, then interactions: the side of each, its share of that side, and how far its weight may lie off.
fn rows(evaluation: &Evaluation<'_>) -> Vec<(Side, f64, f64)> {
    let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
    let of_factor = |terms: &std::ops::Range<usize>| {
        let share = terms.clone().map(|term| weighting.share(term.into())).sum();
        (tables.sides[terms.start], share, tables.half_widths[terms.start])
    };
    let of_pair = |(at, pair): (usize, &backmap::scoring::PairTerm)| {
        (pair.side, weighting.pair_share(at), tables.half_widths[tables.terms.len() + at])
    };
    let pairs = tables.pair_terms.iter().enumerate().map(of_pair);
    tables.factor_terms.iter().map(of_factor).chain(pairs).collect()
}

/// Those of potential are shares of all of it, and those of readiness lie within what may be drawn.
fn check_central_weights(evaluation: &Evaluation<'_>, central: &[f64]) -> Result<(), TestCaseError> {
    let mut of_potential = 0.0;
    for ((side, share, half), weight) in rows(evaluation).into_iter().zip(central) {
        match side {
            Side::Potential => of_potential += weight,
            Side::Readiness => prop_assert!((weight - share).abs() <= half * share + 1e-6, "{weight} of {share}"),
        }
    }
    prop_assert!((of_potential - 1.0).abs() < 1e-6, "{of_potential}");
    Ok(())
}

fn check_ends(team: &Profile, one: &AnswerStability, first: DesignIndex, inside: f64) -> Result<(), TestCaseError> {
    let between = one.low + (inside * f64::from(one.high - one.low)).round() as i32;
    for hundredths in [one.low, one.high, between, 0] {
        if let Some(team) = moved(team, one.of, hundredths) {
            prop_assert!(is_first(&advise(&team, &Options::default()), first), "{one:?} at {hundredths}");
        }
    }
    for (hundredths, other) in [(one.low - 1, one.below), (one.high + 1, one.above)] {
        match (moved(team, one.of, hundredths), other) {
            (Some(team), Some(other)) => {
                let advice = advise(&team, &Options::default());
                prop_assert!(!is_first(&advice, first), "{one:?} at {hundredths}");
                prop_assert!(is_first(&advice, other), "{one:?} at {hundredths}");
            }
            // All members stand at the end of the scale: moving them further changes nothing.
            (Some(further), None) => prop_assert!(is_first(&advise(&further, &Options::default()), first)),
            (None, _) => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn an_answer_inside_its_stability_interval_leaves_the_first_place_and_just_outside_changes_it(
        team in profile(),
        picked in prop::collection::vec(0..60_usize, 3),
        inside in 0.0..1.0_f64,
    ) {
        let evaluation = evaluate(&team);
        let all = answer_stability(&evaluation);
        let first = evaluation.ranking().placed.first().map(|placed| placed.design);
        prop_assume!(!all.is_empty() && first.is_some());
        for at in picked {
            check_ends(&team, &all[at % all.len()], first.unwrap(), inside)?;
        }
    }

    #[test]
    fn a_weight_inside_its_stability_interval_leaves_the_first_place_and_outside_it_is_lost(
        team in profile(),
        base in prop_oneof![Just(vec![MILLION; 25]), multipliers()],
        picked in prop::collection::vec(0..25_usize, 2),
        inside in 0.0..1.0_f64,
    ) {
        let options = Options { multipliers: Some(base.clone()), ..Options::default() };
        let evaluation = ADVISOR.evaluate(&team, &options).unwrap();
        let all = weight_stability(&evaluation);
        let Some(first) = evaluation.ranking().placed.first().map(|placed| placed.design) else { return Ok(()) };
        prop_assume!(!all.is_empty());
        // By how many hundredths the first place is ahead of the best other, in printed scores under a new weighting.
        let lead = |factor: FactorIndex, multiplier: u64| {
            let mut multipliers = base.clone();
            multipliers[factor] = multiplier;
            let advice = advise(&team, &Options { multipliers: Some(multipliers), ..Options::default() });
            let own = advice.recommendations.iter().find(|one| one.placed.design == first).unwrap().placed.score;
            let other = advice.recommendations.iter().find(|one| one.placed.design != first);
            other.map_or(i32::MAX, |other| own - other.placed.score)
        };
        for at in picked {
            let one = &all[at % all.len()];
            let millionths = |multiplier: f64| (multiplier * 1e6).round() as u64;
            let (low, now) = (millionths(one.low), base[one.factor]);
            let high = one.high.map_or(now * 100, millionths);
            prop_assert!(low <= now && now <= high, "{one:?}");
            prop_assert_eq!(one.low > 0.0, one.below.is_some());
            prop_assert_eq!(one.high.is_some(), one.above.is_some());
            // Unrounded, the first place may trail by what it trails by now, which is less than a hundredth.
            let between = low + (inside * (high - low) as f64) as u64;
            let can_be = |multiplier: &u64| *multiplier > 0 || base.iter().filter(|times| **times > 0).count() > 1;
            for multiplier in [low, between, high].into_iter().filter(can_be) {
                prop_assert!(lead(one.factor, multiplier) >= -1, "{one:?} at {multiplier}");
            }
            if one.below.is_some() {
                prop_assert!(lead(one.factor, low - 1) <= 0, "{one:?}");
            }
            if one.above.is_some() {
                prop_assert!(lead(one.factor, high + 1) <= 0, "{one:?}");
            }
        }
    }

    #[test]
    fn the_matrix_recomputes_every_score(team in profile(), multipliers in multipliers()) {
        let options = Options { multipliers: Some(multipliers), ..Options::default() };
        let evaluation = ADVISOR.evaluate(&team, &options).unwrap();
        let found = matrix(&evaluation);
        let sum = |side: Side, values: Option<&Vec<f64>>| -> f64 {
            let of_side = found.weights.iter().enumerate().filter(|(_, of)| of.side == side);
            of_side.map(|(row, of)| of.weight * values.map_or(1.0, |values| values[row])).sum()
        };
        for ((alternative, values), keeps) in found.alternatives.iter().zip(&found.values).zip(&found.keeps) {
            let all = sum(Side::Potential, None);
            let potential = if all > 0.0 { sum(Side::Potential, Some(values)) / all } else { 1.0 };
            let none = found.denominator == 0.0;
            let lost = if none { 0.0 } else { sum(Side::Readiness, Some(values)) / found.denominator };
            let score = potential * (1.0 - lost) * keeps;
            let blocks = &evaluation.parts.blocks;
            prop_assert!((score - blocks.score(*alternative)).abs() < 1e-9, "{score} {}", blocks.score(*alternative));
        }
    }

    #[test]
    fn acceptabilities_add_up_over_ranks_and_over_designs(team in profile(), seed in any::<u32>()) {
        let evaluation = evaluate(&team);
        let found = acceptability_with_confidence(&evaluation, Draws { samples: 500, seed, ..Draws::default() });
        let count = found.designs.len();
        prop_assert_eq!(count, evaluation.ranking().placed.len());
        for one in &found.designs {
            prop_assert!((one.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert_eq!(one.central_weights.is_some(), one.first() > 0.0);
            if let Some(central) = &one.central_weights {
                check_central_weights(&evaluation, central)?;
            }
            prop_assert!(one.confidence.is_none_or(|share| (0.0..=1.0).contains(&share)));
        }
        for rank in 0..count {
            prop_assert!((found.designs.iter().map(|one| one.ranks[rank]).sum::<f64>() - 1.0).abs() < 1e-9);
        }
        for a in 0..count {
            for b in 0..count {
                prop_assert!((found.winning[a][b] + found.winning[b][a] - 1.0).abs() < 1e-9);
            }
            // A design's expected rank follows from whom it beats.
            let beaten: f64 = (0..count).filter(|b| *b != a).map(|b| found.winning[b][a]).sum();
            let expected: f64 = (1..).zip(&found.designs[a].ranks).map(|(rank, share)| f64::from(rank) * share).sum();
            prop_assert!((1.0 + beaten - expected).abs() < 1e-6, "{} {}", 1.0 + beaten, expected);
        }
        prop_assert_eq!(&found, &acceptability_with_confidence(&evaluation, found.draws));
    }

    #[test]
    fn every_swing_is_what_the_ranking_says_of_the_exchanged_answer(
        team in profile(),
        picked in prop::collection::vec((0..60_usize, 0..6_usize), 4),
    ) {
        let evaluation = evaluate(&team);
        let all = swings(&evaluation);
        let Some(first) = evaluation.ranking().placed.first().map(|placed| placed.design) else { return Ok(()) };
        for (at, cell) in picked {
            let swing = &all[at % all.len()];
            let cell = cell % swing.cells.len();
            let factor = &ADVISOR.catalogue().factors[ADVISOR.tables().terms[swing.of.term].factor];
            let exchanged = if factor.kind == Kind::Shares {
                let mut team = team.clone();
                let at = ADVISOR.tables().terms[swing.of.term].factor;
                team.answers[at] = Some(Answer::Shares(backmap::answers::Shares::only(cell)));
                team
            } else {
                with(&team, swing.of, Rating::Level(Level::new(cell as f64 + 1.0).unwrap()))
            };
            let advice = advise(&exchanged, &Options::default());
            let own = advice.recommendations.iter().find(|one| one.placed.design == first);
            let told = &swing.cells[cell];
            prop_assert_eq!(told.score, own.map(|one| one.placed.score));
            prop_assert!(told.first.is_none_or(|design| is_first(&advice, design)));
            prop_assert_eq!(told.first.is_none(), advice.recommendations.is_empty());
        }
    }

    #[test]
    fn the_value_of_a_question_is_what_its_answers_would_bring(team in profile(), picked in 0..60_usize) {
        let evaluation = evaluate(&team);
        let Some(first) = evaluation.ranking().placed.first().map(|placed| placed.design) else { return Ok(()) };
        let found = questions(&evaluation, Draws { samples: 200, ..Draws::default() });
        prop_assume!(!found.questions.is_empty());
        prop_assert!(found.questions.windows(2).all(|two| two[0].gain >= two[1].gain));
        let question = &found.questions[picked % found.questions.len()];
        let factor = &ADVISOR.catalogue().factors[ADVISOR.tables().terms[question.of.term].factor];
        prop_assume!(factor.kind != Kind::Shares);
        let prior = &ADVISOR.tables().priors[question.of.term];
        let mut value = 0.0;
        for level in 0..5 {
            let asked = with(&team, question.of, Rating::Level(Level::new(f64::from(level) + 1.0).unwrap()));
            let advice = advise(&asked, &Options::default());
            let score = |one: &backmap::advisor::Recommendation<'_>| f64::from(one.placed.score) / 100.0;
            let best = advice.recommendations.first().map_or(0.0, score);
            let own = advice.recommendations.iter().find(|one| one.placed.design == first).map_or(0.0, score);
            value += prior.share(level as usize) * (best - own);
        }
        // Both scores are rounded down to hundredths.
        prop_assert!((value - question.value).abs() < 0.0101, "{} against {value}", question.value);
    }
}

#[test]
fn the_gain_of_the_only_open_answer_is_all_that_is_uncertain() {
    let catalogue = ADVISOR.catalogue();
    let mut whole = example("examples/rural-novices.json");
    for (answer, factor) in whole.answers.iter_mut().zip(&catalogue.factors) {
        if let (Some(Answer::Each(ratings)), Kind::PerDesign) = (answer, factor.kind) {
            ratings.iter_mut().for_each(|rating| *rating = rating.take().or(Level::new(3.0).ok().map(Rating::Level)));
        }
    }
    let mut uncertain = 0;
    for (at, factor) in catalogue.factors.iter().enumerate().filter(|(_, factor)| factor.kind == Kind::Level) {
        let mut team = whole.clone();
        team.answers[at] = None;
        let found = questions(&evaluate(&team), Draws::default());
        let [question] = found.questions.as_slice() else { panic!("{}: {}", factor.id, found.questions.len()) };
        // Once it is known, all simulations agree; before, as often as two draws from the prior do.
        let prior = &ADVISOR.tables().priors[question.of.term];
        let share = |design: DesignIndex| -> f64 {
            let cells = question.firsts.iter().enumerate().filter(|(_, first)| **first == Some(design));
            cells.map(|(cell, _)| prior.share(cell)).sum()
        };
        let agree: f64 = catalogue.all_designs().map(|design| share(design).powi(2)).sum();
        assert!((question.gain - (1.0 - agree)).abs() < 0.02, "{}: {} of {}", factor.id, question.gain, 1.0 - agree);
        uncertain += usize::from(question.gain > 0.1);
    }
    assert!(uncertain > 0, "some answer decides the first place");
}

#[test]
fn a_question_that_matters_only_with_another_is_asked_before_those_that_never_do() {
    let team = profile_of(json!({"outcome_type": "mastery"}));
    let found = questions(&evaluate(&team), Draws::default());
    let place = |path: &str| {
        let own = |of: AnswerOf| of.path(ADVISOR.catalogue(), ADVISOR.tables()) == path;
        found.questions.iter().position(|question| own(question.of)).unwrap()
    };
    // A weight near nothing, by design: it is no learning style.
    for path in ["resources.staff", "time_available", "risk_taking_culture"] {
        assert!(place(path) < place("learning_preference"), "{path}");
    }
}

/// (E1) from the tables, at one share of its side for each row and one answer for each term.
fn plain_score(
    evaluation: &Evaluation<'_>,
    weights: &[f64],
    share: &dyn Fn(TermIndex, usize) -> f64,
    alternative: AlternativeIndex,
) -> f64 {
    let tables = evaluation.tables();
    let of = &tables.alternatives[alternative];
    let mean = |term: TermIndex, value: &dyn Fn(usize) -> f64| -> f64 {
        let held = (0..tables.cells(term)).map(|cell| (cell, share(term, cell))).filter(|(_, share)| *share > 0.0);
        held.map(|(cell, share)| share * value(cell)).sum()
    };
    let lack = |cell: usize| (4 - cell) as f64 / 4.0;
    // Weights are of rows, so that a term has its part of its factor's.
    let whole = |term: TermIndex| -> u64 {
        tables.factor_terms[tables.terms[term].factor].clone().map(|term| tables.weights[term]).sum()
    };
    let (mut potential, mut lost, mut gates) = (0.0, 0.0, 1.0);
    for (at, term) in TermIndex::enumerate(&tables.terms) {
        let weight = weights[term.factor] * tables.weights[at] as f64 / whole(at) as f64;
        let worth = |cell: usize| f64::from(tables.utilities[[at.at(), cell, alternative.at()]]) / 1e6;
        match tables.sides[at] {
            Side::Potential => potential += weight * mean(at, &worth),
            Side::Readiness => {
                let importance = f64::from(tables.importances[[at.at(), alternative.at()]]);
                lost += weight * importance * mean(at, &|cell| 1.0 - worth(cell));
            }
        }
    }
    for (at, pair) in tables.pair_terms.iter().enumerate() {
        let worth = mean(pair.first_term, &|first| {
            mean(pair.second_term, &|second| f64::from(tables.pair_utility(at, first, second, alternative)) / 1e6)
        });
        let weight = weights[tables.factors() + at];
        match pair.side {
            Side::Potential => potential += weight * worth,
            Side::Readiness => lost += weight * (1.0 - worth),
        }
    }
    if let Some(transfer) = &of.transfer {
        let terms = tables.transfer;
        let [rise, routine] =
            [transfer.rise, transfer.routine].map(|of| mean(terms.outcome, &|cell| f64::from(of[cell]) / 1e6));
        let unsupported = mean(terms.support, &lack);
        let of_transfer = rise * (1.0 - unsupported) + routine * unsupported * mean(terms.complexity, &lack);
        potential += weights[tables.terms[terms.outcome].factor] * of_transfer;
    }
    for (at, gate) in of.gates.iter().enumerate() {
        let keeps = evaluation.weighting().gate_keeps(alternative, at);
        gates *= mean(gate.term, &|cell| f64::from(keeps[cell]) / 1e6);
    }
    let size = tables.size_keeps(alternative, evaluation.profile.setting.program_teachers) as f64 / 1e6;
    size * potential * (1.0 - lost).max(0.0) * gates
}

/// Readings drawn one by one from a common generator, scored from the tables without any short cut.
fn plain(evaluation: &Evaluation<'_>, sources: Sources, samples: usize) -> Vec<Vec<f64>> {
    let tables = evaluation.tables();
    let mut random = StdRng::seed_from_u64(11);
    let placed = evaluation.ranking().placed;
    let mut designs: Vec<DesignIndex> = placed.iter().map(|placed| placed.design).collect();
    designs.sort_unstable();
    let rows = rows(evaluation);
    let mut ranks = vec![vec![0.0; designs.len()]; designs.len()];
    for _ in 0..samples {
        let mut weights: Vec<f64> = rows
            .iter()
            .map(|(_, share, half)| {
                let half = if sources.weights { *half } else { 0.0 };
                share * random.random_range(1.0 - half..=1.0 + half)
            })
            .collect();
        // Potential is divided by its own weights, readiness by a denominator that stays.
        let of_potential = |row: usize| rows[row].0 == Side::Potential;
        let potential: f64 = (0..rows.len()).filter(|row| of_potential(*row)).map(|row| weights[row]).sum();
        (0..rows.len()).filter(|row| of_potential(*row)).for_each(|row| weights[row] /= potential);
        // One level of each open term, and of each design's own familiarity.
        let draw = |random: &mut StdRng, term: TermIndex| {
            let mut even: f64 = random.random();
            (0..6).find(|cell| {
                even -= tables.priors[term].share(*cell);
                even < 0.0
            })
        };
        let drawn: Vec<Vec<usize>> = tables
            .all_terms()
            .map(|term| {
                let own: Vec<usize> = (0..25).map(|_| draw(&mut random, term).unwrap_or(0)).collect();
                if tables.kinds[tables.terms[term].factor] == Kind::PerDesign { own } else { vec![own[0]; 25] }
            })
            .collect();
        let share = |term: TermIndex, design: DesignIndex, cell: usize| match evaluation.mixtures.get(term, design) {
            Some(mixture) => mixture.share(cell),
            None if sources.answers => f64::from(u8::from(drawn[term][design] == cell)),
            None => tables.priors[term].share(cell),
        };
        let score = |alternative: AlternativeIndex| {
            let design = tables.alternatives[alternative].design;
            100.0 * plain_score(evaluation, &weights, &|term, cell| share(term, design, cell), alternative)
        };
        let standing: Vec<f64> = designs
            .iter()
            .map(|design| {
                let open = tables.alternatives_of(*design).filter(|at| evaluation.is_open(*at));
                let meets = |at: &AlternativeIndex| {
                    let mut needs = tables.alternatives[*at].requirements.iter();
                    needs.all(|(term, least, _)| {
                        let level = drawn[*term][*design] as u64 + 1;
                        !sources.answers || evaluation.mixtures.is_known(*term, *design) || level * MILLION >= *least
                    })
                };
                let best = open.filter(meets).map(score).fold(f64::NEG_INFINITY, f64::max);
                if !sources.numbers {
                    return best;
                }
                let variance =
                    backmap::scoring::number_variance(evaluation, evaluation.representative(*design).unwrap());
                // Twelve even numbers make a good normal one.
                let normal: f64 = (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0;
                best + variance.sqrt() * normal
            })
            .collect();
        for (at, own) in standing.iter().enumerate() {
            let ahead = standing.iter().filter(|other| *other > own).count();
            let level = standing.iter().filter(|other| *other == own).count();
            for share in &mut ranks[at][ahead..ahead + level] {
                *share += 1.0 / level as f64 / samples as f64;
            }
        }
    }
    ranks
}

#[test]
fn acceptabilities_agree_with_a_slow_plain_draw() {
    let teams = [
        example("examples/rural-novices.json"),
        profile_of(json!({"outcome_type": "application", "time_available": 2})),
        profile_of(json!({})),
    ];
    let all = [(true, true, true), (true, false, false), (false, true, false), (false, false, true)];
    let mut farthest = 0.0_f64;
    for team in &teams {
        let evaluation = evaluate(team);
        for (weights, answers, numbers) in all {
            let sources = Sources { weights, answers, numbers };
            let found = acceptability(&evaluation, Draws { samples: 8192, seed: 5, sources });
            for (one, ranks) in found.designs.iter().zip(plain(&evaluation, sources, 8192)) {
                for (ours, theirs) in one.ranks.iter().zip(ranks) {
                    farthest = farthest.max((ours - theirs).abs());
                }
            }
        }
    }
    println!("farthest acceptability from a plain draw: {farthest:.4}");
    // Four standard deviations of 8192 plain draws at a half.
    assert!(farthest < 0.0221, "{farthest}");
}

fn accepted<'a>(found: &'a Acceptabilities, design: &str) -> &'a backmap::sensitivity::Acceptability {
    let at = ADVISOR.catalogue().design_index(design).unwrap();
    found.designs.iter().find(|one| one.design == at).unwrap()
}

#[test]
fn with_nothing_uncertain_the_first_place_is_first_in_every_reading() {
    let team = example("examples/rural-novices.json");
    let evaluation = evaluate(&team);
    // Everything is answered but the team's level with most designs; as only answers vary, the rest stays.
    let sources = Sources { weights: true, answers: false, numbers: false };
    let found = acceptability_with_confidence(&evaluation, Draws { samples: 2000, sources, ..Draws::default() });
    let first = evaluation.ranking().placed[0].design;
    let id = &ADVISOR.catalogue().designs[first].id;
    // Under its own central weights, and nothing else open, it is first or it is not.
    let confidence = accepted(&found, id).confidence.unwrap();
    assert!(confidence == 1.0 || confidence == 0.0, "{confidence}");
}

#[test]
fn a_profile_that_answers_everything_is_settled() {
    let mut team = example("examples/stable-demanding-goal.json");
    let at = ADVISOR.catalogue().factor_index("design_experience").unwrap();
    team.answers[at] = Some(Answer::Each(vec![Some(Rating::Level(Level::new(3.0).unwrap())); 25]));
    let evaluation = evaluate(&team);
    let found = questions(&evaluation, Draws::default());
    assert!(found.questions.is_empty(), "{:?}", found.questions.first());
    assert_eq!((found.first_stays, found.settled), (Some(1.0), true));
}

#[test]
fn an_empty_profile_is_not_settled_and_asks_early_for_the_outcome() {
    let team = profile_of(json!({}));
    let found = questions(&evaluate(&team), Draws::default());
    assert!(!found.settled);
    let first: Vec<&str> =
        found.questions.iter().take(5).map(|one| ADVISOR.tables().terms[one.of.term].path.as_str()).collect();
    // Beside what is wanted, the gates that most designs have decide most.
    assert!(first.contains(&"outcome_type") && first.contains(&"resources.staff"), "{first:?}");
    assert!(found.questions[0].chance > 0.0);
}

#[test]
fn the_answers_over_http_state_only_what_they_list_and_repeat_to_the_byte() {
    for path in ["/v1/sensitivity", "/v1/questions"] {
        for factors in [json!({}), json!({"outcome_type": "mastery", "time_available": {"counts": [3, 1, 0, 0, 1]}})] {
            let body = json!({"profile": {"factors": factors}, "samples": 500});
            let answer = post(path, &body).unwrap();
            assert!(check_statements(&answer) > 0);
            assert_eq!(answer, post(path, &body).unwrap());
        }
    }
}

#[test]
fn recommendations_with_robustness_hold_the_same_shares() {
    let body = json!({"profile": {"factors": {"outcome_type": "inquiry"}}, "options": {"robustness": true}});
    let answer = post("/v1/recommendations", &body).unwrap();
    let whole = post("/v1/sensitivity", &json!({"profile": {"factors": {"outcome_type": "inquiry"}}})).unwrap();
    let shares = answer["robustness"]["designs"].as_array().unwrap();
    let all = whole["acceptability"]["designs"].as_array().unwrap();
    assert_eq!(shares.len(), all.len());
    for (one, other) in shares.iter().zip(all) {
        for field in ["design", "first", "first_three", "confidence_factor"] {
            assert_eq!(one[field], other[field]);
        }
    }
    let without = json!({"profile": {"factors": {"outcome_type": "inquiry"}}, "options": {"robustness": false}});
    assert_eq!(post("/v1/recommendations", &without).unwrap().get("robustness"), None);
}
