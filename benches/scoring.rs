//! Nanoseconds to score one profile, for whole levels and for distributions, against a floor of the same run: adding
//! up as many integers as there are parts.
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
    let parts = vec![7_i32; tables.rows() * tables.alternatives.len()];
    let score = |profile: &Profile| {
        let mixtures = Mixtures::new(tables, profile);
        black_box(Parts::new(tables, advisor.weighting(), &mixtures));
    };
    let rank = |profile: &Profile, explain| {
        let options = Options { explain, ..Options::default() };
        black_box(advisor.recommend(profile, &options).expect("the catalogue's weights weigh something"));
    };
    let times = paired(
        15,
        2_000,
        &mut [
            &mut |_| {
                black_box(black_box(&parts).iter().sum::<i32>());
            },
            &mut |at| score(&levels[at]),
            &mut |at| score(&distributions[at]),
            &mut |at| rank(&levels[at], Explain::None),
            &mut |at| rank(&levels[at], Explain::Summary),
            &mut |at| rank(&distributions[at], Explain::Summary),
        ],
    );
    println!("{} parts of {} alternatives", parts.len(), tables.alternatives.len());
    let names = [
        "floor: adding up as many integers",
        "parts and scores, whole levels",
        "parts and scores, distributions",
        "ranking and intervals, whole levels",
        "the same with five reasons a design",
        "the same with five reasons, distributions",
    ];
    for (name, time) in names.into_iter().zip(&times) {
        report(name, *time, times[0]);
    }
}
