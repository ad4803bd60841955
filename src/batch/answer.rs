//! Answers rows, independent of the output format.

use std::sync::Arc;

use super::block::{Builder, InputRow, PackedRow, Rows};
use super::tally::{Fault, Tally};
use crate::advisor::{Advisor, Explain, Options, Prepared, Reasoned};
use crate::catalogue::Profile;
use crate::scoring::whole::{Layout, Room, Whole};
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
    /// The quick way for rows of whole answers, for kinds of answers that it gives.
    whole: Option<Arc<Whole>>,
    /// The names of ignored columns.
    pub ignored: Vec<String>,
    /// The names of columns whose cells are kept as text, such as the school of a team; only tables have them.
    pub kept: Vec<String>,
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
        let whole = matches!(kind, AnswerKind::Scores | AnswerKind::Places).then(|| prepared.whole()).flatten();
        Ok(Self {
            advisor,
            rendered,
            kind,
            prepared,
            whole,
            ignored: Vec::new(),
            kept: Vec::new(),
            line_bytes: 1 << 20,
        })
    }

    /// How rows of whole answers are packed, if they can be answered so.
    pub fn layout(&self) -> Option<&Layout> {
        self.whole.as_ref().map(|whole| whole.layout())
    }

    fn answer_row<'r>(&self, row: &'r RowRequest, desk: &mut Desk) -> Result<Said<'r>, Problem>
    where
        'a: 'r,
    {
        if row.options.is_none()
            && let Some(said) = self.answer_whole(&row.profile, desk)
        {
            return Ok(said);
        }
        let own = row.options.as_ref().map(|own| self.advisor.prepare(&explained(self.kind, own.clone())));
        let own = own.transpose()?;
        let prepared = own.as_ref().unwrap_or(&self.prepared);
        let profile = &row.profile;
        Ok(match self.kind {
            AnswerKind::Scores => Said::Scores(self.scores(&prepared.evaluate(profile).ranking().placed)),
            AnswerKind::Places => {
                let evaluation = prepared.evaluate(profile);
                let ranking = evaluation.ranking();
                let places = ranking.placed.into_iter().take(top(prepared));
                Said::Places(places.map(|placed| (placed, evaluation.interval(placed.alternative))).collect())
            }
            AnswerKind::Reasons => Said::Reasons(profile, prepared.reasoned(profile)),
            AnswerKind::Whole => {
                let advice = prepared.recommend(profile);
                Said::Whole(RecommendationAnswer::json(self.advisor, self.rendered, &advice))
            }
        })
    }

    /// Answers a profile of whole answers by the quick way; `None` for any other.
    fn answer_whole(&self, profile: &Profile, desk: &mut Desk) -> Option<Said<'static>> {
        let whole = self.whole.as_ref()?;
        desk.row.team.resize(whole.layout().width(), 0);
        let packed = whole.layout().pack(self.prepared.field().tables, profile, &mut desk.row.team);
        packed.then(|| self.answer_packed(whole, desk))
    }

    /// Answers a packed team.
    fn answer_packed(&self, whole: &Whole, desk: &mut Desk) -> Said<'static> {
        let (field, Desk { row, room }) = (self.prepared.field(), desk);
        if self.kind == AnswerKind::Scores {
            return Said::Scores(whole.scores(field, &row.team, room));
        }
        let places = whole.places(field, &row.team, top(&self.prepared), room);
        let intervals = whole.intervals(field, &row.team, &places, room);
        Said::Places(places.into_iter().zip(intervals).collect())
    }

    /// The scores of places, by design.
    fn scores(&self, places: &[Placed]) -> Vec<Option<i32>> {
        let mut scores = vec![None; self.advisor.catalogue().designs.len()];
        places.iter().for_each(|placed| scores[placed.design] = Some(placed.score));
        scores
    }
}

/// What a worker uses again for every row.
#[derive(Debug, Default)]
struct Desk {
    row: PackedRow,
    room: Room,
}

fn top(prepared: &Prepared<'_>) -> usize {
    prepared.options().top.unwrap_or(usize::MAX)
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
    let mut desk = Desk::default();
    while builder.size() < size {
        if let Some(whole) = &setup.whole
            && rows.next_packed(setup, &mut desk.row)
        {
            tally.rows += 1;
            let said = setup.answer_packed(whole, &mut desk);
            let id = Some(desk.row.id.as_str()).filter(|id| !id.is_empty());
            builder.push(setup, &Answered { id, said });
            continue;
        }
        let Some(row) = rows.next(setup) else { return false };
        tally.rows += 1;
        let line = row.line;
        if let Some(detail) = answer(setup, &row, &mut desk, builder) {
            tally.faults.push(Fault { line, detail });
        }
    }
    true
}

/// Answers one row. Returns its error if it was rejected.
fn answer(setup: &Setup<'_>, row: &InputRow, desk: &mut Desk, builder: &mut dyn Builder) -> Option<String> {
    let said = match &row.request {
        Ok(request) => setup.answer_row(request, desk).map(|said| (request.profile.id.as_deref(), said)),
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
