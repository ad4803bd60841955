//! `POST /district/report`: the page of a whole district, from an uploaded file.

use std::num::NonZeroUsize;

use actix_web::http::header::{ACCEPT, CACHE_CONTROL};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use futures_util::StreamExt;
use futures_util::stream::{once, unfold};
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::oneshot;

use super::base::{BasePath, base_of};
use super::pages::{ANSWERED, respond, show_made, words};
use super::problems::Refusal;
use super::service::Service;
use super::tables::read_rows;
use super::turns::Progress;
use super::upload::{FormParts, Upload};
use crate::advisor::{Advisor, Options};
use crate::batch::{AnswerKind, Compression, Setup, format_of};
use crate::district::DistrictTeam;
use crate::pages::{
    Fields, Page, Reported, Scene, Words, based, district_form as field, district_progress, district_report,
};
use crate::scoring::Watch;
use crate::wire::{DistrictInput, Problem, ProblemKind, Rendered, read_resources};
use crate::words::text;

/// The media type of lines of progress.
const LINES: &str = "application/x-ndjson";

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
    let served = service.served_whole();
    let (language, path, is_read) = (words(&request), request.path().to_owned(), reads_progress(&request));
    let make = move |watch: &dyn Watch| {
        let made = reported(&served.advisor, &served.rendered, &upload.parts, watch);
        let fields = Fields::default();
        let scene = Scene { advisor: &served.advisor, words: language, fields: &fields, path: &path };
        district_report(&scene, &made)
    };
    if is_read {
        return streamed(service, base_of(&request), language, make);
    }
    match service.turns.watched(None, make).await {
        Ok(page) => respond(page, language, base_of(&request).as_ref(), ANSWERED),
        Err(refusal) => refusal.error_response(),
    }
}

/// Returns whether the client reads progress: the script of the page does.
fn reads_progress(request: &HttpRequest) -> bool {
    request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains(LINES))
}

/// Answers with a line of JSON for each step of progress, and the page in the last line. The work ends when nobody reads.
fn streamed(
    service: Data<Service>,
    base: Option<BasePath>,
    language: &'static Words,
    make: impl FnOnce(&dyn Watch) -> Page + Send + 'static,
) -> HttpResponse {
    let (progress, steps) = unbounded_channel();
    let (last, page) = oneshot::channel();
    actix_web::rt::spawn(async move {
        let made = service.turns.watched(Some(progress), make).await;
        let line = match made {
            Ok(page) => {
                let bytes = match &base {
                    Some(base) => based(page.bytes, base.as_str()),
                    None => page.bytes,
                };
                json!({"page": String::from_utf8_lossy(&bytes)})
            }
            Err(Refusal(problem)) => json!({"problem": problem.detail}),
        };
        // Nobody reads it if the client is gone.
        let _ = last.send(line);
    });
    let line = |value: &Value| Ok::<_, actix_web::Error>(Bytes::from(format!("{value}\n")));
    let of_steps = unfold(steps, |mut steps| async { steps.recv().await.map(|step| (step, steps)) }).map(move |step| {
        let (stage, done, of): Progress = step;
        let words = district_progress(language, stage, done, of);
        line(&json!({"stage": stage.id(), "done": done, "of": of, "words": words}))
    });
    let at_end = once(page).filter_map(move |page| async move { page.ok().map(|page| line(&page)) });
    HttpResponse::Ok()
        .content_type(LINES)
        .insert_header((CACHE_CONTROL, ANSWERED))
        .streaming(Box::pin(of_steps.chain(at_end)))
}

fn reported(advisor: &Advisor, rendered: &Rendered, parts: &FormParts, watch: &dyn Watch) -> Result<Reported, Problem> {
    parts.check(&[field::TEAMS, field::RESOURCES, field::SCHOOL, field::BY, field::IGNORE])?;
    let school = column(parts, field::SCHOOL)?.unwrap_or_else(|| field::USUAL_SCHOOL.to_owned());
    let by = columns(parts.text(field::BY)?);
    let resources = parts
        .text(field::RESOURCES)?
        .map(|text| read_resources(advisor, text.as_bytes()).map_err(|problem| problem.within(field::RESOURCES)));
    let mut setup = Setup::new(advisor, rendered, AnswerKind::Scores, &Options::default())?;
    setup.kept = std::iter::once(school).chain(by.iter().cloned()).collect();
    setup.ignored = columns(parts.text(field::IGNORE)?);
    let (rows, rejected) = rows(&setup, parts)?;
    let asked = DistrictInput {
        teams: rows.into_iter().map(|(line, profile, cells)| DistrictTeam::new(line, profile, cells)).collect(),
        rejected: rejected.clone(),
        by,
        minimum: None,
        resources: resources.transpose()?,
        options: Options::default(),
        threads: NonZeroUsize::MIN,
    };
    Ok(Reported { district: asked.report(advisor, watch)?, rejected })
}

fn column(parts: &FormParts, name: &str) -> Result<Option<String>, Problem> {
    Ok(parts.text(name)?.map(|text| text.chars().take(LONGEST_COLUMN).collect()))
}

/// Returns the names of columns, which commas separate.
fn columns(names: Option<&str>) -> Vec<String> {
    let names = names.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.chars().take(LONGEST_COLUMN).collect()).collect()
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
    let (rows, tally) = read_rows(setup, format, compression, &part.bytes, MOST_TEAMS)?;
    Ok((rows, tally.faults.into_iter().map(|fault| (fault.line, fault.detail)).collect()))
}
