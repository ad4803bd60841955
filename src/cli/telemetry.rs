//! Logs: one JSON object per line on standard error, written without blocking requests.

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::EnvFilter;

use super::{Exit, Stop};

/// Starts logging; lines are written until the guard is dropped.
pub fn start(filter: &str) -> Result<WorkerGuard, Stop> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| Stop::new(Exit::Usage, format!("invalid log filter `{filter}`: {error}")))?;
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(writer);
    subscriber.try_init().map_err(|error| Stop::new(Exit::Failed, format!("cannot log: {error}")))?;
    Ok(guard)
}
