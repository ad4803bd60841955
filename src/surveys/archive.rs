//! Reads untrusted zip files within limits: rejects a small file that unpacks to a huge one while unpacking it.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::words::{fill_text, text};

/// The maximum unpacked size of a workbook, or of one table read into memory.
const MOST_HELD: u64 = 512 << 20;
/// The maximum unpacked size of a table that is streamed.
pub(super) const MOST_PASSING: u64 = 8 << 30;
/// The maximum number of entries.
const MOST_ENTRIES: usize = 2_000;
/// The maximum compression ratio. Tables and workbooks shrink to a tenth or a fiftieth, not to a five-hundredth.
const MOST_SHRUNK: u64 = 500;
/// Below this size, any compression ratio is allowed.
const SMALL: u64 = 16 << 20;

pub(super) type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(super) fn open(bytes: &[u8]) -> Result<Zip<'_>, String> {
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| text("surveys.zip.damaged").to_owned())?;
    if zip.len() > MOST_ENTRIES {
        return Err(fill_text("surveys.zip.too_many_files", &[("files", &zip.len().to_string())]));
    }
    Ok(zip)
}

pub(super) fn contains_file(bytes: &[u8], name: &str) -> Result<bool, String> {
    Ok(open(bytes)?.index_for_name(name).is_some())
}

/// Rejects an archive whose files unpack to more than the limit, by unpacking them.
pub(super) fn check_sizes(bytes: &[u8]) -> Result<(), String> {
    let mut zip = open(bytes)?;
    let mut left = MOST_HELD;
    for at in 0..zip.len() {
        let entry = zip.by_index(at).map_err(|_| damaged())?;
        let packed = entry.compressed_size();
        let read =
            io::copy(&mut Bounded::new(entry, packed, left), &mut io::sink()).map_err(|error| error_text(&error))?;
        left -= read.min(left);
    }
    Ok(())
}

/// Returns the bytes of the one table in a zip; some vendors zip their exports.
pub(super) fn only_table(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut zip = open(bytes)?;
    let tables: Vec<usize> =
        (0..zip.len()).filter(|at| matches!(zip.name_for_index(*at), Some(Ok(name)) if is_table(&name))).collect();
    let [table] = tables[..] else {
        return Err(fill_text("surveys.zip.tables", &[("tables", &tables.len().to_string())]));
    };
    let entry = zip.by_index(table).map_err(|_| damaged())?;
    let (packed, mut unpacked) = (entry.compressed_size(), Vec::new());
    Bounded::new(entry, packed, MOST_HELD).read_to_end(&mut unpacked).map_err(|error| error_text(&error))?;
    Ok(unpacked)
}

fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let hidden = name.starts_with("__macosx/") || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'));
    !hidden && [".csv", ".tsv", ".txt"].iter().any(|ending| name.ends_with(ending))
}

fn damaged() -> String {
    text("surveys.zip.damaged_file").to_owned()
}

/// Describes an unpacking error; errors from our own limits already have a message.
fn error_text(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::FileTooLarge { error.to_string() } else { damaged() }
}

/// A reader that fails when an entry unpacks to more than the limit, whatever size it claims.
pub(super) struct Bounded<R> {
    inner: R,
    read: u64,
    packed: u64,
    most: u64,
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(inner: R, packed: u64, most: u64) -> Self {
        Self { inner, read: 0, packed, most }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        if self.read > self.most || (self.read > SMALL && self.read / self.packed.max(1) > MOST_SHRUNK) {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, text("surveys.zip.too_large")));
        }
        Ok(read)
    }
}
