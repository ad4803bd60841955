//! The look-up tables: the worth of every alternative at every whole level and category, in millionths.

use std::ops::Range;

use ndarray::{Array2, Array3};

use crate::answers::{CELLS, LEVELS, MILLION, Mixture, mean};
use crate::catalogue::{
    AlternativeIndex, Catalogue, DesignIndex, Factor, FactorIndex, Faults, Kind, ProgramSize, Side, Term, TermIndex,
};
use crate::words::{fill_text, text};

use super::alternative::{Alternative, alternatives, check_numbers};
use super::block::Block;
use super::rules::{self, Inputs};

/// Everything that scoring reads from a catalog, compiled once.
#[derive(Clone, Debug)]
pub struct Tables {
    pub terms: Vec<Term>,
    /// The terms of each factor.
    pub factor_terms: Vec<Range<usize>>,
    /// The kind of answer to each factor.
    pub kinds: Vec<Kind>,
    /// The side of the score that each term affects, apart from gates.
    pub sides: Vec<Side>,
    /// The same by term and then by interaction.
    pub(super) row_sides: Vec<Side>,
    /// The factor of each term.
    pub term_factors: Vec<FactorIndex>,
    pub alternatives: Vec<Alternative>,
    /// The alternatives of each design.
    pub design_alternatives: Vec<Range<usize>>,
    /// Term × cell × alternative, in millionths. Needs that are gates are 1 here.
    pub utilities: Array3<u32>,
    /// Term × alternative, 0 to 3. Needs that are gates are 0 here.
    pub importances: Array2<u8>,
    pub pair_terms: Vec<PairTerm>,
    /// Pair term × (cell of the first · 5 + cell of the second) × alternative, in millionths.
    pub pair_utilities: Array3<u32>,
    /// The terms by which use depends on follow-up.
    pub transfer: TransferTerms,
    /// By design: how its potential shrinks with the number of teachers.
    pub sizes: Vec<Option<ProgramSize>>,
    /// The typical distribution of each term.
    pub priors: Vec<Mixture>,
    /// The weights of the terms, in millionths.
    pub weights: Vec<u64>,
    /// The weights of the pair terms, in millionths.
    pub pair_weights: Vec<u64>,
    /// The largest sum of importances times weights, in millionths.
    pub most_readiness: u64,
    /// How far each term's weight may deviate from its value, as a share of it; then each pair term's.
    pub half_widths: Vec<f64>,
    /// Term × alternative: how far an importance may deviate from its value, as a share of it.
    pub importance_half_widths: Array2<f64>,
    /// Alternative × term, then alternative × interaction: the variance of a weight, on the side of readiness times an
    /// importance, as a share of the square of it; both are spread evenly and independently.
    pub weight_spreads: Array2<f64>,
    /// Term × cell × alternative: how far the worth may deviate from its value.
    pub number_half_widths: Array3<f64>,
    /// Term × (cells and then the typical distribution) × alternative: the square of how far the worth and the importance
    /// may deviate together, per share of the term's weight.
    number_spreads: Array3<f64>,
    /// Alternative × factor: the block that the factor is named under.
    pub blocks: Array2<Block>,
    /// By alternative: how far the loss at each gate may deviate from its value, as a share of it.
    pub gate_half_widths: Vec<Vec<f64>>,
}

/// An interaction: a term over two level factors of one side.
#[derive(Clone, Debug)]
pub struct PairTerm {
    pub side: Side,
    pub first_factor: FactorIndex,
    pub second_factor: FactorIndex,
    pub first_term: TermIndex,
    pub second_term: TermIndex,
}

/// The terms that decide how learning turns into use.
#[derive(Clone, Copy, Debug)]
pub struct TransferTerms {
    pub outcome: TermIndex,
    pub support: TermIndex,
    pub complexity: TermIndex,
}

impl Tables {
    /// Compiles the tables of a catalog. Returns `None` and adds faults when a rule lacks an input.
    pub fn compile(catalogue: &Catalogue, faults: &mut Faults) -> Option<Self> {
        let terms = catalogue.terms();
        rule_parameters(&catalogue.factors, faults);
        let alternatives = alternatives(catalogue, &terms, faults);
        let pair_terms = pair_terms(catalogue, &terms, faults);
        let transfer = transfer_terms(catalogue, &terms, faults);
        if faults.is_empty() {
            readiness_sums(catalogue, &terms, &alternatives, faults);
        }
        if !faults.is_empty() {
            return None;
        }
        let priors = terms.iter().map(prior).collect::<Option<Vec<_>>>()?;
        let factors = &catalogue.factors;
        let sides: Vec<Side> = terms.iter().map(|term| factors[term.factor].scoring.side).collect();
        let range = |belongs: &dyn Fn(usize) -> bool, count: usize| {
            let first = (0..count).position(belongs).unwrap_or(count);
            first..first + (0..count).filter(|at| belongs(*at)).count()
        };
        let mut tables = Self {
            factor_terms: FactorIndex::all(factors.len())
                .map(|factor| range(&|at| terms[at].factor == factor, terms.len()))
                .collect(),
            design_alternatives: catalogue
                .all_designs()
                .map(|design| range(&|at| alternatives[at].design == design, alternatives.len()))
                .collect(),
            kinds: factors.iter().map(|factor| factor.kind).collect(),
            row_sides: sides.iter().copied().chain(pair_terms.iter().map(|pair| pair.side)).collect(),
            sides,
            term_factors: terms.iter().map(|term| term.factor).collect(),
            utilities: utilities(&terms, factors, &alternatives),
            importances: of_attributes(&terms, &alternatives, |attribute| attribute.importance),
            pair_utilities: pair_utilities(catalogue, &alternatives),
            transfer: transfer?,
            sizes: catalogue.designs.iter().map(|design| design.size.clone()).collect(),
            weights: terms.iter().map(|term| term_weight(factors, term)).collect(),
            pair_weights: catalogue
                .model
                .interactions
                .iter()
                .map(|interaction| (interaction.weight * 1e6).round() as u64)
                .collect(),
            most_readiness: (catalogue.model.readiness.most * 1e6).round() as u64,
            half_widths: half_widths(catalogue, &terms),
            importance_half_widths: of_attributes(&terms, &alternatives, |attribute| {
                let basis = attribute.importance_basis.as_ref();
                basis.and_then(|basis| catalogue.grade(&basis.grade)).map_or(0.0, |grade| grade.half_width)
            }),
            number_half_widths: number_half_widths(catalogue, &terms, &alternatives),
            number_spreads: Array3::zeros((terms.len(), CELLS + 1, alternatives.len())),
            weight_spreads: Array2::zeros((alternatives.len(), terms.len() + pair_terms.len())),
            blocks: Array2::from_elem((alternatives.len(), factors.len()), Block::Potential),
            gate_half_widths: gate_half_widths(catalogue, &alternatives),
            priors,
            pair_terms,
            terms,
            alternatives,
        };
        tables.number_spreads = Array3::from_shape_fn(tables.number_spreads.dim(), |(term, cell, alternative)| {
            let whole = (cell < CELLS).then(|| Mixture::whole(cell));
            let answer = whole.as_ref().unwrap_or(&tables.priors[term]);
            tables.number_spread(term.into(), alternative.into(), answer)
        });
        tables.weight_spreads = Array2::from_shape_fn(tables.weight_spreads.dim(), |(alternative, row)| {
            let even = |width: f64| 1.0 + width * width / 3.0;
            let of_importance = tables.importance_half_widths.get((row, alternative)).copied().unwrap_or(0.0);
            match tables.row_sides[row] {
                Side::Potential => even(tables.half_widths[row]) - 1.0,
                Side::Readiness => even(tables.half_widths[row]) * even(of_importance) - 1.0,
            }
        });
        tables.blocks = Array2::from_shape_fn(tables.blocks.dim(), |(alternative, factor)| {
            let terms = &tables.factor_terms[factor];
            Block::of(&tables.alternatives[alternative], terms, tables.sides[terms.start], tables.transfer.support)
        });
        Some(tables)
    }

    /// By alternative: the spread of a term's number at a cell or, after the cells, at the typical distribution; `None`
    /// beyond.
    pub(super) fn number_spreads(&self, term: TermIndex, slot: usize) -> Option<&[f64]> {
        let count = self.alternatives.len();
        let row = || self.number_spreads.as_slice()?.get((term.at() * (CELLS + 1) + slot) * count..)?.get(..count);
        (slot <= CELLS).then(row).flatten()
    }

    /// The square of how far the worth of an answer and its importance may deviate together, per share of the term's
    /// weight.
    pub(super) fn number_spread(&self, term: TermIndex, alternative: AlternativeIndex, answer: &Mixture) -> f64 {
        let width = mean(answer, |cell| self.number_half_widths[[term.at(), cell, alternative.at()]]);
        let loss = 1.0 - mean(answer, |cell| f64::from(self.utilities[[term.at(), cell, alternative.at()]]) / 1e6);
        match self.sides[term] {
            Side::Potential => width * width,
            Side::Readiness => {
                let importance = f64::from(self.importances[[term.at(), alternative.at()]]);
                let of_importance = self.importance_half_widths[[term.at(), alternative.at()]] * loss;
                importance * importance * (width * width + of_importance * of_importance)
            }
        }
    }

    pub fn factors(&self) -> usize {
        self.factor_terms.len()
    }

    /// Whether a factor has a cost for an alternative: whether it is on the side of readiness there, or a gate.
    pub fn bears_cost(&self, factor: FactorIndex, alternative: AlternativeIndex) -> bool {
        self.block(factor, alternative) != Block::Potential
    }

    /// The block that a factor is named under for an alternative.
    pub fn block(&self, factor: FactorIndex, alternative: AlternativeIndex) -> Block {
        self.blocks[[alternative.at(), factor.at()]]
    }

    /// All factors, in the catalog's order.
    pub fn all_factors(&self) -> impl DoubleEndedIterator<Item = FactorIndex> + ExactSizeIterator + Clone + use<> {
        FactorIndex::all(self.factor_terms.len())
    }

    /// All terms, by factor.
    pub fn all_terms(&self) -> impl DoubleEndedIterator<Item = TermIndex> + ExactSizeIterator + Clone + use<> {
        TermIndex::all(self.terms.len())
    }

    /// The terms of a factor.
    pub fn terms_of_factor(
        &self,
        factor: FactorIndex,
    ) -> impl DoubleEndedIterator<Item = TermIndex> + ExactSizeIterator + Clone + use<> {
        self.factor_terms[factor].clone().map(TermIndex::from)
    }

    /// The first term of a factor, and the only one unless it is about kinds of resource.
    pub fn first_term(&self, factor: FactorIndex) -> TermIndex {
        self.factor_terms[factor].start.into()
    }

    /// All alternatives, by design.
    pub fn all_alternatives(
        &self,
    ) -> impl DoubleEndedIterator<Item = AlternativeIndex> + ExactSizeIterator + Clone + use<> {
        AlternativeIndex::all(self.alternatives.len())
    }

    /// All designs, in the catalog's order.
    pub fn all_designs(&self) -> impl DoubleEndedIterator<Item = DesignIndex> + ExactSizeIterator + Clone + use<> {
        DesignIndex::all(self.design_alternatives.len())
    }

    /// The alternatives of a design.
    pub fn alternatives_of(
        &self,
        design: DesignIndex,
    ) -> impl DoubleEndedIterator<Item = AlternativeIndex> + Clone + use<> {
        self.design_alternatives[design].clone().map(AlternativeIndex::from)
    }

    /// The number of cells of a term's answers.
    pub fn cells(&self, term: TermIndex) -> usize {
        self.terms[term].prior.len()
    }

    /// The terms of one side.
    pub fn terms_of(&self, side: Side) -> impl Iterator<Item = TermIndex> {
        self.all_terms().filter(move |term| self.sides[*term] == side)
    }

    /// The share of its potential, in millionths, that a design keeps in a program for so many teachers.
    pub fn size_keeps(&self, alternative: AlternativeIndex, teachers: Option<u32>) -> u64 {
        let size = self.sizes[self.alternatives[alternative].design].as_ref();
        size.zip(teachers).map_or(MILLION, |(size, teachers)| size.keeps_millionths(teachers))
    }
}

fn prior(term: &Term) -> Option<Mixture> {
    let mut shares = [0; CELLS];
    for (share, prior) in shares.iter_mut().zip(&term.prior) {
        *share = (prior * 1e6).round() as u128;
    }
    Mixture::new(shares)
}

fn term_weight(factors: &[Factor], term: &Term) -> u64 {
    (factors[term.factor].weight.value * term.share * 1e6).round() as u64
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
                    let slots = [("rule", id.as_str()), ("hint", &hint)];
                    faults.add(&file, "scoring.rule", fill_text("scoring.fault.rule_unknown", &slots));
                }
            }
        }
        let inputs = Inputs { numbers: factor.scoring.parameters.clone(), categories: Vec::new() };
        check_numbers(&read, &inputs, &mut |key, detail| faults.add(&file, format!("scoring.{key}"), detail));
    }
}

/// Finds a term that is answered by one level, by the id of its factor.
fn level_term(catalogue: &Catalogue, terms: &[Term], key: &str, id: &str, faults: &mut Faults) -> Option<TermIndex> {
    let term = terms.iter().position(|term| term.path == id).map(TermIndex::from);
    let level = term.filter(|term| catalogue.factors[terms[*term].factor].kind == Kind::Level);
    if level.is_none() {
        faults.add("model.toml", key, fill_text("scoring.fault.level", &[("factor", id)]));
    }
    level
}

fn pair_terms(catalogue: &Catalogue, terms: &[Term], faults: &mut Faults) -> Vec<PairTerm> {
    let mut pairs = Vec::new();
    for interaction in &catalogue.model.interactions {
        let first = level_term(catalogue, terms, "interaction", &interaction.first.factor, faults);
        let second = level_term(catalogue, terms, "interaction", &interaction.second.factor, faults);
        let Some((first_term, second_term)) = first.zip(second) else { continue };
        let (first_factor, second_factor) = (terms[first_term].factor, terms[second_term].factor);
        if [first_factor, second_factor]
            .iter()
            .any(|factor| catalogue.factors[*factor].scoring.side != interaction.side)
        {
            let detail = text("scoring.fault.interaction");
            faults.add("model.toml", format!("interaction.{}.side", interaction.id), detail);
        }
        pairs.push(PairTerm { side: interaction.side, first_factor, second_factor, first_term, second_term });
    }
    pairs
}

fn transfer_terms(catalogue: &Catalogue, terms: &[Term], faults: &mut Faults) -> Option<TransferTerms> {
    let named = &catalogue.model.transfer;
    let outcome = terms.iter().position(|term| term.path == named.outcome).map(TermIndex::from);
    let outcome = outcome.filter(|term| {
        let factor = &catalogue.factors[terms[*term].factor];
        factor.kind == Kind::Shares && factor.scoring.side == Side::Potential
    });
    if outcome.is_none() {
        faults.add("model.toml", "transfer.outcome", text("scoring.fault.outcome"));
    }
    let support = level_term(catalogue, terms, "transfer.support", &named.support, faults);
    let complexity = level_term(catalogue, terms, "transfer.complexity", &named.complexity, faults);
    Some(TransferTerms { outcome: outcome?, support: support?, complexity: complexity? })
}

/// Checks that the importances of an alternative times the weights of their terms, with its interactions, stay within
/// the one denominator, so that readiness never falls below 0.
fn readiness_sums(catalogue: &Catalogue, terms: &[Term], alternatives: &[Alternative], faults: &mut Faults) {
    let most = catalogue.model.readiness.most;
    let mut named = std::collections::BTreeSet::new();
    for alternative in alternatives {
        let design = &catalogue.designs[alternative.design];
        let of_terms = terms.iter().zip(&alternative.attributes);
        let mut sum: f64 = of_terms
            .map(|(term, attribute)| {
                f64::from(attribute.importance) * catalogue.factors[term.factor].weight.value * term.share
            })
            .sum();
        for interaction in catalogue.model.interactions.iter().filter(|one| one.side == Side::Readiness) {
            let exposure = design.interactions.get(&interaction.id).map_or(0.0, |exposure| exposure.exposure);
            sum += interaction.weight * exposure;
        }
        if sum > most + 1e-9 && named.insert(&design.id) {
            let slots = [("sum", &*format!("{sum:.2}")), ("most", &most.to_string())];
            let detail = fill_text("scoring.fault.importances", &slots);
            faults.add(format!("designs/{}.toml", design.id), "attributes.importance", detail);
        }
    }
}

fn millionths(worth: f64) -> u32 {
    (worth.clamp(0.0, 1.0) * MILLION as f64).round() as u32
}

fn utilities(terms: &[Term], factors: &[Factor], alternatives: &[Alternative]) -> Array3<u32> {
    Array3::from_shape_fn((terms.len(), CELLS, alternatives.len()), |(term, cell, alternative)| {
        let cells = if factors[terms[term].factor].kind == Kind::Shares { terms[term].prior.len() } else { LEVELS };
        let resolved = &alternatives[alternative].attributes[term];
        if cell >= cells {
            0
        } else if resolved.is_gate() {
            MILLION as u32
        } else {
            millionths(resolved.rule.worth(&resolved.inputs, cell))
        }
    })
}

/// Collects one value of every attribute: term × alternative.
fn of_attributes<T>(
    terms: &[Term],
    alternatives: &[Alternative],
    of: impl Fn(&super::alternative::Resolved) -> T,
) -> Array2<T> {
    Array2::from_shape_fn((terms.len(), alternatives.len()), |(term, alternative)| {
        of(&alternatives[alternative].attributes[term])
    })
}

/// `1 − exposure · rise(first) · rise(second)`, where rise goes evenly from 0 to 1 toward the named end.
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

fn number_half_widths(catalogue: &Catalogue, terms: &[Term], alternatives: &[Alternative]) -> Array3<f64> {
    Array3::from_shape_fn((terms.len(), CELLS, alternatives.len()), |(term, cell, alternative)| {
        let attribute = &alternatives[alternative].attributes[term];
        let width = |grade| catalogue.grade(grade).map_or(1.0, |grade| grade.number_half_width);
        if attribute.is_gate() { 0.0 } else { width(&attribute.basis(cell).grade) }
    })
}

fn gate_half_widths(catalogue: &Catalogue, alternatives: &[Alternative]) -> Vec<Vec<f64>> {
    let width = |gate: &super::alternative::Gate| {
        catalogue.grade(&gate.basis.grade).map_or(1.0, |grade| grade.number_half_width)
    };
    alternatives.iter().map(|alternative| alternative.gates.iter().map(width).collect()).collect()
}

fn half_widths(catalogue: &Catalogue, terms: &[Term]) -> Vec<f64> {
    let of_terms = terms.iter().map(|term| &catalogue.factors[term.factor].weight.grade);
    let interactions = catalogue.model.interactions.iter().map(|interaction| &interaction.grade);
    let width = |grade| catalogue.grade(grade).map_or(1.0, |grade| grade.half_width);
    of_terms.chain(interactions).map(width).collect()
}

impl Tables {
    /// The utility of a pair term at two levels, counted from 0.
    pub fn pair_utility(&self, pair: usize, first: usize, second: usize, alternative: AlternativeIndex) -> u32 {
        self.pair_utilities[[pair, Self::pair_cell(first, second), alternative.at()]]
    }

    /// The cell of a pair term for two levels, counted from 0.
    pub(super) fn pair_cell(first: usize, second: usize) -> usize {
        first * LEVELS + second
    }
}
