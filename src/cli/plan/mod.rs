//! `backmap plan`: starts, checks, schedules and exports a plan.

mod check;
mod export;
mod implementation;
mod new;
mod progress;
mod resources;
mod schedule;

use std::path::Path;

use super::settings::{OnePlan, PlanCommand};
use super::text::{line, paragraph};
use super::{Exit, Stop, input, print};
use crate::advisor::Advisor;
use crate::planning::{Finding, Plan, Review};
use crate::wire::{Answer, OPERATIONS, PlanRequest, Problem, Rendered, plan_json, read_date, read_plan};

pub fn run(command: &PlanCommand) -> Result<(), Stop> {
    match command {
        PlanCommand::New(arguments) => new::run(arguments),
        PlanCommand::Check(arguments) => tell(arguments, "/v1/plans/check", check::text),
        PlanCommand::Schedule(arguments) => tell(arguments, "/v1/plans/schedule", schedule::text),
        PlanCommand::Implementation(arguments) => tell(arguments, "/v1/plans/implementation", implementation::text),
        PlanCommand::Resources(arguments) => tell(arguments, "/v1/plans/resources", resources::text),
        PlanCommand::Progress(arguments) => tell(arguments, "/v1/plans/progress", progress::text),
        PlanCommand::Export(arguments) => export::run(arguments),
    }
}

/// Reads a plan from a file; `on` replaces the plan's own date, if the command names one.
pub(super) fn read(advisor: &Advisor, path: &Path, on: Option<&str>) -> Result<PlanRequest, Stop> {
    let refused = |problem: &Problem| Stop::new(Exit::Refused, input::told(path, problem));
    let mut request = read_plan(advisor, &input::bytes(path)?).map_err(|problem| refused(&problem))?;
    if let Some(on) = on {
        let wrong = || {
            let detail = format!("invalid date `{on}`: expected year, month and day, such as 2026-11-20");
            Stop::new(Exit::Usage, format!("--on: {detail}"))
        };
        request.plan.as_of = Some(read_date(on).ok_or_else(wrong)?);
    }
    Ok(request)
}

/// Reviews a plan and passes the review to `then`.
pub(super) fn reviewed<T>(
    advisor: &Advisor,
    request: &PlanRequest,
    path: &Path,
    then: impl FnOnce(&Review<'_>) -> T,
) -> Result<T, Stop> {
    let standings = advisor
        .standings(&request.plan, &request.options)
        .map_err(|error| Stop::new(Exit::Refused, input::told(path, &Problem::from(error))))?;
    Ok(then(&advisor.review(&request.plan, &standings)))
}

/// Returns the answer of an API operation.
pub(super) fn answered(advisor: &Advisor, request: &PlanRequest, answer: Answer) -> Result<Vec<u8>, Stop> {
    let body = plan_json(advisor, request);
    let mut answer =
        answer(advisor, &Rendered::new(advisor), &body).map_err(|problem| Stop::new(Exit::Refused, problem.detail))?;
    answer.push(b'\n');
    Ok(answer)
}

fn tell(arguments: &OnePlan, path: &str, text: fn(&mut String, &Review<'_>)) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let request = read(&advisor, &arguments.plan, arguments.on.as_deref())?;
    if arguments.json {
        let operation = OPERATIONS.iter().find(|operation| operation.path == path);
        return print(&answered(&advisor, &request, operation.expect("every operation is listed").answer)?);
    }
    let told = reviewed(&advisor, &request, &arguments.plan, |review| {
        let mut told = String::new();
        heading(&mut told, &request.plan);
        text(&mut told, review);
        told.push('\n');
        super::text::provenance(&mut told, &advisor);
        told
    })?;
    print(super::plain_lines(&told).as_bytes())
}

/// Writes the plan's title and revision.
pub(super) fn heading(text: &mut String, plan: &Plan) {
    let title = plan.title.as_deref().or(plan.id.as_deref()).unwrap_or("Untitled plan");
    let revision = match plan.revision() {
        0 => String::new(),
        revision => format!(" (revision {revision})"),
    };
    line(text, &format!("{title}{revision}"));
}

/// Writes one finding: severity, place, what was found, why it matters and how to fix it.
pub(super) fn finding(text: &mut String, finding: &Finding) {
    let place = if finding.place.is_empty() { String::new() } else { format!("  at {}", finding.place) };
    let waived = finding.waived.as_ref().map_or("", |_| ", waived");
    line(text, &format!("  {}{waived}  {}{place}", finding.severity.id(), finding.id));
    paragraph(text, "      ", &finding.found);
    paragraph(text, "      Why: ", &finding.why);
    if let Some(differs) = &finding.differs {
        paragraph(text, "      Evidence differs: ", differs);
    }
    match &finding.waived {
        Some(reason) => paragraph(text, "      Waived: ", reason),
        None => paragraph(text, "      Fix: ", &finding.mend),
    }
}
