//! The command-line arguments of every command.

mod outcomes;
mod plans;
mod service;
mod teams;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::bundle::MOST_DESIGNS;

pub use outcomes::*;
pub use plans::*;
pub use service::*;
pub use teams::*;

/// Rank professional learning designs for a team and explain the ranking.
#[derive(Debug, Parser)]
#[command(name = "backmap", version, after_help = EXITS)]
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
    /// Report on a whole district: what holds its teams back, first designs, cost, and who gets the strong designs.
    District(DistrictOf),
    /// Check records of what teams did and what came of it, and report them.
    Outcomes(Outcomes),
    /// Learn from outcomes and write a catalog with its own model version.
    Learn(Learn),
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
    #[arg(long, value_name = "DESIGN", required_unless_present = "lot", conflicts_with = "lot")]
    pub choose: Option<String>,
    /// Let a lot decide among the designs that the scores cannot separate. The seed is derived from the profile unless
    /// it is given.
    #[arg(long, value_name = "SEED", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub lot: Option<String>,
    /// File for the beginning of the outcome record, which `backmap outcomes` reads once results are filled in: .csv or
    /// .ndjson. Needs --school.
    #[arg(long, value_name = "FILE", requires = "school")]
    pub outcome_record: Option<PathBuf>,
    /// The team's school, for the outcome record.
    #[arg(long, value_name = "TEXT")]
    pub school: Option<String>,
    /// The district, for the outcome record.
    #[arg(long, value_name = "TEXT")]
    pub district: Option<String>,
    /// Chosen environment [default: the best feasible one].
    #[arg(long, value_name = "ENVIRONMENT", conflicts_with = "lot")]
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
