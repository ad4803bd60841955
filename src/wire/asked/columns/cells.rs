//! Which columns of a table contain what.

use super::names::{Names, Slot};
use crate::answers::LEVELS;
use crate::catalogue::{Catalogue, FactorIndex, Setting};
use crate::wire::kit::problem::{FieldError, Problem};
use crate::wire::kit::reader::ReadErrors;

/// The columns of a table, by what they contain.
#[derive(Clone, Debug)]
pub struct Columns {
    pub(super) width: usize,
    pub(super) id: Option<usize>,
    pub(super) current: Option<usize>,
    /// By fact about the setting.
    pub(super) setting: Vec<Option<usize>>,
    /// By factor.
    pub(super) factors: Vec<Vec<Cells>>,
    /// Columns without a name, which must have no cells.
    pub(super) blank: Vec<usize>,
}

/// The columns of one level or share, for a whole factor or for one of its keys.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// The index of a design, resource or category; `None` for the factor itself.
    pub(super) key: Option<usize>,
    pub(super) value: Option<usize>,
    pub(super) counts: [Option<usize>; LEVELS],
}

/// The cells of one row; a missing cell is empty.
pub trait Row {
    /// Returns the trimmed text of a cell; empty if unknown.
    fn cell(&self, column: usize) -> &str;
}

impl Row for [&str] {
    fn cell(&self, column: usize) -> &str {
        self.get(column).map_or("", |cell| cell.trim_ascii())
    }
}

impl Columns {
    /// Reads the column names and skips those for which `ignored` returns true.
    ///
    /// # Errors
    /// Every unknown or duplicate name.
    pub fn new<'n>(
        catalogue: &Catalogue,
        header: impl IntoIterator<Item = &'n str>,
        ignored: impl Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let names = Names::new(catalogue);
        let mut columns = Self {
            width: 0,
            id: None,
            current: None,
            setting: vec![None; Setting::FACTS.len()],
            factors: vec![Vec::new(); catalogue.factors.len()],
            blank: Vec::new(),
        };
        let faults = ReadErrors::new(catalogue);
        for (at, name) in header.into_iter().enumerate() {
            columns.width += 1;
            let name = name.trim_ascii();
            if ignored(name) {
                continue;
            }
            if name.is_empty() {
                columns.blank.push(at);
                continue;
            }
            let fault = |detail: String| FieldError { pointer: name.to_owned(), detail };
            match names.slot(name) {
                None => faults.add(|| fault(names.unknown(name))),
                Some(slot) if columns.place(slot).replace(at).is_some() => {
                    faults.add(|| fault("duplicate column".to_owned()));
                }
                Some(_) => {}
            }
        }
        let (listed, all) = faults.into_list();
        if all == 0 { Ok(columns) } else { Err(Problem::invalid(listed, all)) }
    }

    /// Returns whether a column of this name belongs to a profile.
    pub fn is_known(catalogue: &Catalogue, name: &str) -> bool {
        Names::new(catalogue).slot(name).is_some()
    }

    /// Returns the number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    fn place(&mut self, slot: Slot) -> &mut Option<usize> {
        match slot {
            Slot::Id => &mut self.id,
            Slot::Current => &mut self.current,
            Slot::Setting(fact) => &mut self.setting[fact],
            Slot::Value { factor, key } => &mut self.cells(factor, key).value,
            Slot::Count { factor, key, level } => &mut self.cells(factor, key).counts[level],
        }
    }

    fn cells(&mut self, factor: FactorIndex, key: Option<usize>) -> &mut Cells {
        let cells = &mut self.factors[factor];
        let at = cells.iter().position(|cells| cells.key == key).unwrap_or_else(|| {
            cells.push(Cells { key, value: None, counts: [None; LEVELS] });
            cells.len() - 1
        });
        &mut cells[at]
    }

    /// Returns the id of a row, as written.
    pub fn id<'r, R: Row + ?Sized>(&self, row: &'r R) -> Option<&'r str> {
        self.id.map(|column| row.cell(column)).filter(|id| !id.is_empty())
    }
}
