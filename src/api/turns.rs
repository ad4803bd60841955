//! Work that takes milliseconds: on threads of its own, at most one piece per core at a time. A few pieces wait; the rest
//! is turned away, because an answer that comes too late helps nobody and a queue without end takes all memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::web::block;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problems::Refusal;
use crate::wire::{Problem, ProblemKind};
use crate::words::text;

/// How many pieces may wait for each core, and for how long.
const WAITING_PER_CORE: usize = 2;
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The cores that may be worked on, and who waits for one.
#[derive(Debug)]
pub(super) struct Turns {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
}

/// Somebody in the queue, who leaves it when dropped: when the turn comes, or when the client is gone.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Turns {
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            free: Arc::new(Semaphore::new(cores)),
            waiting: AtomicUsize::new(0),
            most_waiting: cores * WAITING_PER_CORE,
        }
    }

    /// Waits for a core as long as it takes, for the next piece of work that has begun.
    pub(super) async fn wait(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        Arc::clone(&self.free).acquire_owned().await.map_err(|_| failed())
    }

    /// Waits for a core, but not behind many others and not for long.
    async fn take(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let busy = || Refusal::new(ProblemKind::Overloaded, text("wire.busy.work"));
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= self.most_waiting {
            return Err(busy());
        }
        tokio::time::timeout(LONGEST_WAIT, self.wait()).await.map_err(|_| busy())?
    }

    /// Works aside.
    ///
    /// # Errors
    /// A 503 if too many wait.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = self.take().await?;
        let done = block(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|_| failed())
    }
}

fn failed() -> Refusal {
    Refusal(Problem::of_status(500, "Internal Server Error"))
}
