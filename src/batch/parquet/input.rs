//! Reads the columns of a Parquet file that are answers, row group by row group, without Arrow: a column that is passed
//! over is never decoded.

use std::fs::File;
use std::sync::Arc;

use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use super::super::answer::Setup;
use super::super::block::{InputRow, PackedRow, Rows};
use super::super::error::BatchError;
use super::super::format::{Input, Source};
use super::cells::{Cells, Meaning, Values};
use super::unreadable;
use crate::wire::{Columns, Packing, Problem, Row, RowRequest};
use crate::words::fill_text;

struct ParquetSource {
    file: SerializedFileReader<File>,
    columns: Arc<Columns>,
    /// How rows of whole answers are packed, if they can be answered so.
    packing: Option<Arc<Packing>>,
    wanted: Vec<Wanted>,
    rows_in_a_block: usize,
    /// The next row group, and what is still to read of the one before it.
    group: usize,
    open: Vec<ColumnReader>,
    left: usize,
    /// The number of rows returned so far.
    given: u64,
}

/// A column that is read.
struct Wanted {
    /// Its place among the names of the file.
    place: usize,
    /// Its place among the columns of the file, which counts those inside groups too.
    leaf: usize,
    name: String,
    meaning: Meaning,
    /// The definition level of a value that is there.
    level: i16,
}

pub(super) fn source(input: Input, setup: &Setup<'_>) -> Result<Box<dyn Source>, BatchError> {
    let file = SerializedFileReader::new(input.file()?).map_err(unreadable)?;
    let schema = file.metadata().file_metadata().schema_descr_ptr();
    let ignored = |name: &str| setup.ignored.iter().any(|ignored| ignored == name);
    let names = schema.root_schema().get_fields().iter().map(|field| field.name());
    let columns = Columns::new(setup.advisor.catalogue(), names, ignored).map_err(BatchError::Input)?;
    let wanted = wanted(&schema, ignored).map_err(BatchError::Input)?;
    let (catalogue, tables) = (setup.advisor.catalogue(), setup.advisor.tables());
    Ok(Box::new(ParquetSource {
        file,
        packing: setup.layout().map(|layout| Arc::new(columns.packing(catalogue, tables, layout))),
        columns: Arc::new(columns),
        wanted,
        rows_in_a_block: setup.kind.rows_in_a_block(),
        group: 0,
        open: Vec::new(),
        left: 0,
        given: 0,
    }))
}

/// Returns the columns to read, or every one that holds neither numbers nor text.
fn wanted(schema: &SchemaDescriptor, ignored: impl Fn(&str) -> bool) -> Result<Vec<Wanted>, Problem> {
    let (mut wanted, mut odd) = (Vec::new(), Vec::new());
    for (leaf, column) in schema.columns().iter().enumerate() {
        let root = schema.get_column_root(leaf);
        let name = root.name().to_owned();
        if ignored(&name) {
            continue;
        }
        match Meaning::of(column).filter(|_| root.is_primitive() && column.max_rep_level() == 0) {
            Some(meaning) => {
                let (place, level) = (schema.get_column_root_idx(leaf), column.max_def_level());
                wanted.push(Wanted { place, leaf, name, meaning, level });
            }
            None if odd.iter().any(|(before, _)| *before == name) => {}
            None => odd.push((name, fill_text("batch.parquet.type", &[("type", &type_of(column))]))),
        }
    }
    if odd.is_empty() { Ok(wanted) } else { Err(Problem::of_fields(odd)) }
}

/// Names the type of a column as Parquet does.
fn type_of(column: &ColumnDescriptor) -> String {
    if column.path().parts().len() > 1 {
        return "GROUP".to_owned();
    }
    match column.converted_type() {
        parquet::basic::ConvertedType::NONE => match column.logical_type_ref() {
            Some(logical) => format!("{logical:?}").split(['(', ' ']).next().unwrap_or_default().to_uppercase(),
            None => column.physical_type().to_string(),
        },
        converted => converted.to_string(),
    }
}

impl Source for ParquetSource {
    fn next(&mut self, _: &Setup<'_>) -> Result<Option<Vec<Box<dyn Rows>>>, BatchError> {
        while self.left == 0 {
            if self.group == self.file.num_row_groups() {
                return Ok(None);
            }
            self.open_group().map_err(unreadable)?;
        }
        let rows = self.left.min(self.rows_in_a_block);
        let mut read = Vec::new();
        for (reader, wanted) in self.open.iter_mut().zip(&self.wanted) {
            let values = Values::read(reader, rows, wanted.level, wanted.meaning).map_err(unreadable)?;
            read.push((wanted.place, values.checked(&wanted.name, wanted.meaning).map_err(unreadable)?));
        }
        self.left -= rows;
        let first = self.given;
        self.given += rows as u64;
        let (columns, packing) = (Arc::clone(&self.columns), self.packing.clone());
        Ok(Some(vec![Box::new(ParquetRows { read, cells: Vec::new(), columns, packing, first, at: 0, rows })]))
    }
}

impl ParquetSource {
    fn open_group(&mut self) -> Result<(), ParquetError> {
        let group = self.file.get_row_group(self.group)?;
        self.group += 1;
        self.open = self.wanted.iter().map(|one| group.get_column_reader(one.leaf)).collect::<Result<_, _>>()?;
        let rows = group.metadata().num_rows();
        self.left = usize::try_from(rows).map_err(|_| ParquetError::General(format!("{rows} rows in a group")))?;
        Ok(())
    }
}

struct ParquetRows {
    /// The values of each column read, with its place among the names.
    read: Vec<(usize, Values)>,
    /// By the place of the column; built by the worker that answers the first row.
    cells: Vec<Option<Cells>>,
    columns: Arc<Columns>,
    packing: Option<Arc<Packing>>,
    first: u64,
    at: usize,
    rows: usize,
}

/// A row of a block.
struct At<'a> {
    cells: &'a [Option<Cells>],
    row: usize,
}

impl Row for At<'_> {
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).and_then(Option::as_ref).map_or("", |cells| cells.text(self.row))
    }
}

impl ParquetRows {
    /// Prepares the cells for the next row. Returns `false` at the end.
    fn has_next(&mut self) -> bool {
        for (place, values) in self.read.drain(..) {
            self.cells.resize_with(self.cells.len().max(place + 1), || None);
            self.cells[place] = Some(values.cells());
        }
        self.at < self.rows
    }
}

impl Rows for ParquetRows {
    fn next_packed(&mut self, _: &Setup<'_>, packed: &mut PackedRow) -> bool {
        if self.packing.is_none() || !self.has_next() {
            return false;
        }
        let Some(packing) = &self.packing else { return false };
        let row = At { cells: &self.cells, row: self.at };
        let is_packed = packing.pack(&row, &mut packed.team, &mut packed.id);
        self.at += usize::from(is_packed);
        is_packed
    }

    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow> {
        if !self.has_next() {
            return None;
        }
        let row = At { cells: &self.cells, row: self.at };
        self.at += 1;
        let profile = self.columns.read(setup.advisor, &row);
        Some(InputRow {
            line: self.first + self.at as u64,
            id: self.columns.id(&row).map(str::to_owned),
            request: profile.map(|profile| RowRequest { profile, options: None }),
            kept: vec![None; setup.kept.len()],
        })
    }
}
