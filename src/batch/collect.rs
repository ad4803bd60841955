//! Reads all rows of a source at once, for what compares teams with each other.

use super::answer::Setup;
use super::error::BatchError;
use super::format::Source;
use super::tally::{Fault, Tally};
use crate::catalogue::Profile;
use crate::wire::{Problem, ProblemKind};
use crate::words::fill_text;

/// The line of a row, its profile, and the cells that [`Setup::kept`] names.
pub type KeptProfile = (u64, Profile, Vec<Option<String>>);

/// Returns the lines and the profiles of a source, at most `most`, and what is wrong with the other rows. The options of rows do not
/// apply: all teams are compared in the same way.
///
/// # Errors
/// If the source cannot be read to its end, or has more rows.
pub fn collect(
    setup: &Setup<'_>,
    source: &mut dyn Source,
    most: usize,
) -> Result<(Vec<u64>, Vec<Profile>, Tally), BatchError> {
    let (rows, tally) = collect_kept(setup, source, most)?;
    let (lines, profiles) = rows.into_iter().map(|(line, profile, _)| (line, profile)).unzip();
    Ok((lines, profiles, tally))
}

/// The same, with the cells that are kept of each row.
///
/// # Errors
/// As [`collect`].
pub fn collect_kept(
    setup: &Setup<'_>,
    source: &mut dyn Source,
    most: usize,
) -> Result<(Vec<KeptProfile>, Tally), BatchError> {
    let (mut profiles, mut tally) = (Vec::new(), Tally::default());
    while let Some(blocks) = source.next(setup)? {
        for mut rows in blocks {
            while let Some(row) = rows.next(setup) {
                tally.rows += 1;
                match row.request {
                    Ok(request) => profiles.push((row.line, request.profile, row.kept)),
                    Err(problem) => tally.faults.push(Fault { line: row.line, detail: problem.summary() }),
                }
                if tally.rows > most as u64 {
                    let detail = fill_text("batch.too_many_rows", &[("most", &most.to_string())]);
                    return Err(BatchError::Input(Problem::new(ProblemKind::TooLarge, detail)));
                }
            }
        }
    }
    Ok((profiles, tally))
}
