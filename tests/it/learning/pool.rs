//! Districts that pool sums instead of records.

use backmap::learning::{Sums, Verdict, pool, sums};
use backmap::outcomes::OutcomeRecord;

use super::world::{MODEL, World, drawn_offsets, regret};
use super::{each, learned, news, typical};

/// Districts with one truth, each with its own schools.
fn districts(count: u64, world: &World) -> Vec<Vec<OutcomeRecord>> {
    let one = |at: u64| World {
        seed: world.seed * 100 + at,
        district: Some(format!("district {at:02}")),
        schools: 20,
        ..world.clone()
    };
    each((0..count).map(one).collect(), |world| world.run())
}

fn summed(records: &[OutcomeRecord], name: &str) -> Sums {
    sums(&typical(&MODEL), records, name).unwrap()
}

fn all_summed(districts: &[Vec<OutcomeRecord>]) -> Vec<Sums> {
    let name = |records: &[OutcomeRecord]| records[0].district.clone().unwrap();
    districts.iter().map(|records| summed(records, &name(records))).collect()
}

#[test]
fn a_pool_learns_what_all_records_together_teach() {
    // Even choices, so that every design has enough teams in every district and nothing is left out of the sums.
    let world = World { random: 1.0, offsets: drawn_offsets(3, 0.14), ..World::new(700, 31) };
    let districts = districts(8, &world);
    let together = learned(&districts.concat());
    let pooled = pool(&typical(&MODEL), &all_summed(&districts), 1);
    assert_eq!((pooled.counts.results, pooled.counts.schools), (together.counts.results, together.counts.schools));
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(close(pooled.relation.unwrap().slope, together.relation.unwrap().slope));
    assert_eq!(pooled.offsets.len(), together.offsets.len());
    for (one, other) in pooled.offsets.iter().zip(&together.offsets) {
        let same = [(one.new, other.new), (one.low, other.low), (one.high, other.high)];
        assert!(same.into_iter().all(|(a, b)| close(a, b)), "{one:?} {other:?}");
        assert_eq!(one.results, other.results);
    }
    assert!(news(&pooled).iter().any(|new| new.abs() > 0.02), "something moved");
}

#[test]
fn honest_districts_together_know_more_than_one_alone() {
    let world = World { offsets: drawn_offsets(8, 0.12), ..World::new(400, 32) };
    let districts = districts(11, &world);
    let pooled = pool(&typical(&MODEL), &all_summed(&districts), 1);
    assert_eq!(pooled.verdict, Verdict::Promoted, "{:?}", pooled.summary);
    let lost = |believed: &[f64]| regret(believed, &world.offsets, 9);
    let own = districts.iter().map(|records| {
        let learning = learned(records);
        if learning.verdict == Verdict::Promoted { lost(&news(&learning)) } else { lost(&[0.0; 25]) }
    });
    let own = own.sum::<f64>() / districts.len() as f64;
    assert!(lost(&news(&pooled)) < own * 0.6, "{} {own}", lost(&news(&pooled)));
}

#[test]
fn a_large_district_that_contradicts_is_left_out_and_named() {
    let world = World { offsets: drawn_offsets(8, 0.12), ..World::new(400, 33) };
    let honest = all_summed(&districts(11, &world));
    let inverted =
        World { effect: -1.0, district: Some("poisoned".to_owned()), ..World { records: 4_000, ..world.clone() } };
    let mut all = honest.clone();
    all.push(summed(&inverted.run(), "poisoned"));
    let (without, with) = (pool(&typical(&MODEL), &honest, 1), pool(&typical(&MODEL), &all, 1));
    assert_eq!(without.offsets, with.offsets);
    let left_out: Vec<&str> = with
        .pool
        .iter()
        .flat_map(|pool| &pool.districts)
        .filter(|one| one.is_left_out())
        .map(|one| &*one.name)
        .collect();
    assert_eq!(left_out, ["poisoned"]);
    assert!(with.summary.iter().any(|one| one.text.starts_with("poisoned is left out")), "{:?}", with.summary);
}

#[test]
fn a_large_district_counts_no_more_than_the_median_one() {
    // Its results rise with the score, so that it stays, but its offsets are the opposite of the others'.
    let world = World { offsets: drawn_offsets(8, 0.12), ..World::new(400, 34) };
    let mut all = all_summed(&districts(11, &world));
    let opposite = world.offsets.iter().map(|offset| -offset).collect();
    let large = World { offsets: opposite, district: Some("large".to_owned()), records: 4_000, ..world.clone() };
    all.push(summed(&large.run(), "large"));
    let found = pool(&typical(&MODEL), &all, 1);
    let parts = &found.pool.as_ref().unwrap().districts;
    let large = parts.iter().find(|one| one.name == "large").unwrap();
    let most =
        parts.iter().filter(|one| one.name != "large").map(|one| one.results as f64 * one.weight).fold(0.0, f64::max);
    assert!(!large.is_left_out() && large.results as f64 * large.weight <= most + 1e-9, "{large:?}");
    // Uncapped it would outvote the others: it has nearly as many results as all of them.
    let lost = regret(&news(&found), &world.offsets, 9);
    assert!(lost < regret(&[0.0; 25], &world.offsets, 9), "{lost}");
}

#[test]
fn the_order_of_the_districts_does_not_matter() {
    let world = World { offsets: drawn_offsets(8, 0.12), ..World::new(400, 35) };
    let mut all = all_summed(&districts(8, &world));
    let expected = pool(&typical(&MODEL), &all, 1);
    all.reverse();
    all.swap(1, 5);
    let found = pool(&typical(&MODEL), &all, 1);
    assert_eq!((found.offsets, found.pool, found.relation), (expected.offsets, expected.pool, expected.relation));
}

#[test]
fn where_designs_do_nothing_pools_are_not_promoted() {
    let world = |seed: u64| World { effect: 0.0, ..World::new(400, 300 + seed) };
    let verdicts = (0..20).map(|seed| pool(&typical(&MODEL), &all_summed(&districts(6, &world(seed))), 1).verdict);
    let promoted = verdicts.filter(|verdict| *verdict == Verdict::Promoted).count();
    assert!(promoted <= 1, "{promoted} of 20");
}

#[test]
fn where_the_catalog_is_right_pools_are_not_promoted() {
    let world = |seed: u64| World::new(400, 400 + seed);
    let verdicts = (0..20).map(|seed| pool(&typical(&MODEL), &all_summed(&districts(6, &world(seed))), 1).verdict);
    let promoted = verdicts.filter(|verdict| *verdict == Verdict::Promoted).count();
    assert!(promoted <= 1, "{promoted} of 20");
}

#[test]
fn few_districts_are_answered_by_how_many_are_missing() {
    let world = World { schools: 20, ..World::new(400, 36) };
    let found = pool(&typical(&MODEL), &all_summed(&districts(3, &world)), 1);
    assert_eq!(found.verdict, Verdict::TooFew);
    assert!(found.summary.iter().any(|one| one.text.contains("There are 3 districts")), "{:?}", found.summary);
}

#[test]
fn a_small_district_sends_nothing() {
    let world = World { district: Some("small".to_owned()), ..World::new(150, 37) };
    let small = sums(&typical(&MODEL), &world.run(), "small").unwrap_err();
    assert!(small.records <= 150 && small.least > 150, "{small:?}");
}

/// A team that alone did a design, alone has a category or is small would be read back from the products of its column.
#[test]
fn no_team_can_be_read_back_from_its_own_column() {
    let world = World { random: 1.0, district: Some("d".to_owned()), ..World::new(800, 38) };
    let records = world.run();
    let without = |from: usize, change: &dyn Fn(&mut OutcomeRecord)| {
        let mut changed = records.clone();
        changed[..from].iter_mut().for_each(change);
        summed(&changed, "d")
    };
    // Two teams of four people, and the results of four people, enter nothing.
    let small = without(2, &|record| record.profile.setting.team_size = Some(4));
    let few = without(2, &|record| record.results[0].people = Some(4));
    assert_eq!((small.results, few.results), (798, 798));
    assert_eq!(small.triangle(), few.triangle());
    // A design that four teams did.
    let design = records[0].design;
    let mut rare: Vec<OutcomeRecord> = records.iter().filter(|record| record.design != design).cloned().collect();
    let expected = summed(&rare, "d");
    rare.extend(records.iter().filter(|record| record.design == design).take(4).cloned());
    assert_eq!(summed(&rare, "d").triangle(), expected.triangle());
    assert_eq!(expected.designs[design.unwrap().at()], 0);
}
