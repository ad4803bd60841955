//! Where a command's data goes: standard output, or a file that is put in place whole.

use std::io::Write;
use std::path::Path;

use super::{Exit, Stop, print};

/// Writes to a file, or to standard output where none is named. The file is written beside its place and then moved there,
/// so that nobody ever reads half of it.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else { return print(bytes) };
    let failed = |error: std::io::Error| Stop::new(Exit::Failed, format!("cannot write {}: {error}", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".backmap-").tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map(drop).map_err(|error| failed(error.error))
}
