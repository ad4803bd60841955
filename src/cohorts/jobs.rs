//! Independent pieces of work on several threads, with results in the order of the pieces.
//!
//! What is drawn by chance is drawn before, in one order, so the results do not depend on the number of threads. linfa
//! divides each fit among the threads of the pool that it runs in; in a pool of its own, work for one core stays on one.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::scoring::{Stage, Watch};

/// Runs work in a pool of so many threads; in the common one if there can be no other.
pub fn in_pool<T: Send>(threads: NonZeroUsize, work: impl FnOnce() -> T + Send) -> T {
    match ThreadPoolBuilder::new().num_threads(threads.get()).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Returns the results of the jobs, or `None` if nobody waits for them anymore.
pub fn run<J: Send, T: Send>(jobs: Vec<J>, watch: &dyn Watch, work: impl Fn(J) -> T + Sync) -> Option<Vec<T>> {
    let (all, done) = (jobs.len(), AtomicUsize::new(0));
    let one = |job| {
        if !watch.reached(Stage::Grouping, done.load(Ordering::Relaxed), all) {
            return None;
        }
        let result = work(job);
        done.fetch_add(1, Ordering::Relaxed);
        Some(result)
    };
    jobs.into_par_iter().map(one).collect()
}
