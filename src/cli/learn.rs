//! `backmap learn`: learns from outcomes and writes a catalog with its own model version.

use std::path::Path;

use super::outline::outline_text;
use super::settings::{Learn, ReportFormat};
use super::{Exit, Stop, input, outcomes, output, sums, tell};
use crate::advisor::{Advisor, Options};
use crate::catalogue::Files;
use crate::exports::{learning_outline, learning_page, outline_markdown};
use crate::learning::{Learning, learn, pool, promoted};
use crate::wire::LearningAnswer;
use crate::words::fill_text;

pub fn run(arguments: &Learn) -> Result<(), Stop> {
    if let Some(path) = &arguments.sums {
        return sums::write(arguments, path);
    }
    let path = arguments.output.as_deref().unwrap_or(Path::new(""));
    let shown = path.display().to_string();
    if path.exists() {
        return Err(Stop::new(Exit::Usage, fill_text("cli.learn.exists", &[("path", &shown)])));
    }
    let files = input::files(arguments.catalogue.catalogue.as_deref())?;
    let advisor = arguments.catalogue.advisor()?;
    let learning = learned(arguments, &advisor)?;
    let candidate = promoted(&files, advisor.catalogue(), &learning);
    if let Some(candidate) = &candidate {
        // A catalog that no command could load must not be written.
        Advisor::new(candidate).map_err(|faults| Stop::new(Exit::Catalogue, faults))?;
        write_directory(path, candidate).map_err(|error| Stop::unwritable(path, error))?;
    }
    let outline = || learning_outline(advisor.catalogue(), &learning);
    let bytes = match arguments.format {
        ReportFormat::Json => [LearningAnswer::json(&advisor, &learning).as_slice(), b"\n"].concat(),
        ReportFormat::Html => learning_page(advisor.catalogue(), &learning),
        ReportFormat::Markdown => outline_markdown(&outline()),
        ReportFormat::Text => outline_text(&outline(), usize::MAX).into_bytes(),
    };
    output::write(arguments.report.as_deref(), &bytes)?;
    let key = if candidate.is_some() { "cli.learn.written" } else { "cli.learn.not_written" };
    tell(&fill_text(key, &[("path", &shown)]));
    Ok(())
}

/// Learns from records, or from the sums of several districts.
fn learned(arguments: &Learn, advisor: &Advisor) -> Result<Learning, Stop> {
    let typical = advisor.evaluate_nothing(&Options::default())?;
    let look = arguments.look as usize;
    match &arguments.outcomes {
        Some(path) => Ok(learn(&typical, &outcomes::read(advisor, path, &arguments.ignore, true)?, look)),
        None => Ok(pool(&typical, &sums::read(advisor, &arguments.pool)?, look)),
    }
}

/// Writes the files of a catalog below a temporary directory, which gets its name only when it is complete.
fn write_directory(path: &Path, files: &Files) -> std::io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let partial = tempfile::Builder::new().prefix(".backmap-learn.").suffix(".partial").tempdir_in(parent)?;
    let root = partial.path().join("catalog");
    for (name, text) in files.iter() {
        let file = root.join(name);
        std::fs::create_dir_all(file.parent().unwrap_or(&root))?;
        let mut open = std::fs::File::create_new(&file)?;
        std::io::Write::write_all(&mut open, text.as_bytes())?;
        open.sync_all()?;
    }
    std::fs::rename(&root, path)
}
