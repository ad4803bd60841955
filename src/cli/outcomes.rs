//! `backmap outcomes`: checks records of outcomes and reports them.

use super::settings::{Outcomes, OutcomesInput, ReportFormat};
use super::text::outline_text;
use super::{Exit, Stop, input, output, plain, tell};
use crate::advisor::Advisor;
use crate::exports::{outcome_outline, outline_markdown};
use crate::imports::{OutcomeRows, read_outcomes};
use crate::outcomes::{OutcomeRecord, USUAL_MINIMUM, report};
use crate::wire::OutcomesAnswer;
use crate::words::{fill_counted, fill_text};

/// The most rejected records that are listed.
const MOST_LISTED: usize = 20;

pub fn run(arguments: &Outcomes) -> Result<(), Stop> {
    let (advisor, records) = arguments.input.read(arguments.strict)?;
    let minimum = arguments.minimum.map_or(USUAL_MINIMUM, |minimum| minimum as usize);
    let report = report(advisor.catalogue(), &records, minimum);
    let outline = || outcome_outline(advisor.catalogue(), &report);
    let bytes = match arguments.format {
        ReportFormat::Json => [OutcomesAnswer::json(&advisor, &report).as_slice(), b"\n"].concat(),
        ReportFormat::Markdown => outline_markdown(&outline()),
        ReportFormat::Text => outline_text(&outline()).into_bytes(),
    };
    output::write(arguments.output.path(), &bytes)
}

impl OutcomesInput {
    /// Reads the catalog and the records. Names rejected records on standard error, or stops with them.
    pub(super) fn read(&self, is_strict: bool) -> Result<(Advisor, Vec<OutcomeRecord>), Stop> {
        let advisor = self.catalogue.advisor()?;
        let bytes = input::bytes(&self.outcomes)?;
        let rows =
            read_outcomes(&advisor, &bytes, &self.ignore).map_err(|problem| Stop::refused(&self.outcomes, &problem))?;
        let Some(rejected) = rejected(&rows) else { return Ok((advisor, rows.records)) };
        if is_strict || rows.records.is_empty() {
            return Err(Stop::new(Exit::Refused, rejected));
        }
        tell(&rejected);
        Ok((advisor, rows.records))
    }
}

fn rejected(rows: &OutcomeRows) -> Option<String> {
    let count = rows.rejected.len();
    let mut message = fill_counted("cli.outcomes.rejected", count, &[("count", &count.to_string())]);
    for (line, problem) in rows.rejected.iter().take(MOST_LISTED) {
        let slots = [("line", &*line.to_string()), ("problem", &plain(&problem.summary()))];
        message.push_str(&format!("\n  {}", fill_text("cli.batch.line", &slots)));
    }
    (count > 0).then_some(message)
}
