//! `backmap batch`: ranks every profile in a file and writes the answers to a file.

use std::fs::File;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::output::Output;
use super::progress::{CountedStream, Report};
use super::settings::Batch;
use super::{Exit, Stop, input, tell};
use crate::advisor::{Advisor, Options};
use crate::batch::{self, AnswerKind, BatchError, Compression, FORMATS, Format, Input, Setup, format_of};
use crate::wire::{Rendered, read_options};
use crate::words::{fill_counted, fill_text, text};

pub fn run(arguments: &Batch) -> Result<(), Stop> {
    let (from, compression) = format(&arguments.input, arguments.from.as_deref())?;
    let (to, compressed_to) = format(&arguments.output, arguments.to.as_deref())?;
    let kind = kind(arguments, to)?;
    let advisor = arguments.catalogue.advisor()?;
    let rendered = Rendered::new(&advisor);
    let mut setup = Setup::new(&advisor, &rendered, kind, &options(&advisor, arguments)?)
        .map_err(|problem| Stop::new(Exit::Refused, problem.summary()))?;
    setup.ignored.clone_from(&arguments.ignore);

    let bytes = Arc::new(AtomicU64::new(0));
    let (input, size) = open(&arguments.input, from, compression, &bytes)?;
    let mut report = Report::new(size, bytes);
    let mut output = Output::create(&arguments.output)?;
    let stop = |error| stop_for(arguments, error);
    let source = (from.source)(input, &setup).map_err(stop)?;
    let stream = compressed_to.writer(output.stream())?;
    let sink = (to.sink)(stream, &setup).map_err(stop)?;
    let workers = arguments.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);

    let ended = batch::run(&setup, source, (to, sink), workers, &mut report);
    let refused = report.refused();
    let summary = report.summary();
    let finished = match ended {
        Ok(()) => output.finish(),
        Err(BatchError::Write(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
        Err(error) => Err(stop(error)),
    };
    // The file stands before anybody reads about it.
    tell(summary.trim_end());
    finished?;
    if arguments.strict && refused > 0 {
        let rejected = fill_counted("cli.batch.rejected", refused as usize, &[("count", &refused.to_string())]);
        return Err(Stop::new(Exit::Refused, rejected));
    }
    Ok(())
}

/// Returns the format of a file by its extension, or of a standard stream by `--from` or `--to`.
pub(super) fn format(path: &Path, ending: Option<&str>) -> Result<(&'static Format, Compression), Stop> {
    let name = match ending {
        Some(ending) => format!("-.{ending}"),
        None if path == Path::new("-") => "-.ndjson".to_owned(),
        None => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let known = format_of(&name).ok_or_else(|| {
        let endings: Vec<String> =
            FORMATS.iter().flat_map(|format| format.endings).map(|ending| format!(".{ending}")).collect();
        let slots = [("path", &*path.display().to_string()), ("endings", &endings.join(", "))];
        Stop::new(Exit::Usage, fill_text("cli.batch.unknown_extension", &slots))
    })?;
    if known.0.stream.is_none() && known.1 != Compression::None {
        return Err(Stop::new(Exit::Usage, text("cli.batch.parquet_compressed")));
    }
    Ok(known)
}

fn kind(arguments: &Batch, to: &Format) -> Result<AnswerKind, Stop> {
    let named = arguments.answer.as_deref().and_then(|id| AnswerKind::ALL.into_iter().find(|kind| kind.id() == id));
    let kind = named.unwrap_or(to.kind);
    if kind == AnswerKind::Scores && arguments.top.is_some() {
        return Err(Stop::new(Exit::Usage, text("cli.batch.top_with_scores")));
    }
    Ok(kind)
}

fn options(advisor: &Advisor, arguments: &Batch) -> Result<Options, Stop> {
    let mut options = match &arguments.options {
        None => Options::default(),
        Some(path) => read_options(advisor, &input::bytes(path)?).map_err(|problem| Stop::refused(path, &problem))?,
    };
    options.top = arguments.top.map(|top| top as usize).or(options.top);
    Ok(options)
}

/// Opens the input. Also returns its size in bytes when that is known and counted.
pub(super) fn open(
    path: &Path,
    format: &Format,
    compression: Compression,
    bytes: &Arc<AtomicU64>,
) -> Result<(Input, Option<u64>), Stop> {
    let counted = |stream| Box::new(CountedStream { stream, bytes: Arc::clone(bytes) });
    if path == Path::new("-") {
        let stream: Box<dyn std::io::Read + Send> = Box::new(std::io::stdin());
        return Ok((Input::Stream(counted(stream), compression), None));
    }
    let failed = |error| Stop::unreadable(path, error);
    let file = File::open(path).map_err(failed)?;
    let known = file.metadata().map_err(failed)?;
    if known.is_dir() {
        return Err(Stop::unreadable(path, text("cli.file.directory")));
    }
    if format.stream.is_none() && known.is_file() {
        return Ok((Input::File(file), None));
    }
    Ok((Input::Stream(counted(Box::new(file)), compression), Some(known.len()).filter(|_| known.is_file())))
}

fn stop_for(arguments: &Batch, error: BatchError) -> Stop {
    match error {
        BatchError::Input(problem) => Stop::refused(&arguments.input, &problem),
        BatchError::Read(error) => Stop::unreadable(&arguments.input, error),
        BatchError::Write(error) => Stop::unwritable(&arguments.output, error),
    }
}
