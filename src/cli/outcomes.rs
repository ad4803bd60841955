//! `backmap outcomes`: checks records of outcomes and reports them.

use std::path::Path;

use super::outline::outline_text;
use super::settings::{Outcomes, ReportFormat};
use super::{Exit, Stop, input, output, plain, tell};
use crate::advisor::Advisor;
use crate::exports::{outcome_outline, outline_markdown, outline_page};
use crate::imports::{OutcomeRows, read_outcomes};
use crate::outcomes::{OutcomeRecord, USUAL_MINIMUM, report};
use crate::wire::OutcomesAnswer;
use crate::words::{fill_counted, fill_text};

/// The most rejected records that are listed.
const MOST_LISTED: usize = 20;

pub fn run(arguments: &Outcomes) -> Result<(), Stop> {
    let advisor = arguments.catalogue.advisor()?;
    let records = read(&advisor, &arguments.outcomes, &arguments.ignore, arguments.strict)?;
    let minimum = arguments.minimum.map_or(USUAL_MINIMUM, |minimum| minimum as usize);
    let report = report(advisor.catalogue(), &records, minimum);
    let outline = || outcome_outline(advisor.catalogue(), &report);
    let bytes = match arguments.format {
        ReportFormat::Json => [OutcomesAnswer::json(&advisor, &report).as_slice(), b"\n"].concat(),
        ReportFormat::Html => outline_page(outline()),
        ReportFormat::Markdown => outline_markdown(&outline()),
        ReportFormat::Text => outline_text(&outline(), usize::MAX).into_bytes(),
    };
    output::write(arguments.output.path(), &bytes)
}

/// Reads records. Names rejected ones on standard error, or stops with them.
pub(super) fn read(
    advisor: &Advisor,
    path: &Path,
    ignore: &[String],
    is_strict: bool,
) -> Result<Vec<OutcomeRecord>, Stop> {
    let rows = read_outcomes(advisor, &input::bytes(path)?, ignore).map_err(|problem| Stop::refused(path, &problem))?;
    let Some(rejected) = rejected(&rows) else { return Ok(rows.records) };
    if is_strict || rows.records.is_empty() {
        return Err(Stop::new(Exit::Refused, rejected));
    }
    tell(&rejected);
    Ok(rows.records)
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
