//! Start-up: the command line, settings, telemetry and the server's life cycle.
//!
//! Data goes to standard output, messages to standard error. Exit codes are in [`Exit`].

mod allocate;
mod audit;
mod batch;
mod bundle;
mod check;
mod cohorts;
mod decide;
mod diff;
mod district;
mod explain;
mod import;
mod input;
mod keys;
mod learn;
mod outcomes;
mod outline;
mod output;
mod plan;
mod progress;
mod recommend;
mod serve;
mod settings;
mod summary;
mod sums;
mod survey;
mod table;
mod teams;
mod telemetry;
mod text;
mod tls;
mod voices;

use std::fmt::Display;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::advisor::Advisor;
use crate::api;
use crate::scoring::WeightError;
use crate::wire::Problem;
use crate::words::{fill_text, text};
use settings::{Arguments, Command};

/// Exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Success = 0,
    /// A file, a port or the output failed.
    Failed = 1,
    /// Invalid arguments; clap uses the same code.
    Usage = 2,
    /// Invalid input.
    Refused = 3,
    /// Invalid catalog.
    Catalogue = 4,
    /// An audit has findings at or above `--fail-on`, or a template names unknown fields.
    Findings = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command stopped: the exit code and the message for standard error.
#[derive(Debug)]
struct Stop {
    exit: Exit,
    message: String,
}

impl Stop {
    fn new(exit: Exit, message: impl Display) -> Self {
        Self { exit, message: message.to_string() }
    }

    /// Invalid input, with every error.
    fn refused(path: &Path, problem: &Problem) -> Self {
        Self::new(Exit::Refused, input::problem_text(path, problem))
    }

    fn unreadable(path: &Path, why: impl Display) -> Self {
        let slots = [("path", &*path.display().to_string()), ("why", &why.to_string())];
        Self::new(Exit::Failed, fill_text("cli.file.unreadable", &slots))
    }

    fn unwritable(path: &Path, why: impl Display) -> Self {
        let slots = [("path", &*path.display().to_string()), ("why", &why.to_string())];
        Self::new(Exit::Failed, fill_text("cli.file.unwritable", &slots))
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::new(Exit::Failed, fill_text("cli.file.output_failed", &[("why", &error.to_string())]))
    }
}

/// The request's weights are invalid.
impl From<WeightError> for Stop {
    fn from(error: WeightError) -> Self {
        Self::new(Exit::Refused, error)
    }
}

/// Runs the command from the process arguments.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // The versions of catalog and model are in the catalog, which no other command should have to load for them.
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            return print(version().as_bytes()).map_or(Exit::Failed, |()| Exit::Success).into();
        }
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Success.into() };
        }
    };
    match execute(arguments.command) {
        Ok(()) => Exit::Success.into(),
        Err(stop) => {
            let lines: Vec<String> = stop.message.trim_end().lines().map(plain).collect();
            tell(&format!("backmap: {}", lines.join("\n")));
            stop.exit.into()
        }
    }
}

fn execute(command: Command) -> Result<(), Stop> {
    match command {
        Command::Serve(settings) => serve::run(settings),
        Command::Recommend(arguments) => recommend::run(&arguments),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Bundle(arguments) => bundle::run(&arguments),
        Command::Cohorts(arguments) => cohorts::run(&arguments),
        Command::Allocate(arguments) => allocate::run(&arguments),
        Command::District(arguments) => district::run(&arguments),
        Command::Learn(arguments) => learn::run(&arguments),
        Command::Outcomes(arguments) => outcomes::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Decide(arguments) => decide::run(&arguments),
        Command::Plan { command } => plan::run(&command),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Survey(arguments) => survey::run(&arguments),
        Command::Keys { command } => keys::run(&command),
        Command::Openapi => print(api::openapi_json(&Advisor::embedded()).as_bytes()),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "backmap", &mut text);
            print(&text)
        }
        Command::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut text)?;
            print(&text)
        }
    }
}

/// Writes to standard output. A closed pipe is not an error.
fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Stop::from),
    }
}

/// Writes a line to standard error. If nobody can read it, what was done stays done.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes a JSON answer and a line break to standard output.
fn print_json(mut json: Vec<u8>) -> Result<(), Stop> {
    json.push(b'\n');
    print(&json)
}

/// Removes control characters from outside text, so that it cannot move the cursor of a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// [`plain`] for text of several lines.
fn plain_lines(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

fn version() -> String {
    let files = crate::catalogue::Files::embedded();
    let advisor = Advisor::new(&files);
    let (catalogue, model) =
        advisor.as_ref().map_or((text("cli.version.invalid"), text("cli.version.none")), |advisor| {
            let provenance = advisor.provenance();
            (provenance.catalogue_version, provenance.model_version)
        });
    let slots = [("version", env!("CARGO_PKG_VERSION")), ("catalogue", catalogue), ("model", model)];
    format!("backmap {}\n", fill_text("cli.version.line", &slots))
}
