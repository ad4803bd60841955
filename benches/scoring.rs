//! Nanoseconds to score one profile, for whole levels and for distributions, compared with a floor in the same run:
//! adding up as many integers as there are parts.
//!
//! `cargo bench --bench scoring`

mod support;

use std::hint::black_box;

use backmap::advisor::{Advisor, Explain, Options};
use backmap::catalogue::Profile;
use backmap::scoring::{Mixtures, Parts};
use backmap::wire::read_request;

use support::{Answers, bodies, paired, report};

fn main() {
    let advisor = Advisor::embedded();
    let profiles = |answers| -> Vec<Profile> {
        let bodies = bodies(&advisor, answers);
        bodies.iter().map(|body| read_request(&advisor, body.as_bytes()).expect("bodies are right").profile).collect()
    };
    let (levels, distributions) = (profiles(Answers::Levels), profiles(Answers::Distributions));
    let tables = advisor.tables();
    let parts = vec![7_i32; (tables.terms.len() + tables.pair_terms.len()) * tables.alternatives.len()];
    let prepare = |top, explain| {
        let options = Options { top, explain, ..Options::default() };
        advisor.prepare(&options).expect("the catalogue's weights weigh something")
    };
    let (first_three, all) = (prepare(Some(3), Explain::Summary), prepare(None, Explain::Summary));
    let score = |profile: &Profile| {
        let mixtures = Mixtures::new(tables, profile);
        black_box(Parts::new(tables, advisor.weighting(), &mixtures));
    };
    let rank = |profile: &Profile| {
        black_box(all.evaluate(profile).ranking());
    };
    let intervals = |profile: &Profile| {
        let evaluation = all.evaluate(profile);
        for placed in evaluation.ranking().placed.iter().take(3) {
            black_box((placed, evaluation.interval(placed.alternative)));
        }
    };
    let reasons = |profile: &Profile| {
        black_box(first_three.reasoned(profile));
    };
    let recommend = |profile: &Profile| {
        black_box(all.recommend(profile));
    };
    let times = paired(
        15,
        2_000,
        &mut [
            &mut |_| {
                black_box(black_box(&parts).iter().sum::<i32>());
            },
            &mut |at| score(&levels[at]),
            &mut |at| rank(&levels[at]),
            &mut |at| intervals(&levels[at]),
            &mut |at| reasons(&levels[at]),
            &mut |at| recommend(&levels[at]),
            &mut |at| score(&distributions[at]),
            &mut |at| intervals(&distributions[at]),
            &mut |at| recommend(&distributions[at]),
        ],
    );
    println!("{} parts of {} alternatives", parts.len(), tables.alternatives.len());
    let names = [
        "floor: adding up as many integers",
        "whole levels: all scores",
        "whole levels: ranking",
        "whole levels: first three with intervals",
        "whole levels: first three with five reasons",
        "whole levels: the whole answer",
        "distributions: all scores",
        "distributions: first three with intervals",
        "distributions: the whole answer",
    ];
    for (name, time) in names.into_iter().zip(&times) {
        report(name, *time, times[0]);
    }
}
