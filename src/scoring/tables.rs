//! The look-up tables: what every alternative is worth at every whole level and category, in millionths.

use std::ops::Range;

use ndarray::Array3;

use crate::answers::{CELLS, LEVELS, MILLION, Mixture};
use crate::catalogue::{Catalogue, Factor, Faults, Kind, Term};

use super::alternative::{Alternative, alternatives, check_numbers};
use super::rules::{self, Inputs};

/// All that scoring reads of a catalogue, compiled once.
#[derive(Clone, Debug)]
pub struct Tables {
    pub terms: Vec<Term>,
    /// The terms of each factor.
    pub factor_terms: Vec<Range<usize>>,
    /// What an answer to each factor looks like.
    pub kinds: Vec<Kind>,
    pub alternatives: Vec<Alternative>,
    /// The alternatives of each design.
    pub design_alternatives: Vec<Range<usize>>,
    /// Term × cell × alternative, in millionths of the factor's utility.
    pub utilities: Array3<u32>,
    pub pair_terms: Vec<PairTerm>,
    /// Pair term × (cell of the first · 5 + cell of the second) × alternative, in millionths.
    pub pair_utilities: Array3<u32>,
    /// The typical distribution of each term.
    pub priors: Vec<Mixture>,
    /// The weights of the factors and then of the pair terms, in millionths.
    pub weights: Vec<u64>,
    /// How far each weight may lie from its value, as a share of it.
    pub half_widths: Vec<f64>,
    /// Term × cell × alternative: how far the worth may lie from what is written, as a share of the factor's.
    pub number_half_widths: Array3<f64>,
}

/// An interaction: a term over two level factors.
#[derive(Clone, Debug)]
pub struct PairTerm {
    pub first_factor: usize,
    pub second_factor: usize,
    pub first_term: usize,
    pub second_term: usize,
}

impl Tables {
    /// Compiles the tables of a catalogue. `None`, with faults named, when a rule lacks what it reads.
    pub fn compile(catalogue: &Catalogue, faults: &mut Faults) -> Option<Self> {
        let terms = catalogue.terms();
        rule_parameters(&catalogue.factors, faults);
        let alternatives = alternatives(catalogue, &terms, faults);
        let pair_terms = pair_terms(catalogue, &terms, faults);
        if !faults.is_empty() {
            return None;
        }
        let priors = terms.iter().map(prior).collect::<Option<Vec<_>>>()?;
        let factors = &catalogue.factors;
        let range = |belongs: &dyn Fn(usize) -> bool, count: usize| {
            let first = (0..count).position(belongs).unwrap_or(count);
            first..first + (0..count).filter(|at| belongs(*at)).count()
        };
        Some(Self {
            factor_terms: (0..factors.len())
                .map(|factor| range(&|at| terms[at].factor == factor, terms.len()))
                .collect(),
            design_alternatives: (0..catalogue.designs.len())
                .map(|design| range(&|at| alternatives[at].design == design, alternatives.len()))
                .collect(),
            kinds: factors.iter().map(|factor| factor.kind).collect(),
            utilities: utilities(&terms, factors, &alternatives),
            pair_utilities: pair_utilities(catalogue, &alternatives),
            weights: weights(catalogue),
            half_widths: half_widths(catalogue),
            number_half_widths: number_half_widths(catalogue, &terms, &alternatives),
            priors,
            pair_terms,
            terms,
            alternatives,
        })
    }

    pub fn factors(&self) -> usize {
        self.factor_terms.len()
    }

    /// Factors first, then pair terms: the rows of a table of parts.
    pub fn rows(&self) -> usize {
        self.factors() + self.pair_terms.len()
    }

    /// The cells that a term's answers spread over.
    pub fn cells(&self, term: usize) -> usize {
        self.terms[term].prior.len()
    }
}

fn prior(term: &Term) -> Option<Mixture> {
    let mut shares = [0; CELLS];
    for (share, prior) in shares.iter_mut().zip(&term.prior) {
        *share = (prior * 1e6).round() as u128;
    }
    Mixture::new(shares)
}

fn rule_parameters(factors: &[Factor], faults: &mut Faults) {
    for factor in factors {
        let file = format!("factors/{}.toml", factor.id);
        let named = std::iter::once(&factor.scoring.rule).chain(&factor.scoring.also);
        let mut read = Vec::new();
        for id in named {
            match rules::rule(id) {
                Some(rule) => read.extend_from_slice(rule.parameters()),
                None => {
                    let hint = crate::catalogue::did_you_mean(id, rules::RULES.iter().map(|rule| rule.id()));
                    faults.add(&file, "scoring.rule", format!("there is no rule `{id}`{hint}"));
                }
            }
        }
        let inputs = Inputs { numbers: factor.scoring.parameters.clone(), categories: Vec::new() };
        check_numbers(&read, &inputs, &mut |key, detail| faults.add(&file, format!("scoring.{key}"), detail));
    }
}

fn pair_terms(catalogue: &Catalogue, terms: &[Term], faults: &mut Faults) -> Vec<PairTerm> {
    let find = |id: &str, faults: &mut Faults| {
        let term = terms.iter().position(|term| term.path == id);
        let level = term.filter(|term| catalogue.factors[terms[*term].factor].kind == Kind::Level);
        if level.is_none() {
            faults.add("model.toml", "interaction", format!("`{id}` is not a factor answered by a level"));
        }
        level
    };
    let pair = |interaction: &crate::catalogue::Interaction, faults: &mut Faults| {
        let (first_term, second_term) =
            (find(&interaction.first.factor, faults), find(&interaction.second.factor, faults));
        let (first_term, second_term) = (first_term?, second_term?);
        let (first_factor, second_factor) = (terms[first_term].factor, terms[second_term].factor);
        Some(PairTerm { first_factor, second_factor, first_term, second_term })
    };
    catalogue.model.interactions.iter().filter_map(|interaction| pair(interaction, faults)).collect()
}

fn millionths(worth: f64) -> u32 {
    (worth.clamp(0.0, 1.0) * MILLION as f64).round() as u32
}

fn utilities(terms: &[Term], factors: &[Factor], alternatives: &[Alternative]) -> Array3<u32> {
    Array3::from_shape_fn((terms.len(), CELLS, alternatives.len()), |(term, cell, alternative)| {
        let cells = if factors[terms[term].factor].kind == Kind::Shares { terms[term].prior.len() } else { LEVELS };
        if cell >= cells {
            return 0;
        }
        let resolved = &alternatives[alternative].attributes[term];
        millionths(terms[term].share * resolved.rule.worth(&resolved.inputs, cell).clamp(0.0, 1.0))
    })
}

/// `1 − exposure · rise(first) · rise(second)`, where rise runs evenly from 0 to 1 towards the end that is named.
fn pair_utilities(catalogue: &Catalogue, alternatives: &[Alternative]) -> Array3<u32> {
    let interactions = &catalogue.model.interactions;
    let rise = |toward: u8, cell: usize| {
        let up = cell as f64 / (LEVELS - 1) as f64;
        if toward == 5 { up } else { 1.0 - up }
    };
    Array3::from_shape_fn((interactions.len(), LEVELS * LEVELS, alternatives.len()), |(pair, cell, alternative)| {
        let interaction = &interactions[pair];
        let design = &catalogue.designs[alternatives[alternative].design];
        let exposure = design.interactions.get(&interaction.id).map_or(0.0, |exposure| exposure.exposure);
        let first = rise(interaction.first.toward, cell / LEVELS);
        let second = rise(interaction.second.toward, cell % LEVELS);
        millionths(1.0 - exposure * first * second)
    })
}

fn weights(catalogue: &Catalogue) -> Vec<u64> {
    let factors = catalogue.factors.iter().map(|factor| factor.weight.value);
    let interactions = catalogue.model.interactions.iter().map(|interaction| interaction.weight);
    factors.chain(interactions).map(|weight| (weight * 1e6).round() as u64).collect()
}

fn number_half_widths(catalogue: &Catalogue, terms: &[Term], alternatives: &[Alternative]) -> Array3<f64> {
    Array3::from_shape_fn((terms.len(), CELLS, alternatives.len()), |(term, cell, alternative)| {
        let grade = &alternatives[alternative].attributes[term].standing(cell).grade;
        terms[term].share * catalogue.grade(grade).map_or(1.0, |grade| grade.number_half_width)
    })
}

fn half_widths(catalogue: &Catalogue) -> Vec<f64> {
    let factors = catalogue.factors.iter().map(|factor| &factor.weight.grade);
    let interactions = catalogue.model.interactions.iter().map(|interaction| &interaction.grade);
    let width = |grade| catalogue.grade(grade).map_or(1.0, |grade| grade.half_width);
    factors.chain(interactions).map(width).collect()
}

impl Tables {
    /// The utility of a pair term at two levels, counted from 0.
    pub fn pair_utility(&self, pair: usize, first: usize, second: usize, alternative: usize) -> u32 {
        self.pair_utilities[[pair, Self::pair_cell(first, second), alternative]]
    }

    /// The utilities of all alternatives at a cell of a term.
    pub(super) fn utilities_at(&self, term: usize, cell: usize) -> &[u32] {
        run(&self.utilities, term * CELLS + cell)
    }

    /// The utilities of all alternatives of a pair term at two levels, counted from 0.
    pub(super) fn pair_utilities_at(&self, pair: usize, first: usize, second: usize) -> &[u32] {
        run(&self.pair_utilities, pair * LEVELS * LEVELS + Self::pair_cell(first, second))
    }

    /// Where two levels, counted from 0, stand among the cells of a pair term.
    pub(super) fn pair_cell(first: usize, second: usize) -> usize {
        first * LEVELS + second
    }
}

/// One run of a table along its last axis.
fn run<T>(table: &Array3<T>, at: usize) -> &[T] {
    let length = table.dim().2;
    &table.as_slice().expect("tables are laid out in standard order")[at * length..(at + 1) * length]
}
