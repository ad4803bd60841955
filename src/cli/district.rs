//! `backmap district`: what a district sees of its teams, from a file.

use super::outline::outline_text;
use super::progress::Stages;
use super::settings::DistrictOf;
use super::teams::threads;
use super::text::provenance;
use super::{Exit, Stop, cohorts, input, output};
use crate::advisor::Advisor;
use crate::batch::collect_kept;
use crate::district::{District, DistrictTeam, MOST_TEAMS};
use crate::exports::{DISTRICT_FILES, district_outline};
use crate::wire::{DistrictAnswer, DistrictInput, Problem, read_resources};

/// The most rows of a table; a file has all.
const MOST_ROWS: usize = 12;

pub fn run(arguments: &DistrictOf) -> Result<(), Stop> {
    let advisor = arguments.catalogue.advisor()?;
    let options = arguments.input.options(&advisor)?;
    let resources = arguments.resources.as_ref().map(|path| {
        let refused = |problem: Problem| Stop::refused(path, &problem);
        read_resources(&advisor, &input::bytes(path)?).map_err(refused)
    });
    let resources = resources.transpose()?;
    let kept: Vec<String> = std::iter::once(arguments.school.clone()).chain(arguments.by.iter().cloned()).collect();
    let (rows, tally) = arguments.input.read_keeping(&advisor, &options, &kept, |setup, mut source| {
        collect_kept(setup, source.as_mut(), MOST_TEAMS)
    })?;
    cohorts::report(&tally);
    if arguments.strict && !tally.faults.is_empty() {
        return Err(Stop::new(Exit::Refused, cohorts::rejected(&tally)));
    }
    let asked = DistrictInput {
        teams: rows.into_iter().map(|(line, profile, cells)| DistrictTeam::new(line, profile, cells)).collect(),
        rejected: tally.faults.into_iter().map(|fault| (fault.line, fault.detail)).collect(),
        by: arguments.by.clone(),
        minimum: arguments.minimum.map(|minimum| minimum as usize),
        resources,
        options,
        threads: threads(arguments.jobs),
    };
    let district =
        asked.report(&advisor, &Stages::new()).map_err(|problem| Stop::refused(&arguments.input.teams, &problem))?;
    output::write(arguments.output.path(), &file(&advisor, &district, &arguments.format))
}

fn file(advisor: &Advisor, district: &District, format: &str) -> Vec<u8> {
    if let Some(file) = DISTRICT_FILES.iter().find(|file| file.id == format) {
        return (file.make)(advisor, district);
    }
    if format == "json" {
        let mut json = DistrictAnswer::json(advisor, district);
        json.push(b'\n');
        return json;
    }
    let mut text = outline_text(&district_outline(advisor, district), MOST_ROWS);
    text.push('\n');
    provenance(&mut text, advisor);
    text.into_bytes()
}
