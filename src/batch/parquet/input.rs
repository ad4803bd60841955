//! Reads batches of columns and returns each cell as its CSV text.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::super::answer::Setup;
use super::super::block::{InputRow, Rows};
use super::super::error::BatchError;
use super::super::format::{Input, Source};
use super::unreadable;
use crate::wire::{Columns, Problem, Row, RowRequest};
use crate::words::fill_text;

/// The texts of small whole numbers.
const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

struct ParquetSource {
    batches: ParquetRecordBatchReader,
    columns: Arc<Columns>,
    /// The number of rows returned so far.
    given: u64,
}

pub(super) fn source(input: Input, setup: &Setup<'_>) -> Result<Box<dyn Source>, BatchError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(input.file()?).map_err(unreadable)?;
    let fields = builder.schema().fields();
    let ignored = |name: &str| setup.ignored.iter().any(|ignored| ignored == name);
    let names = fields.iter().map(|field| field.name().as_str());
    let columns = Columns::new(setup.advisor.catalogue(), names, ignored).map_err(BatchError::Input)?;
    let odd = fields.iter().filter(|field| !ignored(field.name()) && !is_readable(field.data_type()));
    let problem = |holds: &DataType| fill_text("batch.parquet.type", &[("type", &holds.to_string())]);
    let odd: Vec<(String, String)> = odd.map(|field| (field.name().clone(), problem(field.data_type()))).collect();
    if !odd.is_empty() {
        return Err(BatchError::Input(Problem::of_fields(odd)));
    }
    let batches = builder.with_batch_size(setup.kind.rows_in_a_block()).build().map_err(unreadable)?;
    Ok(Box::new(ParquetSource { batches, columns: Arc::new(columns), given: 0 }))
}

fn is_readable(holds: &DataType) -> bool {
    match holds {
        DataType::Dictionary(_, values) => is_readable(values),
        DataType::Null | DataType::Boolean | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        other => other.is_numeric(),
    }
}

impl Source for ParquetSource {
    fn next(&mut self, _: &Setup<'_>) -> Result<Option<Vec<Box<dyn Rows>>>, BatchError> {
        let Some(batch) = self.batches.next() else { return Ok(None) };
        let batch = batch.map_err(unreadable)?;
        let first = self.given;
        self.given += batch.num_rows() as u64;
        let columns = Arc::clone(&self.columns);
        Ok(Some(vec![Box::new(ParquetRows { batch, cells: Vec::new(), columns, first, at: 0 })]))
    }
}

struct ParquetRows {
    batch: RecordBatch,
    /// Built by the worker that answers the first row.
    cells: Vec<Cells>,
    columns: Arc<Columns>,
    first: u64,
    at: usize,
}

/// The cells of a column as text.
enum Cells {
    /// Whole numbers below ten; larger values mean an empty cell.
    Digits(Vec<u8>),
    Texts(Vec<String>),
}

/// A row of a batch.
struct At<'a> {
    cells: &'a [Cells],
    row: usize,
}

impl Row for At<'_> {
    fn cell(&self, column: usize) -> &str {
        match self.cells.get(column) {
            None => "",
            Some(Cells::Digits(digits)) => DIGITS.get(usize::from(digits[self.row])).copied().unwrap_or(""),
            Some(Cells::Texts(texts)) => texts[self.row].trim_ascii(),
        }
    }
}

impl Rows for ParquetRows {
    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow> {
        if self.at == self.batch.num_rows() {
            return None;
        }
        if self.cells.is_empty() {
            self.cells = self.batch.columns().iter().map(Cells::new).collect();
        }
        let row = At { cells: &self.cells, row: self.at };
        self.at += 1;
        let profile = self.columns.read(setup.advisor, &row);
        Some(InputRow {
            line: self.first + self.at as u64,
            id: self.columns.id(&row).map(str::to_owned),
            request: profile.map(|profile| RowRequest { profile, options: None }),
        })
    }
}

impl Cells {
    fn new(column: &ArrayRef) -> Self {
        let digits = match column.data_type() {
            DataType::UInt8 => digits::<UInt8Type>(column),
            DataType::UInt16 => digits::<UInt16Type>(column),
            DataType::UInt32 => digits::<UInt32Type>(column),
            DataType::UInt64 => digits::<UInt64Type>(column),
            DataType::Int8 => digits::<Int8Type>(column),
            DataType::Int16 => digits::<Int16Type>(column),
            DataType::Int32 => digits::<Int32Type>(column),
            DataType::Int64 => digits::<Int64Type>(column),
            DataType::Float32 => digits::<Float32Type>(column),
            DataType::Float64 => digits::<Float64Type>(column),
            _ => None,
        };
        digits.map_or_else(|| Self::Texts(texts(column)), Self::Digits)
    }
}

/// Converts a column of whole numbers below ten or missing values; pandas writes missing ones as NaN.
fn digits<T: ArrowPrimitiveType>(column: &ArrayRef) -> Option<Vec<u8>>
where
    T::Native: Number,
{
    let cells = column.as_primitive::<T>().iter();
    let digit = |cell: Option<T::Native>| match cell.map(Number::as_f64) {
        None => Some(u8::MAX),
        Some(number) if number.is_nan() => Some(u8::MAX),
        Some(number) if number.fract() == 0.0 && (0.0..10.0).contains(&number) => Some(number as u8),
        Some(_) => None,
    };
    cells.map(digit).collect()
}

/// Converts a number; large ones may lose digits, but answers are small.
trait Number: Copy {
    fn as_f64(self) -> f64;
}

macro_rules! numbers {
    ($($native:ty),*) => {
        $(impl Number for $native {
            fn as_f64(self) -> f64 {
                self as f64
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

/// Converts any column to text; missing values are empty.
fn texts(column: &ArrayRef) -> Vec<String> {
    let missing = || vec![String::new(); column.len()];
    let Ok(text) = arrow_cast::cast(column, &DataType::Utf8) else { return missing() };
    let text = text.as_string::<i32>().iter();
    text.map(|cell| cell.filter(|cell| *cell != "NaN").unwrap_or_default().to_owned()).collect()
}
