//! The planner pages over HTTP: form fields in, HTML out.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY,
};
use actix_web::web::{self, Bytes, Data, ServiceConfig, block};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError};
use futures_util::future::LocalBoxFuture;

use super::base::{BasePath, base_of};
use super::body::read_within;
use super::conditional::Resource;
use super::fallback::fallback;
use super::problems::Refusal;
use super::service::{Served, Service};
use crate::pages::{ASSETS, Fields, Page, READINGS, Reading, Scene, View, Words, based, heard, views};
use crate::wire::{Problem, ProblemKind};
use crate::words::text;

pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Only what the binary serves; no inline scripts or styles.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Returns the paths of the pages with their methods.
pub(super) fn paths() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let form = || vec!["GET", "HEAD", "POST"];
    let views = views().map(move |view| (view.path, form()));
    let readings = READINGS.iter().map(move |reading| (reading.path, form()));
    views.chain(readings).chain(ASSETS.iter().map(|asset| (asset.path, vec!["GET", "HEAD"])))
}

pub(super) fn pages(config: &mut ServiceConfig) {
    for view in views() {
        let resource = web::resource(view.path)
            .route(web::get().to(move |service: Data<Service>, request: HttpRequest| open(service, request, view)))
            .route(web::post().to(move |service: Data<Service>, request: HttpRequest, body: FormBody| {
                answer(service, request, body, view)
            }));
        config.service(resource.default_service(web::to(fallback)));
    }
    for reading in READINGS {
        let page = move |service: Data<Service>, request: HttpRequest| async move {
            show(&service, &request, Ok(Fields::default()), reading)
        };
        let with_answers = move |service: Data<Service>, request: HttpRequest, body: FormBody| async move {
            show(&service, &request, body.0, reading)
        };
        let resource = web::resource(reading.path).route(web::get().to(page)).route(web::post().to(with_answers));
        config.service(resource.default_service(web::to(fallback)));
    }
    for asset in ASSETS {
        let resource = Resource::new(asset.bytes.to_vec(), asset.media);
        let file = move |request: HttpRequest| {
            let resource = resource.clone();
            async move { resource.respond(&request) }
        };
        config.service(web::resource(asset.path).route(web::get().to(file)).default_service(web::to(fallback)));
    }
}

/// Shows a page without form fields.
async fn open(service: Data<Service>, request: HttpRequest, view: View) -> HttpResponse {
    on_its_own(service, &request, Ok(Fields::default()), move |scene| view.opened(scene)).await
}

/// Answers a submitted form.
async fn answer(service: Data<Service>, request: HttpRequest, body: FormBody, view: View) -> HttpResponse {
    on_its_own(service, &request, body.0, move |scene| view.answer(scene)).await
}

/// Pages take milliseconds, so they run on a blocking thread, with the catalog that was served when the request
/// arrived.
async fn on_its_own(
    service: Data<Service>,
    request: &HttpRequest,
    fields: Result<Fields, Problem>,
    make: impl Fn(&Scene<'_>) -> Page + Send + 'static,
) -> HttpResponse {
    let (served, words) = (service.served_whole(), words(request));
    let (path, base) = (request.path().to_owned(), base_of(request));
    let made = block(move || {
        let scene = |fields| Scene { advisor: &served.advisor, words, fields, path: &path };
        match fields {
            Ok(fields) => make(&scene(&heard(&served.advisor, fields))),
            Err(problem) => Page::of_problem(&scene(&Fields::default()), &problem),
        }
    });
    match made.await {
        Ok(page) => respond(page, words, base.as_ref()),
        Err(_) => Refusal(Problem::of_status(500, "Internal Server Error")).error_response(),
    }
}

/// Shows a catalog page; with answers, they are carried along.
fn show(
    service: &Data<Service>,
    request: &HttpRequest,
    fields: Result<Fields, Problem>,
    reading: &'static Reading,
) -> HttpResponse {
    let (served, words) = (service.served(), words(request));
    let scene = |fields| Scene { advisor: &served.advisor, words, fields, path: request.path() };
    let page = match fields.map(|fields| heard(&served.advisor, fields)) {
        Ok(fields) => {
            let scene = scene(&fields);
            let page = (reading.page)(&scene, request.match_info().get("id").unwrap_or_default());
            page.unwrap_or_else(|| Page::not_found(&scene))
        }
        Err(problem) => Page::of_problem(&scene(&Fields::default()), &problem),
    };
    respond(page, words, base_of(request).as_ref())
}

/// Shows a page that needs no answers.
pub(super) fn show_made(
    service: &Data<Service>,
    request: &HttpRequest,
    make: impl FnOnce(&Scene<'_>, &Served) -> Page,
) -> HttpResponse {
    let (served, words, fields) = (service.served(), words(request), Fields::default());
    let scene = Scene { advisor: &served.advisor, words, fields: &fields, path: request.path() };
    respond(make(&scene, &served), words, base_of(request).as_ref())
}

/// Shows an HTML page in place of a 404 problem, for browsers.
pub(super) fn not_found(service: &Data<Service>, request: &HttpRequest) -> HttpResponse {
    show_made(service, request, |scene, _| Page::not_found(scene))
}

fn words(request: &HttpRequest) -> &'static Words {
    Words::wanted(request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// Pages are written with links from the root; below a base path, they begin with it.
fn respond(page: Page, words: &Words, base: Option<&BasePath>) -> HttpResponse {
    let mut response = HttpResponse::build(StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK));
    if let Some((name, media)) = page.file {
        response.insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
        return response.content_type(media).body(page.bytes);
    }
    response
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-cache, private"))
        .insert_header((CONTENT_LANGUAGE, words.language.as_str()))
        .insert_header((VARY, "accept-language"))
        .content_type(HTML)
        .body(match base {
            Some(base) => based(page.bytes, base.as_str()),
            None => page.bytes,
        })
}

/// The submitted fields, or why they could not be read; both are answered with a page.
#[derive(Debug)]
struct FormBody(Result<Fields, Problem>);

impl FromRequest for FormBody {
    type Error = Refusal;
    type Future = LocalBoxFuture<'static, Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = request.content_type() == "application/x-www-form-urlencoded";
        let read = read_within(request, payload);
        Box::pin(
            async move { Ok(Self(read.await.map_err(|refusal| refusal.0).and_then(|body| fields(is_form, &body)))) },
        )
    }
}

fn fields(is_form: bool, body: &Bytes) -> Result<Fields, Problem> {
    if !is_form {
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, text("wire.content_type.form")));
    }
    Fields::read(body).map_err(|error| Problem::new(ProblemKind::TooLarge, error.to_string()))
}
