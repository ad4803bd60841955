//! Arguments of the commands about plans and audits.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::exports::EXPORTS;

use super::{CatalogueChoice, JsonAnswer, ProfileInput};

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

fn export_files() -> String {
    let files: Vec<&str> = EXPORTS.iter().map(|export| export.file).collect();
    format!("Output file: {} or plan.json", files.join(", "))
}
