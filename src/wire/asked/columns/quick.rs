//! Fast path for the common table row: whole levels, one id for the outcome type or single-digit shares, and empty
//! cells.

use super::cells::{Cells, Columns, Row};
use crate::answers::{CELLS, Level, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Factor, Kind, Profile};
use crate::wire::asked::text::LONGEST_ID;

impl Columns {
    /// Returns the profile of such a row; `None` if the row contains anything else.
    pub(super) fn quick<R: Row + ?Sized>(&self, catalogue: &Catalogue, row: &R) -> Option<Profile> {
        let empty = |column: Option<usize>| column.is_none_or(|column| row.cell(column).is_empty());
        if !empty(self.current) || !self.setting.iter().all(|column| empty(*column)) {
            return None;
        }
        let id = self.id(row);
        // A text never has more characters than bytes.
        if id.is_some_and(|id| id.len() > LONGEST_ID) {
            return None;
        }
        let mut answers = Vec::with_capacity(self.factors.len());
        for (factor, cells) in catalogue.factors.iter().zip(&self.factors) {
            answers.push(match factor.kind {
                Kind::Level => match cells.as_slice() {
                    [] => None,
                    [cells] => rating(cells, row)?.map(Answer::Level),
                    _ => return None,
                },
                Kind::PerDesign => each(cells, catalogue.designs.len(), row)?,
                Kind::PerResource => each(cells, factor.resources.len(), row)?,
                Kind::Shares => shares(factor, cells, row)?.map(Answer::Shares),
            });
        }
        Some(Profile { id: id.map(str::to_owned), answers, ..Profile::default() })
    }
}

/// Reads a whole level or an empty cell; `None` for anything else.
fn rating<R: Row + ?Sized>(cells: &Cells, row: &R) -> Option<Option<Rating>> {
    if cells.counts.iter().flatten().any(|column| !row.cell(*column).is_empty()) {
        return None;
    }
    match cells.value.map_or("", |column| row.cell(column)).as_bytes() {
        [] => Some(None),
        [digit @ b'1'..=b'5'] => Level::new(f64::from(digit - b'0')).ok().map(|level| Some(Rating::Level(level))),
        _ => None,
    }
}

fn each<R: Row + ?Sized>(cells: &[Cells], keys: usize, row: &R) -> Option<Option<Answer>> {
    let mut ratings = None;
    for cells in cells {
        if let Some(rating) = rating(cells, row)? {
            ratings.get_or_insert_with(|| vec![None; keys])[cells.key?] = Some(rating);
        }
    }
    Some(ratings.map(Answer::Each))
}

/// Reads one id, or single-digit shares.
fn shares<R: Row + ?Sized>(factor: &Factor, cells: &[Cells], row: &R) -> Option<Option<Shares>> {
    let (mut only, mut values) = (None, None);
    for cells in cells {
        let text = cells.value.map_or("", |column| row.cell(column));
        match (text.as_bytes(), cells.key) {
            ([], _) => {}
            ([digit @ b'0'..=b'9'], Some(key)) => {
                values.get_or_insert([0.0; CELLS])[key] = f64::from(digit - b'0');
            }
            (_, None) => only = Some(factor.categories.iter().position(|category| category.id == text)?),
            _ => return None,
        }
    }
    match (only, values) {
        (None, None) => Some(None),
        (Some(only), None) => Some(Some(Shares::only(only))),
        (None, Some(values)) => Shares::new(&values[..factor.categories.len()]).ok().map(Some),
        (Some(_), Some(_)) => None,
    }
}
