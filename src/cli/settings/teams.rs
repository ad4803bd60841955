//! Arguments of the commands that read files of teams or surveys.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::batch::{AnswerKind, FORMATS, default_answers};
use crate::cohorts::{LEAST_MINIMUM, MOST_MINIMUM};
use crate::exports::DISTRICT_FILES;
use crate::imports::least;
use crate::surveys::{USUAL_BANDS, USUAL_MINIMUM, VENDORS, form_writers, vendor_names};

use crate::wire::MOST_AT_ONCE;

use super::{CatalogueChoice, JsonAnswer, OutputFile};

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

// Without a doc comment, which would replace the help of the command.
#[derive(Debug, Args)]
pub struct TeamsInput {
    #[arg(help = batch_input())]
    pub teams: PathBuf,
    /// JSON file with request `options` for all teams.
    #[arg(long, value_name = "FILE")]
    pub options: Option<PathBuf>,
    /// Column to ignore; repeatable.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// Format of the teams, as a file extension such as `csv` or `ndjson.gz`.
    #[arg(long, value_name = "ENDING")]
    pub from: Option<String>,
}

#[derive(Debug, Args)]
pub struct CohortsOf {
    #[command(flatten)]
    pub input: TeamsInput,
    /// Fewest people of a team that is compared [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LEAST_MINIMUM as i64..=MOST_MINIMUM as i64))]
    pub minimum: Option<u32>,
    /// Number of worker threads [default: number of cores].
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// File for the map: `.svg` for the picture, `.html` for the picture with its tables.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Exit with code 3 if any row is rejected.
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub answer: JsonAnswer,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct Allocate {
    #[command(flatten)]
    pub input: TeamsInput,
    /// JSON file with what there is to divide in each term.
    #[arg(long, value_name = "FILE")]
    pub resources: PathBuf,
    /// Maximum number of designs of a team, 1 to 3; from 2 on, teams may get bundles [default: 1].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_AT_ONCE as i64))]
    pub max_designs: Option<u32>,
    /// Number of worker threads [default: number of cores].
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub answer: JsonAnswer,
    #[command(flatten)]
    pub catalogue: CatalogueChoice,
}

#[derive(Debug, Args)]
pub struct DistrictOf {
    #[command(flatten)]
    pub input: TeamsInput,
    /// Column with the name of a team's school.
    #[arg(long, value_name = "COLUMN", default_value = "school")]
    pub school: String,
    /// Column that teams are compared by, such as `poverty`; repeatable. Numbers are put into thirds.
    #[arg(long, value_name = "COLUMN")]
    pub by: Vec<String>,
    /// JSON file with what there is to divide in each term, as for `backmap allocate`.
    #[arg(long, value_name = "FILE")]
    pub resources: Option<PathBuf>,
    /// Fewest people of a team that is part of the report [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(LEAST_MINIMUM as i64..=MOST_MINIMUM as i64))]
    pub minimum: Option<u32>,
    #[arg(long, default_value = "text", value_parser = district_formats(), help = district_format())]
    pub format: String,
    #[command(flatten)]
    pub output: OutputFile,
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

fn district_formats() -> PossibleValuesParser {
    ["text", "json"].into_iter().chain(DISTRICT_FILES.iter().map(|file| file.id)).collect::<Vec<_>>().into()
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

fn import_file() -> String {
    format!("Export from {}, another table, or a OneRoster zip; `-` reads standard input", vendor_names())
}

fn district_format() -> String {
    "Output format: text for the terminal, JSON, a web page, a Word document, a workbook, or Markdown".to_owned()
}

fn survey_format() -> String {
    format!("Output format: a document, a table of items, or input for {}", vendor_names())
}
