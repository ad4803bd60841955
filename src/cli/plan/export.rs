//! `backmap plan export`: writes a plan as a document, a calendar or a picture.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::settings::ExportPlan;
use super::super::{Exit, Stop, output, tell};
use super::{read, with_review};
use crate::advisor::Advisor;
use crate::exports::{Document, EXPORTS, Export, fill_template};
use crate::wire::plan_json;
use crate::words::{fill_text, text};

/// The file name of a plan.
const PLAN: &str = "plan.json";

pub fn run(arguments: &ExportPlan) -> Result<(), Stop> {
    let path = &arguments.input.plan;
    let advisor = arguments.input.catalogue.advisor()?;
    if let Some(template) = &arguments.template {
        return from_template(&advisor, arguments, template);
    }
    let export = find_export(arguments)?;
    let request = read(&advisor, path, None)?;
    let before =
        arguments.since.as_deref().map(|path| Ok::<_, Stop>((path, read(&advisor, path, None)?))).transpose()?;
    let update = export.and_then(|export| export.update);
    let bytes = match (export, update.zip(before.as_ref())) {
        (None, _) => plan_json(&advisor, &request),
        (Some(export), None) => with_review(&advisor, &request, path, |review| {
            (export.make)(&Document::new(&advisor, &request.options, review))
        })?,
        (Some(_), Some((update, (old_path, before)))) => with_review(&advisor, before, old_path, |old| {
            with_review(&advisor, &request, path, |review| {
                let now = Document::new(&advisor, &request.options, review);
                update(&now, &Document::new(&advisor, &before.options, old))
            })
        })??,
    };
    output::write(Some(&arguments.output), &bytes)
}

/// Fills a Word template, and names on standard error what could not be filled.
fn from_template(advisor: &Advisor, arguments: &ExportPlan, template: &Path) -> Result<(), Stop> {
    let path = &arguments.input.plan;
    let request = read(advisor, path, None)?;
    let bytes = std::fs::read(template).map_err(|error| {
        let slots = [("file", &*template.display().to_string()), ("error", &error.to_string())];
        Stop::new(Exit::Failed, fill_text("cli.export.template_unreadable", &slots))
    })?;
    let filled = with_review(advisor, &request, path, |review| {
        fill_template(&bytes, &Document::new(advisor, &request.options, review))
    })?
    .map_err(|error| Stop::new(Exit::Refused, error))?;
    output::write(Some(&arguments.output), &filled.bytes)?;
    if !filled.empty.is_empty() {
        tell(&fill_text("cli.export.template_empty", &[("fields", &joined(&filled.empty))]));
    }
    if filled.unknown.is_empty() {
        return Ok(());
    }
    Err(Stop::new(Exit::Findings, fill_text("cli.export.template_unknown", &[("fields", &joined(&filled.unknown))])))
}

fn joined(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Returns the export by `--export` or by the output's name or extension; `None` is the plan itself.
fn find_export(arguments: &ExportPlan) -> Result<Option<&'static Export>, Stop> {
    let export = match &arguments.export {
        Some(id) => Some(export_by_id(id)?),
        None => export_by_file_name(&arguments.output)?,
    };
    if arguments.since.is_some() && export.and_then(|export| export.update).is_none() {
        return Err(Stop::new(Exit::Usage, text("cli.export.since")));
    }
    Ok(export)
}

fn export_by_id(id: &str) -> Result<&'static Export, Stop> {
    EXPORTS.iter().find(|export| export.id == id).ok_or_else(|| {
        let known: Vec<&str> = EXPORTS.iter().map(|export| export.id).collect();
        Stop::new(Exit::Usage, fill_text("cli.export.unknown", &[("export", id), ("known", &known.join(", "))]))
    })
}

/// Matches the full file name of an export first, then its extension if only one export has it.
fn export_by_file_name(output: &Path) -> Result<Option<&'static Export>, Stop> {
    let name = output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = |name: &str| Path::new(name).extension().map(|ending| ending.to_string_lossy().into_owned());
    if let Some(export) = EXPORTS.iter().find(|export| export.file == name) {
        return Ok(Some(export));
    }
    if ending(&name) == ending(PLAN) {
        return Ok(None);
    }
    let fitting: Vec<&Export> =
        EXPORTS.iter().filter(|export| ending(&name).is_some() && ending(export.file) == ending(&name)).collect();
    // A name of its own with an ending that several exports have is the plan itself.
    let whole = fitting.iter().find(|export| Path::new(export.file).file_stem() == Path::new(PLAN).file_stem());
    if let Some(whole) = whole {
        return Ok(Some(whole));
    }
    match fitting.as_slice() {
        [one] => Ok(Some(one)),
        [] => {
            let files: Vec<&str> = EXPORTS.iter().map(|export| export.file).chain([PLAN]).collect();
            let slots = [("file", &*name), ("files", &files.join(", "))];
            Err(Stop::new(Exit::Usage, fill_text("cli.export.no_match", &slots)))
        }
        many => {
            let ids: Vec<&str> = many.iter().map(|export| export.id).collect();
            let slots = [("file", &*name), ("exports", &ids.join(text("cli.export.or")))];
            Err(Stop::new(Exit::Usage, fill_text("cli.export.ambiguous", &slots)))
        }
    }
}
