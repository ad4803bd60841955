//! Long work on many teams that shows how far it is and can be stopped.

use crate::words::named;

named! {
    /// A stage of long work.
    Stage {
        /// Reading what every design would give and use, and dividing what is scarce.
        Dividing = "dividing",
        /// Scoring the teams.
        Scoring = "scoring",
        /// Finding teams that resemble each other.
        Grouping = "grouping",
    }
}

/// Who waits for long work.
pub trait Watch: Sync {
    /// Takes note that `done` of `of` steps of a stage are done, and returns whether to go on. Work that is not to go on
    /// ends soon, without a result.
    fn reached(&self, stage: Stage, done: usize, of: usize) -> bool;
}

/// Somebody who waits to the end and does not look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn reached(&self, _: Stage, _: usize, _: usize) -> bool {
        true
    }
}
