//! Work that takes milliseconds: on threads of its own, at most one piece per core at a time. A few pieces wait; the rest
//! is turned away, because an answer that comes too late helps nobody and a queue without end takes all memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::web::block;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problems::Refusal;
use crate::scoring::{Stage, Watch};
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

    /// Works aside like [`aside`](Self::aside), but the work can ask whether the client is gone. `progress` gets how far it is.
    ///
    /// # Errors
    /// A 503 if too many wait.
    pub(super) async fn watched<T: Send + 'static>(
        &self,
        progress: Option<UnboundedSender<Progress>>,
        work: impl FnOnce(&dyn Watch) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let is_gone = Arc::new(AtomicBool::new(false));
        let _presence = Presence(Arc::clone(&is_gone));
        let client = Client { is_gone, progress, last: AtomicUsize::new(0) };
        self.aside(move || work(&client)).await
    }
}

/// A client that waits for long work; it is gone when the future that waits is dropped, or when nobody reads the progress.
#[derive(Debug)]
struct Client {
    is_gone: Arc<AtomicBool>,
    progress: Option<UnboundedSender<Progress>>,
    /// The last progress that was sent, so that each percent is sent once.
    last: AtomicUsize,
}

/// How far long work is: the stage, and how many of its steps are done.
pub(super) type Progress = (Stage, usize, usize);

impl Watch for Client {
    fn reached(&self, stage: Stage, done: usize, of: usize) -> bool {
        if let Some(progress) = &self.progress {
            let at = 1 + stage as usize * 101 + done * 100 / of.max(1);
            if self.last.swap(at, Ordering::Relaxed) != at && progress.send((stage, done, of)).is_err() {
                return false;
            }
        }
        !self.is_gone.load(Ordering::Relaxed)
    }
}

/// Marks the client as gone when dropped.
struct Presence(Arc<AtomicBool>);

impl Drop for Presence {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn failed() -> Refusal {
    Refusal(Problem::of_status(500, "Internal Server Error"))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Work that goes on until nobody waits for it; says when it has begun and when it ends.
    fn endless(begun: mpsc::Sender<()>, ended: mpsc::Sender<usize>) -> impl FnOnce(&dyn Watch) + Send {
        move |watch| {
            let steps = (0..60_000).take_while(|step| {
                if *step == 0 {
                    let _ = begun.send(());
                }
                std::thread::sleep(Duration::from_millis(1));
                watch.reached(Stage::Scoring, *step, 60_000)
            });
            let _ = ended.send(steps.count());
        }
    }

    #[actix_web::test]
    async fn work_ends_and_frees_its_core_when_the_client_is_gone() {
        let turns = Turns::new();
        let free = turns.free.available_permits();
        let ((begun, has_begun), (ended, has_ended)) = (mpsc::channel(), mpsc::channel());
        let waiting = turns.watched(None, endless(begun, ended));
        // The connection closes: its future is dropped while the work runs.
        let dropped = tokio::time::timeout(Duration::from_millis(300), waiting).await;
        assert!(dropped.is_err() && has_begun.try_recv().is_ok(), "the work had begun and was not done");
        let steps = has_ended.recv_timeout(Duration::from_secs(20)).expect("it ended");
        assert!(steps < 60_000, "{steps}");
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(turns.free.available_permits(), free);
    }

    #[actix_web::test]
    async fn work_ends_when_nobody_reads_its_progress() {
        let turns = Turns::new();
        let ((begun, _has_begun), (ended, has_ended)) = (mpsc::channel(), mpsc::channel());
        let (progress, read) = tokio::sync::mpsc::unbounded_channel();
        drop(read);
        turns.watched(Some(progress), endless(begun, ended)).await.map_err(|_| "refused").unwrap();
        assert!(has_ended.recv().expect("it ended") < 1_000);
    }
}
