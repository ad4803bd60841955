//! The score computed another way: in exact rationals from the written equations, and Shapley values by brute force.

use backmap::advisor::Advisor;
use backmap::answers::{CELLS, Mixture};
use backmap::catalogue::{AlternativeIndex, Answer, Factor, FactorIndex, Kind, Profile, Side, TermIndex};
use backmap::scoring::shapley;
use backmap::scoring::{Detail, Mixtures, Of, Parts, Weighting, exact_parts};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::properties::{multipliers, profile};
use super::support::ADVISOR;

fn ratio(above: impl Into<BigInt>, below: impl Into<BigInt>) -> BigRational {
    BigRational::new(above.into(), below.into())
}

fn millionths(number: impl Into<BigInt>) -> BigRational {
    ratio(number, 1_000_000)
}

fn hundredths(share: &BigRational) -> i32 {
    i32::try_from((share * BigInt::from(10_000)).floor().to_integer()).expect("a score is at most 10 000 hundredths")
}

/// The same with the slack of a total: a hundred-millionth of a hundredth.
fn total_of(share: &BigRational) -> i32 {
    hundredths(&(share + ratio(1, 1_000_000_000_000_i64)))
}

/// One alternative for one profile under multipliers, from the printed tables and nothing else.
struct Written<'a> {
    advisor: &'a Advisor,
    weighting: &'a Weighting,
    multipliers: &'a [u64],
    mixtures: &'a Mixtures,
    alternative: AlternativeIndex,
}

impl Written<'_> {
    fn mixture(&self, term: TermIndex) -> &Mixture {
        let tables = self.advisor.tables();
        let design = tables.alternatives[self.alternative].design;
        self.mixtures.get(term, design).unwrap_or(&tables.priors[term])
    }

    /// The expectation over members or the prior, cell by cell.
    fn expected(&self, term: TermIndex, value: impl Fn(usize) -> BigRational) -> BigRational {
        let mixture = self.mixture(term);
        let shares = mixture.shares().iter().enumerate();
        shares.map(|(cell, share)| ratio(*share, mixture.total()) * value(cell)).sum()
    }

    fn multiplier(&self, term: TermIndex) -> BigRational {
        millionths(self.multipliers[self.advisor.tables().terms[term].factor])
    }

    fn weight(&self, term: TermIndex) -> BigRational {
        self.multiplier(term) * millionths(self.advisor.tables().weights[term])
    }

    fn pair_weight(&self, pair: usize) -> BigRational {
        let tables = self.advisor.tables();
        let term = &tables.pair_terms[pair];
        let lesser = self.multipliers[term.first_factor].min(self.multipliers[term.second_factor]);
        millionths(lesser) * millionths(tables.pair_weights[pair])
    }

    fn pair(&self, pair: usize) -> BigRational {
        let tables = self.advisor.tables();
        let term = &tables.pair_terms[pair];
        self.expected(term.first_term, |first| {
            self.expected(term.second_term, |second| {
                if first >= 5 || second >= 5 {
                    return ratio(0, 1);
                }
                millionths(tables.pair_utility(pair, first, second, self.alternative))
            })
        })
    }

    /// (E2) and (E5).
    fn potential(&self) -> BigRational {
        let tables = self.advisor.tables();
        let (mut sum, mut all) = (ratio(0, 1), ratio(0, 1));
        for term in tables.all_terms().filter(|term| tables.sides[*term] == Side::Potential) {
            sum += self.weight(term)
                * self.expected(term, |cell| millionths(tables.utilities[[term.at(), cell, self.alternative.at()]]));
            all += self.weight(term);
        }
        for pair in (0..tables.pair_terms.len()).filter(|pair| tables.pair_terms[*pair].side == Side::Potential) {
            sum += self.pair_weight(pair) * self.pair(pair);
            all += self.pair_weight(pair);
        }
        if let Some(transfer) = &tables.alternatives[self.alternative].transfer {
            let terms = tables.transfer;
            let lack = |term: TermIndex| self.expected(term, |cell| ratio(4 - cell.min(4), 4));
            let weight = millionths(tables.weights[terms.outcome]);
            let lesser = |terms: &[TermIndex]| terms.iter().map(|term| self.multiplier(*term)).min().expect("some");
            let rise = self.expected(terms.outcome, |cell| millionths(transfer.rise[cell]));
            let routine = self.expected(terms.outcome, |cell| millionths(transfer.routine[cell]));
            let unsupported = lack(terms.support);
            sum +=
                weight.clone() * lesser(&[terms.outcome, terms.support]) * rise * (ratio(1, 1) - unsupported.clone());
            sum += weight
                * lesser(&[terms.outcome, terms.support, terms.complexity])
                * routine
                * unsupported
                * lack(terms.complexity);
        }
        if all == ratio(0, 1) { ratio(1, 1) } else { sum / all }
    }

    /// (E3): filled up in the order of the multipliers.
    fn most(&self) -> BigRational {
        let tables = self.advisor.tables();
        let terms = tables.all_terms().filter(|term| tables.sides[*term] == Side::Readiness);
        let mut all: Vec<(BigRational, BigRational)> =
            terms.map(|term| (self.multiplier(term), millionths(tables.weights[term]) * BigInt::from(3))).collect();
        for (pair, term) in tables.pair_terms.iter().enumerate().filter(|(_, term)| term.side == Side::Readiness) {
            let lesser = self.multipliers[term.first_factor].min(self.multipliers[term.second_factor]);
            all.push((millionths(lesser), millionths(tables.pair_weights[pair])));
        }
        all.sort_by(|a, b| b.0.cmp(&a.0));
        let (mut left, mut most) = (millionths(tables.most_readiness), ratio(0, 1));
        for (multiplier, capacity) in all {
            let taken = capacity.min(left.clone());
            left -= &taken;
            most += taken * multiplier;
        }
        most
    }

    fn readiness(&self) -> BigRational {
        let tables = self.advisor.tables();
        let mut lost = ratio(0, 1);
        for term in tables.all_terms().filter(|term| tables.sides[*term] == Side::Readiness) {
            let importance = BigInt::from(tables.importances[[term.at(), self.alternative.at()]]);
            let lacking = self.expected(term, |cell| {
                ratio(1, 1) - millionths(tables.utilities[[term.at(), cell, self.alternative.at()]])
            });
            lost += self.weight(term) * importance * lacking;
        }
        for pair in (0..tables.pair_terms.len()).filter(|pair| tables.pair_terms[*pair].side == Side::Readiness) {
            lost += self.pair_weight(pair) * (ratio(1, 1) - self.pair(pair));
        }
        let most = self.most();
        let kept = if most == ratio(0, 1) { ratio(1, 1) } else { ratio(1, 1) - lost / most };
        let gates = tables.alternatives[self.alternative].gates.iter().enumerate();
        gates.fold(kept, |product, (at, gate)| {
            let keeps = self.weighting.gate_keeps(self.alternative, at);
            product * self.expected(gate.term, |cell| millionths(keeps[cell.min(4)]))
        })
    }
}

/// Every score, potential and readiness as the written equations have them.
fn exact(profile: &Profile, multipliers: &[u64]) -> Result<(), TestCaseError> {
    let tables = ADVISOR.tables();
    let weighting = Weighting::new(tables, multipliers).unwrap();
    let mixtures = Mixtures::new(tables, profile);
    let unknown = Mixtures::nothing_known(tables);
    let parts = Parts::new(tables, &weighting, &mixtures);
    let typical = Parts::new(tables, &weighting, &unknown);
    let of = Of { tables, weighting: &weighting, mixtures: &mixtures };
    for alternative in tables.all_alternatives() {
        let written =
            |mixtures| Written { advisor: &ADVISOR, weighting: &weighting, multipliers, mixtures, alternative };
        let (potential, readiness) = (written(&mixtures).potential(), written(&mixtures).readiness());
        let detail = Detail::new(of, &parts, alternative);
        prop_assert_eq!(detail.potential(), total_of(&potential));
        prop_assert_eq!(detail.readiness(), total_of(&readiness));
        prop_assert_eq!(parts.score(alternative), hundredths(&(potential * readiness)));
        let base = written(&unknown).potential() * written(&unknown).readiness();
        prop_assert_eq!(typical.score(alternative), hundredths(&base));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Multipliers with many decimals, whose sums grow beyond what floating numbers hold exactly.
    #[test]
    fn every_score_equals_the_exact_rational(profile in profile(), multipliers in multipliers()) {
        exact(&profile, &multipliers)?;
    }

    /// The weights that most requests have, where the quick way is taken.
    #[test]
    fn every_score_under_the_catalogues_weights_equals_the_exact_rational(profile in profile()) {
        exact(&profile, &vec![1_000_000; ADVISOR.tables().factors()])?;
    }

    /// The floating way rounds every contribution and cost as exact numbers do.
    #[test]
    fn contributions_and_costs_are_rounded_as_exact_numbers_are(profile in profile(), at in (0..79_usize).prop_map(AlternativeIndex::from)) {
        let tables = ADVISOR.tables();
        let mixtures = Mixtures::new(tables, &profile);
        let of = Of { tables, weighting: ADVISOR.weighting(), mixtures: &mixtures };
        let parts = Parts::new(tables, ADVISOR.weighting(), &mixtures);
        let exact = exact_parts(tables, ADVISOR.weighting(), &mixtures, at);
        let detail = Detail::new(of, &parts, at);
        let found = detail.contributions();
        let mut total = exact.base();
        prop_assert_eq!(found.base, total_of(&total));
        for (printed, share) in found.by_factor.iter().zip(exact.contributions(tables.factors()).by_factor) {
            let before = total_of(&total);
            total += share;
            prop_assert_eq!(*printed, total_of(&total) - before);
        }
        prop_assert_eq!(&total, &exact.score());
        let mut left = exact.potential();
        let costs = exact.costs(tables.factors(), |factor| tables.bears_cost(factor, at));
        for (printed, cost) in detail.costs().iter().zip(costs) {
            let before = total_of(&left);
            left -= cost;
            prop_assert_eq!(*printed, before - total_of(&left));
        }
        prop_assert_eq!(left, exact.score());
    }

    /// (E4) against every order in which the answers could come in: a player is an answer within a block.
    #[test]
    fn contributions_are_the_shapley_values(profile in profile(), keep in prop::collection::vec(0..25_usize, 1..6), at in (0..79_usize).prop_map(AlternativeIndex::from)) {
        let tables = ADVISOR.tables();
        let mut few = profile.clone();
        for (factor, answer) in few.answers.iter_mut().enumerate() {
            if !keep.contains(&factor) {
                *answer = None;
            }
        }
        let mixtures = Mixtures::new(tables, &few);
        let parts = exact_parts(tables, ADVISOR.weighting(), &mixtures, at);
        let players = players(&parts);
        prop_assume!(players.len() <= 9);
        let mut expected = vec![ratio(0, 1); tables.factors()];
        for (index, (_, factor)) in players.iter().enumerate() {
            expected[*factor] += brute_force(&parts, &players, index);
        }
        let found = parts.contributions(tables.factors()).by_factor;
        prop_assert_eq!(found, expected);
    }
}

/// A block of a score: potential, readiness, or a gate.
type Block = usize;

/// The answers that change something, by block and factor.
fn players(parts: &shapley::ScoreParts<BigRational>) -> Vec<(Block, FactorIndex)> {
    let mut players = Vec::new();
    let mut add = |block: Block, factor: FactorIndex, moves: bool| {
        if moves && !players.contains(&(block, factor)) {
            players.push((block, factor));
        }
    };
    let moves = |part: &shapley::Part<BigRational>| part.start != part.end;
    let block = |side: Side| usize::from(side == Side::Readiness);
    parts.terms.iter().for_each(|(side, part)| add(block(*side), part.factor, moves(part)));
    for pair in &parts.pairs {
        add(block(pair.side), pair.factors[0], pair.neither != pair.first || pair.second != pair.both);
        add(block(pair.side), pair.factors[1], pair.neither != pair.second || pair.first != pair.both);
    }
    if let Some(transfer) = &parts.transfer {
        for part in [&transfer.rise, &transfer.routine, &transfer.unsupported, &transfer.simplicity] {
            add(0, part.factor, moves(part));
        }
    }
    parts.gates.iter().enumerate().for_each(|(at, gate)| add(2 + at, gate.factor, moves(gate)));
    players
}

/// The score when some of the players have answered.
fn value(parts: &shapley::ScoreParts<BigRational>, answered: &dyn Fn(Block, FactorIndex) -> bool) -> BigRational {
    let at = |block: Block, part: &shapley::Part<BigRational>| {
        if answered(block, part.factor) { part.end.clone() } else { part.start.clone() }
    };
    let pair = |block: Block, pair: &shapley::PairPart<BigRational>| match pair
        .factors
        .map(|factor| answered(block, factor))
    {
        [false, false] => pair.neither.clone(),
        [true, false] => pair.first.clone(),
        [false, true] => pair.second.clone(),
        [true, true] => pair.both.clone(),
    };
    let mut potential = parts.potential_constant.clone();
    let terms = |side: Side| parts.terms.iter().filter(move |(of, _)| *of == side).map(|(_, part)| part);
    let pairs = |side: Side| parts.pairs.iter().filter(move |pair| pair.side == side);
    potential += terms(Side::Potential).map(|part| at(0, part)).sum::<BigRational>();
    potential += pairs(Side::Potential).map(|one| pair(0, one)).sum::<BigRational>();
    if let Some(transfer) = &parts.transfer {
        let unsupported = at(0, &transfer.unsupported);
        potential += at(0, &transfer.rise) * (ratio(1, 1) - unsupported.clone());
        potential += at(0, &transfer.routine) * unsupported * at(0, &transfer.simplicity);
    }
    let lost: BigRational = terms(Side::Readiness).map(|part| at(1, part)).sum();
    let lost = lost + pairs(Side::Readiness).map(|one| pair(1, one)).sum::<BigRational>();
    let gates = parts.gates.iter().enumerate().map(|(index, gate)| at(2 + index, gate));
    parts.size.clone() * potential * (ratio(1, 1) - lost) * gates.product::<BigRational>()
}

/// The mean, over all orders, of what a player adds when it comes in.
fn brute_force(
    parts: &shapley::ScoreParts<BigRational>,
    players: &[(Block, FactorIndex)],
    player: usize,
) -> BigRational {
    let factorial = |n: usize| (1..=n).map(BigInt::from).product::<BigInt>();
    let others: Vec<usize> = (0..players.len()).filter(|other| *other != player).collect();
    let mut sum = ratio(0, 1);
    for subset in 0..1_u32 << others.len() {
        let inside: Vec<(Block, FactorIndex)> = others
            .iter()
            .enumerate()
            .filter(|(bit, _)| subset >> bit & 1 == 1)
            .map(|(_, other)| players[*other])
            .collect();
        let with = |own: bool| {
            value(parts, &|block, factor| {
                inside.contains(&(block, factor)) || own && players[player] == (block, factor)
            })
        };
        let orders = factorial(inside.len()) * factorial(players.len() - inside.len() - 1);
        sum += (with(true) - with(false)) * ratio(orders, factorial(players.len()));
    }
    sum
}

/// The value functions from the files alone, by the written rules, for the in-person form of every design without
/// variants: nothing adjusts those.
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
        let adjusted = |path: &str| {
            design.adjustments.iter().any(|one| one.environment.as_deref() == Some("in_person") && one.factor == path)
        };
        for (at, term) in TermIndex::enumerate(&tables.terms) {
            let factor = &catalogue.factors[term.factor];
            let attribute = design.attributes.get(&term.path).unwrap();
            if attribute.gate.is_some() || adjusted(&term.path) {
                continue;
            }
            for cell in 0..term.prior.len() {
                let worth = written(factor, attribute, cell).clamp(0.0, 1.0);
                let expected = (1e6 * worth).round() as u32;
                assert_eq!(
                    tables.utilities[[at.at(), cell, index]],
                    expected,
                    "{} {} cell {cell}",
                    design.id,
                    term.path
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 1800, "{checked}");
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
        "remedy" => 1.0 - (1.0 - own("strength")) * (5.0 - level) / 4.0,
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

/// A worked example that can be checked by head. Coaching needs a prepared coach for most of the hours, 4; with someone
/// willing and not prepared, 2, two levels are missing, and a quarter a level leaves half.
#[test]
fn an_unprepared_coach_leaves_half_of_coaching() {
    let mut profile = Profile { answers: vec![None; ADVISOR.catalogue().factors.len()], ..Profile::default() };
    let factor = ADVISOR.catalogue().factor_index("resources").unwrap();
    let two = backmap::answers::Rating::Level(backmap::answers::Level::new(2.0).unwrap());
    profile.answers[factor] = Some(Answer::Each(vec![Some(two), None, None, None, None]));
    let evaluation = ADVISOR.evaluate(&profile, &backmap::advisor::Options::default()).unwrap();
    let coaching = ADVISOR.catalogue().design_index("coaching").unwrap();
    let alternative = ADVISOR.tables().alternatives_of(coaching).next().unwrap();
    let unmet = evaluation.unmet_gates(alternative);
    assert_eq!(unmet.len(), 1);
    assert_eq!((unmet[0].required, unmet[0].actual_millionths, unmet[0].keeps_millionths), (4.0, 2_000_000, 500_000));
    assert_eq!(evaluation.group(alternative), backmap::scoring::Group::WorthBuildingToward);
}

/// Priors and utilities beyond a term's cells are never read, and every table is within bounds.
#[test]
fn tables_stay_within_a_million() {
    let tables = ADVISOR.tables();
    assert!(tables.utilities.iter().all(|utility| *utility <= 1_000_000));
    assert!(tables.pair_utilities.iter().all(|utility| *utility <= 1_000_000));
    assert!(tables.importances.iter().all(|importance| *importance <= 3));
    assert!(tables.alternatives.iter().all(|alternative| alternative.gates.len() <= 2));
    for (term, prior) in TermIndex::enumerate(&tables.priors) {
        assert_eq!(prior.shares()[tables.cells(term)..].iter().sum::<u128>(), 0);
        assert!(tables.cells(term) <= CELLS);
        assert!(tables.kinds[tables.terms[term].factor] != Kind::Level || tables.cells(term) == 5);
    }
}
