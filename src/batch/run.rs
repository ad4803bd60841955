//! The run: one thread reads, as many as asked for answer, and the caller's writes, in the order of the input.
//!
//! Every block of rows gets a channel of its own, and those channels stand in line in the order of the input; the writer
//! takes from the first until it is at its end. All lines have few places, so whoever is ahead waits: memory stays the
//! same however long the input is, and a writer that stops stops the reading.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::answer::{Setup, answer_some};
use super::block::{Block, Rows};
use super::error::BatchError;
use super::format::{Format, Sink, Source};
use super::tally::Tally;

/// Answers of about this size are handed on together.
const PIECE_BYTES: usize = 1 << 20;

/// Whom a run tells how far it is.
pub trait Progress {
    /// After every piece that was written.
    fn went_on(&mut self, tally: &Tally);
}

/// What the writer gets: the pieces of a block, in order.
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
/// When the run cannot go on; the sink is then without its end.
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
        // Where writing failed, the reader notices that nobody takes from the line; what it says then is not the cause.
        let read = reader.join().expect("reading does not panic");
        written.and(read)
    })?;
    sink.finish()
}

/// Reads until the end, or until nobody wants more.
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

/// Answers one block after the other until there are no more.
fn work(setup: &Setup<'_>, output: &Format, jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().expect("nothing panics while it holds the line of jobs").recv();
        let Ok(Job { mut rows, pieces }) = next else { return };
        let mut builder = (output.builder)(setup);
        loop {
            let mut tally = Tally::default();
            let more = answer_some(setup, rows.as_mut(), builder.as_mut(), &mut tally, PIECE_BYTES);
            // Nobody takes the piece when writing has failed.
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
            progress.went_on(&tally);
        }
    }
    Ok(())
}
