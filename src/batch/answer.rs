//! Answers rows, independent of the output format.

use super::block::{Builder, InputRow, Rows};
use super::tally::{Fault, Tally};
use crate::advisor::{Advisor, Explain, Options, Prepared, Reasoned};
use crate::catalogue::Profile;
use crate::scoring::{Interval, Placed};
use crate::wire::{Problem, RecommendationAnswer, Rendered, RowRequest};
use crate::words::named;

named! {
    /// The level of detail of an answer.
    AnswerKind {
        /// Only a score for every design.
        Scores = "scores",
        /// The places with environment, score and range.
        Places = "places",
        /// The places with reasons.
        Reasons = "reasons",
        /// The full answer of a single request.
        Whole = "whole",
    }
}

impl AnswerKind {
    /// Returns the number of rows per block, so that their answers stay within a few megabytes.
    pub(super) fn rows_in_a_block(self) -> usize {
        match self {
            Self::Scores | Self::Places => 4096,
            Self::Reasons => 512,
            Self::Whole => 64,
        }
    }
}

/// The shared settings of a run.
#[derive(Debug)]
pub struct Setup<'a> {
    pub advisor: &'a Advisor,
    /// Built from the same advisor.
    pub rendered: &'a Rendered,
    pub kind: AnswerKind,
    /// The options of rows without their own.
    prepared: Prepared<'a>,
    /// The names of ignored columns.
    pub ignored: Vec<String>,
    /// The maximum length of a line, in bytes.
    pub line_bytes: usize,
}

/// The answer to a row.
#[derive(Debug)]
pub struct Answered<'a> {
    pub id: Option<&'a str>,
    pub said: Said<'a>,
}

#[derive(Debug)]
pub enum Said<'a> {
    Refused(&'a Problem),
    /// By design, in hundredths of a point; `None` if not feasible or not ranked.
    Scores(Vec<Option<i32>>),
    Places(Vec<(Placed, Interval)>),
    /// The places of a profile, with reasons.
    Reasons(&'a Profile, Reasoned<'a>),
    /// The full answer as JSON.
    Whole(Vec<u8>),
}

impl<'a> Setup<'a> {
    /// # Errors
    /// If the options set the weight of every factor to 0.
    pub fn new(
        advisor: &'a Advisor,
        rendered: &'a Rendered,
        kind: AnswerKind,
        options: &Options,
    ) -> Result<Self, Problem> {
        let prepared = advisor.prepare(&explained(kind, options.clone()))?;
        Ok(Self { advisor, rendered, kind, prepared, ignored: Vec::new(), line_bytes: 1 << 20 })
    }

    fn answer_row<'r>(&self, row: &'r RowRequest) -> Result<Said<'r>, Problem>
    where
        'a: 'r,
    {
        let own = row.options.as_ref().map(|own| self.advisor.prepare(&explained(self.kind, own.clone())));
        let own = own.transpose()?;
        let prepared = own.as_ref().unwrap_or(&self.prepared);
        let profile = &row.profile;
        Ok(match self.kind {
            AnswerKind::Scores => {
                let mut scores = vec![None; self.advisor.catalogue().designs.len()];
                let ranking = prepared.evaluate(profile).ranking();
                ranking.placed.iter().for_each(|placed| scores[placed.design] = Some(placed.score));
                Said::Scores(scores)
            }
            AnswerKind::Places => {
                let evaluation = prepared.evaluate(profile);
                let ranking = evaluation.ranking();
                let top = prepared.options().top.unwrap_or(usize::MAX);
                let places = ranking.placed.into_iter().take(top);
                Said::Places(places.map(|placed| (placed, evaluation.interval(placed.alternative))).collect())
            }
            AnswerKind::Reasons => Said::Reasons(profile, prepared.reasoned(profile)),
            AnswerKind::Whole => {
                let advice = prepared.recommend(profile);
                Said::Whole(RecommendationAnswer::json(self.advisor, self.rendered, &advice))
            }
        })
    }
}

/// Limits the options to the reasons that are shown.
fn explained(kind: AnswerKind, options: Options) -> Options {
    match kind {
        AnswerKind::Whole | AnswerKind::Reasons => options,
        AnswerKind::Scores | AnswerKind::Places => Options { explain: Explain::None, ..options },
    }
}

/// Answers rows until the block ends or the answers reach a size. Returns whether there may be more rows.
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

/// Answers one row. Returns its error if it was rejected.
fn answer(setup: &Setup<'_>, row: &InputRow, builder: &mut dyn Builder) -> Option<String> {
    let said = match &row.request {
        Ok(request) => setup.answer_row(request).map(|said| (request.profile.id.as_deref(), said)),
        Err(problem) => Err(problem.clone()),
    };
    match said {
        Ok((id, said)) => {
            builder.push(setup, &Answered { id, said });
            None
        }
        Err(problem) => {
            let own = row.request.as_ref().ok().and_then(|request| request.profile.id.as_deref());
            builder.push(setup, &Answered { id: own.or(row.id.as_deref()), said: Said::Refused(&problem) });
            Some(problem.summary())
        }
    }
}
