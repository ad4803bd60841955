//! The sums of a district: what a pool needs of its records, without any of them (L7).
//!
//! Every row of a sum is a team's mean, so rows of small teams are left out. So are rows of designs and measures that few
//! teams have, and a column in which few teams differ from the others becomes 0: its products would be these teams' rows.

use std::collections::{BTreeMap, BTreeSet};

use ndarray::{Array2, Axis};

use super::allowed::allowed;
use super::columns::center;
use super::context::context_names;
use super::estimate::results;
use super::moments::Moments;
use super::rows::{Rows, raw_rows};
use crate::outcomes::{LEAST_TEAMS, OutcomeRecord, unified};
use crate::scoring::Evaluation;

/// The fewest records for each column of the sums. Sums of as many rows as columns would give the rows back, except for
/// a rotation.
const LEAST_PER_COLUMN: usize = 3;

/// Sums over the records of a district.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// The district's name in reports.
    pub district: String,
    pub results: usize,
    /// Results of records in which a lot decided.
    pub by_lot: usize,
    pub schools: usize,
    /// By design in the catalog's order: its results.
    pub designs: Vec<usize>,
    /// Column × column: context, centered score, centered offset of each design, outcome; centered within each measure.
    pub(super) products: Array2<f64>,
}

/// A district has too few records for sums that give nothing back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSmall {
    /// Records that may enter sums.
    pub records: usize,
    pub least: usize,
}

/// Returns the sums of a district's records. Their order does not matter.
///
/// # Errors
/// There are too few records.
pub fn sums(typical: &Evaluation<'_>, records: &[OutcomeRecord], district: &str) -> Result<Sums, TooSmall> {
    let records = allowed(&unified(records).records);
    let least = least(typical);
    if records.len() < least {
        return Err(TooSmall { records: records.len(), least });
    }
    let mut rows = raw_rows(typical, &records);
    hide_rare(&mut rows);
    center(&mut rows.columns, &rows.groups);
    let by_lot = records.iter().filter(|record| !record.lot.is_empty()).map(|record| record.results.len()).sum();
    Ok(Sums {
        district: district.to_owned(),
        results: rows.count(),
        by_lot,
        schools: rows.school_names.len(),
        designs: results(typical, &rows),
        products: rows.columns.t().dot(&rows.columns),
    })
}

/// The fewest records of a district that may send sums.
pub(super) fn least(typical: &Evaluation<'_>) -> usize {
    LEAST_PER_COLUMN * width(typical)
}

/// How many columns the sums have.
fn width(typical: &Evaluation<'_>) -> usize {
    sums_columns(typical).len()
}

/// Returns the name of each column: answers, the mean score on offer, the score, the offset of each design, the outcome.
pub fn sums_columns(typical: &Evaluation<'_>) -> Vec<String> {
    let (catalogue, tables) = (typical.catalogue(), typical.tables());
    let mut all = context_names(catalogue, tables);
    all.extend(["score_on_offer", "score"].map(str::to_owned));
    all.extend(tables.all_designs().map(|design| format!("value.{}", catalogue.designs[design].id)));
    all.push("result".to_owned());
    all
}

/// How many columns are context, with the mean score on offer.
pub(super) fn contexts(typical: &Evaluation<'_>) -> usize {
    width(typical) - typical.tables().all_designs().len() - 2
}

/// Sets a column to 0 if fewer teams than may be shown differ from the most frequent value.
fn hide_rare(rows: &mut Rows) {
    let last = rows.columns.ncols().saturating_sub(1);
    for at in 0..last {
        let mut by_value: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
        for (value, team) in rows.columns.column(at).iter().zip(&rows.teams) {
            by_value.entry((value * 1e9).round() as i64).or_default().insert(*team);
        }
        let usual = by_value.iter().max_by_key(|(value, teams)| (teams.len(), **value)).map(|one| *one.0);
        let others: BTreeSet<usize> =
            by_value.into_iter().filter(|(value, _)| Some(*value) != usual).flat_map(|(_, teams)| teams).collect();
        if others.len() < LEAST_TEAMS {
            rows.columns.index_axis_mut(Axis(1), at).fill(0.0);
        }
    }
}

impl Sums {
    /// Returns the sums as those of a regression; its context is not scaled.
    pub(super) fn moments(&self) -> Moments {
        let contexts = self.products.ncols() - self.designs.len() - 2;
        Moments { products: self.products.clone(), count: self.results as f64, contexts }
    }

    /// Returns the products by row, up to the diagonal.
    pub fn triangle(&self) -> Vec<Vec<f64>> {
        (0..self.products.nrows()).map(|a| (0..=a).map(|b| self.products[[a, b]]).collect()).collect()
    }

    /// Returns sums with products from rows up to the diagonal; what a row lacks is 0.
    pub fn new(
        district: String,
        [results, by_lot, schools]: [usize; 3],
        designs: Vec<usize>,
        rows: &[Vec<f64>],
    ) -> Self {
        let at = |a: usize, b: usize| rows[a.max(b)].get(a.min(b)).copied().unwrap_or(0.0);
        let products = Array2::from_shape_fn((rows.len(), rows.len()), |(a, b)| at(a, b));
        Self { district, results, by_lot, schools, designs, products }
    }
}

/// Returns the first two that are of one district: by name, or because they are the same.
pub fn doubled(all: &[Sums]) -> Option<(usize, usize)> {
    let name = |of: &Sums| of.district.trim().to_lowercase();
    let is_same = |a: &Sums, b: &Sums| name(a) == name(b) || a.products == b.products;
    (1..all.len()).find_map(|b| (0..b).find(|a| is_same(&all[*a], &all[b])).map(|a| (a, b)))
}
