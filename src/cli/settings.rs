//! The arguments of every command.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand};

use crate::batch::AnswerKind;
use crate::bundle::MOST_DESIGNS;
use crate::imports::least;
use crate::surveys::{FORMATS, USUAL_BANDS, USUAL_MINIMUM, VENDORS};

/// Ranks professional learning designs for a team's context, and shows why.
#[derive(Debug, Parser)]
#[command(name = "backmap", after_help = EXITS)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

const EXITS: &str = "Exit codes: 0 done; 1 a file, port or output could not be used; 2 wrong arguments; 3 the input was \
                     refused; 4 the catalogue has faults; 5 an audit found what it was told to fail on.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API over HTTP.
    Serve(Serve),
    /// Rank the designs for the profile in a file.
    Recommend(Recommend),
    /// Rank the designs for every profile in a file of many.
    Batch(Batch),
    /// Couple designs in one learning experience for the profile in a file.
    Bundle(Bundle),
    /// Say why one design and not another, what would have to change, how sure that is and what to ask next.
    Explain(Explain),
    /// Record a decision, with what speaks for and against it.
    Decide(Decide),
    /// Make, check, schedule and export a plan.
    Plan {
        #[command(subcommand)]
        command: PlanCommand,
    },
    /// Hold a plan against the standards for professional learning, as a linter does with code.
    Audit(Audit),
    /// Check a catalogue whole and show what it amounts to.
    Check(Check),
    /// Show what a changed catalogue changes, in numbers and in rankings.
    Diff(Diff),
    /// Read a survey's answers, or a roster, as teams: one profile a line.
    Import(Import),
    /// Write the questionnaire out, for a form to be made of it.
    Survey(Survey),
    /// Print the OpenAPI document.
    Openapi,
    /// Print shell completions.
    Completions {
        /// The shell to complete for.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man,
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// The address to listen on; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8080", env = "BACKMAP_BIND")]
    pub bind: SocketAddr,
    /// A directory with a catalogue in place of the built-in one; SIGHUP reads it again.
    #[arg(long, value_name = "DIR", env = "BACKMAP_CATALOGUE")]
    pub catalogue: Option<PathBuf>,
    /// Listen on an address that others can reach, although no keys are asked for.
    #[arg(long, env = "BACKMAP_ALLOW_UNAUTHENTICATED")]
    pub allow_unauthenticated: bool,
    /// An origin that browsers may call from; may be given several times.
    #[arg(long, value_name = "ORIGIN", env = "BACKMAP_CORS_ORIGINS", value_delimiter = ',')]
    pub cors_origin: Vec<String>,
    /// Worker threads; as many as there are cores unless given.
    #[arg(long, env = "BACKMAP_WORKERS", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub workers: Option<u16>,
    /// Requests that may be in work at once; more are answered 503.
    #[arg(long, default_value_t = 512, env = "BACKMAP_MAX_IN_FLIGHT", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_in_flight: u32,
    /// The largest body that is read, in bytes.
    #[arg(long, default_value_t = 1 << 20, env = "BACKMAP_MAX_BODY_BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_body_bytes: u32,
    /// The largest upload of a survey or a roster that is read, in bytes.
    #[arg(long, default_value_t = 32 << 20, env = "BACKMAP_MAX_UPLOAD_BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_upload_bytes: u32,
    /// Seconds until a request that is still arriving is given up.
    #[arg(long, default_value_t = 10, env = "BACKMAP_REQUEST_SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    pub request_seconds: u16,
    /// Seconds that begun requests have to end after SIGTERM.
    #[arg(long, default_value_t = 30, env = "BACKMAP_SHUTDOWN_SECONDS")]
    pub shutdown_seconds: u16,
    /// Seconds between turning not ready and closing the port, for a load balancer to notice.
    #[arg(long, default_value_t = 0, env = "BACKMAP_DRAIN_SECONDS")]
    pub drain_seconds: u16,
    /// What is logged, as `info` or `backmap=debug,actix_server=warn`.
    #[arg(long, default_value = "info,actix_server=warn", env = "BACKMAP_LOG")]
    pub log: String,
}

#[derive(Debug, Args)]
pub struct Recommend {
    /// A JSON file with a request as the API takes it, or a bare profile; `-` reads standard input.
    pub profile: PathBuf,
    /// Print the answer as the API gives it.
    #[arg(long)]
    pub json: bool,
    /// How many places to show.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Batch {
    /// Rows of profiles: a file ending in .ndjson, .csv or .parquet, the first two also with .gz or .zst behind it; `-`
    /// reads standard input.
    pub input: PathBuf,
    /// Where the answers go, in the format of the ending; `-` is standard output. A file stands there only once it is
    /// whole.
    #[arg(long, short)]
    pub output: PathBuf,
    /// How much is said of each row; `whole` for NDJSON and `places` for CSV and Parquet unless given.
    #[arg(long, value_name = "KIND", value_parser = AnswerKind::ALL.map(AnswerKind::id))]
    pub answer: Option<String>,
    /// How many places each row is given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// A JSON file with `options` as a request has them, for rows that say none of their own.
    #[arg(long, value_name = "FILE")]
    pub options: Option<PathBuf>,
    /// A column that is no answer and is passed over; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// The format of standard input, as an ending: `csv` or `ndjson.gz`.
    #[arg(long, value_name = "ENDING")]
    pub from: Option<String>,
    /// The format of standard output, as an ending.
    #[arg(long, value_name = "ENDING")]
    pub to: Option<String>,
    /// Threads that answer; as many as there are cores unless given.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Exit with 3 when a row was refused.
    #[arg(long)]
    pub strict: bool,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Bundle {
    /// A JSON file with a request as the API takes it, or a bare profile; `-` reads standard input.
    pub profile: PathBuf,
    /// The most designs in a bundle, 1 to 5.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_DESIGNS as i64))]
    pub max_designs: Option<u32>,
    /// How many bundles to show.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// Print the answer as the API gives it.
    #[arg(long)]
    pub json: bool,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A JSON file with a request as the API takes it, or a bare profile; `-` reads standard input.
    pub profile: PathBuf,
    /// The design to explain, in place of the first one.
    #[arg(long, value_name = "ID")]
    pub design: Option<String>,
    /// The design to hold it against, in place of the next best.
    #[arg(long, value_name = "ID")]
    pub against: Option<String>,
    /// Print the answers as the API gives them, in one object.
    #[arg(long)]
    pub json: bool,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Decide {
    /// A JSON file with a request as the API takes it, or a bare profile; `-` reads standard input.
    pub profile: PathBuf,
    /// The id of the design that was chosen.
    #[arg(long, value_name = "DESIGN")]
    pub choose: String,
    /// The environment that was chosen; the best that can run unless given.
    #[arg(long, value_name = "ENVIRONMENT")]
    pub environment: Option<String>,
    /// Why; needed where the choice does not have the first place.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day of the decision, as 2026-06-12.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Who decided, as a role and not a name.
    #[arg(long, value_name = "ROLE")]
    pub by: Option<String>,
    /// The day on which it is to start, as 2026-08-31.
    #[arg(long, value_name = "DATE")]
    pub starts: Option<String>,
    /// What pupils need that they are not getting yet.
    #[arg(long, value_name = "TEXT")]
    pub need: Option<String>,
    /// What educators should learn, so that pupils get it.
    #[arg(long, value_name = "TEXT")]
    pub learn: Option<String>,
    /// Print the record as a Markdown document, which is the default.
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
    /// Print the record as the API gives it.
    #[arg(long)]
    pub json: bool,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Begin a plan from a profile and a choice.
    New(NewPlan),
    /// Go through the seven steps: what is open, what follows from what, what is wrong.
    Check(OnePlan),
    /// Distribute the learning over the calendar.
    Schedule(OnePlan),
    /// Hold the plan against what implementation requires.
    Implementation(OnePlan),
    /// Say what the plan takes: hours, cover and money.
    Resources(OnePlan),
    /// Hold the indicators against their benchmarks.
    Progress(OnePlan),
    /// Write the plan as a document, a calendar or a picture, by the ending of the output.
    Export(ExportPlan),
}

#[derive(Debug, Args)]
pub struct NewPlan {
    /// A JSON file with a request as the API takes it, or a bare profile; `-` reads standard input.
    pub profile: PathBuf,
    /// The id of a design that was chosen; may be given several times.
    #[arg(long, value_name = "DESIGN", required = true)]
    pub choose: Vec<String>,
    /// What the plan is called.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// What pupils should know and be able to do.
    #[arg(long, value_name = "TEXT")]
    pub need: Option<String>,
    /// What educators should learn, so that pupils get it.
    #[arg(long, value_name = "TEXT")]
    pub learn: Option<String>,
    /// Where the plan goes; standard output unless given.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct OnePlan {
    /// A JSON file with a plan; `-` reads standard input.
    pub plan: PathBuf,
    /// The day on which the plan is looked at, as 2026-11-20, in place of the one that it names.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Print the answer as the API gives it.
    #[arg(long)]
    pub json: bool,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ExportPlan {
    /// A JSON file with a plan; `-` reads standard input.
    pub plan: PathBuf,
    /// Where the export goes: plan.md, plan.docx, plan.ics, sessions.csv, schedule.svg, theory.svg or plan.json, by its
    /// ending; for pictures and where several have one ending, by its name.
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// What to export, where the ending does not say it.
    #[arg(long, value_name = "EXPORT")]
    pub export: Option<String>,
    /// An earlier version of the plan; a calendar then cancels the sessions that are gone.
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

/// How an audit is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum AuditForm {
    Text,
    Json,
    Sarif,
}

/// From which findings on an audit fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, Args)]
pub struct Audit {
    /// A JSON file with a plan; `-` reads standard input.
    pub plan: PathBuf,
    /// How the audit is told.
    #[arg(long, value_enum, default_value_t = AuditForm::Text)]
    pub format: AuditForm,
    /// Exit with 5 when a finding of this weight or more stands; findings of the plan by itself count as well.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// The day on which the plan is looked at, as 2026-11-20, in place of the one that it names.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Check {
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The directory of the old catalogue, or `built-in`.
    pub old: PathBuf,
    /// The directory of the new catalogue, or `built-in`.
    pub new: PathBuf,
    /// Profiles to rank under both, beside the built-in examples.
    #[arg(long, value_name = "FILE")]
    pub profile: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Import {
    /// An export of Google Forms, Microsoft Forms (xlsx or csv) or Qualtrics, any other table, or a OneRoster zip; `-` reads
    /// standard input.
    pub file: PathBuf,
    /// The mapping: which column answers what.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Propose a mapping for the file instead of reading its answers.
    #[arg(long, conflicts_with_all = ["mapping", "roster", "agreed", "report", "join"])]
    pub draft_mapping: bool,
    /// List the columns of the file instead of reading its answers.
    #[arg(long, conflicts_with_all = ["mapping", "draft_mapping", "roster", "agreed", "report", "join"])]
    pub columns: bool,
    /// The file to write, put in place only when it is whole; standard output unless given.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Whose export it is, where its shape does not show it.
    #[arg(long, value_parser = vendors())]
    pub vendor: Option<String>,
    /// The least number of answers of a team, and of a factor within it, that is shown; 5 at least.
    #[arg(long, value_name = "N", default_value_t = USUAL_MINIMUM, value_parser = least)]
    pub minimum: u32,
    /// A table with one agreed answer a team, for teams that may not be shown otherwise.
    #[arg(long, value_name = "FILE")]
    pub agreed: Option<PathBuf>,
    /// A OneRoster zip that gives teams of the same id their size, and the share of members who answered.
    #[arg(long, value_name = "ZIP")]
    pub roster: Option<PathBuf>,
    /// Profiles, one a line, that fill in what the survey leaves open in teams of the same id.
    #[arg(long, value_name = "FILE")]
    pub join: Option<PathBuf>,
    /// Which grades make a team, for rosters.
    #[arg(long, value_name = "BANDS", default_value = USUAL_BANDS)]
    pub grade_bands: String,
    /// The day, as 2026-10-01, on which enrolments have to hold, for rosters.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// A file to write the report to as JSON; standard error has it as text.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Survey {
    /// How to write it: to read, as a table of items, as a script that makes a Google form, as text for Microsoft Forms'
    /// quick import, or in Qualtrics' advanced text format.
    #[arg(long, default_value = "markdown", value_parser = formats())]
    pub format: String,
    /// Who is to answer.
    #[arg(long, value_name = "WHO", default_value = "teachers", value_parser = ["teachers", "leaders", "planner"])]
    pub answered_by: String,
    /// What is to be learned, as "retrieval practice, that is recalling without looking".
    #[arg(long, value_name = "TEXT")]
    pub content: Option<String>,
    /// Teams to choose from: a name a line, or the profiles that `import` makes of a roster.
    #[arg(long, value_name = "FILE")]
    pub teams: Option<PathBuf>,
    /// The designs whose experience is asked for; all unless given.
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub designs: Vec<String>,
    /// Ask one question a factor and not up to three.
    #[arg(long)]
    pub short: bool,
    /// The minimum of answers that the form promises; 5 at least.
    #[arg(long, value_name = "N", default_value_t = USUAL_MINIMUM, value_parser = least)]
    pub minimum: u32,
    /// The file to write, put in place only when it is whole; standard output unless given.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// A directory with a catalogue in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

fn vendors() -> clap::builder::PossibleValuesParser {
    let named = VENDORS.iter().map(|vendor| PossibleValue::new(vendor.id.replace('_', "-")).alias(vendor.id));
    named.collect::<Vec<_>>().into()
}

fn formats() -> clap::builder::PossibleValuesParser {
    FORMATS.iter().map(|(name, _)| PossibleValue::new(*name).alias(name.replace('-', "_"))).collect::<Vec<_>>().into()
}
