//! The run: one thread reads, the worker threads answer, and the caller's thread writes in input order.
//!
//! Each block of rows has its own channel, and the channels are queued in input order. The writer drains the first
//! before the next. All queues are short, so faster threads wait: memory stays constant for any input, and a writer
//! that stops also stops the reader.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::answer::{Setup, answer_some};
use super::block::{Block, Rows};
use super::error::BatchError;
use super::format::{Format, Sink, Source};
use super::tally::Tally;

/// The approximate size of a piece of answers, in bytes.
const PIECE_BYTES: usize = 1 << 20;

/// Receives progress.
pub trait Progress {
    /// Called after each written piece.
    fn on_progress(&mut self, tally: &Tally);
}

/// The pieces of a block for the writer, in order.
type Pieces = Receiver<Piece>;

struct Piece {
    block: Block,
    tally: Tally,
}

struct Job {
    rows: Box<dyn Rows>,
    pieces: SyncSender<Piece>,
}

/// Answers all rows of a source into a sink.
///
/// # Errors
/// If the run cannot continue; the sink then has no trailer.
pub fn run(
    setup: &Setup<'_>,
    mut source: Box<dyn Source>,
    (output, mut sink): (&Format, Box<dyn Sink>),
    workers: NonZeroUsize,
    progress: &mut dyn Progress,
) -> Result<(), BatchError> {
    let (send_jobs, jobs) = sync_channel::<Job>(workers.get());
    let (send_line, line) = sync_channel::<Pieces>(2 * workers.get());
    let jobs = Mutex::new(jobs);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || read(setup, source.as_mut(), &send_jobs, &send_line));
        for _ in 0..workers.get() {
            scope.spawn(|| work(setup, output, &jobs));
        }
        let written = write(sink.as_mut(), line, progress);
        // After a failed write, the reader also stops because its queue closes; that error is not the cause.
        let read = reader.join().expect("reading does not panic");
        written.and(read)
    })?;
    sink.finish()
}

/// Reads until the end, or until the queue closes.
fn read(
    setup: &Setup<'_>,
    source: &mut dyn Source,
    jobs: &SyncSender<Job>,
    line: &SyncSender<Pieces>,
) -> Result<(), BatchError> {
    while let Some(blocks) = source.next(setup)? {
        for rows in blocks {
            let (pieces, taken) = sync_channel(1);
            if line.send(taken).is_err() || jobs.send(Job { rows, pieces }).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Answers blocks until there are no more.
fn work(setup: &Setup<'_>, output: &Format, jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().expect("no thread panics while it locks the job queue").recv();
        let Ok(Job { mut rows, pieces }) = next else { return };
        let mut builder = (output.builder)(setup);
        loop {
            let mut tally = Tally::default();
            let more = answer_some(setup, rows.as_mut(), builder.as_mut(), &mut tally, PIECE_BYTES);
            // Sending fails if writing has failed.
            if pieces.send(Piece { block: builder.take(), tally }).is_err() || !more {
                break;
            }
        }
    }
}

/// Writes the pieces in order.
fn write(sink: &mut dyn Sink, line: Receiver<Pieces>, progress: &mut dyn Progress) -> Result<(), BatchError> {
    for pieces in line {
        for Piece { block, tally } in pieces {
            sink.write(block)?;
            progress.on_progress(&tally);
        }
    }
    Ok(())
}
