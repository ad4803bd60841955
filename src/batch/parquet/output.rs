//! Writes Parquet. Scores are whole hundredths of a point without a dictionary, which would cost more than everything
//! else. Repetitive texts use a dictionary.

use std::sync::Arc;

use arrow_array::builder::{Int16Builder, StringBuilder, UInt8Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::super::answer::{Answered, Setup};
use super::super::block::{Block, Builder};
use super::super::compression::Finish;
use super::super::error::BatchError;
use super::super::format::Sink;
use super::super::records::{Cells, Holds, RecordColumn, columns, records};

/// A row group is closed at this size.
const GROUP_BYTES: usize = 32 << 20;

fn schema(setup: &Setup<'_>) -> SchemaRef {
    let fields =
        columns(setup.advisor.catalogue(), setup.kind).into_iter().map(|RecordColumn { name, holds }| match holds {
            Holds::Text => Field::new(name, DataType::Utf8, true),
            Holds::Rank => Field::new(name, DataType::UInt8, true),
            Holds::Hundredths => Field::new(format!("{name}_hundredths"), DataType::Int16, true),
        });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

pub(super) fn builder(setup: &Setup<'_>) -> Box<dyn Builder> {
    let schema = schema(setup);
    let columns = schema.fields().iter().map(|field| Filling::new(field.data_type())).collect();
    Box::new(ParquetBuilder { schema, columns, at: 0, size: 0 })
}

struct ParquetBuilder {
    schema: SchemaRef,
    columns: Vec<Filling>,
    /// The index of the next cell's column.
    at: usize,
    size: usize,
}

/// A builder for one column.
enum Filling {
    Text(StringBuilder),
    Rank(UInt8Builder),
    Hundredths(Int16Builder),
}

impl Filling {
    fn new(holds: &DataType) -> Self {
        match holds {
            DataType::UInt8 => Self::Rank(UInt8Builder::new()),
            DataType::Int16 => Self::Hundredths(Int16Builder::new()),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(text) => Arc::new(text.finish()),
            Self::Rank(rank) => Arc::new(rank.finish()),
            Self::Hundredths(hundredths) => Arc::new(hundredths.finish()),
        }
    }
}

impl Builder for ParquetBuilder {
    fn push(&mut self, setup: &Setup<'_>, row: &Answered<'_>) {
        records(setup, row, self);
    }

    fn size(&self) -> usize {
        self.size
    }

    fn take(&mut self) -> Block {
        self.size = 0;
        let columns = self.columns.iter_mut().map(Filling::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns);
        Block::Columns(batch.expect("every record has a cell in every column"))
    }
}

impl ParquetBuilder {
    fn next_column(&mut self, bytes: usize) -> &mut Filling {
        self.at += 1;
        self.size += bytes;
        &mut self.columns[self.at - 1]
    }
}

impl Cells for ParquetBuilder {
    fn text(&mut self, text: &str) {
        if let Filling::Text(column) = self.next_column(text.len()) {
            column.append_value(text);
        }
    }

    fn rank(&mut self, rank: usize) {
        if let Filling::Rank(column) = self.next_column(1) {
            column.append_value(u8::try_from(rank).unwrap_or(u8::MAX));
        }
    }

    fn hundredths(&mut self, hundredths: i32) {
        if let Filling::Hundredths(column) = self.next_column(2) {
            column.append_value(i16::try_from(hundredths).expect("a score is at most 10,000 hundredths"));
        }
    }

    fn empty(&mut self) {
        match self.next_column(1) {
            Filling::Text(column) => column.append_null(),
            Filling::Rank(column) => column.append_null(),
            Filling::Hundredths(column) => column.append_null(),
        }
    }

    fn end(&mut self) {
        self.at = 0;
    }
}

struct ParquetSink(ArrowWriter<Box<dyn Finish>>);

pub(super) fn sink(stream: Box<dyn Finish>, setup: &Setup<'_>) -> Result<Box<dyn Sink>, BatchError> {
    let schema = schema(setup);
    let mut properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_dictionary_enabled(false);
    for field in schema.fields().iter().filter(|field| field.name() != "profile_id" && field.name() != "answer") {
        if *field.data_type() == DataType::Utf8 {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(field.name().as_str()), true);
        }
    }
    let writer = ArrowWriter::try_new(stream, schema, Some(properties.build())).map_err(unwritable)?;
    Ok(Box::new(ParquetSink(writer)))
}

impl Sink for ParquetSink {
    fn write(&mut self, block: Block) -> Result<(), BatchError> {
        let Block::Columns(batch) = block else { unreachable!("Parquet builds columns") };
        self.0.write(&batch).map_err(unwritable)?;
        if self.0.in_progress_size() > GROUP_BYTES {
            self.0.flush().map_err(unwritable)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), BatchError> {
        let stream = self.0.into_inner().map_err(unwritable)?;
        stream.finish().map_err(BatchError::Write)
    }
}

fn unwritable(error: parquet::errors::ParquetError) -> BatchError {
    BatchError::Write(std::io::Error::other(error))
}
