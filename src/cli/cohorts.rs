//! `backmap cohorts`: finds teams that resemble each other in a file.

use std::path::Path;

use super::output::Output;
use super::progress::Stages;
use super::settings::CohortsOf;
use super::teams::threads;
use super::text::{line, paragraph, provenance, section};
use super::{Exit, Stop, plain, print, print_json, tell};
use crate::advisor::Advisor;
use crate::batch::{self, Tally};
use crate::cohorts::{Cohort, Cohorts, MOST_TEAMS};
use crate::exports::{COHORT_FILES, CohortFile};
use crate::wire::{CohortsAnswer, CohortsInput, FoundCohorts};
use crate::words::{fill_counted, fill_text, text};

/// The most rejected rows and teams that are listed.
const MOST_LISTED: usize = 10;

pub fn run(arguments: &CohortsOf) -> Result<(), Stop> {
    let map = arguments.map.as_deref().map(|path| map_file(path).map(|file| (path, file))).transpose()?;
    let advisor = arguments.catalogue.advisor()?;
    let options = arguments.input.options(&advisor)?;
    let (lines, teams, tally) = arguments
        .input
        .read(&advisor, &options, |setup, mut source| batch::collect(setup, source.as_mut(), MOST_TEAMS))?;
    report(&tally);
    if arguments.strict && !tally.faults.is_empty() {
        return Err(Stop::new(Exit::Refused, rejected(&tally)));
    }
    let minimum = arguments.minimum.map(|minimum| minimum as usize);
    let asked = CohortsInput { teams, lines, minimum, options, threads: threads(arguments.jobs) };
    let found =
        asked.find(&advisor, &Stages::new()).map_err(|problem| Stop::refused(&arguments.input.teams, &problem))?;
    if let Some((path, file)) = map {
        let mut output = Output::create(path)?;
        output.stream().write_all(&(file.make)(&found.typical, &found.cohorts))?;
        output.finish()?;
    }
    if arguments.answer.json {
        return print_json(CohortsAnswer::json(&advisor, &found));
    }
    print(words(&advisor, &found).as_bytes())
}

fn map_file(path: &Path) -> Result<CohortFile, Stop> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let file = COHORT_FILES.into_iter().find(|file| file.ending == ending);
    let endings = || COHORT_FILES.map(|file| format!(".{}", file.ending)).join(", ");
    file.ok_or_else(|| {
        let slots = [("path", &*path.display().to_string()), ("endings", &endings())];
        Stop::new(Exit::Usage, fill_text("cli.cohorts.map_extension", &slots))
    })
}

pub(super) fn rejected(tally: &Tally) -> String {
    let count = tally.faults.len();
    fill_counted("cli.batch.rejected", count, &[("count", &count.to_string())])
}

/// Names rejected rows on standard error.
pub(super) fn report(tally: &Tally) {
    if tally.faults.is_empty() {
        return;
    }
    tell(&rejected(tally));
    for fault in tally.faults.iter().take(MOST_LISTED) {
        let slots = [("line", &*fault.line.to_string()), ("problem", &plain(&fault.detail))];
        tell(&fill_text("cli.batch.line", &slots));
    }
}

/// The answer for a terminal.
fn words(advisor: &Advisor, found: &FoundCohorts<'_>) -> String {
    let FoundCohorts { cohorts, .. } = found;
    let mut all = String::new();
    for one in &cohorts.summary {
        paragraph(&mut all, "", &one.text);
    }
    for one in &cohorts.notes {
        paragraph(&mut all, "! ", &one.text);
    }
    for (at, cohort) in cohorts.cohorts.iter().enumerate() {
        describe(&mut all, cohorts, at, cohort);
    }
    let nowhere = cohorts.members.iter().filter(|member| member.cohort.is_none());
    let nowhere = ids(nowhere.map(|member| member.id.as_deref()));
    if !nowhere.is_empty() {
        section(&mut all, text("cli.cohorts.nowhere"));
        paragraph(&mut all, "  ", &nowhere);
    }
    all.push('\n');
    provenance(&mut all, advisor);
    all
}

fn describe(all: &mut String, cohorts: &Cohorts, at: usize, cohort: &Cohort) {
    let Some((title, rest)) = cohort.statements.split_first() else { return };
    all.push('\n');
    let number = (at + 1).to_string();
    paragraph(all, "", &fill_text("cli.cohorts.cohort", &[("number", &number), ("cohort", &title.text)]));
    for one in rest {
        paragraph(all, "  ", &one.text);
    }
    if cohorts.cohorts.len() > 1 {
        let members = ids(cohort.members.iter().map(|member| cohorts.members[*member].id.as_deref()));
        paragraph(all, "  ", &fill_text("cli.cohorts.members", &[("teams", &members)]));
    }
    let Some(community) = &cohort.community else { return };
    let members = ids(community.members.iter().map(|member| cohorts.members[*member].id.as_deref()));
    paragraph(all, "  ", &fill_text("cli.cohorts.community", &[("teams", &members)]));
    line(all, text("cli.cohorts.agenda"));
    for (at, one) in community.agenda.iter().enumerate() {
        let words = format!("{}: {} {}", one.name, one.what, one.question.as_deref().unwrap_or_default());
        paragraph(all, &format!("  {}. ", at + 1), &words);
    }
}

/// The first ids, and how many more there are.
fn ids<'a>(all: impl Iterator<Item = Option<&'a str>>) -> String {
    let all: Vec<String> = all.map(|id| plain(id.unwrap_or(text("cli.this_team")))).collect();
    let shown = all.iter().take(MOST_LISTED).cloned().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(MOST_LISTED) {
        0 => shown,
        more => fill_text("cli.cohorts.more", &[("teams", &shown), ("more", &more.to_string())]),
    }
}
