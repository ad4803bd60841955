//! `backmap import`: a survey or a roster as teams, one profile a line. What it says of itself goes to standard error.

use std::collections::BTreeMap;
use std::path::Path;

use super::settings::Import;
use super::{Exit, Stop, input, output, plain};
use crate::advisor::Advisor;
use crate::catalogue::{Answer, Catalogue, Profile};
use crate::surveys::{
    Export, Fate, FileForm, GradeBands, ImportOptions, Mapping, Report, Roster, Shown, SurveyError, columns, draft,
    import, is_roster, read_agreed, read_roster, vendor,
};
use crate::wire::{HeldBack, ImportReport, TeamLine, profile_json, read_profile_or_request};

impl From<SurveyError> for Stop {
    fn from(error: SurveyError) -> Self {
        Self::new(Exit::Refused, error)
    }
}

pub fn run(arguments: &Import) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let catalogue = advisor.catalogue();
    let bytes = input::bytes(&arguments.file)?;
    let file = name(&arguments.file);
    let mut form = FileForm {
        vendor: arguments.vendor.as_deref().and_then(vendor).map(|vendor| vendor.id),
        ..FileForm::default()
    };
    if arguments.columns || arguments.draft_mapping {
        let export = Export::read(&file, &bytes, &form)?;
        let text = if arguments.columns { columns(&export) } else { draft(catalogue, &export) };
        return output::write(arguments.output.as_deref(), text.as_bytes());
    }
    let Some(path) = &arguments.mapping else {
        if is_roster(&bytes) {
            return roster_alone(arguments, catalogue, &file, &bytes);
        }
        return Err(Stop::new(
            Exit::Usage,
            format!("{file}: a survey needs --mapping FILE; `backmap import --draft-mapping {file}` proposes one"),
        ));
    };
    let mapping = Mapping::read(catalogue, &name(path), &text(path)?)?;
    form = FileForm { vendor: form.vendor.or(mapping.form.vendor), ..mapping.form.clone() };
    let options = options(arguments, catalogue)?;
    let export = Export::read(&file, &bytes, &form)?;
    let mut imported = import(catalogue, &export, &mapping, &options)?;
    if let Some(path) = &arguments.join {
        join(&advisor, path, &mut imported.profiles)?;
    }
    let mut lines = options.roster.as_ref().map(|roster| roster.report.lines(roster.teams.len())).unwrap_or_default();
    lines.extend(imported.report.lines());
    say(&lines);
    if let Some(path) = &arguments.report {
        output::write(Some(path), &report(&imported.report))?;
    }
    output::write(arguments.output.as_deref(), &profiles(catalogue, &imported.profiles))
}

/// A file's name without the folders, which may tell more than a report should.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn text(path: &Path) -> Result<String, Stop> {
    String::from_utf8(input::bytes(path)?)
        .map_err(|_| Stop::new(Exit::Refused, format!("{}: this file is not UTF-8 text", path.display())))
}

fn options(arguments: &Import, catalogue: &Catalogue) -> Result<ImportOptions, Stop> {
    let agreed = match &arguments.agreed {
        Some(path) => read_agreed(catalogue, &name(path), &input::bytes(path)?)?,
        None => BTreeMap::new(),
    };
    let roster = match &arguments.roster {
        Some(path) => Some(roster(arguments, &name(path), &input::bytes(path)?)?),
        None => None,
    };
    Ok(ImportOptions { minimum: arguments.minimum as usize, agreed, roster })
}

fn roster(arguments: &Import, file: &str, bytes: &[u8]) -> Result<Roster, Stop> {
    let bands = GradeBands::read(&arguments.grade_bands)
        .map_err(|why| Stop::new(Exit::Usage, format!("--grade-bands: {why}")))?;
    let on = arguments.on.as_deref();
    let day = |text: &str| {
        text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| {
                (matches!(at, 4 | 7) && byte == b'-') || (!matches!(at, 4 | 7) && byte.is_ascii_digit())
            })
    };
    if on.is_some_and(|on| !day(on)) {
        return Err(Stop::new(Exit::Usage, "--on: expected a day as 2026-10-01"));
    }
    Ok(read_roster(file, bytes, &bands, on)?)
}

fn roster_alone(arguments: &Import, catalogue: &Catalogue, file: &str, bytes: &[u8]) -> Result<(), Stop> {
    let roster = roster(arguments, file, bytes)?;
    say(&roster.report.lines(roster.teams.len()));
    output::write(arguments.output.as_deref(), &profiles(catalogue, &roster.profiles(catalogue)))
}

fn say(lines: &[String]) {
    for line in lines {
        eprintln!("{}", plain(line));
    }
}

fn profiles(catalogue: &Catalogue, profiles: &[Profile]) -> Vec<u8> {
    let mut text = Vec::new();
    for profile in profiles {
        text.extend(profile_json(catalogue, profile));
        text.push(b'\n');
    }
    text
}

/// Fills in what the survey leaves open from profiles of the same id.
fn join(advisor: &Advisor, path: &Path, profiles: &mut [Profile]) -> Result<(), Stop> {
    let bytes = input::bytes(path)?;
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let other = read_profile_or_request(advisor, line)
            .map_err(|problem| Stop::new(Exit::Refused, format!("line {}: {}", at + 1, input::told(path, &problem))))?;
        for profile in profiles.iter_mut().filter(|profile| profile.id == other.profile.id) {
            for (answer, known) in profile.answers.iter_mut().zip(&other.profile.answers) {
                fill(answer, known.as_ref());
            }
            profile.setting = profile.setting.or(other.profile.setting);
        }
    }
    Ok(())
}

fn fill(answer: &mut Option<Answer>, known: Option<&Answer>) {
    match (answer, known) {
        (Some(Answer::Each(parts)), Some(Answer::Each(known))) => {
            parts
                .iter_mut()
                .zip(known)
                .filter(|(part, _)| part.is_none())
                .for_each(|(part, known)| part.clone_from(known));
        }
        (answer @ None, Some(known)) => *answer = Some(known.clone()),
        _ => {}
    }
}

fn report(report: &Report) -> Vec<u8> {
    let reason = |shown: Shown| if shown == Shown::Complement { "would_give_away_others" } else { "too_few_answers" };
    let teams = report.teams.iter().map(|team| TeamLine {
        id: team.id.as_deref(),
        answers: team.people,
        members: team.members,
        became: match team.fate {
            Fate::Shown => "shown",
            Fate::InRole => "shown_in_role",
            Fate::Agreed => "agreed",
            Fate::TooFew => "suppressed_too_few_answers",
            Fate::Complement => "suppressed_would_give_away_others",
        },
        known: team.known,
        held_back: team.hidden.iter().map(|(factor, why)| HeldBack { factor, reason: reason(*why) }).collect(),
    });
    ImportReport {
        file: &report.file,
        read_as: report.vendor,
        rows_counted: report.counted,
        rows_dropped: &report.dropped,
        minimum: report.minimum,
        missing_per_10000: (report.missing_share() * 10_000.0).round() as usize,
        columns_of_persons: report.persons,
        columns_unused: &report.unused,
        teams: teams.collect(),
        notes: &report.notes,
    }
    .json()
}
