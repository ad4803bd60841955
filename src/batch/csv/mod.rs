//! CSV: the first line contains the column names. Writes commas; reads commas, semicolons and tabs.

mod input;
mod output;

use super::answer::AnswerKind;
use super::error::BatchError;
use super::format::{BytesSink, Format, Sink};

pub(super) const FORMAT: Format = Format {
    id: "csv",
    endings: &["csv", "tsv"],
    kind: AnswerKind::Places,
    splitter: Some(|| Box::new(input::CsvSplitter::default())),
    source: input::source,
    head: output::head,
    builder: |_| Box::new(output::CsvBuilder::default()),
    sink: |mut stream, setup| {
        stream.write_all(&output::head(setup)).map_err(BatchError::Write)?;
        Ok(Box::new(BytesSink(stream)) as Box<dyn Sink>)
    },
};
