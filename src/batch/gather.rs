//! Reads all rows of an input and maps each on all cores, in input order, for what needs every team at once.

use std::num::NonZeroUsize;
use std::sync::Mutex;

use super::answer::Setup;
use super::block::{InputRow, Rows};
use super::error::BatchError;
use super::format::Source;

/// Returns what `map` makes of every row.
///
/// # Errors
/// If the input cannot be read.
pub fn gather<T: Send>(
    setup: &Setup<'_>,
    mut source: Box<dyn Source>,
    workers: NonZeroUsize,
    map: impl Fn(InputRow) -> T + Sync,
) -> Result<Vec<T>, BatchError> {
    let mut blocks: Vec<Box<dyn Rows>> = Vec::new();
    while let Some(more) = source.next(setup)? {
        blocks.extend(more);
    }
    let jobs = Mutex::new(blocks.into_iter().enumerate());
    let work = || {
        let mut done = Vec::new();
        loop {
            let next = jobs.lock().expect("no thread panics while it takes a block").next();
            let Some((at, mut rows)) = next else { return done };
            let mapped: Vec<T> = std::iter::from_fn(|| rows.next(setup)).map(&map).collect();
            done.push((at, mapped));
        }
    };
    let mut all: Vec<(usize, Vec<T>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers.get()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("mapping a row does not panic")).collect()
    });
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().flat_map(|(_, mapped)| mapped).collect())
}
