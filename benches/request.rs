//! One request in process, from request bytes to answer bytes, compared with a floor in the same run: parsing the body
//! as generic JSON and copying as many bytes as the answer has.
//!
//! `cargo bench --bench request`

mod support;

use std::hint::black_box;

use backmap::advisor::Advisor;
use backmap::wire::{RecommendationAnswer, Rendered, Request, read_request};
use serde::de::IgnoredAny;

use support::{Answers, bodies, paired, report};

fn main() {
    let advisor = Advisor::embedded();
    let rendered = Rendered::new(&advisor);
    for answers in [Answers::Levels, Answers::Distributions] {
        let bodies = bodies(&advisor, answers);
        let read = |at: usize| read_request(&advisor, bodies[at].as_bytes()).expect("bodies are right");
        let write = |request: &Request| {
            let advice = advisor.recommend(&request.profile, &request.options).expect("the weights weigh something");
            RecommendationAnswer::json(&advisor, &rendered, &advice)
        };
        let requests: Vec<Request> = (0..bodies.len()).map(read).collect();
        let answer = write(&requests[0]);
        let times = paired(
            11,
            500,
            &mut [
                &mut |at| {
                    black_box(serde_json::from_str::<IgnoredAny>(&bodies[at]).expect("bodies are JSON"));
                    black_box(answer.clone());
                },
                &mut |at| {
                    black_box(read(at));
                },
                &mut |at| {
                    black_box(advisor.recommend(&requests[at].profile, &requests[at].options).is_ok());
                },
                &mut |at| {
                    black_box(write(&read(at)));
                },
            ],
        );
        println!("{answers:?}: bodies of {} bytes, answers of {} bytes", bodies[0].len(), answer.len());
        let names = ["floor: any JSON in, a copy out", "reading", "recommending", "the whole request"];
        for (name, time) in names.into_iter().zip(&times) {
            report(name, *time, times[0]);
        }
    }
}
