//! The cost of computing how certain first place is and what would change it, compared with a floor in the same run:
//! drawing ten thousand points and multiplying each with a matrix of the same size, without ranking.
//!
//! `cargo bench --bench robustness`

mod support;

use std::hint::black_box;

use backmap::advisor::{Advisor, Options};
use backmap::catalogue::{DesignIndex, Profile};
use backmap::counterfactual::{Costs, Effort, Goal, counterfactual};
use backmap::explain::contrast;
use backmap::scoring::Evaluation;
use backmap::sensitivity::{
    Draws, Sources, acceptability, acceptability_with_confidence, answer_stability, matrix, questions, swings,
    weight_stability,
};
use backmap::wire::read_request;

use support::{Answers, bodies, paired, report};

const SAMPLES: usize = 10_000;

fn main() {
    let advisor = Advisor::embedded();
    let all = bodies(&advisor, Answers::Levels);
    let whole: Vec<Profile> = all.iter().map(|body| profile(&advisor, body)).collect();
    // The same teams with half of the factors unanswered.
    let half: Vec<Profile> = whole.iter().map(|team| Profile { answers: every_other(team), ..team.clone() }).collect();
    for (name, teams) in [("every factor answered", &whole), ("every other factor answered", &half)] {
        println!("{name}, {SAMPLES} samples");
        measure(&advisor, teams);
    }
}

fn profile(advisor: &Advisor, body: &str) -> Profile {
    read_request(advisor, body.as_bytes()).expect("bodies are right").profile
}

fn every_other(team: &Profile) -> Vec<Option<backmap::catalogue::Answer>> {
    team.answers.iter().enumerate().map(|(at, answer)| answer.clone().filter(|_| at % 2 == 0)).collect()
}

fn measure(advisor: &Advisor, teams: &[Profile]) {
    let options = Options::default();
    let evaluations: Vec<Evaluation<'_>> =
        teams.iter().map(|team| advisor.evaluate(team, &options).expect("something weighs")).collect();
    let of_weights = Sources { weights: true, answers: false, numbers: false };
    let draws = Draws { samples: SAMPLES, ..Draws::default() };
    let found = matrix(&evaluations[0]);
    let values: Vec<Vec<f32>> =
        (0..found.weights.len()).map(|row| found.values.iter().map(|values| values[row] as f32).collect()).collect();
    let firsts: Vec<DesignIndex> = evaluations
        .iter()
        .map(|evaluation| {
            evaluation
                .ranking()
                .placed
                .get(1)
                .or(evaluation.ranking().placed.first())
                .map_or(0.into(), |one| one.design)
        })
        .collect();
    let times = paired(
        5,
        8,
        &mut [
            &mut |_| {
                black_box(floor(&values));
            },
            &mut |at| {
                black_box(acceptability(&evaluations[at], Draws { sources: of_weights, ..draws }));
            },
            &mut |at| {
                black_box(acceptability(&evaluations[at], draws));
            },
            &mut |at| {
                black_box(acceptability_with_confidence(&evaluations[at], draws));
            },
            &mut |at| {
                black_box(weight_stability(&evaluations[at]));
            },
            &mut |at| {
                black_box(answer_stability(&evaluations[at]));
            },
            &mut |at| {
                black_box(swings(&evaluations[at]));
            },
            &mut |at| {
                black_box(questions(&evaluations[at], draws));
            },
            &mut |at| {
                black_box(contrast(&evaluations[at], firsts[at], ((firsts[at].at() + 1) % 25).into()));
            },
            &mut |at| {
                let costs = Costs::by_lead_time(&evaluations[at]);
                black_box(counterfactual(&evaluations[at], firsts[at], Goal::First, &costs, Effort::default()));
            },
        ],
    );
    let names = [
        "floor: points times a matrix",
        "acceptabilities: weights",
        "acceptabilities: weights, answers, numbers",
        "the same with confidence factors",
        "stability of every weight",
        "stability of every answer",
        "swings of every answer",
        "questions",
        "one contrast",
        "one counterfactual for the second place",
    ];
    for (name, time) in names.into_iter().zip(&times) {
        report(name, *time, times[0]);
    }
}

/// Draws as many points as simulations, converts each to weights, and multiplies it with the values.
fn floor(values: &[Vec<f32>]) -> f32 {
    let mut scores = vec![0.0_f32; values[0].len()];
    for sample in 0..SAMPLES as u32 {
        for (set, rows) in (0_u32..).zip(values.chunks(4)) {
            let point = sobol_burley::sample_4d(sample, set, 1);
            for (even, values) in point.iter().zip(rows) {
                for (score, value) in scores.iter_mut().zip(values) {
                    *score += even * value;
                }
            }
        }
    }
    scores.iter().sum()
}
