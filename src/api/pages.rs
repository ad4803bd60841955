//! The planner pages over HTTP: form fields in, HTML out.

use std::sync::PoisonError;

use actix_web::dev::Payload;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, COOKIE, LOCATION,
    SET_COOKIE, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError};
use futures_util::future::LocalBoxFuture;

use super::access::{Area, SESSION};
use super::base::{BasePath, base_of};
use super::body::read_within;
use super::conditional::Resource;
use super::district::report;
use super::fallback::fallback;
use super::problems::Refusal;
use super::service::{InFlight, Served, Service};
use crate::keys::Scope;
use crate::pages::{
    ASSETS, Fields, KEY_FIELD, Page, READINGS, Reading, SIGN_IN, SIGN_OUT, Scene, View, Words, based, district_form,
    heard, views,
};
use crate::wire::{Problem, ProblemKind};
use crate::words::text;

pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Only what the binary serves; no inline scripts or styles.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whether browsers may keep a page: one without answers, if they ask before they show it again; one with answers never.
const OPENED: &str = "no-cache, private";
pub(super) const ANSWERED: &str = "no-store";

/// Returns the paths of the pages with their methods and what they belong to.
pub(super) fn paths() -> impl Iterator<Item = (&'static str, Vec<&'static str>, Option<Area>)> {
    let form = || vec!["GET", "HEAD", "POST"];
    let scope = |path: &str| if path.starts_with("/plan") && path != "/planning" { Scope::Plan } else { Scope::Rank };
    let views = views().map(move |view| (view.path, form(), Some(Area::Page(scope(view.path)))));
    // The pages of many teams rank them; all others show the catalog.
    let ranks = ["/teams", district_form::PATH];
    let read = move |path: &str| if ranks.contains(&path) { Scope::Rank } else { Scope::Catalog };
    let readings = READINGS.iter().map(move |reading| (reading.path, form(), Some(Area::Page(read(reading.path)))));
    let assets = ASSETS.iter().map(|asset| (asset.path, vec!["GET", "HEAD"], None));
    let report = (district_form::REPORT, form(), Some(Area::Page(Scope::Rank)));
    views.chain(readings).chain(assets).chain([report, (SIGN_IN, form(), None), (SIGN_OUT, vec!["POST"], None)])
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
    let signing = web::resource(SIGN_IN).route(web::get().to(open_sign_in)).route(web::post().to(do_sign_in));
    config.service(signing.default_service(web::to(fallback)));
    let leaving = web::resource(SIGN_OUT).route(web::post().to(do_sign_out));
    config.service(leaving.default_service(web::to(fallback)));
    let opened = |service: Data<Service>, request: HttpRequest| async move {
        show_made(&service, &request, |scene, _| {
            READINGS
                .iter()
                .find(|reading| reading.path == district_form::PATH)
                .and_then(|of| (of.page)(scene, ""))
                .unwrap_or_else(|| Page::not_found(scene))
        })
    };
    let reporting = web::resource(district_form::REPORT).route(web::get().to(opened)).route(web::post().to(report));
    config.service(reporting.default_service(web::to(fallback)));
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

/// Shows the page to sign in, or signs in.
pub(super) fn sign_in(service: &Data<Service>, request: &HttpRequest, fault: Option<&str>) -> HttpResponse {
    show_made(service, request, |scene, _| crate::pages::sign_in(scene, StatusCode::UNAUTHORIZED.as_u16(), fault))
}

async fn open_sign_in(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    show_made(&service, &request, |scene, _| crate::pages::sign_in(scene, StatusCode::OK.as_u16(), None))
}

async fn do_sign_in(service: Data<Service>, request: HttpRequest, body: FormBody) -> HttpResponse {
    let key = body.0.ok().and_then(|fields| fields.get(KEY_FIELD).map(str::to_owned)).unwrap_or_default();
    match service.access.sign_in(&key) {
        Ok(value) => go_home(&request, &format!("{SESSION}={value}; Path=/; Secure; HttpOnly; SameSite=Lax")),
        Err(fault) => sign_in(&service, &request, Some(fault)),
    }
}

async fn do_sign_out(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    let cookies = request.headers().get_all(COOKIE).filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == SESSION).for_each(|(_, value)| service.access.sign_out(value));
    go_home(&request, &format!("{SESSION}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
}

fn go_home(request: &HttpRequest, cookie: &str) -> HttpResponse {
    let base = base_of(request);
    let to = [base.as_ref().map_or("", |base| base.as_str()), "/"].concat();
    HttpResponse::SeeOther().insert_header((LOCATION, to)).insert_header((SET_COOKIE, cookie)).finish()
}

/// Shows a page without form fields.
async fn open(service: Data<Service>, request: HttpRequest, view: View) -> HttpResponse {
    let (served, words) = (service.served_whole(), words(&request));
    let opened = (view.path, words.language.as_str());
    let kept = served.opened.lock().unwrap_or_else(PoisonError::into_inner).get(&opened).cloned();
    // A page without answers is the same for everybody, and the first one draws which question helps most.
    if let Some(page) = kept {
        return respond(page, words, base_of(&request).as_ref(), OPENED);
    }
    let made = on_its_own(service, &request, Ok(Fields::default()), move |scene| view.opened(scene)).await;
    let page = match made {
        Ok(page) => page,
        Err(refusal) => return refusal.error_response(),
    };
    if view.is_the_same_for_all() {
        served.opened.lock().unwrap_or_else(PoisonError::into_inner).insert(opened, page.clone());
    }
    respond(page, words, base_of(&request).as_ref(), OPENED)
}

/// Answers a submitted form.
async fn answer(service: Data<Service>, request: HttpRequest, body: FormBody, view: View) -> HttpResponse {
    match on_its_own(service, &request, body.0, move |scene| view.answer(scene)).await {
        Ok(page) => respond(page, words(&request), base_of(&request).as_ref(), ANSWERED),
        Err(refusal) => refusal.error_response(),
    }
}

/// Pages take milliseconds, so they run aside, with the catalog that was served when the request arrived.
async fn on_its_own(
    service: Data<Service>,
    request: &HttpRequest,
    fields: Result<Fields, Problem>,
    make: impl Fn(&Scene<'_>) -> Page + Send + 'static,
) -> Result<Page, Refusal> {
    let (served, words, path) = (service.served_whole(), words(request), request.path().to_owned());
    let made = service.turns.aside(move || {
        let scene = |fields| Scene { advisor: &served.advisor, words, fields, path: &path };
        match fields {
            Ok(fields) => make(&scene(&heard(&served.advisor, fields))),
            Err(problem) => Page::of_problem(&scene(&Fields::default()), &problem),
        }
    });
    made.await
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
    let kept = if request.method() == Method::POST { ANSWERED } else { OPENED };
    respond(page, words, base_of(request).as_ref(), kept)
}

/// Shows a page that needs no answers.
pub(super) fn show_made(
    service: &Data<Service>,
    request: &HttpRequest,
    make: impl FnOnce(&Scene<'_>, &Served) -> Page,
) -> HttpResponse {
    let (served, words, fields) = (service.served(), words(request), Fields::default());
    let scene = Scene { advisor: &served.advisor, words, fields: &fields, path: request.path() };
    respond(make(&scene, &served), words, base_of(request).as_ref(), OPENED)
}

/// Shows an HTML page in place of a 404 problem, for browsers.
pub(super) fn not_found(service: &Data<Service>, request: &HttpRequest) -> HttpResponse {
    show_made(service, request, |scene, _| Page::not_found(scene))
}

pub(super) fn words(request: &HttpRequest) -> &'static Words {
    Words::wanted(request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// Pages are written with links from the root; below a base path, they begin with it.
pub(super) fn respond(page: Page, words: &Words, base: Option<&BasePath>, kept: &'static str) -> HttpResponse {
    let mut response = HttpResponse::build(StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK));
    if let Some((name, media)) = page.file {
        response.insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
        return response.content_type(media).body(page.bytes);
    }
    response
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, kept))
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
struct FormBody(
    Result<Fields, Problem>,
    #[expect(dead_code, reason = "it is held until the page is made")] Option<InFlight>,
);

impl FromRequest for FormBody {
    type Error = Refusal;
    type Future = LocalBoxFuture<'static, Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = request.content_type() == "application/x-www-form-urlencoded";
        let read = read_within(request, payload);
        Box::pin(async move {
            Ok(match read.await {
                Ok((body, place)) => Self(fields(is_form, &body), Some(place)),
                Err(refusal) => Self(Err(refusal.0), None),
            })
        })
    }
}

fn fields(is_form: bool, body: &Bytes) -> Result<Fields, Problem> {
    if !is_form {
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, text("wire.content_type.form")));
    }
    Fields::read(body).map_err(|error| Problem::new(ProblemKind::TooLarge, error.to_string()))
}
