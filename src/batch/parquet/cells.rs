//! The values of a Parquet column, and each as the text of a CSV cell.

use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

use crate::words::fill_text;

/// The texts of small whole numbers.
const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// How the stored values become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Plain,
    Unsigned,
    /// Numbers with this many decimals.
    Decimal(usize),
    /// Numbers of 16 bits.
    Half,
    Text,
}

impl Meaning {
    /// Returns `None` for a column that holds neither numbers nor text.
    pub(super) fn of(column: &ColumnDescriptor) -> Option<Self> {
        use ConvertedType as C;
        let converted = column.converted_type();
        match column.physical_type() {
            Type::BOOLEAN | Type::FLOAT | Type::DOUBLE => Some(Self::Plain),
            // Types without a converted type are named by the logical type only, such as times in nanoseconds.
            Type::INT32 | Type::INT64 => match (converted, column.logical_type_ref()) {
                (C::NONE, None | Some(LogicalType::Integer(_) | LogicalType::Unknown)) => Some(Self::Plain),
                (C::INT_8 | C::INT_16 | C::INT_32 | C::INT_64, _) => Some(Self::Plain),
                (C::UINT_8 | C::UINT_16 | C::UINT_32 | C::UINT_64, _) => Some(Self::Unsigned),
                (C::DECIMAL, _) => decimal(column),
                _ => None,
            },
            // Some writers store texts without saying so.
            Type::BYTE_ARRAY => match (converted, column.logical_type_ref()) {
                (C::UTF8 | C::ENUM | C::JSON, _) | (C::NONE, None) => Some(Self::Text),
                (C::DECIMAL, _) => decimal(column),
                _ => None,
            },
            Type::FIXED_LEN_BYTE_ARRAY => match (converted, column.logical_type_ref()) {
                (C::DECIMAL, _) => decimal(column),
                (_, Some(LogicalType::Float16)) => Some(Self::Half),
                _ => None,
            },
            Type::INT96 => None,
        }
    }
}

/// More digits than 16 bytes hold are no answer and no id.
fn decimal(column: &ColumnDescriptor) -> Option<Meaning> {
    let scale = usize::try_from(column.type_scale()).ok().filter(|scale| *scale <= 38)?;
    (column.type_precision() <= 38).then_some(Meaning::Decimal(scale))
}

/// The values of a part of a column.
#[derive(Debug)]
pub(super) struct Values {
    stored: Stored,
    /// Which rows have a value; empty if all have.
    there: Vec<bool>,
}

#[derive(Debug)]
enum Stored {
    Booleans(Vec<bool>),
    /// Whole numbers below ten, as levels mostly are.
    Digits(Vec<u8>),
    /// Whole numbers with this many decimals.
    Whole(Vec<i128>, usize),
    Numbers(Vec<f64>),
    Texts(Vec<ByteArray>),
}

impl Values {
    /// Reads exactly this many rows.
    pub(super) fn read(
        reader: &mut ColumnReader,
        rows: usize,
        level: i16,
        meaning: Meaning,
    ) -> Result<Self, ParquetError> {
        let mut there = Vec::new();
        let stored = match reader {
            ColumnReader::BoolColumnReader(reader) => Stored::Booleans(values(reader, rows, level, &mut there)?),
            ColumnReader::Int32ColumnReader(reader) => {
                let whole = values(reader, rows, level, &mut there)?;
                let unsigned = meaning == Meaning::Unsigned;
                let wide = |value: i32| if unsigned { i128::from(value.cast_unsigned()) } else { i128::from(value) };
                if meaning.decimals() == 0 && whole.iter().all(|value| (0..10).contains(value)) {
                    Stored::Digits(whole.into_iter().map(|value| value as u8).collect())
                } else {
                    Stored::Whole(whole.into_iter().map(wide).collect(), meaning.decimals())
                }
            }
            ColumnReader::Int64ColumnReader(reader) => {
                let whole = values(reader, rows, level, &mut there)?.into_iter();
                let unsigned = meaning == Meaning::Unsigned;
                let wide = |value: i64| if unsigned { i128::from(value.cast_unsigned()) } else { i128::from(value) };
                Stored::Whole(whole.map(wide).collect(), meaning.decimals())
            }
            ColumnReader::FloatColumnReader(reader) => {
                // A number of 32 bits is shown with its own digits: 2.3, and not 2.299999952316284.
                let shown = |value: f32| value.to_string().parse().unwrap_or(f64::NAN);
                Stored::Numbers(values(reader, rows, level, &mut there)?.into_iter().map(shown).collect())
            }
            ColumnReader::DoubleColumnReader(reader) => Stored::Numbers(values(reader, rows, level, &mut there)?),
            ColumnReader::ByteArrayColumnReader(reader) => {
                let read = values(reader, rows, level, &mut there)?;
                if meaning == Meaning::Text {
                    Stored::Texts(read)
                } else {
                    Stored::Whole(read.iter().map(ByteArray::data).map(big_endian).collect(), meaning.decimals())
                }
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                let read = values(reader, rows, level, &mut there)?;
                let read = read.iter().map(|value: &FixedLenByteArray| value.data());
                if meaning == Meaning::Half {
                    Stored::Numbers(read.map(half).collect())
                } else {
                    Stored::Whole(read.map(big_endian).collect(), meaning.decimals())
                }
            }
            ColumnReader::Int96ColumnReader(_) => Stored::Numbers(Vec::new()),
        };
        Ok(Self { stored, there })
    }

    /// Refuses texts that are not UTF-8.
    pub(super) fn checked(self, name: &str, meaning: Meaning) -> Result<Self, String> {
        let Stored::Texts(texts) = &self.stored else { return Ok(self) };
        let is_text = meaning != Meaning::Text || texts.iter().all(|text| text.as_utf8().is_ok());
        if is_text { Ok(self) } else { Err(fill_text("batch.parquet.not_text", &[("column", name)])) }
    }

    /// Returns the cells of all rows.
    pub(super) fn cells(self) -> Cells {
        let there = &self.there;
        match self.stored {
            Stored::Digits(digits) => Cells::Digits(spread(there, digits.into_iter(), || u8::MAX)),
            Stored::Whole(whole, 0) if whole.iter().all(|value| (0..10).contains(value)) => {
                Cells::Digits(spread(there, whole.into_iter().map(|value| value as u8), || u8::MAX))
            }
            Stored::Numbers(numbers) if numbers.iter().all(|number| number.is_nan() || is_digit(*number)) => {
                let digit = |number: f64| if number.is_nan() { u8::MAX } else { number as u8 };
                Cells::Digits(spread(there, numbers.into_iter().map(digit), || u8::MAX))
            }
            Stored::Booleans(values) => Cells::Texts(spread(there, values.into_iter().map(text), String::new)),
            Stored::Whole(values, decimals) => {
                Cells::Texts(spread(there, values.into_iter().map(|value| decimal_text(value, decimals)), String::new))
            }
            Stored::Numbers(values) => Cells::Texts(spread(there, values.into_iter().map(number_text), String::new)),
            Stored::Texts(texts) => {
                let text = |text: ByteArray| text.as_utf8().unwrap_or_default().to_owned();
                Cells::Texts(spread(there, texts.into_iter().map(text), String::new))
            }
        }
    }
}

impl Meaning {
    fn decimals(self) -> usize {
        if let Self::Decimal(scale) = self { scale } else { 0 }
    }
}

/// Reads the values of some rows, and which rows have one.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    level: i16,
    there: &mut Vec<bool>,
) -> Result<Vec<T::T>, ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let (read, ..) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read != rows {
        return Err(ParquetError::EOF(format!("{read} of {rows} rows")));
    }
    if level > 0 {
        there.extend(levels.iter().map(|one| *one == level));
    }
    Ok(values)
}

/// Puts each value into the row that has one.
fn spread<T>(there: &[bool], mut values: impl Iterator<Item = T>, missing: impl Fn() -> T) -> Vec<T> {
    if there.is_empty() {
        return values.collect();
    }
    there.iter().map(|there| there.then(|| values.next()).flatten().unwrap_or_else(&missing)).collect()
}

fn is_digit(number: f64) -> bool {
    number.fract() == 0.0 && (0.0..10.0).contains(&number)
}

fn text(value: bool) -> String {
    value.to_string()
}

/// Whole numbers have no decimals, so that ids which a table kept as numbers with gaps are ids again; NaN is no value.
fn number_text(number: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.is_nan() {
        String::new()
    } else if number.fract() == 0.0 && number.abs() < EXACT {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

fn decimal_text(value: i128, decimals: usize) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{}{whole}.{fraction}", if value < 0 { "-" } else { "" })
}

/// A whole number of up to 16 bytes, most significant byte first.
fn big_endian(bytes: &[u8]) -> i128 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    bytes.iter().fold(if negative { -1 } else { 0 }, |value, byte| (value << 8) | i128::from(*byte))
}

/// A number of 16 bits (IEEE 754), least significant byte first.
fn half(bytes: &[u8]) -> f64 {
    let [low, high] = bytes else { return f64::NAN };
    let bits = u16::from_le_bytes([*low, *high]);
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match exponent {
        0 => fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

/// The cells of a column as text.
#[derive(Debug)]
pub(super) enum Cells {
    /// Whole numbers below ten; larger values mean an empty cell.
    Digits(Vec<u8>),
    Texts(Vec<String>),
}

impl Cells {
    pub(super) fn text(&self, row: usize) -> &str {
        match self {
            Self::Digits(digits) => DIGITS.get(usize::from(digits[row])).copied().unwrap_or(""),
            Self::Texts(texts) => texts[row].trim_ascii(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_spreadsheet_shows_them() {
        for (number, text) in
            [(1001.0, "1001"), (2.5, "2.5"), (-0.25, "-0.25"), (f64::NAN, ""), (1e17, "100000000000000000")]
        {
            assert_eq!(number_text(number), text);
        }
        for (value, decimals, text) in [(325, 2, "3.25"), (-5, 2, "-0.05"), (4, 0, "4"), (40, 1, "4.0")] {
            assert_eq!(decimal_text(value, decimals), text);
        }
        for (bytes, value) in [(&[1, 0][..], 256), (&[0xff, 0xfe], -2), (&[], 0)] {
            assert_eq!(big_endian(bytes), value);
        }
        for (bits, number) in [(0x4200_u16, 3.0), (0x3e00, 1.5), (0xc000, -2.0), (0x0001, 2f64.powi(-24)), (0, 0.0)] {
            assert_eq!(half(&bits.to_le_bytes()).to_bits(), f64::to_bits(number));
        }
    }
}
