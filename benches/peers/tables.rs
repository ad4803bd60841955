//! Prints the compiled tables as JSON, before any sums, so that another program can compute the scores. Weights,
//! utilities and all shares are whole millionths; typical values are in whole parts.
//!
//! `peers_tables` prints the tables. `peers_tables rank FILE ROUNDS` reads profiles, one JSON object per line, and
//! ranks them in memory this many times; the caller measures the time.

use std::hint::black_box;
use std::ops::Range;

use backmap::advisor::{Advisor, Options};
use backmap::catalogue::{Factor, Kind, ProgramSize, Side, Term, TermIndex};
use backmap::scoring::whole::Room;
use backmap::scoring::{Alternative, PairTerm, Tables};
use backmap::wire::read_row;
use ndarray::Axis;
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
    let potential = tables.terms_of(Side::Potential).map(|term| tables.weights[term]).sum::<u64>();
    let pairs = tables.pair_terms.iter().zip(&tables.pair_weights).filter(|(pair, _)| pair.side == Side::Potential);
    json!({
        "designs": catalogue.designs.iter().map(|design| &design.id).collect::<Vec<_>>(),
        "sizes": tables.sizes.iter().map(size).collect::<Vec<_>>(),
        "alternatives": alternatives(advisor),
        "factors": factors(advisor),
        "terms": terms(tables),
        "pairs": interactions(tables),
        "transfer": {
            "outcome": tables.transfer.outcome.at(),
            "support": tables.transfer.support.at(),
            "complexity": tables.transfer.complexity.at(),
        },
        // The total weight of all terms and interactions of potential.
        "potential": potential + pairs.map(|(_, weight)| weight).sum::<u64>(),
        // The common denominator of readiness.
        "most": tables.most_readiness,
        // A design whose known gates keep less than this share cannot begin now.
        "begin_now": (catalogue.model.gate.begin_now * 1e6).round() as u64,
        // Term, cell, alternative.
        "utilities": nested(&tables.utilities),
        // Term, alternative.
        "importances": tables.importances.outer_iter().map(|row| row.to_vec()).collect::<Vec<_>>(),
    })
}

fn alternatives(advisor: &Advisor) -> Vec<Value> {
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let of = |alternative: &Alternative| {
        let variants = &catalogue.designs[alternative.design].variants;
        let requirements = alternative.requirements.iter().map(|(term, at_least, _)| json!([term.at(), at_least]));
        let gates = alternative.gates.iter().map(|gate| json!({"term": gate.term.at(), "keeps": gate.keeps}));
        let transfer = alternative.transfer.as_ref();
        json!({
            "design": alternative.design.at(),
            "environment": catalogue.environments[alternative.environment].id,
            "variant": alternative.variant.map(|at| &variants[at].id),
            "requirements": requirements.collect::<Vec<_>>(),
            "gates": gates.collect::<Vec<_>>(),
            "transfer": transfer.map(|transfer| json!({"rise": transfer.rise, "routine": transfer.routine})),
        })
    };
    tables.alternatives.iter().map(of).collect()
}

fn factors(advisor: &Advisor) -> Vec<Value> {
    let factors = advisor.catalogue().factors.iter().zip(&advisor.tables().factor_terms);
    let of = |(factor, terms): (&Factor, &Range<usize>)| {
        let categories: Vec<&str> = factor.categories.iter().map(|category| category.id.as_str()).collect();
        let terms: Vec<usize> = terms.clone().collect();
        json!({"id": factor.id, "kind": kind(factor.kind), "terms": terms, "categories": categories})
    };
    factors.map(of).collect()
}

fn terms(tables: &Tables) -> Vec<Value> {
    let of = |(at, term): (TermIndex, &Term)| {
        // Shares are below a million, and so is their sum.
        let shares = tables.priors[at].shares().iter().map(|share| u64::try_from(*share).expect("a share is small"));
        json!({
            "path": term.path,
            "factor": term.factor.at(),
            "kind": kind(tables.kinds[term.factor]),
            "side": side(tables.sides[at]),
            "cells": tables.cells(at),
            "prior": shares.collect::<Vec<_>>(),
            "weight": tables.weights[at],
        })
    };
    TermIndex::enumerate(&tables.terms).map(of).collect()
}

fn interactions(tables: &Tables) -> Vec<Value> {
    let of = |(at, pair): (usize, &PairTerm)| {
        // Five times the cell of the first and the cell of the second, then alternative.
        let utilities: Vec<Vec<u32>> =
            tables.pair_utilities.index_axis(Axis(0), at).outer_iter().map(|row| row.to_vec()).collect();
        json!({
            "side": side(pair.side),
            "factors": [pair.first_factor.at(), pair.second_factor.at()],
            "terms": [pair.first_term.at(), pair.second_term.at()],
            "weight": tables.pair_weights[at],
            "utilities": utilities,
        })
    };
    tables.pair_terms.iter().enumerate().map(of).collect()
}

fn size(size: &Option<ProgramSize>) -> Option<Value> {
    let of = |size: &ProgramSize| {
        let keeps = (size.keeps * 1e6).round() as u64;
        json!({"full_up_to": size.full_up_to, "from_teachers": size.from_teachers, "keeps": keeps})
    };
    size.as_ref().map(of)
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Potential => "potential",
        Side::Readiness => "readiness",
    }
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
    let prepared = advisor.prepare(&Options::default()).expect("the weights weigh something");
    let (whole, tables) = (prepared.whole().expect("the catalog joins few terms"), advisor.tables());
    let width = whole.layout().width();
    let mut teams = Vec::new();
    for line in text.lines() {
        let profile = read_row(advisor, line.as_bytes()).expect("profiles are right").profile;
        let start = teams.len();
        teams.resize(start + width, 0);
        assert!(whole.layout().pack(tables, &profile, &mut teams[start..]), "answers are whole");
    }
    let mut room = Room::default();
    for team in (0..rounds).flat_map(|_| teams.chunks_exact(width)) {
        black_box(whole.places(prepared.field(), black_box(team), usize::MAX, &mut room));
    }
}
