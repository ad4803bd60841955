//! A profile as a row of columns: what a column may be named, and what its cells say.
//!
//! There is one meaning of an answer, the JSON reader's. Cells that hold nothing unusual are read at once
//! ([`quick`]); any others are written out as the JSON of a profile and read from there, so that a bad cell gets the
//! same words as a bad field, with the name of its column for a place.

mod names;
mod quick;
mod text;

use super::problem::{FieldError, Problem};
use super::reader::Errors;
use super::request::read_profile;
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Profile};
pub(super) use names::by_column;
use names::{Names, Slot};
pub(super) use text::{ids, object, plain};

/// What the columns of a table hold.
#[derive(Clone, Debug)]
pub struct Columns {
    width: usize,
    id: Option<usize>,
    current: Option<usize>,
    /// By fact about the setting.
    setting: Vec<Option<usize>>,
    /// By factor.
    factors: Vec<Vec<Cells>>,
}

/// The columns of one level or share: a whole factor's, or of one of its keys.
#[derive(Clone, Debug)]
struct Cells {
    /// The place of a design, resource or category; none for the factor itself.
    key: Option<usize>,
    value: Option<usize>,
    counts: [Option<usize>; crate::answers::LEVELS],
}

/// The cells of one row; a cell that is not there is empty.
pub trait Row {
    /// The text of a cell without the spaces around it; empty where nothing is known.
    fn cell(&self, column: usize) -> &str;
}

impl Row for [&str] {
    fn cell(&self, column: usize) -> &str {
        self.get(column).map_or("", |cell| cell.trim_ascii())
    }
}

impl Columns {
    /// Reads the names of columns; those for which `ignored` holds are passed over.
    ///
    /// # Errors
    /// Every name that is unknown or stands twice.
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
            setting: vec![None; super::request::SETTING.len()],
            factors: vec![Vec::new(); catalogue.factors.len()],
        };
        let faults = Errors::default();
        for (at, name) in header.into_iter().enumerate() {
            columns.width += 1;
            let name = name.trim_ascii();
            if ignored(name) {
                continue;
            }
            let fault = |detail: String| FieldError { pointer: name.to_owned(), detail };
            match names.slot(name) {
                None => faults.add(|| fault(names.unknown(name))),
                Some(slot) if columns.place(slot).replace(at).is_some() => {
                    faults.add(|| fault("this column stands more than once".to_owned()));
                }
                Some(_) => {}
            }
        }
        let (listed, all) = faults.into_list();
        if all == 0 { Ok(columns) } else { Err(Problem::invalid(listed, all)) }
    }

    /// How many columns there are.
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

    fn cells(&mut self, factor: usize, key: Option<usize>) -> &mut Cells {
        let cells = &mut self.factors[factor];
        let at = cells.iter().position(|cells| cells.key == key).unwrap_or_else(|| {
            cells.push(Cells { key, value: None, counts: [None; crate::answers::LEVELS] });
            cells.len() - 1
        });
        &mut cells[at]
    }

    /// The id of a row, as it stands.
    pub fn id<'r, R: Row + ?Sized>(&self, row: &'r R) -> Option<&'r str> {
        self.id.map(|column| row.cell(column)).filter(|id| !id.is_empty())
    }

    /// Reads a row.
    ///
    /// # Errors
    /// An `invalid` problem with every bad cell, by the names of columns.
    pub fn read<R: Row + ?Sized>(&self, advisor: &Advisor, row: &R) -> Result<Profile, Problem> {
        if let Some(profile) = self.quick(advisor.catalogue(), row) {
            return Ok(profile);
        }
        let json = self.json(advisor.catalogue(), row)?;
        read_profile(advisor, &json).map_err(by_column)
    }
}
