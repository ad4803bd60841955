//! Reading profiles and catalogues for commands.

use std::io::Read;
use std::path::Path;

use super::{Exit, Stop};
use crate::advisor::Advisor;
use crate::catalogue::Files;
use crate::wire::{Problem, Request, read_profile_or_bundle_request, read_profile_or_request};

/// The files of a catalogue: a directory's, or the built-in ones.
pub fn files(directory: Option<&Path>) -> Result<Files, Stop> {
    match directory {
        None => Ok(Files::embedded()),
        Some(directory) => Files::from_directory(directory).map_err(|error| Stop::new(Exit::Failed, error)),
    }
}

/// The advisor of a catalogue, or all its faults.
pub fn advisor(directory: Option<&Path>) -> Result<Advisor, Stop> {
    Advisor::new(&files(directory)?).map_err(|faults| Stop::new(Exit::Catalogue, faults))
}

/// The bytes of a file; `-` is standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Stop> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Stop::new(Exit::Failed, format!("cannot read {}: {error}", path.display())))
}

/// A request as the API takes it, or a bare profile.
pub fn request(advisor: &Advisor, path: &Path) -> Result<Request, Stop> {
    read(advisor, path, &bytes(path)?)
}

/// The same, of bytes that were read from a file.
pub fn read(advisor: &Advisor, path: &Path, bytes: &[u8]) -> Result<Request, Stop> {
    read_profile_or_request(advisor, bytes).map_err(|problem| Stop::new(Exit::Refused, told(path, &problem)))
}

/// The same for bundles.
pub fn bundle_request(advisor: &Advisor, path: &Path) -> Result<Request, Stop> {
    let bytes = bytes(path)?;
    read_profile_or_bundle_request(advisor, &bytes).map_err(|problem| Stop::new(Exit::Refused, told(path, &problem)))
}

/// What is wrong with an input, and where.
pub fn told(path: &Path, problem: &Problem) -> String {
    let mut text = format!("{}: {}", path.display(), problem.detail);
    for error in problem.errors.iter().filter(|_| problem.errors.len() > 1) {
        text.push_str(&format!("\n  {}: {}", error.pointer, error.detail));
    }
    text
}
