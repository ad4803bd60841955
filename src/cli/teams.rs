//! Files of teams, for commands that need all teams at once.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::batch::{format, open};
use super::settings::TeamsInput;
use super::{Exit, Stop, input};
use crate::advisor::{Advisor, Options};
use crate::batch::{AnswerKind, BatchError, Setup, Source};
use crate::wire::{Rendered, read_options};

impl TeamsInput {
    /// Returns the options for all teams.
    pub(super) fn options(&self, advisor: &Advisor) -> Result<Options, Stop> {
        let Some(path) = &self.options else { return Ok(Options::default()) };
        read_options(advisor, &input::bytes(path)?).map_err(|problem| Stop::refused(path, &problem))
    }

    /// Opens the file as `backmap batch` does and returns what `read` makes of its rows.
    pub(super) fn read<T>(
        &self,
        advisor: &Advisor,
        options: &Options,
        read: impl FnOnce(&Setup<'_>, Box<dyn Source>) -> Result<T, BatchError>,
    ) -> Result<T, Stop> {
        self.read_keeping(advisor, options, &[], read)
    }

    /// The same, with the cells of some columns kept as text.
    pub(super) fn read_keeping<T>(
        &self,
        advisor: &Advisor,
        options: &Options,
        kept: &[String],
        read: impl FnOnce(&Setup<'_>, Box<dyn Source>) -> Result<T, BatchError>,
    ) -> Result<T, Stop> {
        let (from, compression) = format(&self.teams, self.from.as_deref())?;
        let rendered = Rendered::new(advisor);
        let mut setup = Setup::new(advisor, &rendered, AnswerKind::Scores, options)
            .map_err(|problem| Stop::new(Exit::Refused, problem.summary()))?;
        setup.ignored.clone_from(&self.ignore);
        kept.clone_into(&mut setup.kept);
        let (stream, _) = open(&self.teams, from, compression, &Arc::new(AtomicU64::new(0)))?;
        let rows = (from.source)(stream, &setup).and_then(|source| read(&setup, source));
        rows.map_err(|error| match error {
            BatchError::Input(problem) => Stop::refused(&self.teams, &problem),
            other => Stop::unreadable(&self.teams, other),
        })
    }
}

/// Returns the number of worker threads: that of the command, or one for each core.
pub(super) fn threads(jobs: Option<NonZeroUsize>) -> NonZeroUsize {
    jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
