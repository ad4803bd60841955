//! The sentence behind each contribution. A sentence for a whole answer is made when it is first needed and then kept;
//! those for answers between levels and spread answers are made each time.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use crate::answers::{CELLS, LEVELS, Mixture};
use crate::catalogue::{AlternativeIndex, Catalogue, FactorIndex, Kind, Term, TermIndex};
use crate::scoring::rules::{self, Subject};
use crate::scoring::{Basis, Detail, Tables};
use crate::words::{fill, fill_text, in_sentence, text, two_decimals};

/// The sentence for an unanswered factor; looked up once, because most rows of a batch need it often.
static UNKNOWN: LazyLock<&str> = LazyLock::new(|| text("explain.reason.unknown"));

/// The reason for a factor's contribution.
#[derive(Clone, Debug)]
pub enum Reason<'a> {
    /// The factor is unanswered.
    Unknown,
    /// A sentence for a whole answer, by its term and cell.
    Prepared { term: TermIndex, cell: usize, text: &'a str },
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

/// The sentences of a catalog, and the words in them.
#[derive(Clone, Debug)]
pub struct PreparedReasons {
    /// By alternative, term and cell.
    whole: Vec<Vec<[OnceLock<WholeReason>; CELLS]>>,
    /// The design's name inside a sentence, by alternative.
    designs: Vec<String>,
    /// The answer in words, by term and cell.
    answers: Vec<[String; CELLS]>,
    /// The label of a cost, by term.
    labels: Vec<CostLabels>,
    /// Short citations by the id of the source.
    citations: BTreeMap<String, String>,
}

/// The sentence for a whole answer.
#[derive(Clone, Debug)]
struct WholeReason {
    text: String,
    /// Where the answer begins in it.
    answer_at: usize,
}

/// The labels of a cost of one term: for each whole answer, for answers that differ, and for none.
#[derive(Clone, Debug)]
struct CostLabels {
    whole: [String; CELLS],
    differ: String,
    unanswered: String,
}

impl CostLabels {
    fn new(term: &Term, answers: &[String; CELLS]) -> Self {
        let named = |key| fill_text(key, &[("factor", &term.name)]);
        Self {
            whole: std::array::from_fn(|cell| format!("{}: {}", term.name, answers[cell])),
            differ: named("explain.cost.answers_differ"),
            unanswered: named("explain.cost.unanswered"),
        }
    }
}

impl PreparedReasons {
    pub fn new(catalogue: &Catalogue, tables: &Tables) -> Self {
        let answers: Vec<[String; CELLS]> = tables.terms.iter().map(|term| answer_words(catalogue, term)).collect();
        let designs = tables.alternatives.iter().map(|alternative| {
            let design = &catalogue.designs[alternative.design];
            let variant = alternative.variant.map(|variant| &design.variants[variant].name);
            in_sentence(variant.unwrap_or(&design.name))
        });
        let short = catalogue.sources.iter().map(|source| (source.id.clone(), source.short().to_owned()));
        let labels = tables.terms.iter().zip(&answers).map(|(term, answers)| CostLabels::new(term, answers)).collect();
        let empty = || tables.all_terms().map(|_| std::array::from_fn(|_| OnceLock::new())).collect();
        Self {
            whole: tables.all_alternatives().map(|_| empty()).collect(),
            designs: designs.collect(),
            answers,
            labels,
            citations: short.collect(),
        }
    }

    /// The sentence for a whole answer to a term, by its cell.
    pub fn of_whole_answer(
        &self,
        tables: &Tables,
        alternative: AlternativeIndex,
        term: TermIndex,
        cell: usize,
    ) -> &str {
        &self.whole(tables, alternative, term, cell).text
    }

    fn whole(&self, tables: &Tables, alternative: AlternativeIndex, term: TermIndex, cell: usize) -> &WholeReason {
        self.whole[alternative][term][cell].get_or_init(|| {
            let answer = &self.answers[term][cell];
            let text = self.sentence(tables, alternative, term, cell, (cell + 1) as f64, answer);
            WholeReason { answer_at: text.find(answer.as_str()).unwrap_or(0), text }
        })
    }

    /// The sentence behind a factor's contribution to an alternative, and the basis of the number; `None` for the
    /// basis when the factor is unknown.
    pub fn reason<'a>(
        &'a self,
        tables: &'a Tables,
        detail: &Detail<'_>,
        factor: FactorIndex,
        contribution: i32,
    ) -> (Reason<'a>, Option<&'a Basis>) {
        let alternative = detail.alternative();
        let leading = detail.leading_term(factor, contribution);
        let Some((term, mixture)) = leading.and_then(|term| Some((term, detail.answer(term)?))) else {
            return (Reason::Unknown, None);
        };
        let basis = |cell| Some(tables.alternatives[alternative].attributes[term].basis(cell));
        match mixture.only_cell() {
            Some(cell) => {
                let text = self.of_whole_answer(tables, alternative, term, cell);
                (Reason::Prepared { term, cell, text }, basis(cell))
            }
            None => {
                let own = self.of_spread_answer(tables, alternative, term, mixture);
                (Reason::Own(own), basis(leading_cell(mixture)))
            }
        }
    }

    /// A short label for the largest part of a factor's cost for an alternative: the term, and the answer where it is
    /// one level.
    pub fn cost_label(&self, tables: &Tables, detail: &Detail<'_>, factor: FactorIndex) -> &str {
        let terms = tables.terms_of_factor(factor);
        let largest = || terms.clone().rev().max_by(|a, b| detail.taken(*a).total_cmp(&detail.taken(*b)));
        let term = if terms.len() == 1 { tables.first_term(factor) } else { largest().expect("a factor has a term") };
        let labels = &self.labels[term];
        match detail.answer(term).map(Mixture::only_cell) {
            None => &labels.unanswered,
            Some(None) => &labels.differ,
            Some(Some(cell)) => &labels.whole[cell],
        }
    }

    fn of_spread_answer(
        &self,
        tables: &Tables,
        alternative: AlternativeIndex,
        term: TermIndex,
        mixture: &Mixture,
    ) -> String {
        let cell = leading_cell(mixture);
        if tables.kinds[tables.terms[term].factor] == Kind::Shares {
            let share = (mixture.share(cell) * 100.0).round().to_string();
            let answer = &self.answers[term][cell];
            let answer = fill_text("explain.reason.mostly", &[("answer", answer), ("share", &share)]);
            return self.spliced(tables, alternative, term, (cell, cell..cell + 1), 0.0, &answer);
        }
        let level: f64 = (0..LEVELS).map(|cell| mixture.share(cell) * (cell + 1) as f64).sum();
        let average = two_decimals((level * 1e6).round() as u64);
        let answer = fill_text("explain.reason.on_average", &[("level", &average)]);
        self.spliced(tables, alternative, term, (cell, 0..LEVELS), level, &answer)
    }

    /// The sentence of an answer that is not whole: that of a whole one with the same template, with another answer in it,
    /// or its own if there is none among the cells whose numbers are the same.
    fn spliced(
        &self,
        tables: &Tables,
        alternative: AlternativeIndex,
        term: TermIndex,
        (cell, alike): (usize, Range<usize>),
        level: f64,
        answer: &str,
    ) -> String {
        let attribute = &tables.alternatives[alternative].attributes[term];
        let template = |level: f64, cell: usize| {
            attribute.rule.template(&attribute.inputs, &Subject { level, cell, ..Subject::default() }).0
        };
        let own = template(level, cell);
        let Some(like) = alike.into_iter().find(|like| template((like + 1) as f64, *like) == own) else {
            return self.sentence(tables, alternative, term, cell, level, answer);
        };
        let WholeReason { text, answer_at } = self.whole(tables, alternative, term, like);
        let (before, rest) = text.split_at(*answer_at);
        let spliced = [before, answer, &rest[self.answers[term][like].len()..]].concat();
        debug_assert_eq!(spliced, self.sentence(tables, alternative, term, cell, level, answer));
        spliced
    }

    fn sentence(
        &self,
        tables: &Tables,
        alternative: AlternativeIndex,
        term: TermIndex,
        cell: usize,
        level: f64,
        answer: &str,
    ) -> String {
        let attribute = &tables.alternatives[alternative].attributes[term];
        let basis = attribute.basis(cell);
        let subject = Subject {
            design: &self.designs[alternative],
            factor: &tables.terms[term].name,
            answer,
            level,
            cell,
            rationale: &basis.rationale,
            credit: &self.credit(basis),
        };
        let sentence = rules::sentence(attribute.rule, &attribute.inputs, &subject);
        let Some(by) = &basis.qualified_by else { return sentence };
        let adjusted = text("explain.reason.adjusted");
        format!("{sentence} {}", fill(adjusted, &[("rationale", &by.rationale), ("credit", &self.credit(by))]))
    }

    /// The source of a number, in parentheses.
    fn credit(&self, basis: &Basis) -> String {
        let template = match basis.sources.as_slice() {
            [] if basis.grade.is_judgement() => text("explain.credit.judgment"),
            [] => return format!("({})", basis.grade.0),
            _ if basis.grade.is_judgement() => text("explain.credit.judgment_based"),
            _ => text("explain.credit.source"),
        };
        let short: Vec<&str> = basis.sources.iter().map(|id| self.citations[id].as_str()).collect();
        fill(template, &[("sources", &short.join("; "))])
    }
}

/// The cell with the largest share; the first of equals.
pub(super) fn leading_cell(mixture: &Mixture) -> usize {
    (0..CELLS).rev().max_by_key(|cell| mixture.shares()[*cell]).expect("there are cells")
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
