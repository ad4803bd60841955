//! What the model learns from outcomes, in districts whose truth is known.

mod command;
mod pool;
mod world;

use std::sync::Arc;

use backmap::catalogue::{Files, LEARNED_FILE};
use backmap::learning::{Learning, MOST_MOVE, Verdict, learn, promoted};
use backmap::outcomes::OutcomeRecord;
use backmap::scoring::{Evaluation, Field, Limits};

use world::{MODEL, Model, World, drawn_offsets, regret};

fn learned(records: &[OutcomeRecord]) -> Learning {
    learn(&typical(&MODEL), records, 1)
}

/// A model at a team about which nothing is known.
fn typical(model: &Model) -> Evaluation<'_> {
    let field = Field {
        catalogue: &model.catalogue,
        tables: &model.tables,
        weighting: std::borrow::Cow::Borrowed(&model.weighting),
        name_order: &model.name_order,
        allowed: vec![true; model.tables.alternatives.len()],
        considered: vec![true; model.catalogue.designs.len()],
        limits: Limits::default(),
    };
    Evaluation::of_nothing(Arc::new(field))
}

fn news(learning: &Learning) -> Vec<f64> {
    learning.offsets.iter().map(|offset| offset.new).collect()
}

/// Runs worlds on all cores.
fn each<T: Send>(worlds: Vec<World>, run: impl Fn(World) -> T + Sync) -> Vec<T> {
    let half = worlds.len() / 2;
    let (first, second) = (worlds[..half].to_vec(), worlds[half..].to_vec());
    std::thread::scope(|scope| {
        let other = scope.spawn(|| second.into_iter().map(&run).collect::<Vec<_>>());
        let mut all: Vec<T> = first.into_iter().map(&run).collect();
        all.extend(other.join().unwrap());
        all
    })
}

fn promotions(worlds: Vec<World>) -> usize {
    let verdicts = each(worlds, |world| learned(&world.run()).verdict);
    eprintln!("{verdicts:?}");
    verdicts.into_iter().filter(|verdict| *verdict == Verdict::Promoted).count()
}

#[test]
fn where_the_catalog_is_right_at_most_three_of_forty_candidates_are_promoted() {
    assert!(promotions((0..40).map(|seed| World::new(1_000, seed)).collect()) <= 3);
}

#[test]
fn where_designs_do_nothing_at_most_three_of_forty_candidates_are_promoted() {
    let world = |seed: u64| World { effect: 0.0, ..World::new(1_000, 100 + seed) };
    assert!(promotions((0..40).map(world).collect()) <= 3);
}

#[test]
fn where_only_first_places_were_tried_nothing_moves() {
    let world = |seed: u64| World { random: 0.0, offsets: drawn_offsets(seed, 0.15), ..World::new(2_000, 200 + seed) };
    for learning in each((0..6).map(world).collect(), |world| learned(&world.run())) {
        assert!(
            learning.offsets.iter().all(|offset| offset.new == 0.0),
            "{:?} {:?}",
            learning.verdict,
            news(&learning)
        );
        assert_ne!(learning.verdict, Verdict::Promoted);
    }
}

#[test]
fn known_offsets_are_in_their_intervals_and_regret_halves() {
    let world = |seed: u64| World { offsets: drawn_offsets(seed, 0.12), ..World::new(2_000, 300 + seed) };
    let found = each((0..20).map(world).collect(), |world| {
        let learning = learned(&world.run());
        let within = learning.offsets.iter().zip(&world.offsets);
        let within = within.filter(|(offset, truth)| (offset.low..=offset.high).contains(*truth)).count();
        let authored = regret(&vec![0.0; world.offsets.len()], &world.offsets, world.seed);
        let after = regret(&news(&learning), &world.offsets, world.seed);
        [within as f64 / learning.offsets.len() as f64, authored, after]
    });
    let [covered, authored, after] =
        [0, 1, 2].map(|at| found.iter().map(|one| one[at]).sum::<f64>() / found.len() as f64);
    assert!((0.85..=0.97).contains(&covered), "{covered}");
    assert!(after <= authored / 2.0, "{authored} {after}");
}

#[test]
fn the_order_of_records_and_of_offers_does_not_matter() {
    let world = World { offsets: drawn_offsets(5, 0.12), ..World::new(1_500, 500) };
    let mut records = world.run();
    let expected = learned(&records);
    records.reverse();
    for record in &mut records {
        record.offered.reverse();
    }
    let found = learned(&records);
    assert_eq!((found.offsets, found.comparison), (expected.offsets, expected.comparison));
}

#[test]
fn too_few_records_are_answered_by_how_many_are_missing() {
    let learning = learned(&World::new(120, 600).run());
    assert_eq!(learning.verdict, Verdict::TooFew);
    assert!(learning.offsets.is_empty() && learning.relation.is_none());
    // Of 120 results, 30 are of designs that fewer than five teams tried.
    assert_eq!((learning.counts.results, learning.counts.too_small), (90, 30));
    assert!(learning.summary.iter().any(|one| one.text.contains("410 more")), "{:?}", learning.summary);
}

#[test]
fn a_promoted_catalog_moves_only_what_was_learned_and_its_check_passes() {
    let world = World { offsets: drawn_offsets(7, 0.12), ..World::new(3_000, 700) };
    let learning = learned(&world.run());
    assert_eq!(learning.verdict, Verdict::Promoted);
    let files = promoted(&Files::embedded(), &MODEL.catalogue, &learning).unwrap();
    let after = Model::new(&files);
    assert!(after.catalogue.model.model_version.starts_with("authored-2+learned-"));
    for offset in &learning.offsets {
        assert!((after.catalogue.learned_offset(offset.design) - offset.new).abs() < 1e-4);
        assert!(offset.new.abs() <= MOST_MOVE && offset.low <= offset.new && offset.new <= offset.high);
    }
    let changed = files.iter().zip(files.clone().with(LEARNED_FILE, None).iter()).count();
    assert_eq!(changed, Files::embedded().iter().count(), "no authored file is missing");
}
