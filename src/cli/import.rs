//! `backmap import`: reads a survey or a roster into teams, one profile per line. The report goes to standard error.

use std::path::{Path, PathBuf};

use super::settings::Import;
use super::{Exit, Stop, input, output, plain};
use crate::imports::{self, Asked, File, ImportError, Part, Wanted};
use crate::surveys::Choices;

pub fn run(arguments: &Import) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let files = Files::read(arguments)?;
    let stop = |error| stop(arguments, &error);
    let wanted = wanted(arguments).map_err(stop)?;
    if arguments.columns || arguments.draft_mapping {
        let proposed = imports::propose(&advisor, files.file.named(), &wanted, &Choices::new()).map_err(stop)?;
        let text = if arguments.columns { proposed.columns() } else { proposed.draft.mapping };
        return output::write(arguments.output.as_deref(), text.as_bytes());
    }
    let teams = imports::import(&advisor, &files.asked(&wanted)).map_err(stop)?;
    for line in teams.lines() {
        eprintln!("{}", plain(&line));
    }
    if let (Some(path), Some(report)) = (&arguments.report, teams.report_json()) {
        output::write(Some(path), &report)?;
    }
    output::write(arguments.output.as_deref(), &teams.ndjson(advisor.catalogue()))
}

fn wanted(arguments: &Import) -> Result<Wanted, ImportError> {
    let minimum = arguments.minimum.to_string();
    let (vendor, on) = (arguments.vendor.as_deref(), arguments.on.as_deref());
    Wanted::read(Some(&minimum), vendor, Some(&arguments.grade_bands), on)
}

/// Reads one file.
struct Read {
    name: String,
    bytes: Vec<u8>,
}

impl Read {
    fn of(path: &Path) -> Result<Self, Stop> {
        Ok(Self { name: name(path), bytes: input::bytes(path)? })
    }

    fn named(&self) -> File<'_> {
        File { name: &self.name, bytes: &self.bytes }
    }
}

/// Reads all files of an import.
struct Files {
    file: Read,
    mapping: Option<Read>,
    agreed: Option<Read>,
    roster: Option<Read>,
    join: Option<Read>,
}

impl Files {
    fn read(arguments: &Import) -> Result<Self, Stop> {
        let read = |path: &Option<PathBuf>| path.as_deref().map(Read::of).transpose();
        Ok(Self {
            file: Read::of(&arguments.file)?,
            mapping: read(&arguments.mapping)?,
            agreed: read(&arguments.agreed)?,
            roster: read(&arguments.roster)?,
            join: read(&arguments.join)?,
        })
    }

    fn asked<'a>(&'a self, wanted: &'a Wanted) -> Asked<'a> {
        let named = |file: &'a Option<Read>| file.as_ref().map(Read::named);
        Asked {
            file: self.file.named(),
            mapping: named(&self.mapping),
            agreed: named(&self.agreed),
            roster: named(&self.roster),
            join: named(&self.join),
            wanted,
        }
    }
}

/// Returns a file's name without its directories, which may reveal more than a report should.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn stop(arguments: &Import, error: &ImportError) -> Stop {
    match error {
        ImportError::NoMapping => {
            let file = name(&arguments.file);
            let why =
                format!("{file}: --mapping FILE is missing; draft one with `backmap import --draft-mapping {file}`");
            Stop::new(Exit::Usage, why)
        }
        ImportError::Option { part, why } => {
            Stop::new(Exit::Usage, format!("--{}: {why}", part.name().replace('_', "-")))
        }
        ImportError::Survey { error, .. } => Stop::new(Exit::Refused, error),
        ImportError::Join { line, problem } => {
            let path = arguments.join.as_deref().unwrap_or(Path::new(Part::Join.name()));
            Stop::new(Exit::Refused, format!("line {line}: {}", input::told(path, problem)))
        }
    }
}
