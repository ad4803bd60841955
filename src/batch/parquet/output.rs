//! Writes Parquet. Scores are whole hundredths of a point without a dictionary, which would cost more than everything
//! else. Repetitive texts use a dictionary.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Stored};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type, TypePtr};

use super::super::answer::{Answered, Setup};
use super::super::block::{Block, Builder};
use super::super::compression::Finish;
use super::super::error::BatchError;
use super::super::format::Sink;
use super::super::records::{Cells, Holds, RecordColumn, columns, records};

/// A row group is closed at this size.
const GROUP_BYTES: usize = 32 << 20;

/// A part of a column.
#[derive(Clone, Debug)]
pub enum ColumnPart {
    /// Texts one behind the other, and where each one is.
    Texts(Vec<u8>, Vec<Option<Range<usize>>>),
    Numbers(Vec<Option<i32>>),
}

fn record_columns(setup: &Setup<'_>) -> Vec<RecordColumn> {
    columns(setup.advisor.catalogue(), setup.kind)
}

/// The name and type of a column in the file.
fn field(column: &RecordColumn) -> Result<TypePtr, ParquetError> {
    let (name, stored, logical) = match column.holds {
        Holds::Text => (column.name.clone(), Stored::BYTE_ARRAY, LogicalType::String),
        Holds::Rank => (column.name.clone(), Stored::INT32, LogicalType::integer(8, false)),
        Holds::Hundredths => (format!("{}_hundredths", column.name), Stored::INT32, LogicalType::integer(16, true)),
    };
    let field = Type::primitive_type_builder(&name, stored).with_repetition(Repetition::OPTIONAL);
    field.with_logical_type(Some(logical)).build().map(Arc::new)
}

pub(super) fn builder(setup: &Setup<'_>) -> Box<dyn Builder> {
    let holds = record_columns(setup).iter().map(|column| column.holds).collect();
    let mut builder = ParquetBuilder { holds, columns: Vec::new(), at: 0, size: 0 };
    builder.take();
    Box::new(builder)
}

struct ParquetBuilder {
    holds: Vec<Holds>,
    columns: Vec<ColumnPart>,
    /// The index of the next cell's column.
    at: usize,
    size: usize,
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
        let empty = self.holds.iter().map(|holds| match holds {
            Holds::Text => ColumnPart::Texts(Vec::new(), Vec::new()),
            Holds::Rank | Holds::Hundredths => ColumnPart::Numbers(Vec::new()),
        });
        Block::Columns(std::mem::replace(&mut self.columns, empty.collect()))
    }
}

impl ParquetBuilder {
    fn next_column(&mut self, bytes: usize) -> &mut ColumnPart {
        self.at += 1;
        self.size += bytes;
        &mut self.columns[self.at - 1]
    }

    fn number(&mut self, bytes: usize, number: i32) {
        if let ColumnPart::Numbers(numbers) = self.next_column(bytes) {
            numbers.push(Some(number));
        }
    }
}

impl Cells for ParquetBuilder {
    fn text(&mut self, text: &str) {
        if let ColumnPart::Texts(bytes, places) = self.next_column(text.len()) {
            places.push(Some(bytes.len()..bytes.len() + text.len()));
            bytes.extend_from_slice(text.as_bytes());
        }
    }

    fn rank(&mut self, rank: usize) {
        self.number(1, i32::from(u8::try_from(rank).unwrap_or(u8::MAX)));
    }

    fn hundredths(&mut self, hundredths: i32) {
        self.number(2, hundredths);
    }

    fn empty(&mut self) {
        match self.next_column(1) {
            ColumnPart::Texts(_, places) => places.push(None),
            ColumnPart::Numbers(numbers) => numbers.push(None),
        }
    }

    fn end(&mut self) {
        self.at = 0;
    }
}

struct ParquetSink {
    writer: SerializedFileWriter<Box<dyn Finish>>,
    /// The blocks of the next row group, each with all columns, and their size.
    group: Vec<Vec<ColumnPart>>,
    size: usize,
}

pub(super) fn sink(stream: Box<dyn Finish>, setup: &Setup<'_>) -> Result<Box<dyn Sink>, BatchError> {
    let mut properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_dictionary_enabled(false);
    let columns = record_columns(setup);
    let repeated = columns.iter().filter(|column| column.holds == Holds::Text);
    for column in repeated.filter(|column| column.name != "profile_id" && column.name != "answer") {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(column.name.as_str()), true);
    }
    let fields = columns.iter().map(field).collect::<Result<_, _>>().map_err(unwritable)?;
    let schema = Type::group_type_builder("schema").with_fields(fields).build().map_err(unwritable)?;
    let writer = SerializedFileWriter::new(stream, Arc::new(schema), Arc::new(properties.build()));
    Ok(Box::new(ParquetSink { writer: writer.map_err(unwritable)?, group: Vec::new(), size: 0 }))
}

impl Sink for ParquetSink {
    fn write(&mut self, block: Block) -> Result<(), BatchError> {
        let Block::Columns(columns) = block else { unreachable!("Parquet builds columns") };
        self.size += columns.iter().map(ColumnPart::size).sum::<usize>();
        self.group.push(columns);
        if self.size > GROUP_BYTES { self.write_group().map_err(unwritable) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), BatchError> {
        self.write_group().map_err(unwritable)?;
        let stream = self.writer.into_inner().map_err(unwritable)?;
        stream.finish().map_err(BatchError::Write)
    }
}

impl ParquetSink {
    /// Writes what was collected, column by column, as a row group.
    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.size == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        let mut blocks: Vec<_> = self.group.drain(..).map(Vec::into_iter).collect();
        while let Some(mut column) = group.next_column()? {
            for part in blocks.iter_mut().filter_map(Iterator::next) {
                match part {
                    ColumnPart::Texts(bytes, places) => {
                        let (levels, values) = texts(bytes, &places);
                        column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
                    }
                    ColumnPart::Numbers(numbers) => {
                        let values: Vec<i32> = numbers.iter().flatten().copied().collect();
                        let levels = levels(&numbers);
                        column.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
                    }
                }
            }
            column.close()?;
        }
        group.close()?;
        self.size = 0;
        Ok(())
    }
}

impl ColumnPart {
    fn size(&self) -> usize {
        match self {
            Self::Texts(bytes, places) => bytes.len() + size_of_val(places.as_slice()),
            Self::Numbers(numbers) => size_of_val(numbers.as_slice()),
        }
    }
}

/// Says which cells are filled.
fn levels<T>(cells: &[Option<T>]) -> Vec<i16> {
    cells.iter().map(|cell| i16::from(cell.is_some())).collect()
}

fn texts(bytes: Vec<u8>, places: &[Option<Range<usize>>]) -> (Vec<i16>, Vec<ByteArray>) {
    let bytes = Bytes::from(bytes);
    let values = places.iter().flatten().map(|place| ByteArray::from(bytes.slice(place.clone())));
    (levels(places), values.collect())
}

fn unwritable(error: ParquetError) -> BatchError {
    BatchError::Write(std::io::Error::other(error))
}
