//! The sentence behind each contribution. Sentences for whole answers are made for every alternative and term when the
//! catalog is loaded; those for answers between levels and spread answers are made on request.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::answers::{CELLS, LEVELS, Mixture};
use crate::catalogue::{Catalogue, Kind, Side, Term};
use crate::scoring::rules::{self, Subject};
use crate::scoring::{Mixtures, Standing, Tables, Weighting};
use crate::words::{fill, in_sentence, text, two_decimals};

/// The sentence for an unanswered factor; looked up once, because most rows of a batch need it often.
static UNKNOWN: LazyLock<&str> = LazyLock::new(|| text("explain.reason.unknown"));

/// The reason for a factor's contribution.
#[derive(Clone, Debug)]
pub enum Reason<'a> {
    /// The factor is unanswered.
    Unknown,
    /// A sentence made when the catalog was loaded, by its term and cell.
    Prepared { term: usize, cell: usize, text: &'a str },
    /// A sentence for an answer between levels or spread over several.
    Own(String),
}

impl Reason<'_> {
    pub fn text(&self) -> &str {
        match self {
            Self::Unknown => *UNKNOWN,
            Self::Prepared { text, .. } => text,
            Self::Own(text) => text,
        }
    }
}

/// All sentences that can be prepared in advance.
#[derive(Clone, Debug)]
pub struct Sentences {
    /// Alternative, then term, then cell.
    prepared: Vec<Vec<[String; CELLS]>>,
    /// The design's name inside a sentence, by alternative.
    designs: Vec<String>,
    /// The answer in words, by term and cell.
    answers: Vec<[String; CELLS]>,
    /// Short citations by the id of the source.
    citations: BTreeMap<String, String>,
}

impl Sentences {
    pub fn new(catalogue: &Catalogue, tables: &Tables) -> Self {
        let answers: Vec<[String; CELLS]> = tables.terms.iter().map(|term| answer_words(catalogue, term)).collect();
        let designs = tables.alternatives.iter().map(|alternative| {
            let design = &catalogue.designs[alternative.design];
            let variant = alternative.variant.map(|variant| &design.variants[variant].name);
            in_sentence(variant.unwrap_or(&design.name))
        });
        let short = catalogue.sources.iter().map(|source| (source.id.clone(), source.short().to_owned()));
        let mut sentences =
            Self { prepared: Vec::new(), designs: designs.collect(), answers, citations: short.collect() };
        sentences.prepared = (0..tables.alternatives.len())
            .map(|alternative| {
                (0..tables.terms.len()).map(|term| sentences.of_each_cell(tables, alternative, term)).collect()
            })
            .collect();
        sentences
    }

    /// The prepared sentences of an alternative, by term and cell; empty beyond a term's cells.
    pub fn prepared(&self, alternative: usize) -> &[[String; CELLS]] {
        &self.prepared[alternative]
    }

    /// The sentence behind a factor's contribution to an alternative, and the standing of the number; `None` for the
    /// standing when the factor is unknown.
    pub fn reason<'a>(
        &'a self,
        tables: &'a Tables,
        weighting: &Weighting,
        mixtures: &Mixtures,
        factor: usize,
        contribution: i32,
        alternative: usize,
    ) -> (Reason<'a>, Option<&'a Standing>) {
        let design = tables.alternatives[alternative].design;
        let known = tables.factor_terms[factor].clone().filter(|term| mixtures.is_known(*term, design));
        let moved = |term: &usize| {
            let mixture = mixtures.get(*term, design).expect("only known terms are compared");
            let gain = gain(tables, weighting, *term, mixture, alternative);
            if contribution < 0 { -gain } else { gain }
        };
        // Of several kinds of resources, take the one that moves the score most in the direction of the whole; the
        // first of equals.
        let Some(term) = known.rev().max_by(|a, b| moved(a).total_cmp(&moved(b))) else {
            return (Reason::Unknown, None);
        };
        let mixture = mixtures.get(term, design).expect("the term was found among the known");
        let cell = leading_cell(mixture);
        let standing = tables.alternatives[alternative].attributes[term].standing(cell);
        match mixture.only_cell() {
            Some(cell) => {
                (Reason::Prepared { term, cell, text: &self.prepared[alternative][term][cell] }, Some(standing))
            }
            None => (Reason::Own(self.of_spread_answer(tables, alternative, term, mixture)), Some(standing)),
        }
    }

    /// A short label for the largest part of a factor's cost for an alternative: the term, and the answer where it is
    /// one level.
    pub fn cost_label(
        &self,
        tables: &Tables,
        weighting: &Weighting,
        mixtures: &Mixtures,
        factor: usize,
        alternative: usize,
    ) -> String {
        let design = tables.alternatives[alternative].design;
        let taken = |term: &usize| {
            let mixture = mixtures.get(*term, design).unwrap_or(&tables.priors[*term]);
            taken(tables, weighting, *term, mixture, alternative)
        };
        let terms = tables.factor_terms[factor].clone().rev();
        let term = terms.max_by(|a, b| taken(a).total_cmp(&taken(b))).expect("a factor has a term");
        let name = &tables.terms[term].name;
        match mixtures.get(term, design).map(Mixture::only_cell) {
            None => fill(text("explain.cost.unanswered"), &[("factor", name)]),
            Some(None) => fill(text("explain.cost.answers_differ"), &[("factor", name)]),
            Some(Some(cell)) => format!("{name}: {}", self.answers[term][cell]),
        }
    }

    fn of_each_cell(&self, tables: &Tables, alternative: usize, term: usize) -> [String; CELLS] {
        let cells = tables.cells(term);
        std::array::from_fn(|cell| {
            if cell >= cells {
                return String::new();
            }
            self.sentence(tables, alternative, term, cell, (cell + 1) as f64, &self.answers[term][cell])
        })
    }

    fn of_spread_answer(&self, tables: &Tables, alternative: usize, term: usize, mixture: &Mixture) -> String {
        let cell = leading_cell(mixture);
        if tables.kinds[tables.terms[term].factor] == Kind::Shares {
            let share = (mixture.share(cell) * 100.0).round().to_string();
            let answer = &self.answers[term][cell];
            let answer = fill(text("explain.reason.mostly"), &[("answer", answer), ("share", &share)]);
            return self.sentence(tables, alternative, term, cell, 0.0, &answer);
        }
        let level: f64 = (0..LEVELS).map(|cell| mixture.share(cell) * (cell + 1) as f64).sum();
        let average = two_decimals((level * 1e6).round() as u64);
        let answer = fill(text("explain.reason.on_average"), &[("level", &average)]);
        self.sentence(tables, alternative, term, cell, level, &answer)
    }

    fn sentence(
        &self,
        tables: &Tables,
        alternative: usize,
        term: usize,
        cell: usize,
        level: f64,
        answer: &str,
    ) -> String {
        let attribute = &tables.alternatives[alternative].attributes[term];
        let standing = attribute.standing(cell);
        let subject = Subject {
            design: &self.designs[alternative],
            factor: &tables.terms[term].name,
            answer,
            level,
            cell,
            rationale: &standing.rationale,
            credit: &self.credit(standing),
        };
        let sentence = rules::sentence(attribute.rule, &attribute.inputs, &subject);
        let Some(by) = &standing.qualified_by else { return sentence };
        let adjusted = text("explain.reason.adjusted");
        format!("{sentence} {}", fill(adjusted, &[("rationale", &by.rationale), ("credit", &self.credit(by))]))
    }

    /// The source of a number, in parentheses.
    fn credit(&self, standing: &Standing) -> String {
        let template = match standing.sources.as_slice() {
            [] if standing.grade.is_judgement() => text("explain.credit.judgment"),
            [] => return format!("({})", standing.grade.0),
            _ if standing.grade.is_judgement() => text("explain.credit.judgment_based"),
            _ => text("explain.credit.source"),
        };
        let short: Vec<&str> = standing.sources.iter().map(|id| self.citations[id].as_str()).collect();
        fill(template, &[("sources", &short.join("; "))])
    }
}

/// The cell with the largest share; the first of equals.
pub(super) fn leading_cell(mixture: &Mixture) -> usize {
    (0..CELLS).rev().max_by_key(|cell| mixture.shares()[*cell]).expect("there are cells")
}

/// How much an answer to a term takes away from an alternative, in shares of its block.
fn taken(tables: &Tables, weighting: &Weighting, term: usize, mixture: &Mixture, alternative: usize) -> f64 {
    let gates = &tables.alternatives[alternative].gates;
    let of_gate = |cell: usize| {
        let gate = gates.iter().position(|gate| gate.term == term);
        gate.map_or(0.0, |gate| 1.0 - f64::from(weighting.gate_keeps(alternative, gate)[cell.min(LEVELS - 1)]) / 1e6)
    };
    let lost = |cell: usize| {
        if tables.sides[term] == Side::Readiness { weighting.part(term, cell, alternative) } else { 0.0 }
    };
    mixture.held().map(|(cell, share)| share * (of_gate(cell) + lost(cell))).sum()
}

/// How much better an answer is for an alternative than a typical one, in shares of its block.
pub(super) fn gain(tables: &Tables, weighting: &Weighting, term: usize, mixture: &Mixture, alternative: usize) -> f64 {
    let gates = &tables.alternatives[alternative].gates;
    let of_gate = |cell: usize| {
        let gate = gates.iter().position(|gate| gate.term == term);
        gate.map_or(0.0, |gate| f64::from(weighting.gate_keeps(alternative, gate)[cell.min(LEVELS - 1)]) / 1e6)
    };
    let sign = if tables.sides[term] == Side::Potential { 1.0 } else { -1.0 };
    let worth = |cell: usize| sign * weighting.part(term, cell, alternative) + of_gate(cell);
    let prior = &tables.priors[term];
    (0..tables.cells(term)).map(|cell| (mixture.share(cell) - prior.share(cell)) * worth(cell)).sum()
}

fn answer_words(catalogue: &Catalogue, term: &Term) -> [String; CELLS] {
    let factor = &catalogue.factors[term.factor];
    let short = term.resource.map_or(&factor.short, |kind| &factor.resources[kind].short);
    std::array::from_fn(|cell| match factor.kind {
        Kind::Shares => factor.categories.get(cell).map_or_else(String::new, |category| in_sentence(&category.name)),
        _ => short.get(cell).map_or_else(String::new, |words| format!("{} ({words})", cell + 1)),
    })
}

/// Whether a team's members are split: at least this share of them at 1 or 2, and again at 4 or 5.
pub(super) fn is_split(mixture: &Mixture, least: f64) -> bool {
    let share = |cells: [usize; 2]| cells.into_iter().map(|cell| mixture.share(cell)).sum::<f64>();
    share([0, 1]) >= least && share([3, 4]) >= least
}
