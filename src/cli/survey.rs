//! `backmap survey`: writes the questionnaire in a format that a form can be made from.

use std::path::Path;

use super::settings::Survey;
use super::{Exit, Stop, input, output};
use crate::advisor::Advisor;
use crate::catalogue::{Who, did_you_mean};
use crate::surveys::{Form, FormOptions, form_writers};
use crate::wire::read_profile_or_request;
use crate::words::{self, fill_text};

pub fn run(arguments: &Survey) -> Result<(), Stop> {
    let advisor = arguments.catalogue.advisor()?;
    let catalogue = advisor.catalogue();
    let answered_by = match arguments.answered_by.as_str() {
        "leaders" => Who::Leaders,
        "planner" => Who::Planner,
        _ => Who::Teachers,
    };
    let mut options = FormOptions::of(answered_by);
    options.content.clone_from(&arguments.content);
    options.short = arguments.short;
    options.minimum = arguments.minimum;
    if let Some(path) = &arguments.teams {
        options.teams = teams(&advisor, path)?;
    }
    if !arguments.designs.is_empty() {
        let place = |id: &String| {
            catalogue.design_index(id).ok_or_else(|| {
                let ids = catalogue.designs.iter().map(|design| design.id.as_str());
                let slots = [("design", &**id), ("hint", &did_you_mean(id, ids))];
                Stop::new(Exit::Usage, format!("--designs: {}", fill_text("cli.unknown_design", &slots)))
            })
        };
        options.designs = Some(arguments.designs.iter().map(place).collect::<Result<_, _>>()?);
    }
    let write = form_writers().find(|(name, _)| *name == arguments.format.replace('_', "-"));
    let (_, write) = write.expect("clap accepts only listed names");
    output::write(arguments.output.path(), write(&Form::new(catalogue, &options)).as_bytes())
}

/// Reads team names: one per line, or the ids of profiles.
fn teams(advisor: &Advisor, path: &Path) -> Result<Vec<String>, Stop> {
    let bytes = input::bytes(path)?;
    let file = path.display().to_string();
    let refused = |line: usize, why: &str| {
        let slots = [("file", &*file), ("line", &line.to_string()), ("problem", why)];
        Stop::new(Exit::Refused, fill_text("cli.survey.line", &slots))
    };
    let mut teams: Vec<String> = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.trim_ascii();
        let name = if line.starts_with(b"{") {
            let request = read_profile_or_request(advisor, line);
            request.map_err(|problem| refused(at + 1, &problem.detail))?.profile.id
        } else {
            let text = std::str::from_utf8(line);
            let text = text.map_err(|_| refused(at + 1, words::text("cli.survey.not_text")))?;
            Some(text.trim_start_matches('\u{feff}').trim().to_owned())
        };
        teams.extend(name.filter(|name| !name.is_empty()));
    }
    let mut seen = std::collections::BTreeSet::new();
    teams.retain(|team| seen.insert(team.to_lowercase()));
    if teams.is_empty() {
        return Err(Stop::new(Exit::Refused, fill_text("cli.survey.no_teams", &[("file", &file)])));
    }
    Ok(teams)
}
