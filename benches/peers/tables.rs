//! What other tools need to score as Backmap does: the tables as JSON, in whole millionths and before anything is summed.
//!
//! `peers_tables` prints the tables. `peers_tables rank FILE ROUNDS` reads profiles, one JSON object a line, and ranks them
//! in memory so many times; what that takes is for others to measure.

use std::hint::black_box;

use backmap::advisor::{Advisor, Options};
use backmap::catalogue::{Kind, Profile};
use backmap::wire::read_row;
use serde_json::{Value, json};

fn main() {
    let advisor = Advisor::embedded();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => println!("{}", tables(&advisor)),
        ["rank", file, rounds] => rank(&advisor, file, rounds.parse().expect("rounds are a whole number")),
        _ => panic!("usage: peers_tables [rank FILE ROUNDS]"),
    }
}

fn tables(advisor: &Advisor) -> Value {
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let alternatives = tables.alternatives.iter().map(|alternative| {
        let requirements = alternative.requirements.iter().map(|(term, at_least, _)| json!([term, at_least]));
        let environment = &catalogue.environments[alternative.environment].id;
        json!({
            "design": alternative.design,
            "environment": environment,
            "requirements": requirements.collect::<Vec<_>>(),
        })
    });
    let factors = catalogue.factors.iter().zip(&tables.factor_terms).map(|(factor, terms)| {
        let categories: Vec<&str> = factor.categories.iter().map(|category| category.id.as_str()).collect();
        let terms: Vec<usize> = terms.clone().collect();
        json!({"id": factor.id, "kind": kind(factor.kind), "terms": terms, "categories": categories})
    });
    let terms = tables.terms.iter().zip(&tables.priors).map(|(term, prior)| {
        // Shares are below a million and so is their sum.
        let shares: Vec<u64> = prior.shares().iter().map(|share| u64::try_from(*share).expect("small")).collect();
        json!({"path": term.path, "factor": term.factor, "cells": term.prior.len(), "prior": shares})
    });
    let pairs = tables.pair_terms.iter().map(|pair| {
        json!({
            "factors": [pair.first_factor, pair.second_factor],
            "terms": [pair.first_term, pair.second_term],
        })
    });
    json!({
        "designs": catalogue.designs.iter().map(|design| &design.id).collect::<Vec<_>>(),
        "alternatives": alternatives.collect::<Vec<_>>(),
        "factors": factors.collect::<Vec<_>>(),
        "terms": terms.collect::<Vec<_>>(),
        "pairs": pairs.collect::<Vec<_>>(),
        // By factor, then by pair; in millionths, as are all utilities.
        "weights": tables.weights,
        // Term, cell, alternative.
        "utilities": nested(&tables.utilities),
        // Pair, five times the cell of the first and the cell of the second, alternative.
        "pair_utilities": nested(&tables.pair_utilities),
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Level => "level",
        Kind::Shares => "shares",
        Kind::PerDesign => "per_design",
        Kind::PerResource => "per_resource",
    }
}

fn nested(table: &ndarray::Array3<u32>) -> Vec<Vec<Vec<u32>>> {
    table.outer_iter().map(|cells| cells.outer_iter().map(|row| row.to_vec()).collect()).collect()
}

fn rank(advisor: &Advisor, file: &str, rounds: usize) {
    let text = std::fs::read_to_string(file).expect("the file can be read");
    let read = |line: &str| read_row(advisor, line.as_bytes()).expect("profiles are right").profile;
    let profiles: Vec<Profile> = text.lines().map(read).collect();
    let options = Options::default();
    for profile in (0..rounds).flat_map(|_| &profiles) {
        let evaluation = advisor.evaluate(black_box(profile), &options).expect("the weights weigh something");
        black_box(evaluation.ranking());
    }
}
