//! Files that stand under their name only once they are whole.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{NamedTempFile, TempPath};

use super::{Exit, Stop, print};

/// Where output goes.
pub struct Output {
    stream: Option<Box<dyn Write + Send>>,
    pending: Option<Pending>,
}

/// A file that does not have its name yet. Dropped, it is gone.
struct Pending {
    file: File,
    path: TempPath,
    name: PathBuf,
}

impl Output {
    /// Opens a file, or standard output for `-`.
    pub fn create(path: &Path) -> Result<Self, Stop> {
        if path == Path::new("-") {
            return Ok(Self { stream: Some(Box::new(io::stdout())), pending: None });
        }
        Self::create_file(path)
            .map_err(|error| Stop::new(Exit::Failed, format!("cannot write {}: {error}", path.display())))
    }

    fn create_file(path: &Path) -> io::Result<Self> {
        // A link keeps pointing where it does; devices and pipes are written to and not replaced.
        let name = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if name.metadata().is_ok_and(|known| !known.is_file()) {
            let stream = File::options().write(true).open(&name)?;
            return Ok(Self { stream: Some(Box::new(stream)), pending: None });
        }
        let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file_name = name.file_name().unwrap_or_default().to_string_lossy();
        let (file, path) = tempfile::Builder::new()
            .prefix(&format!(".{file_name}."))
            .suffix(".partial")
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder)
            .map(NamedTempFile::into_parts)?;
        remove_when_interrupted(path.to_path_buf());
        let stream = Box::new(file.try_clone()?);
        Ok(Self { stream: Some(stream), pending: Some(Pending { file, path, name }) })
    }

    /// The stream to write to.
    pub fn stream(&mut self) -> Box<dyn Write + Send> {
        self.stream.take().expect("the stream is taken once")
    }

    /// Gives the file its name, once all of it has reached the disk.
    pub fn finish(self) -> Result<(), Stop> {
        let Some(Pending { file, path, name }) = self.pending else { return Ok(()) };
        let failed = |error: &dyn std::fmt::Display| {
            Stop::new(Exit::Failed, format!("cannot write {}: {error}", name.display()))
        };
        file.sync_all().map_err(|error| failed(&error))?;
        path.persist(&name).map_err(|error| failed(&error.error))
    }
}

/// Writes bytes to a file, or to standard output where none is named.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else { return print(bytes) };
    let mut output = Output::create(path)?;
    let written = output.stream().write_all(bytes);
    written.map_err(|error| Stop::new(Exit::Failed, format!("cannot write {}: {error}", path.display())))?;
    output.finish()
}

/// Files that do not have their names yet.
static PARTIAL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A process that is told to end takes the files with it that do not have their names yet.
fn remove_when_interrupted(partial: PathBuf) {
    PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).push(partial);
    // It can be set once. Without it the process ends all the same, and partial files keep names of their own.
    let _ = ctrlc::set_handler(|| {
        for partial in PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = std::fs::remove_file(partial);
        }
        eprintln!("\nbackmap: interrupted; nothing was written under the final name");
        std::process::exit(INTERRUPTED);
    });
}

/// What shells expect of a process that was interrupted.
const INTERRUPTED: i32 = 130;
