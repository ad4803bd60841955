//! `POST /district/report`: the page of a whole district, from an uploaded file.

use std::io::Cursor;
use std::num::NonZeroUsize;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};

use super::base::base_of;
use super::pages::{ANSWERED, respond, show_made, words};
use super::problems::Refusal;
use super::service::Service;
use super::upload::{FormParts, Upload};
use crate::advisor::{Advisor, Options};
use crate::batch::{AnswerKind, BatchError, Compression, Input, Setup, collect_kept, format_of};
use crate::district::DistrictTeam;
use crate::pages::{Fields, Reported, Scene, district_form as field, district_report};
use crate::wire::{DistrictInput, Problem, ProblemKind, Rendered, read_resources};
use crate::words::text;

/// The most teams of a file; the command takes more.
const MOST_TEAMS: usize = 5_000;

/// The longest name of a column, in characters.
const LONGEST_COLUMN: usize = 200;

/// Shows the report of an uploaded file, or the form with what is wrong with it.
pub(super) async fn report(
    service: Data<Service>,
    request: HttpRequest,
    upload: Result<Upload, Refusal>,
) -> HttpResponse {
    let upload = match upload {
        Ok(upload) => upload,
        Err(Refusal(problem)) => {
            return show_made(&service, &request, |scene, _| district_report(scene, &Err(problem)));
        }
    };
    let (served, language, path) = (service.served_whole(), words(&request), request.path().to_owned());
    let made = service.turns.aside(move || {
        let made = reported(&served.advisor, &served.rendered, &upload.parts);
        let fields = Fields::default();
        let scene = Scene { advisor: &served.advisor, words: language, fields: &fields, path: &path };
        district_report(&scene, &made)
    });
    match made.await {
        Ok(page) => respond(page, language, base_of(&request).as_ref(), ANSWERED),
        Err(refusal) => refusal.error_response(),
    }
}

fn reported(advisor: &Advisor, rendered: &Rendered, parts: &FormParts) -> Result<Reported, Problem> {
    parts.check(&[field::TEAMS, field::RESOURCES, field::SCHOOL, field::BY, field::IGNORE])?;
    let school = column(parts, field::SCHOOL)?.unwrap_or_else(|| field::USUAL_SCHOOL.to_owned());
    let by = column(parts, field::BY)?;
    let resources = parts
        .text(field::RESOURCES)?
        .map(|text| read_resources(advisor, text.as_bytes()).map_err(|problem| problem.within(field::RESOURCES)));
    let mut setup = Setup::new(advisor, rendered, AnswerKind::Scores, &Options::default())?;
    setup.kept = std::iter::once(school).chain(by.clone()).collect();
    let ignored = parts.text(field::IGNORE)?.unwrap_or_default();
    setup.ignored = ignored.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let (rows, rejected) = rows(&setup, parts)?;
    let asked = DistrictInput {
        teams: rows.into_iter().map(|(profile, cells)| DistrictTeam::new(profile, cells)).collect(),
        by,
        minimum: None,
        resources: resources.transpose()?,
        options: Options::default(),
        threads: NonZeroUsize::MIN,
    };
    Ok(Reported { district: asked.report(advisor)?, rejected })
}

fn column(parts: &FormParts, name: &str) -> Result<Option<String>, Problem> {
    Ok(parts.text(name)?.map(|text| text.chars().take(LONGEST_COLUMN).collect()))
}

type Rows = (Vec<crate::batch::KeptProfile>, Vec<(u64, String)>);

/// Reads the teams; their format follows from the name of the file.
fn rows(setup: &Setup<'_>, parts: &FormParts) -> Result<Rows, Problem> {
    let part = parts.part(field::TEAMS).filter(|part| !part.bytes.is_empty());
    let part = part.ok_or_else(|| Problem::new(ProblemKind::Invalid, text("wire.district.no_file")))?;
    let name = part.file.as_deref().unwrap_or_default().to_lowercase();
    // Other tables are read like CSV: the delimiter is detected.
    let is_table = name.is_empty() || [".tsv", ".txt"].iter().any(|ending| name.ends_with(ending));
    let known = format_of(if is_table { "teams.csv" } else { &name });
    let known = known.filter(|(format, compression)| format.stream.is_some() && *compression == Compression::None);
    let (format, compression) =
        known.ok_or_else(|| Problem::new(ProblemKind::Invalid, text("wire.district.format")))?;
    let input = Input::Stream(Box::new(Cursor::new(part.bytes.clone())), compression);
    let failed = |error: BatchError| match error {
        BatchError::Input(problem) => problem,
        other => Problem::new(ProblemKind::Malformed, other.to_string()),
    };
    let mut source = (format.source)(input, setup).map_err(failed)?;
    let (rows, tally) = collect_kept(setup, source.as_mut(), MOST_TEAMS).map_err(failed)?;
    Ok((rows, tally.faults.into_iter().map(|fault| (fault.line, fault.detail)).collect()))
}
