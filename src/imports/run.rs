//! Runs an import: from files to profiles and a report.

use std::collections::BTreeMap;

use super::error::{ImportError, Part};
use super::join::{join, note_unmatched};
use super::options::{File, ImportInput, ImportSettings};
use super::report;
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Profile};
use crate::surveys::{
    self, Export, FileForm, ImportOptions, Mapping, Report, Roster, SurveyError, is_roster, read_agreed, read_roster,
};
use crate::wire::{ImportAnswer, profile_json};
use crate::words;

/// The teams that may be shown, and the reports.
#[derive(Clone, Debug)]
pub struct Teams {
    pub profiles: Vec<Profile>,
    /// The report of a survey.
    pub report: Option<Report>,
    /// The roster, imported alone or together with a survey.
    pub roster: Option<Roster>,
}

/// Returns whether a file is a roster, which needs no mapping.
pub fn is_enough(bytes: &[u8]) -> bool {
    is_roster(bytes)
}

/// Imports a roster, or a survey with its mapping, as teams.
///
/// # Errors
/// Gives the invalid part and all its errors.
pub fn import(advisor: &Advisor, asked: &ImportInput<'_>) -> Result<Teams, ImportError> {
    let catalogue = advisor.catalogue();
    let Some(mapping) = asked.mapping else {
        if !is_enough(asked.file.bytes) {
            return Err(ImportError::NoMapping);
        }
        let roster = roster(asked.file, asked.settings).map_err(ImportError::survey(Part::File))?;
        return Ok(Teams { profiles: roster.profiles(catalogue), report: None, roster: Some(roster) });
    };
    let text = text(mapping).map_err(ImportError::survey(Part::Mapping))?;
    let mapping = Mapping::read(catalogue, mapping.name, text).map_err(ImportError::survey(Part::Mapping))?;
    let options = options(catalogue, asked)?;
    let vendor = asked.settings.vendor.or(mapping.form.vendor);
    let form = FileForm { vendor, ..mapping.form.clone() };
    let export = Export::read(asked.file.name, asked.file.bytes, &form).map_err(ImportError::survey(Part::File))?;
    let counted = surveys::import(catalogue, &export, &mapping, &options);
    let mut imported = counted.map_err(ImportError::survey(Part::File))?;
    let join = |file: File<'_>| join(advisor, file.bytes, &mut imported.profiles);
    let unmatched = asked.join.map(join).transpose()?.unwrap_or_default();
    note_unmatched(&mut imported.report, &unmatched, options.roster.as_ref());
    Ok(Teams { profiles: imported.profiles, report: Some(imported.report), roster: options.roster })
}

fn text(file: File<'_>) -> Result<&str, SurveyError> {
    std::str::from_utf8(file.bytes)
        .map_err(|_| SurveyError::unreadable(file.name, words::text("surveys.import.not_text")))
}

fn options(catalogue: &Catalogue, asked: &ImportInput<'_>) -> Result<ImportOptions, ImportError> {
    let agreed = asked.agreed.map_or(Ok(BTreeMap::new()), |file| read_agreed(catalogue, file.name, file.bytes));
    let roster = asked.roster.map(|file| roster(file, asked.settings)).transpose();
    Ok(ImportOptions {
        minimum: asked.settings.minimum as usize,
        agreed: agreed.map_err(ImportError::survey(Part::Agreed))?,
        roster: roster.map_err(ImportError::survey(Part::Roster))?,
    })
}

fn roster(file: File<'_>, settings: &ImportSettings) -> Result<Roster, SurveyError> {
    read_roster(file.name, file.bytes, &settings.grade_bands, settings.on.as_deref())
}

impl Teams {
    /// Formats the reports as lines.
    pub fn lines(&self) -> Vec<String> {
        let roster = self.roster.iter().flat_map(|roster| roster.report.lines(roster.teams.len()));
        roster.chain(self.report.iter().flat_map(Report::lines)).collect()
    }

    /// Writes the profiles, one per line.
    pub fn ndjson(&self, catalogue: &Catalogue) -> Vec<u8> {
        let mut text = Vec::new();
        for profile in &self.profiles {
            text.extend(profile_json(catalogue, profile));
            text.push(b'\n');
        }
        text
    }

    /// Returns the report of a survey as indented JSON; `None` for a roster alone.
    pub fn report_json(&self) -> Option<Vec<u8>> {
        self.report.as_ref().map(|of| report::of_survey(of).json())
    }

    /// Returns the API's JSON answer.
    pub fn json(&self, advisor: &Advisor) -> Vec<u8> {
        let lines = self.lines();
        let report = self.report.as_ref().map(report::of_survey);
        let roster = self.roster.as_ref().map(report::of_roster);
        ImportAnswer::json(advisor, &self.profiles, report, roster, &lines)
    }
}
