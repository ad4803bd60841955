//! Reads profiles and catalogs for commands.

use std::io::Read;
use std::path::Path;

use super::settings::{CatalogueChoice, ProfileInput};
use super::{Exit, Stop};
use crate::advisor::Advisor;
use crate::catalogue::Files;
use crate::wire::{Problem, Request, read_profile_or_bundle_request, read_profile_or_request};

/// Returns the files of a catalog, from a directory or built in.
pub fn files(directory: Option<&Path>) -> Result<Files, Stop> {
    match directory {
        None => Ok(Files::embedded()),
        Some(directory) => Files::from_directory(directory).map_err(|error| Stop::new(Exit::Failed, error)),
    }
}

/// Loads a catalog, or returns all its errors.
pub fn advisor(directory: Option<&Path>) -> Result<Advisor, Stop> {
    Advisor::new(&files(directory)?).map_err(|faults| Stop::new(Exit::Catalogue, faults))
}

impl CatalogueChoice {
    /// Loads the catalog, or returns all its errors.
    pub fn advisor(&self) -> Result<Advisor, Stop> {
        advisor(self.catalogue.as_deref())
    }
}

impl ProfileInput {
    /// Loads the catalog and reads an API request or a bare profile.
    pub fn read(&self) -> Result<(Advisor, Request), Stop> {
        let advisor = self.catalogue.advisor()?;
        let request = read(&advisor, &self.profile, &bytes(&self.profile)?)?;
        Ok((advisor, request))
    }
}

/// Reads a file; `-` is standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Stop> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Stop::unreadable(path, error))
}

/// Reads a file up to one byte more than `most`, so that its reader can refuse a larger one.
pub fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
    file.map(|_| bytes).map_err(|error| Stop::unreadable(path, error))
}

/// Parses an API request or a bare profile from bytes.
pub fn read(advisor: &Advisor, path: &Path, bytes: &[u8]) -> Result<Request, Stop> {
    read_profile_or_request(advisor, bytes).map_err(|problem| Stop::refused(path, &problem))
}

/// Reads a bundle request or a bare profile.
pub fn bundle_request(advisor: &Advisor, path: &Path) -> Result<Request, Stop> {
    read_profile_or_bundle_request(advisor, &bytes(path)?).map_err(|problem| Stop::refused(path, &problem))
}

/// Formats what is wrong with an input, and where.
pub fn problem_text(path: &Path, problem: &Problem) -> String {
    let mut text = format!("{}: {}", path.display(), problem.detail);
    for error in problem.errors.iter().filter(|_| problem.errors.len() > 1) {
        text.push_str(&format!("\n  {}: {}", error.pointer, error.detail));
    }
    text
}
