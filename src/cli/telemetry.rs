//! Logs: one JSON object per line on standard error, written without blocking requests.

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

use super::{Exit, Stop};
use crate::words::fill_text;

/// Starts logging; lines are written until the guard is dropped.
pub fn start(filter: &str) -> Result<WorkerGuard, Stop> {
    let targets: Targets = filter.parse().map_err(|error| {
        let slots = [("filter", filter), ("why", &format!("{error}"))];
        Stop::new(Exit::Usage, fill_text("cli.serve.log_filter", &slots))
    })?;
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let lines = fmt::layer().json().flatten_event(true).with_writer(writer).with_filter(targets);
    let failed = |why: String| Stop::new(Exit::Failed, fill_text("cli.serve.cannot_log", &[("why", &why)]));
    registry().with(lines).try_init().map_err(|error| failed(error.to_string()))?;
    Ok(guard)
}
