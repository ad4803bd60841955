//! Logs: one JSON object per line on standard error, written without blocking requests.

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::EnvFilter;

use super::{Exit, Stop};
use crate::words::fill_text;

/// Starts logging; lines are written until the guard is dropped.
pub fn start(filter: &str) -> Result<WorkerGuard, Stop> {
    let filter = EnvFilter::try_new(filter).map_err(|error| {
        let slots = [("filter", filter), ("why", &error.to_string())];
        Stop::new(Exit::Usage, fill_text("cli.serve.log_filter", &slots))
    })?;
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(writer);
    let failed = |why: String| Stop::new(Exit::Failed, fill_text("cli.serve.cannot_log", &[("why", &why)]));
    subscriber.try_init().map_err(|error| failed(error.to_string()))?;
    Ok(guard)
}
