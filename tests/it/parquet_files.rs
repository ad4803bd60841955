//! Parquet files for tests, written and read by the Parquet library itself.

use std::path::Path;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;

/// A column with a gap wherever it says nothing.
pub enum Column {
    Small(Vec<Option<i32>>),
    Numbers(Vec<Option<f64>>),
    Texts(Vec<Option<String>>),
}

/// A file of columns, each with its name.
pub fn parquet_file(columns: &[(&str, Column)], properties: WriterProperties) -> Vec<u8> {
    let fields = columns.iter().map(|(name, column)| match column {
        Column::Small(_) => format!("optional int32 {name} (integer(8,false));"),
        Column::Numbers(_) => format!("optional double {name};"),
        Column::Texts(_) => format!("optional binary {name} (string);"),
    });
    let schema = format!("message schema {{ {} }}", fields.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, column) in columns {
        let mut open = group.next_column().unwrap().unwrap();
        match column {
            Column::Small(cells) => {
                let values: Vec<i32> = cells.iter().flatten().copied().collect();
                open.typed::<Int32Type>().write_batch(&values, Some(&levels(cells)), None).unwrap();
            }
            Column::Numbers(cells) => {
                let values: Vec<f64> = cells.iter().flatten().copied().collect();
                open.typed::<DoubleType>().write_batch(&values, Some(&levels(cells)), None).unwrap();
            }
            Column::Texts(cells) => {
                let values: Vec<ByteArray> = cells.iter().flatten().map(|text| text.as_str().into()).collect();
                open.typed::<ByteArrayType>().write_batch(&values, Some(&levels(cells)), None).unwrap();
            }
        }
        open.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

fn levels<T>(cells: &[Option<T>]) -> Vec<i16> {
    cells.iter().map(|cell| i16::from(cell.is_some())).collect()
}

/// The rows of a file, as text by column.
pub fn rows_of(path: &Path) -> Vec<Vec<(String, String)>> {
    let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    let text = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    };
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
    rows.map(|row| row.get_column_iter().map(|(name, field)| (name.clone(), text(field))).collect()).collect()
}
