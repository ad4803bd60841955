//! CSV: the first line contains the column names. Writes commas; reads commas, semicolons and tabs.

mod input;
mod output;

use super::answer::AnswerKind;
use super::error::BatchError;
use super::format::{BytesSink, Format, Sink, Stream};

pub(super) const FORMAT: Format = Format {
    id: "csv",
    endings: &["csv", "tsv"],
    kind: AnswerKind::Places,
    stream: Some(Stream {
        splitter: || Box::new(input::CsvSplitter::default()),
        media: &["text/csv"],
        content_type: "text/csv; charset=utf-8; header=present",
        example: "id,time_available,outcome_type\na,2,mastery\nb,9,\n",
    }),
    source: input::source,
    head: output::head,
    builder: |_| Box::new(output::CsvBuilder::default()),
    sink: |mut stream, setup| {
        stream.write_all(&output::head(setup)).map_err(BatchError::Write)?;
        Ok(Box::new(BytesSink(stream)) as Box<dyn Sink>)
    },
};
