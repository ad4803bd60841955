//! `backmap plan`: starts, checks, schedules and exports a plan.

mod calendar;
mod check;
mod export;
mod implementation;
mod new;
mod progress;
mod resources;
mod schedule;

use std::path::Path;

use super::settings::{OnePlan, PlanCommand};
use super::text::{line, paragraph, provenance, section};
use super::{Exit, Stop, input, print};
use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::planning::{Finding, Plan, Review};
use crate::wire::{self, Answer, Operation, PlanRequest, Problem, Rendered, plan_json, read_date, read_plan};
use crate::words::{self, fill, fill_counted, fill_text};

pub fn run(command: &PlanCommand) -> Result<(), Stop> {
    match command {
        PlanCommand::New(arguments) => new::run(arguments),
        PlanCommand::Check(arguments) => {
            let shown = if arguments.all { usize::MAX } else { FIRST_SCREEN };
            review(&arguments.plan, wire::CHECK_PLAN, |page, review| check::text(page, review, shown))
        }
        PlanCommand::Calendar(arguments) => calendar::run(arguments),
        PlanCommand::Schedule(arguments) => review(arguments, wire::SCHEDULE_PLAN, schedule::text),
        PlanCommand::Implementation(arguments) => review(arguments, wire::PLAN_IMPLEMENTATION, implementation::text),
        PlanCommand::Resources(arguments) => review(arguments, wire::PLAN_RESOURCES, resources::text),
        PlanCommand::Progress(arguments) => review(arguments, wire::PLAN_PROGRESS, progress::text),
        PlanCommand::Export(arguments) => export::run(arguments),
    }
}

/// Reads a plan from a file; `on` replaces the plan's own date, if the command names one.
pub(super) fn read(advisor: &Advisor, path: &Path, on: Option<&str>) -> Result<PlanRequest, Stop> {
    let refused = |problem: &Problem| Stop::new(Exit::Refused, input::problem_text(path, problem));
    let mut request = read_plan(advisor, &input::bytes(path)?).map_err(|problem| refused(&problem))?;
    if let Some(on) = on {
        let wrong = || Stop::new(Exit::Usage, fill_text("cli.plan.invalid_date", &[("date", on)]));
        request.plan.as_of = Some(read_date(on).ok_or_else(wrong)?);
    }
    Ok(request)
}

/// Reviews a plan and passes the review to `then`.
pub(super) fn with_review<T>(
    advisor: &Advisor,
    request: &PlanRequest,
    path: &Path,
    then: impl FnOnce(&Review<'_>) -> T,
) -> Result<T, Stop> {
    let ranks = advisor
        .design_ranks(&request.plan, &request.options)
        .map_err(|error| Stop::new(Exit::Refused, input::problem_text(path, &Problem::from(error))))?;
    Ok(then(&advisor.review(&request.plan, &ranks)))
}

/// Returns the answer of an API operation.
pub(super) fn api_answer(advisor: &Advisor, request: &PlanRequest, answer: Answer) -> Result<Vec<u8>, Stop> {
    let body = plan_json(advisor, request);
    let mut answer =
        answer(advisor, &Rendered::new(advisor), &body).map_err(|problem| Stop::new(Exit::Refused, problem.detail))?;
    answer.push(b'\n');
    Ok(answer)
}

fn review(arguments: &OnePlan, operation: Operation, text: impl FnOnce(&mut String, &Review<'_>)) -> Result<(), Stop> {
    let input = &arguments.input.input;
    let advisor = input.catalogue.advisor()?;
    let request = read(&advisor, &input.plan, arguments.input.on.as_deref())?;
    if arguments.answer.json {
        return print(&api_answer(&advisor, &request, operation.answer)?);
    }
    let page = with_review(&advisor, &request, &input.plan, |review| {
        let mut page = String::new();
        heading(&mut page, &request.plan);
        text(&mut page, review);
        page.push('\n');
        provenance(&mut page, &advisor);
        page
    })?;
    print(super::plain_lines(&page).as_bytes())
}

/// Writes the plan's title and revision.
pub(super) fn heading(text: &mut String, plan: &Plan) {
    let title = plan.title.as_deref().or(plan.id.as_deref()).unwrap_or(words::text("cli.plan.untitled"));
    match plan.revision().to_string().as_str() {
        "0" => line(text, title),
        revision => {
            let slots = [("plan", title), ("revision", revision)];
            line(text, &fill_text("cli.plan.revision", &slots));
        }
    }
}

/// How many findings are printed at once; `--all` prints the others too.
pub(super) const FIRST_SCREEN: usize = 10;

/// Writes the first findings under a heading, and how many there are besides.
pub(super) fn findings(text: &mut String, title: &str, all: &[&Finding], shown: usize, catalogue: &Catalogue) {
    section(text, title);
    if all.is_empty() {
        line(text, &format!("  {}", words::text("cli.audit.no_findings")));
    }
    let (first, rest) = all.split_at(shown.min(all.len()));
    first.iter().for_each(|one| finding(text, one, catalogue));
    if !rest.is_empty() {
        let slots = [("count", &*rest.len().to_string())];
        line(text, &format!("  {}", fill_counted("cli.finding.more", rest.len(), &slots)));
    }
}

/// Writes one finding: severity, place, what was found, why it matters and how to fix it.
pub(super) fn finding(text: &mut String, finding: &Finding, catalogue: &Catalogue) {
    let template = match (finding.place.is_empty(), finding.waived.is_some()) {
        (true, false) => words::text("cli.finding.plan"),
        (true, true) => words::text("cli.finding.plan_waived"),
        (false, false) => words::text("cli.finding.place"),
        (false, true) => words::text("cli.finding.place_waived"),
    };
    let slots = [("severity", finding.severity.id()), ("finding", &finding.id), ("place", &finding.place)];
    line(text, &format!("  {}", fill(template, &slots)));
    paragraph(text, "      ", &finding.found);
    let mut labelled = |label: &str, words: &str| paragraph(text, &format!("      {label}: "), words);
    labelled(words::text("cli.finding.why"), &finding.why);
    if let Some(differs) = &finding.differs {
        labelled(words::text("cli.finding.differs"), differs);
    }
    let also = finding.also_touches(catalogue);
    if !also.is_empty() {
        labelled(words::text("cli.finding.also"), &also.join(", "));
    }
    match &finding.waived {
        Some(reason) => labelled(words::text("cli.finding.waived"), reason),
        None => labelled(words::text("cli.finding.fix"), &finding.fix),
    }
}
