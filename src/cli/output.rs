//! Output files that get their final name only when complete.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{NamedTempFile, TempPath};

use super::settings::OutputFile;
use super::{Stop, print, tell};
use crate::words::text;

/// An output destination.
pub struct Output {
    stream: Option<Box<dyn Write + Send>>,
    pending: Option<Pending>,
}

/// A temporary file. Dropping it deletes it.
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
        Self::create_file(path).map_err(|error| Stop::unwritable(path, error))
    }

    fn create_file(path: &Path) -> io::Result<Self> {
        // A symbolic link keeps its target. Devices and pipes are written to, not replaced.
        let name = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if name.metadata().is_ok_and(|known| !known.is_file()) {
            let stream = File::options().write(true).open(&name)?;
            return Ok(Self { stream: Some(Box::new(stream)), pending: None });
        }
        let folder = folder_of(&name);
        let file_name = name.file_name().unwrap_or_default().to_string_lossy();
        remove_abandoned(folder, &file_name);
        let (file, path) = tempfile::Builder::new()
            .prefix(&format!(".{file_name}."))
            .suffix(".partial")
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder)
            .map(NamedTempFile::into_parts)?;
        // Whoever finds the file locked leaves it alone.
        file.lock()?;
        if let Ok(known) = name.metadata() {
            // The owner stays if the system lets us; then a service can read its keys after an administrator adds one.
            let _ = fchown(&file, Some(known.uid()), Some(known.gid()));
            file.set_permissions(known.permissions())?;
        }
        remove_when_interrupted(path.to_path_buf());
        let stream = Box::new(file.try_clone()?);
        Ok(Self { stream: Some(stream), pending: Some(Pending { file, path, name }) })
    }

    /// Returns the stream to write to; call it once.
    pub fn stream(&mut self) -> Box<dyn Write + Send> {
        self.stream.take().expect("the stream is taken once")
    }

    /// Renames the file to its final name after syncing it to disk, and syncs the folder: after a power failure there is
    /// the old file or the new one.
    pub fn finish(self) -> Result<(), Stop> {
        let Some(Pending { file, path, name }) = self.pending else { return Ok(()) };
        let unwritable = |error| Stop::unwritable(&name, error);
        file.sync_all().map_err(unwritable)?;
        path.persist(&name).map_err(|error| unwritable(error.error))?;
        // Some file systems refuse to sync a folder; then the rename is as safe as they make it.
        let _ = File::open(folder_of(&name)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Returns the folder that a file is in.
fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Deletes what earlier runs for the same file left behind when they were killed: files that nobody holds anymore.
fn remove_abandoned(folder: &Path, file_name: &str) {
    let prefix = format!(".{file_name}.");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_partial = name.to_str().is_some_and(|name| name.starts_with(&prefix) && name.ends_with(".partial"));
        if is_partial && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            // Two runs may find it; the second has nothing to do.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

impl OutputFile {
    /// Returns the path of the output file, or `None` for standard output.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

/// Writes bytes to a file, or to standard output when no file is named.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else { return print(bytes) };
    let mut output = Output::create(path)?;
    output.stream().write_all(bytes).map_err(|error| Stop::unwritable(path, error))?;
    output.finish()
}

/// Temporary files that are not yet renamed.
static PARTIAL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Deletes unfinished temporary files when the process is interrupted.
fn remove_when_interrupted(partial: PathBuf) {
    PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).push(partial);
    // It can be set once. Without it the process still ends, and partial files keep their temporary names.
    let _ = ctrlc::set_handler(|| {
        for partial in PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = std::fs::remove_file(partial);
        }
        tell(&format!("\nbackmap: {}", text("cli.interrupted")));
        #[expect(clippy::disallowed_methods, reason = "a signal handler has no caller to return to")]
        std::process::exit(INTERRUPTED);
    });
}

/// The exit code that shells expect from an interrupted process.
const INTERRUPTED: i32 = 130;
