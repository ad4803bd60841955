//! Bundles for one profile, from the profile to the best few and from request bytes to answer bytes, compared with a
//! floor in the same run: visiting every set of designs and adding up its scores.
//!
//! `cargo bench --bench bundles`

mod support;

use std::hint::black_box;

use backmap::advisor::{Advisor, Options};
use backmap::wire::{BundleAnswer, Rendered, Request, bundles, read_request};

use support::{Answers, bodies, paired, report};

/// Returns the largest sum of scores over every set up to a size, without any other work.
fn visit(scores: &[u64], from: usize, most: usize, sum: u64) -> u64 {
    let longer = (from..scores.len()).map(|at| {
        let sum = sum + black_box(scores[at]);
        if most > 1 { sum.max(visit(scores, at + 1, most - 1, sum)) } else { sum }
    });
    longer.max().unwrap_or(sum)
}

fn main() {
    let advisor = Advisor::embedded();
    let rendered = Rendered::new(&advisor);
    let scores: Vec<u64> = (0..advisor.catalogue().designs.len() as u64).map(|at| 9_000 - 97 * at).collect();
    for (answers, most) in [(Answers::Levels, 3), (Answers::Levels, 5), (Answers::Distributions, 5)] {
        let bodies = bodies(&advisor, answers);
        let with_options = |body: &String| {
            let body = body.strip_suffix('}').expect("bodies are objects");
            format!("{body},\"options\":{{\"max_designs\":{most}}}}}")
        };
        let asked: Vec<String> = bodies.iter().map(with_options).collect();
        let read = |body: &String| read_request(&advisor, body.as_bytes()).expect("bodies are right");
        let requests: Vec<Request> = bodies.iter().map(read).collect();
        let options = Options { max_designs: Some(most), ..Options::default() };
        let couple = |at: usize| advisor.bundles(&requests[at].profile, &options).expect("the weights weigh something");
        let compared: usize = (0..requests.len()).map(|at| couple(at).compared).sum();
        let answer = BundleAnswer::json(&advisor, &couple(0));
        let times = paired(
            11,
            100,
            &mut [
                &mut |_| {
                    black_box(visit(&scores, 0, most, 0));
                },
                &mut |at| {
                    black_box(advisor.evaluate(&requests[at].profile, &options).is_ok());
                },
                &mut |at| {
                    black_box(couple(at));
                },
                &mut |at| {
                    black_box(bundles(&advisor, &rendered, asked[at].as_bytes()).is_ok());
                },
            ],
        );
        let compared = compared / requests.len();
        println!("{answers:?}, up to {most} designs: {compared} sets on average, answers of {} bytes", answer.len());
        let names = ["floor: visiting all sets", "evaluating the profile", "the best bundles", "the whole request"];
        for (name, time) in names.into_iter().zip(&times) {
            report(name, *time, times[0]);
        }
    }
}
