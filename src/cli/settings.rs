//! The command-line arguments of every command.

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand};

use crate::api::{BasePath, HostName, Origin, Proxy, Public};
use crate::batch::{AnswerKind, FORMATS, default_answers};
use crate::bundle::MOST_DESIGNS;
use crate::cohorts::{LEAST_MINIMUM, MOST_MINIMUM};
use crate::exports::EXPORTS;
use crate::imports::least;
use crate::keys::Scope;
use crate::surveys::{USUAL_BANDS, USUAL_MINIMUM, VENDORS, form_writers, vendor_names};

/// Rank professional learning designs for a team and explain the ranking.
#[derive(Debug, Parser)]
#[command(name = "backmap", after_help = EXITS)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

const EXITS: &str = "Exit codes: 0 success; 1 a file, port or output failed; 2 invalid arguments; 3 invalid input; \
                     4 invalid catalog; 5 audit findings at or above --fail-on.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API over HTTP.
    Serve(Serve),
    /// Rank the designs for the profile in a file.
    Recommend(Recommend),
    /// Rank the designs for many profiles in a file.
    Batch(Batch),
    /// Combine designs into bundles for the profile in a file.
    Bundle(Bundle),
    /// Find teams in a file that resemble each other in what moves their ranking.
    Cohorts(CohortsOf),
    /// Divide coaches, substitute coverage, money and seats among the teams in a file.
    Allocate(Allocate),
    /// Explain why a design ranks above another, what would change that, how certain it is, and what to ask next.
    Explain(Explain),
    /// Record a decision with its strengths and risks.
    Decide(Decide),
    /// Create, check, schedule and export a plan.
    Plan {
        #[command(subcommand)]
        command: PlanCommand,
    },
    /// Check a plan against the standards for professional learning.
    Audit(Audit),
    /// Validate a catalog and summarize it.
    Check(CatalogueChoice),
    /// Compare the numbers and rankings of two catalogs.
    Diff(Diff),
    /// Turn survey answers or a roster into team profiles, one per line.
    Import(Import),
    /// Write the questionnaire in a format for building a form.
    Survey(Survey),
    /// Make, list or revoke keys of the service.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// Print a shell completion script.
    Completions {
        /// Shell to generate completions for.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man,
}

/// Changes the file of keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make a key and print it; it cannot be shown again.
    New(NewKey),
    /// List the keys, without what would let anybody use them.
    List {
        /// File of keys.
        #[arg(long, value_name = "FILE", default_value = "keys.toml")]
        keys: PathBuf,
    },
    /// Revoke a key.
    Revoke {
        /// Name of the key.
        name: String,
        /// File of keys.
        #[arg(long, value_name = "FILE", default_value = "keys.toml")]
        keys: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct NewKey {
    /// Name of the key, such as the system or person that uses it.
    pub name: String,
    /// What the key may do.
    #[arg(long, value_name = "SCOPES", required = true, value_delimiter = ',', value_parser = scope)]
    pub scope: Vec<Scope>,
    /// Last day on which the key works, such as 2027-06-30.
    #[arg(long, value_name = "DATE")]
    pub expires: jiff::civil::Date,
    /// File of keys.
    #[arg(long, value_name = "FILE", default_value = "keys.toml")]
    pub keys: PathBuf,
}

fn scope(name: &str) -> Result<Scope, String> {
    let known = || Scope::ALL.map(Scope::id).join(", ");
    Scope::ALL.into_iter().find(|scope| scope.id() == name).ok_or_else(|| format!("expected one of {}", known()))
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Address to listen on; port 0 picks a free port.
    #[arg(long, default_value = "127.0.0.1:8080", env = "BACKMAP_BIND")]
    pub bind: SocketAddr,
    /// Catalog directory to use instead of the built-in one; SIGHUP reloads it.
    #[arg(long, value_name = "DIR", env = "BACKMAP_CATALOGUE")]
    pub catalogue: Option<PathBuf>,
    /// Allow a public address without keys.
    #[arg(long, env = "BACKMAP_ALLOW_UNAUTHENTICATED")]
    pub allow_unauthenticated: bool,
    /// Origin that browsers may call from; repeatable.
    #[arg(long, value_name = "ORIGIN", env = "BACKMAP_CORS_ORIGINS", value_delimiter = ',')]
    pub cors_origin: Vec<Origin>,
    /// Name by which the service is reached, such as plans.example.org; repeatable. Addresses and localhost always work.
    #[arg(long, value_name = "NAME", env = "BACKMAP_HOSTS", value_delimiter = ',')]
    pub host: Vec<HostName>,
    /// Path below which a proxy shows the service, such as `/backmap`; the proxy may strip it or leave it.
    #[arg(long, value_name = "PATH", env = "BACKMAP_BASE_PATH")]
    pub base_path: Option<BasePath>,
    /// Address or network of a proxy whose headers count: `X-Forwarded-Prefix`, `x-request-id`, `traceparent`; repeatable.
    #[arg(long, value_name = "ADDRESS", env = "BACKMAP_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxy: Vec<Proxy>,
    /// Address of a second listener, with a thread of its own, that answers health checks only, however busy the service is.
    #[arg(long, value_name = "ADDRESS", env = "BACKMAP_HEALTH_BIND")]
    pub health_bind: Option<SocketAddr>,
    /// File of keys, made by `backmap keys`; every request needs one. SIGHUP reads it again.
    #[arg(long, value_name = "FILE", env = "BACKMAP_KEYS")]
    pub keys: Option<PathBuf>,
    /// Part of the service that needs no key: rank, plan, catalog, import, pages, docs or metrics; repeatable.
    #[arg(long, value_name = "PART", env = "BACKMAP_PUBLIC", value_delimiter = ',', requires = "keys")]
    pub public: Vec<Public>,
    /// Most requests per second of one key, or of one address without a key [default: no limit].
    #[arg(long, value_name = "N", env = "BACKMAP_RATE_LIMIT")]
    pub rate_limit: Option<NonZeroU32>,
    /// Most requests at once of one key, or of one address without a key [default: no limit].
    #[arg(long, value_name = "N", env = "BACKMAP_CONCURRENCY_LIMIT")]
    pub concurrency_limit: Option<NonZeroU32>,
    /// Certificates of the service, PEM; with --tls-key it answers by TLS. SIGHUP reads both again.
    #[arg(long, value_name = "FILE", env = "BACKMAP_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM.
    #[arg(long, value_name = "FILE", env = "BACKMAP_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Number of worker threads [default: number of cores].
    #[arg(long, env = "BACKMAP_WORKERS", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub workers: Option<u16>,
    /// Maximum number of concurrent requests; further requests get 503.
    #[arg(long, default_value_t = 512, env = "BACKMAP_MAX_IN_FLIGHT", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_in_flight: u32,
    /// Maximum size of a request body, in bytes.
    #[arg(long, default_value_t = 1 << 20, env = "BACKMAP_MAX_BODY_BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_body_bytes: u32,
    /// Maximum size of a survey or roster upload, in bytes.
    #[arg(long, default_value_t = 32 << 20, env = "BACKMAP_MAX_UPLOAD_BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_upload_bytes: u32,
    /// Timeout for receiving a request, in seconds.
    #[arg(long, default_value_t = 10, env = "BACKMAP_REQUEST_SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    pub request_seconds: u16,
    /// Time that an idle connection stays open, in seconds; longer than a proxy keeps its own.
    #[arg(long, default_value_t = 75, env = "BACKMAP_KEEP_ALIVE_SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep_alive_seconds: u16,
    /// Time for requests in progress to finish after SIGTERM, in seconds.
    #[arg(long, default_value_t = 30, env = "BACKMAP_SHUTDOWN_SECONDS")]
    pub shutdown_seconds: u16,
    /// Delay between reporting not ready and closing the port, in seconds, so that a load balancer notices.
    #[arg(long, default_value_t = 1, env = "BACKMAP_DRAIN_SECONDS")]
    pub drain_seconds: u16,
    /// Log filter, such as `info` or `backmap=debug,actix_server=warn`.
    #[arg(long, default_value = "info,actix_server=warn,actix_http=off", env = "BACKMAP_LOG")]
    pub log: String,
}

// Arguments that several commands share. They have no doc comments, because clap would show those as the description of
// each command.

#[derive(Debug, Args)]
pub struct CatalogueChoice {
    /// Catalog directory to use instead of the built-in one.
    #[arg(long, value_name = "DIR")]
    pub catalogue: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ProfileInput {
    /// JSON file with an API request or a bare profile; `-` reads standard input.
    pub profile: PathBuf,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct PlanInput {
    /// JSON file with a plan; `-` reads standard input.
    pub plan: PathBuf,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct DatedPlanInput {
    /// Date of the review, such as 2026-11-20; replaces the date in the plan.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[command(flatten)]
    pub input: PlanInput,
}

#[derive(Debug, Args)]
pub struct JsonAnswer {
    /// Print the API's JSON answer.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct OutputFile {
    /// Output file, written only when complete [default: standard output].
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Recommend {
    #[command(flatten)]
    pub answer: JsonAnswer,
    /// Show every design, every reason and every notice.
    #[arg(long, conflicts_with = "json")]
    pub full: bool,
    /// Maximum number of designs to show.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    #[command(flatten)]
    pub input: ProfileInput,
}

#[derive(Debug, Args)]
pub struct Batch {
    #[arg(help = batch_input())]
    pub input: PathBuf,
    /// Output file; its extension sets the format, and it appears only when complete; `-` writes to standard output.
    #[arg(long, short)]
    pub output: PathBuf,
    #[arg(long, value_name = "KIND", value_parser = AnswerKind::ALL.map(AnswerKind::id), help = batch_answer())]
    pub answer: Option<String>,
    /// Maximum number of places per row.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// JSON file with request `options` for rows that have none of their own.
    #[arg(long, value_name = "FILE")]
    pub options: Option<PathBuf>,
    /// Column to ignore; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// Format of the input, as a file extension such as `csv` or `ndjson.gz`.
    #[arg(long, value_name = "ENDING")]
    pub from: Option<String>,
    /// Format of the output, as a file extension.
    #[arg(long, value_name = "ENDING")]
    pub to: Option<String>,
    /// Number of worker threads [default: number of cores].
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Exit with code 3 if any row is rejected.
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct CohortsOf {
    #[arg(help = batch_input())]
    pub teams: PathBuf,
    /// Fewest people of a team that is compared [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LEAST_MINIMUM as i64..=MOST_MINIMUM as i64))]
    pub minimum: Option<u32>,
    /// File for the map: `.svg` for the picture, `.html` for the picture with its tables.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// JSON file with request `options` for all teams.
    #[arg(long, value_name = "FILE")]
    pub options: Option<PathBuf>,
    /// Column to ignore; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// Format of the file, as a file extension such as `csv` or `ndjson.gz`.
    #[arg(long, value_name = "ENDING")]
    pub from: Option<String>,
    /// Exit with code 3 if any row is rejected.
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub answer: JsonAnswer,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct Bundle {
    /// Maximum number of designs in a bundle, 1 to 5.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_DESIGNS as i64))]
    pub max_designs: Option<u32>,
    /// Maximum number of bundles to show.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    #[command(flatten)]
    pub answer: JsonAnswer,
    #[command(flatten)]
    pub input: ProfileInput,
}

#[derive(Debug, Args)]
pub struct Allocate {
    #[arg(help = batch_input())]
    pub teams: PathBuf,
    /// JSON file with what there is to divide in each term.
    #[arg(long, value_name = "FILE")]
    pub resources: PathBuf,
    /// JSON file with request `options` for all teams.
    #[arg(long, value_name = "FILE")]
    pub options: Option<PathBuf>,
    /// Column to ignore; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// Format of the teams, as a file extension such as `csv` or `ndjson.gz`.
    #[arg(long, value_name = "ENDING")]
    pub from: Option<String>,
    /// Number of worker threads [default: number of cores].
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub answer: JsonAnswer,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// Design to explain [default: the design that ranks first].
    #[arg(long, value_name = "ID")]
    pub design: Option<String>,
    /// Design to compare with [default: the next best].
    #[arg(long, value_name = "ID")]
    pub against: Option<String>,
    /// Print the API's JSON answers in one object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub input: ProfileInput,
}

#[derive(Debug, Args)]
pub struct Decide {
    /// Id of the chosen design.
    #[arg(long, value_name = "DESIGN")]
    pub choose: String,
    /// Chosen environment [default: the best feasible one].
    #[arg(long, value_name = "ENVIRONMENT")]
    pub environment: Option<String>,
    /// Reason for the choice; required if the design does not rank first.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Date of the decision, such as 2026-06-12.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Role, not name, of the person who decided.
    #[arg(long, value_name = "ROLE")]
    pub by: Option<String>,
    /// Start date, such as 2026-08-31.
    #[arg(long, value_name = "DATE")]
    pub starts: Option<String>,
    /// What students need and do not get yet.
    #[arg(long, value_name = "TEXT")]
    pub need: Option<String>,
    /// What educators should learn to meet the student need.
    #[arg(long, value_name = "TEXT")]
    pub learn: Option<String>,
    /// Print the record as Markdown; this is the default.
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
    /// Print the API's JSON record.
    #[arg(long)]
    pub json: bool,
    /// Output file; its extension chooses the format: .md, .docx or .json [default: standard output].
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub input: ProfileInput,
}

#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Start a plan from a profile and chosen designs.
    New(NewPlan),
    /// Check the seven steps: open questions, links and findings.
    Check(CheckPlan),
    /// Add the closed days and learning days of a district's calendar (.ics or CSV) to the plan.
    Calendar(ImportCalendar),
    /// Schedule the learning on the calendar.
    Schedule(OnePlan),
    /// Check the plan against the implementation requirements.
    Implementation(OnePlan),
    /// Show the hours, substitute coverage and money the plan needs.
    Resources(OnePlan),
    /// Compare the indicators with their benchmarks.
    Progress(OnePlan),
    /// Write the plan as a document, a calendar or a picture.
    Export(ExportPlan),
}

#[derive(Debug, Args)]
pub struct NewPlan {
    /// Id of a chosen design; repeatable.
    #[arg(long, value_name = "DESIGN", required = true)]
    pub choose: Vec<String>,
    /// Title of the plan.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// What students should know and be able to do.
    #[arg(long, value_name = "TEXT")]
    pub need: Option<String>,
    /// What educators should learn to meet the student need.
    #[arg(long, value_name = "TEXT")]
    pub learn: Option<String>,
    /// Output file [default: standard output].
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub input: ProfileInput,
}

#[derive(Debug, Args)]
pub struct OnePlan {
    #[command(flatten)]
    pub answer: JsonAnswer,
    #[command(flatten)]
    pub input: DatedPlanInput,
}

#[derive(Debug, Args)]
pub struct CheckPlan {
    /// Print every finding, not only the ten most serious.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub plan: OnePlan,
}

#[derive(Debug, Args)]
pub struct ImportCalendar {
    /// iCalendar file, or CSV with the columns `date` and `name`, of the school year.
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Output file for the plan [default: standard output].
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub input: PlanInput,
}

#[derive(Debug, Args)]
pub struct ExportPlan {
    #[arg(long, value_name = "FILE", help = export_files())]
    pub output: PathBuf,
    /// Export to write if the file name does not identify it.
    #[arg(long, value_name = "EXPORT")]
    pub export: Option<String>,
    /// Earlier version of the plan, so that a calendar cancels removed sessions.
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// Word template (.docx) to fill from the plan instead, with {{field}} places or tagged content controls.
    #[arg(long, value_name = "FILE.docx", conflicts_with_all = ["export", "since"])]
    pub template: Option<PathBuf>,
    #[command(flatten)]
    pub input: PlanInput,
}

/// Output format of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum AuditForm {
    Text,
    Json,
    Sarif,
}

/// The lowest severity that fails an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, Args)]
pub struct Audit {
    /// Output format.
    #[arg(long, value_enum, default_value_t = AuditForm::Text)]
    pub format: AuditForm,
    /// Exit with code 5 on findings at or above this severity, including the plan's own.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Print every finding, not only the ten most serious.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub input: DatedPlanInput,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// Directory of the old catalog, or `built-in`.
    pub old: PathBuf,
    /// Directory of the new catalog, or `built-in`.
    pub new: PathBuf,
    /// File with profiles to rank with both catalogs, in addition to the built-in examples.
    #[arg(long, value_name = "FILE")]
    pub profile: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(help = import_file())]
    pub file: PathBuf,
    /// Mapping file that assigns columns to factors.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Draft a mapping for the file instead of reading its answers.
    #[arg(long, conflicts_with_all = ["mapping", "roster", "agreed", "report", "join"])]
    pub draft_mapping: bool,
    /// List the columns of the file instead of reading its answers.
    #[arg(long, conflicts_with_all = ["mapping", "draft_mapping", "roster", "agreed", "report", "join"])]
    pub columns: bool,
    /// Number of header rows, for --columns and --draft-mapping.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=10), conflicts_with = "mapping")]
    pub header_rows: Option<u8>,
    #[command(flatten)]
    pub output: OutputFile,
    /// Source of the export, if it cannot be detected.
    #[arg(long, value_parser = vendors())]
    pub vendor: Option<String>,
    /// Minimum number of answers to show a team or a factor within it; at least 5.
    #[arg(long, value_name = "N", default_value_t = USUAL_MINIMUM, value_parser = least)]
    pub minimum: u32,
    /// Table with one agreed answer per team, for teams with too few answers to show.
    #[arg(long, value_name = "FILE")]
    pub agreed: Option<PathBuf>,
    /// OneRoster zip that adds the size and response rate of teams with the same id.
    #[arg(long, value_name = "ZIP")]
    pub roster: Option<PathBuf>,
    /// Profiles, one per line, that fill in unanswered factors of teams with the same id.
    #[arg(long, value_name = "FILE")]
    pub join: Option<PathBuf>,
    /// Grade bands that form teams, for rosters.
    #[arg(long, value_name = "BANDS", default_value = USUAL_BANDS)]
    pub grade_bands: String,
    /// Date on which enrollments must be active, such as 2026-10-01, for rosters.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// File for the JSON report; the text report goes to standard error.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct Survey {
    #[arg(long, default_value = "markdown", value_parser = form_formats(), help = survey_format())]
    pub format: String,
    /// Respondents of the survey.
    #[arg(long, value_name = "WHO", default_value = "teachers", value_parser = ["teachers", "leaders", "planner"])]
    pub answered_by: String,
    /// Topic to be learned, such as "retrieval practice: recalling without looking".
    #[arg(long, value_name = "TEXT")]
    pub content: Option<String>,
    /// Teams to choose from: one name per line, or profiles that `import` made from a roster.
    #[arg(long, value_name = "FILE")]
    pub teams: Option<PathBuf>,
    /// Designs to ask about experience with [default: all].
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub designs: Vec<String>,
    /// Ask one question per factor instead of up to three.
    #[arg(long)]
    pub short: bool,
    /// Minimum number of answers that the form promises; at least 5.
    #[arg(long, value_name = "N", default_value_t = USUAL_MINIMUM, value_parser = least)]
    pub minimum: u32,
    #[command(flatten)]
    pub output: OutputFile,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

fn vendors() -> PossibleValuesParser {
    let named = VENDORS.iter().map(|vendor| PossibleValue::new(vendor.id.replace('_', "-")).alias(vendor.id));
    named.collect::<Vec<_>>().into()
}

fn form_formats() -> PossibleValuesParser {
    form_writers().map(|(name, _)| PossibleValue::new(name).alias(name.replace('-', "_"))).collect::<Vec<_>>().into()
}

// Help that names what is in a list.

fn batch_input() -> String {
    let endings = |streams: bool| {
        let formats = FORMATS.iter().filter(move |format| format.stream.is_some() == streams);
        formats.map(|format| format!(".{}", format.endings[0])).collect::<Vec<_>>().join(" or ")
    };
    let (streams, files) = (endings(true), endings(false));
    format!("File with one profile per row: {streams} (also with .gz or .zst), or {files}; `-` reads standard input")
}

fn batch_answer() -> String {
    format!("Detail of each row's answer [default: {}]", default_answers(FORMATS.iter()))
}

fn export_files() -> String {
    let files: Vec<&str> = EXPORTS.iter().map(|export| export.file).collect();
    format!("Output file: {} or plan.json", files.join(", "))
}

fn import_file() -> String {
    format!("Export from {}, another table, or a OneRoster zip; `-` reads standard input", vendor_names())
}

fn survey_format() -> String {
    format!("Output format: a document, a table of items, or input for {}", vendor_names())
}
