//! `backmap import`: reads a survey or a roster into teams, one profile per line. The report goes to standard error.

use std::path::{Path, PathBuf};

use super::settings::Import;
use super::{Exit, Stop, input, output, plain, tell};
use crate::imports::{self, File, ImportError, ImportInput, ImportSettings, Part};
use crate::surveys::Choices;
use crate::words::fill_text;

pub fn run(arguments: &Import) -> Result<(), Stop> {
    let advisor = arguments.catalogue.advisor()?;
    let files = ImportFiles::read(arguments)?;
    let stop = |error| stop_for(arguments, &error);
    let settings = read_options(arguments).map_err(stop)?;
    if arguments.columns || arguments.draft_mapping {
        let proposed = imports::propose(&advisor, files.file.as_file(), &settings, &Choices::new()).map_err(stop)?;
        let text = if arguments.columns { proposed.columns() } else { proposed.draft.mapping };
        return output::write(arguments.output.path(), text.as_bytes());
    }
    let teams = imports::import(&advisor, &files.request(&settings)).map_err(stop)?;
    if let (Some(path), Some(report)) = (&arguments.report, teams.report_json()) {
        output::write(Some(path), &report)?;
    }
    output::write(arguments.output.path(), &teams.ndjson(advisor.catalogue()))?;
    teams.lines().iter().for_each(|line| tell(&plain(line)));
    Ok(())
}

fn read_options(arguments: &Import) -> Result<ImportSettings, ImportError> {
    let minimum = arguments.minimum.to_string();
    let (vendor, on) = (arguments.vendor.as_deref(), arguments.on.as_deref());
    let settings = ImportSettings::read(Some(&minimum), vendor, Some(&arguments.grade_bands), on)?;
    settings.with_header_rows(arguments.header_rows.map(|rows| rows.to_string()).as_deref())
}

/// The bytes of a file with its name for messages.
struct NamedBytes {
    name: String,
    bytes: Vec<u8>,
}

impl NamedBytes {
    fn read(path: &Path) -> Result<Self, Stop> {
        Ok(Self { name: name(path), bytes: input::bytes(path)? })
    }

    fn as_file(&self) -> File<'_> {
        File { name: &self.name, bytes: &self.bytes }
    }
}

/// All files of an import.
struct ImportFiles {
    file: NamedBytes,
    mapping: Option<NamedBytes>,
    agreed: Option<NamedBytes>,
    roster: Option<NamedBytes>,
    join: Option<NamedBytes>,
}

impl ImportFiles {
    fn read(arguments: &Import) -> Result<Self, Stop> {
        let read = |path: &Option<PathBuf>| path.as_deref().map(NamedBytes::read).transpose();
        Ok(Self {
            file: NamedBytes::read(&arguments.file)?,
            mapping: read(&arguments.mapping)?,
            agreed: read(&arguments.agreed)?,
            roster: read(&arguments.roster)?,
            join: read(&arguments.join)?,
        })
    }

    fn request<'a>(&'a self, settings: &'a ImportSettings) -> ImportInput<'a> {
        let optional = |file: &'a Option<NamedBytes>| file.as_ref().map(NamedBytes::as_file);
        ImportInput {
            file: self.file.as_file(),
            mapping: optional(&self.mapping),
            agreed: optional(&self.agreed),
            roster: optional(&self.roster),
            join: optional(&self.join),
            settings,
        }
    }
}

/// Returns a file's name without its directories, which may reveal more than a report should.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn stop_for(arguments: &Import, error: &ImportError) -> Stop {
    match error {
        ImportError::NoMapping => {
            let file = name(&arguments.file);
            Stop::new(Exit::Usage, fill_text("cli.import.no_mapping", &[("file", &file)]))
        }
        ImportError::Option { part, why } => {
            Stop::new(Exit::Usage, format!("--{}: {why}", part.name().replace('_', "-")))
        }
        ImportError::Survey { error, .. } => Stop::new(Exit::Refused, error),
        ImportError::Join { line, problem } => {
            let path = arguments.join.as_deref().unwrap_or(Path::new(Part::Join.name()));
            let slots = [("line", &*line.to_string()), ("problem", &input::problem_text(path, problem))];
            Stop::new(Exit::Refused, fill_text("cli.import.line", &slots))
        }
    }
}
