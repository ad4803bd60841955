//! Compressed streams: gzip and zstd, by file extension.

use std::io::{self, Read, Write};

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// The extensions of compressed files.
const ENDINGS: [(&str, Compression); 3] =
    [(".gz", Compression::Gzip), (".zst", Compression::Zstd), (".zstd", Compression::Zstd)];

/// The compression of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    #[default]
    None,
    Gzip,
    Zstd,
}

/// A stream with a trailer.
pub trait Finish: Write + Send {
    /// # Errors
    /// If the trailer cannot be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

impl Compression {
    /// Returns the compression by extension, and the name without that extension.
    pub fn of(name: &str) -> (&str, Self) {
        let found = ENDINGS.iter().find_map(|(ending, compression)| {
            let at = name.len().checked_sub(ending.len())?;
            let tail = name.get(at..)?;
            tail.eq_ignore_ascii_case(ending).then(|| (&name[..at], *compression))
        });
        found.unwrap_or((name, Self::None))
    }

    pub(super) fn reader(self, stream: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::None => stream,
            // Concatenated gzip files are one stream.
            Self::Gzip => Box::new(MultiGzDecoder::new(stream)),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::new(stream)?),
        })
    }

    /// # Errors
    /// If the compressor cannot start.
    pub fn writer(self, stream: Box<dyn Write + Send>) -> io::Result<Box<dyn Finish>> {
        Ok(match self {
            Self::None => Box::new(Plain(stream)),
            Self::Gzip => Box::new(Gzip(GzEncoder::new(stream, flate2::Compression::default()))),
            Self::Zstd => Box::new(Zstd(zstd::stream::write::Encoder::new(stream, zstd::DEFAULT_COMPRESSION_LEVEL)?)),
        })
    }
}

/// Forwards writes to the wrapped stream.
macro_rules! pass_through {
    ($name:ident) => {
        impl Write for $name {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.write(bytes)
            }

            fn flush(&mut self) -> io::Result<()> {
                self.0.flush()
            }
        }
    };
}

struct Plain(Box<dyn Write + Send>);
struct Gzip(GzEncoder<Box<dyn Write + Send>>);
struct Zstd(zstd::stream::write::Encoder<'static, Box<dyn Write + Send>>);

pass_through!(Plain);
pass_through!(Gzip);
pass_through!(Zstd);

impl Finish for Plain {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

impl Finish for Gzip {
    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.finish()?.flush()
    }
}

impl Finish for Zstd {
    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.finish()?.flush()
    }
}
