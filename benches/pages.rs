//! The planner's pages in process, from form fields to HTML, compared with a floor in the same run: the API's answer to
//! the same request.
//!
//! `cargo bench --bench pages`

mod support;

use std::hint::black_box;

use backmap::advisor::Advisor;
use backmap::pages::{Fields, Scene, Words, views};
use backmap::wire::{RecommendationAnswer, Rendered, Request, fields_of, read_request};

use support::{Answers, bodies, paired, report};

/// The pages that update after every answer.
const PAGES: [&str; 4] = ["/standing", "/ranking", "/what-if", "/weights"];

/// The shares of answered factors, as one in this many.
const ANSWERED: [(&str, usize); 3] =
    [("all factors answered", 1), ("every third factor answered", 3), ("nothing answered", 26)];

fn main() {
    let advisor = Advisor::embedded();
    let rendered = Rendered::new(&advisor);
    let bodies = bodies(&advisor, Answers::Levels);
    for (name, one_of) in ANSWERED {
        let requests: Vec<Request> = bodies.iter().map(|body| thinned(&advisor, body, one_of)).collect();
        let forms: Vec<Fields> =
            requests.iter().map(|request| Fields::of(fields_of(advisor.catalogue(), request))).collect();
        println!("{name}:");
        for path in PAGES {
            let view = views().find(|view| view.path == path).expect("the page is listed");
            let make = |at: usize| {
                let scene = Scene { advisor: &advisor, words: Words::wanted(None), fields: &forms[at], path };
                view.answer(&scene)
            };
            assert_eq!(make(0).status, 200, "{path}");
            let times = paired(
                5,
                50,
                &mut [
                    &mut |at| {
                        let advice = advisor.recommend(&requests[at].profile, &requests[at].options);
                        let advice = advice.expect("the weights weigh something");
                        black_box(RecommendationAnswer::json(&advisor, &rendered, &advice));
                    },
                    &mut |at| {
                        black_box(make(at));
                    },
                ],
            );
            report("the API's answer", times[0], times[0]);
            report(path, times[1], times[0]);
        }
    }
}

/// Returns the request with one in this many factors answered.
fn thinned(advisor: &Advisor, body: &str, one_of: usize) -> Request {
    let mut request = read_request(advisor, body.as_bytes()).expect("bodies are right");
    for (at, answer) in request.profile.answers.iter_mut().enumerate() {
        if (at + 1) % one_of != 0 {
            *answer = None;
        }
    }
    request
}
