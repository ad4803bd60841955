//! A district's sums for a pool: writing them from records, and reading those of several districts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::settings::Learn;
use super::{Exit, Stop, input, outcomes, output, tell};
use crate::advisor::{Advisor, Options};
use crate::learning::{Sums, doubled, sums};
use crate::outcomes::OutcomeRecord;
use crate::wire::{LARGEST_SUMS, LONGEST_DISTRICT, Problem, read_sums, sums_json};
use crate::words::{fill_text, text};

/// Writes the sums of a file of records.
pub fn write(arguments: &Learn, path: &Path) -> Result<(), Stop> {
    let advisor = arguments.catalogue.advisor()?;
    let records = match &arguments.outcomes {
        Some(file) => outcomes::read(&advisor, file, &arguments.ignore, true)?,
        None => Vec::new(),
    };
    let district = district(arguments.district.as_deref(), &records)?;
    let typical = advisor.evaluate_nothing(&Options::default())?;
    let sums = sums(&typical, &records, &district).map_err(|small| {
        let slots = [("records", &*small.records.to_string()), ("least", &small.least.to_string())];
        Stop::new(Exit::Refused, fill_text("cli.learn.too_small", &slots))
    })?;
    output::write(Some(path), &[sums_json(&advisor, &typical, &sums).as_slice(), b"\n"].concat())?;
    let slots = [
        ("district", district.as_str()),
        ("path", &path.display().to_string()),
        ("results", &sums.results.to_string()),
        ("schools", &sums.schools.to_string()),
    ];
    tell(&fill_text("cli.learn.sums", &slots));
    Ok(())
}

/// The name of the district: as given, or the only one of the records.
fn district(given: Option<&str>, records: &[OutcomeRecord]) -> Result<String, Stop> {
    let named: BTreeSet<&str> = records.iter().filter_map(|record| record.district.as_deref()).collect();
    let only = named.first().copied().filter(|_| named.len() == 1);
    let name = given.or(only).map(str::trim).filter(|name| !name.is_empty());
    let name = name.filter(|name| name.chars().count() <= LONGEST_DISTRICT && !name.contains(char::is_control));
    name.map(str::to_owned).ok_or_else(|| Stop::new(Exit::Usage, text("cli.learn.no_district")))
}

/// Reads the sums of several districts.
pub fn read(advisor: &Advisor, paths: &[PathBuf]) -> Result<Vec<Sums>, Stop> {
    let one = |path: &PathBuf| {
        let bytes = input::bytes_up_to(path, LARGEST_SUMS)?;
        read_sums(advisor, &bytes).map_err(|problem| Stop::refused(path, &problem))
    };
    let all = paths.iter().map(one).collect::<Result<Vec<Sums>, Stop>>()?;
    let Some((first, second)) = doubled(&all) else { return Ok(all) };
    let detail = fill_text("wire.sums.repeated", &[("first", &paths[first].display().to_string())]);
    Err(Stop::refused(&paths[second], &Problem::of_fields([("/district".to_owned(), detail)])))
}
