//! Answering rows: what is said of each, whatever it is written as.

use super::block::{Builder, InputRow, Rows};
use super::tally::{Fault, Tally};
use crate::advisor::{Advice, Advisor, Explain, Options};
use crate::wire::{Problem, RecommendationAnswer, Rendered, RowRequest};

/// How much is said of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// A score for every design, and nothing else.
    Scores,
    /// The places with environment, score and interval.
    Places,
    /// The places with the reasons for each.
    Reasons,
    /// All that a single request is answered.
    Whole,
}

impl AnswerKind {
    pub const ALL: [Self; 4] = [Self::Scores, Self::Places, Self::Reasons, Self::Whole];

    pub fn id(self) -> &'static str {
        match self {
            Self::Scores => "scores",
            Self::Places => "places",
            Self::Reasons => "reasons",
            Self::Whole => "whole",
        }
    }

    /// How many rows are read together, so that their answers stay within some megabytes.
    pub(super) fn rows_in_a_block(self) -> usize {
        match self {
            Self::Scores | Self::Places => 4096,
            Self::Reasons => 512,
            Self::Whole => 64,
        }
    }
}

/// What all rows of a run have in common.
#[derive(Debug)]
pub struct Setup<'a> {
    pub advisor: &'a Advisor,
    /// Made from the same advisor.
    pub rendered: &'a Rendered,
    pub kind: AnswerKind,
    /// For rows that say no options of their own.
    options: Options,
    /// Names of columns that are passed over.
    pub ignored: Vec<String>,
    /// The longest line that is read, in bytes.
    pub line_bytes: usize,
}

/// A row's answer.
#[derive(Debug)]
pub struct Answered<'a> {
    pub id: Option<&'a str>,
    pub said: Said<'a>,
}

#[derive(Debug)]
pub enum Said<'a> {
    Refused(&'a Problem),
    /// By design, in hundredths of a point; `None` for one that cannot run or is not ranked.
    Scores(Vec<Option<i32>>),
    /// The places, with reasons where they are wanted.
    Places(Advice<'a>),
    /// The JSON text of the whole answer.
    Whole(Vec<u8>),
}

impl<'a> Setup<'a> {
    pub fn new(advisor: &'a Advisor, rendered: &'a Rendered, kind: AnswerKind, options: Options) -> Self {
        let options = explained(kind, options);
        Self { advisor, rendered, kind, options, ignored: Vec::new(), line_bytes: 1 << 20 }
    }

    fn say<'r>(&self, row: &'r RowRequest) -> Result<Said<'r>, Problem>
    where
        'a: 'r,
    {
        let own = row.options.as_ref().map(|own| explained(self.kind, own.clone()));
        let options = own.as_ref().unwrap_or(&self.options);
        Ok(match self.kind {
            AnswerKind::Scores => {
                let ranking = self.advisor.evaluate(&row.profile, options)?.ranking();
                let mut scores = vec![None; self.advisor.catalogue().designs.len()];
                ranking.placed.iter().for_each(|placed| scores[placed.design] = Some(placed.score));
                Said::Scores(scores)
            }
            AnswerKind::Places | AnswerKind::Reasons => Said::Places(self.advisor.recommend(&row.profile, options)?),
            AnswerKind::Whole => {
                let advice = self.advisor.recommend(&row.profile, options)?;
                Said::Whole(RecommendationAnswer::json(self.advisor, self.rendered, &advice))
            }
        })
    }
}

/// Options with no more reasons made than are shown.
fn explained(kind: AnswerKind, options: Options) -> Options {
    match kind {
        AnswerKind::Whole | AnswerKind::Reasons => options,
        AnswerKind::Scores | AnswerKind::Places => Options { explain: Explain::None, ..options },
    }
}

/// Answers rows until they are at an end or the answers have reached a size; says whether there may be more.
pub fn answer_some(
    setup: &Setup<'_>,
    rows: &mut dyn Rows,
    builder: &mut dyn Builder,
    tally: &mut Tally,
    size: usize,
) -> bool {
    while builder.size() < size {
        let Some(row) = rows.next(setup) else { return false };
        tally.rows += 1;
        let line = row.line;
        if let Some(detail) = answer(setup, &row, builder) {
            tally.faults.push(Fault { line, detail });
        }
    }
    true
}

/// Answers one row; gives what is wrong with it, if it was refused.
fn answer(setup: &Setup<'_>, row: &InputRow, builder: &mut dyn Builder) -> Option<String> {
    let said = match &row.request {
        Ok(request) => setup.say(request).map(|said| (request.profile.id.as_deref(), said)),
        Err(problem) => Err(problem.clone()),
    };
    match said {
        Ok((id, said)) => {
            builder.push(setup, &Answered { id, said });
            None
        }
        Err(problem) => {
            builder.push(setup, &Answered { id: row.id.as_deref(), said: Said::Refused(&problem) });
            Some(problem.told())
        }
    }
}
