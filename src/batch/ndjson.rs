//! NDJSON: one JSON value per line.

use super::answer::{AnswerKind, Answered, Said, Setup};
use super::block::{Block, Builder, InputRow, Rows};
use super::error::BatchError;
use super::format::{BytesSink, Format, Input, Sink, Source, Stream};
use super::split::{BYTE_ORDER_MARK, Lines, Split, Splitter};
use crate::wire::{Problem, ProblemKind, push_places, push_reasons, push_refused, push_scores, read_row, row_id};
use crate::words::fill_text;

pub(super) const FORMAT: Format = Format {
    id: "ndjson",
    endings: &["ndjson", "jsonl"],
    kind: AnswerKind::Whole,
    stream: Some(Stream {
        splitter: || Box::new(NdjsonSplitter::default()),
        media: &["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"],
        content_type: "application/x-ndjson",
        example: "{\"profile\":{\"id\":\"a\",\"factors\":{\"time_available\":2}},\"options\":{\"top\":1,\"explain\":\"none\"}}\n\
                  {\"id\":\"b\",\"factors\":{\"time_avail\":2}}\n",
    }),
    source,
    head: |_| Vec::new(),
    builder: |_| Box::new(NdjsonBuilder::default()),
    sink: |stream, _| Ok(Box::new(BytesSink(stream)) as Box<dyn Sink>),
};

fn source(input: Input, _: &Setup<'_>) -> Result<Box<dyn Source>, BatchError> {
    Ok(Box::new(Split::new(input.stream()?, Box::new(NdjsonSplitter::default()))))
}

#[derive(Debug, Default)]
struct NdjsonSplitter {
    lines: Lines,
    /// The number of lines returned so far.
    given: u64,
}

impl NdjsonSplitter {
    /// Splits the lines into blocks whose answers are not too large.
    fn blocks(&mut self, setup: &Setup<'_>, lines: &[u8]) -> Vec<Box<dyn Rows>> {
        let marked = (self.given == 0).then(|| lines.strip_prefix(BYTE_ORDER_MARK)).flatten();
        let mut rest = marked.unwrap_or(lines);
        let most = setup.kind.rows_in_a_block();
        let mut blocks: Vec<Box<dyn Rows>> = Vec::new();
        while !rest.is_empty() {
            let (mut ends, mut size) = (0, rest.len());
            for end in memchr::memchr_iter(b'\n', rest) {
                ends += 1;
                if ends == most {
                    size = end + 1;
                    break;
                }
            }
            let (block, later) = rest.split_at(size);
            blocks.push(Box::new(NdjsonRows { bytes: block.to_vec(), at: 0, line: self.given }));
            self.given += ends as u64 + u64::from(!block.ends_with(b"\n"));
            rest = later;
        }
        blocks
    }
}

impl Splitter for NdjsonSplitter {
    fn push(&mut self, setup: &Setup<'_>, bytes: &[u8]) -> Result<Vec<Box<dyn Rows>>, Problem> {
        let lines = self.lines.push(bytes, setup.line_bytes);
        Ok(self.blocks(setup, &lines))
    }

    fn end(&mut self, setup: &Setup<'_>) -> Result<Vec<Box<dyn Rows>>, Problem> {
        let lines = self.lines.end();
        Ok(self.blocks(setup, &lines))
    }
}

struct NdjsonRows {
    bytes: Vec<u8>,
    at: usize,
    /// The number of lines before this block.
    line: u64,
}

impl Rows for NdjsonRows {
    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let size = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        self.at += size + 1;
        self.line += 1;
        let line = rest[..size].strip_suffix(b"\r").unwrap_or(&rest[..size]);
        let request = if size > setup.line_bytes {
            let most = setup.line_bytes.to_string();
            let detail = fill_text("batch.line_too_long", &[("most", &most)]);
            Err(Problem::new(ProblemKind::TooLarge, detail))
        } else {
            read_row(setup.advisor, line)
        };
        let id = if request.is_err() { row_id(line) } else { None };
        Some(InputRow { line: self.line, id, request, kept: vec![None; setup.kept.len()] })
    }
}

#[derive(Debug, Default)]
struct NdjsonBuilder {
    bytes: Vec<u8>,
}

impl Builder for NdjsonBuilder {
    fn push(&mut self, setup: &Setup<'_>, row: &Answered<'_>) {
        let (text, advisor) = (&mut self.bytes, setup.advisor);
        match &row.said {
            Said::Refused(problem) => push_refused(text, row.id, problem),
            Said::Scores(scores) => push_scores(text, advisor, row.id, scores),
            Said::Places(places) => push_places(text, advisor, row.id, places),
            Said::Reasons(profile, reasoned) => push_reasons(text, advisor, setup.rendered, profile, reasoned),
            Said::Whole(json) => text.extend_from_slice(json),
        }
        self.bytes.push(b'\n');
    }

    fn size(&self) -> usize {
        self.bytes.len()
    }

    fn take(&mut self) -> Block {
        Block::Bytes(std::mem::take(&mut self.bytes))
    }
}
