//! `backmap plan export`: writes a plan as a document, a calendar or a picture.

use std::path::Path;

use super::super::settings::ExportPlan;
use super::super::{Exit, Stop, input, output};
use super::{read, reviewed};
use crate::exports::{Document, EXPORTS, Export, calendar_update};
use crate::wire::plan_json;

/// The file name of a plan.
const PLAN: &str = "plan.json";

pub fn run(arguments: &ExportPlan) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let wanted = wanted(arguments)?;
    let request = read(&advisor, &arguments.plan, None)?;
    let before =
        arguments.since.as_deref().map(|path| Ok::<_, Stop>((path, read(&advisor, path, None)?))).transpose()?;
    let provenance = advisor.provenance();
    let bytes = match (wanted, &before) {
        (None, _) => plan_json(&advisor, &request),
        (Some(export), None) => {
            reviewed(&advisor, &request, &arguments.plan, |review| (export.make)(&Document { review, provenance }))?
        }
        (Some(_), Some((path, before))) => reviewed(&advisor, before, path, |before| {
            reviewed(&advisor, &request, &arguments.plan, |review| {
                calendar_update(&Document { review, provenance }, &Document { review: before, provenance })
            })
        })??,
    };
    output::write(Some(&arguments.output), &bytes)
}

/// Returns the export by `--export` or by the output's name or extension; `None` is the plan itself.
fn wanted(arguments: &ExportPlan) -> Result<Option<&'static Export>, Stop> {
    let export = match &arguments.export {
        Some(id) => Some(named(id)?),
        None => by_name(&arguments.output)?,
    };
    if arguments.since.is_some() && export.is_none_or(|export| export.id != "calendar") {
        return Err(Stop::new(Exit::Usage, "--since: applies only to a calendar; remove it or export plan.ics"));
    }
    Ok(export)
}

fn named(id: &str) -> Result<&'static Export, Stop> {
    EXPORTS.iter().find(|export| export.id == id).ok_or_else(|| {
        let known: Vec<&str> = EXPORTS.iter().map(|export| export.id).collect();
        Stop::new(Exit::Usage, format!("--export: unknown export `{id}`: expected one of {}", known.join(", ")))
    })
}

/// Matches the full file name of an export first, then its extension if only one export has it.
fn by_name(output: &Path) -> Result<Option<&'static Export>, Stop> {
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
    match fitting.as_slice() {
        [one] => Ok(Some(one)),
        [] => {
            let files: Vec<&str> = EXPORTS.iter().map(|export| export.file).chain([PLAN]).collect();
            let told = format!(
                "--output: no export matches `{name}`: name the file one of {}, or pass --export",
                files.join(", ")
            );
            Err(Stop::new(Exit::Usage, told))
        }
        many => {
            let ids: Vec<&str> = many.iter().map(|export| export.id).collect();
            Err(Stop::new(Exit::Usage, format!("--output: `{name}` could be {}: pass --export", ids.join(" or "))))
        }
    }
}
