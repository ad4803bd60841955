//! Arguments of the commands that read outcomes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CatalogueChoice, OutputFile};
use crate::outcomes::{LEAST_MINIMUM, MOST_MINIMUM};

#[derive(Debug, Args)]
pub struct Outcomes {
    /// File of records: a table (.csv, .tsv, .xlsx) or one JSON record per line; `-` reads standard input.
    pub outcomes: PathBuf,
    /// Column to ignore; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
    /// Fewest people of a result that enters a number [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(i64::from(LEAST_MINIMUM)..=i64::from(MOST_MINIMUM)))]
    pub minimum: Option<u32>,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub output: OutputFile,
    /// Exit with code 3 if any record is rejected.
    #[arg(long)]
    pub strict: bool,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a terminal.
    Text,
    Markdown,
    /// One web page that loads nothing, with pictures.
    Html,
    /// The API's JSON answer.
    Json,
}

#[derive(Debug, Args)]
pub struct Learn {
    /// File of records: a table (.csv, .tsv, .xlsx) or one JSON record per line; `-` reads standard input.
    #[arg(required_unless_present = "pool", conflicts_with = "pool")]
    pub outcomes: Option<PathBuf>,
    /// Column to ignore; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
    /// New directory for the catalog with what was learned; made only if the candidate may serve, and only when complete.
    #[arg(long, short, value_name = "DIR", required_unless_present = "sums")]
    pub output: Option<PathBuf>,
    /// Write the district's sums, without its records, to this file for a pool; nothing is learned.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pool", "output", "look", "format", "report"])]
    pub sums: Option<PathBuf>,
    /// Name of the district in its sums [default: the district of the records].
    #[arg(long, value_name = "NAME", requires = "sums")]
    pub district: Option<String>,
    /// Learn from the sums of several districts instead of records.
    #[arg(long, value_name = "FILE", num_args = 1..=1000)]
    pub pool: Vec<PathBuf>,
    /// How often records of these teams were looked at, this time included; each look makes the test stricter.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub look: u32,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// File for the report [default: standard output].
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}
