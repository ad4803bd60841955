//! Access with keys: what each path needs, who asks, how often, and signing in with a browser.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, COOKIE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use arc_swap::ArcSwap;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::civil::Date;

use super::problems::Refusal;
use super::service::Service;
use crate::keys::{KeyFault, KeyFile, Scope, Secret, digest};
use crate::wire::{Problem, ProblemKind};
use crate::words::{fill_text, text};

/// The cookie of a browser that has signed in. Browsers send one of this prefix only over TLS, or to this computer.
pub(super) const SESSION: &str = "__Host-backmap";
/// How long a browser stays signed in, and how many may be.
const SESSION_TIME: Duration = Duration::from_secs(12 * 3600);
const MOST_SESSIONS: usize = 10_000;

/// What a path belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Scope(Scope),
    /// Pages for people, with the scope of what they do.
    Page(Scope),
    /// Descriptions of the API, metrics, and what does not exist.
    Docs,
    Metrics,
}

/// A part of the service that needs no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Public {
    Scope(Scope),
    Pages,
    Docs,
    Metrics,
}

impl FromStr for Public {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let scope = Scope::ALL.into_iter().find(|scope| scope.id() == name).map(Self::Scope);
        let other = match name {
            "pages" => Some(Self::Pages),
            "docs" => Some(Self::Docs),
            "metrics" => Some(Self::Metrics),
            _ => None,
        };
        scope.or(other).ok_or_else(|| fill_text("cli.serve.public", &[("name", name)]))
    }
}

/// Somebody who signed in: the digest of the cookie's value, the key's name, and until when.
#[derive(Debug)]
struct Session {
    digest: String,
    key: String,
    until: Instant,
}

/// The keys, and who uses them.
#[derive(Debug, Default)]
pub(super) struct Access {
    pub(super) keys: Option<ArcSwap<KeyFile>>,
    public: Vec<Public>,
    sessions: Mutex<Vec<Session>>,
    limits: RateLimits,
}

/// The name of the key that a request came with, for the log.
#[derive(Clone, Debug)]
pub(super) struct KeyName(pub String);

impl Access {
    pub(super) fn new(keys: Option<KeyFile>, public: Vec<Public>, limits: RateLimits) -> Self {
        Self { keys: keys.map(ArcSwap::from_pointee), public, sessions: Mutex::default(), limits }
    }

    /// Checks the key of a request for an area. Returns its name, or none if no key is needed.
    fn check(&self, request: &ServiceRequest, area: Area) -> Result<Option<String>, Problem> {
        let Some(keys) = &self.keys else { return Ok(None) };
        if self.is_public(area) {
            return Ok(None);
        }
        let keys = keys.load();
        let unauthorized = |key: &str| Problem::new(ProblemKind::Unauthorized, text(key));
        let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = match sent.map(|value| value.split_once(' ')) {
            Some(Some((scheme, key))) if scheme.eq_ignore_ascii_case("bearer") => {
                keys.find(key.trim(), today()).map_err(|fault| unauthorized(explained(fault)))?
            }
            Some(_) => return Err(unauthorized("wire.access.scheme")),
            None => {
                let name = self.signed_in(request).ok_or_else(|| unauthorized("wire.access.none"))?;
                let key = keys.named(&name).ok_or(KeyFault::Unknown).and_then(|key| key.working(today()));
                key.map_err(|fault| unauthorized(explained(fault)))?
            }
        };
        match area {
            Area::Scope(scope) | Area::Page(scope) if !key.scopes.contains(&scope) => {
                let slots = [("name", key.name.as_str()), ("scope", scope.id())];
                Err(Problem::new(ProblemKind::Forbidden, fill_text("wire.access.scope", &slots)))
            }
            _ => Ok(Some(key.name.clone())),
        }
    }

    fn is_public(&self, area: Area) -> bool {
        let wanted = match area {
            Area::Scope(scope) => Public::Scope(scope),
            Area::Page(_) => Public::Pages,
            Area::Docs => Public::Docs,
            Area::Metrics => Public::Metrics,
        };
        self.public.contains(&wanted)
    }

    /// Returns the name of the key that this browser signed in with.
    fn signed_in(&self, request: &ServiceRequest) -> Option<String> {
        let cookies = request.headers().get_all(COOKIE).filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let value = pairs.into_iter().find(|(name, _)| *name == SESSION)?.1;
        let value = digest(value);
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.iter().find(|session| session.digest == value && session.until > Instant::now())?;
        Some(session.key.clone())
    }

    /// Signs a browser in with a key. Returns the value of its cookie.
    ///
    /// # Errors
    /// A sentence about why the key does not work.
    pub(super) fn sign_in(&self, key: &str) -> Result<String, &'static str> {
        let none = || text("wire.access.unknown");
        let keys = self.keys.as_ref().ok_or_else(none)?.load();
        let key = keys.find(key.trim(), today()).map_err(|fault| text(explained(fault)))?;
        let value = Secret::new().map_err(|_| none())?;
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|session| session.until > Instant::now());
        if sessions.len() >= MOST_SESSIONS {
            sessions.remove(0);
        }
        let until = Instant::now() + SESSION_TIME;
        sessions.push(Session { digest: digest(value.as_str()), key: key.name.clone(), until });
        Ok(value.as_str().to_owned())
    }

    /// Forgets a browser.
    pub(super) fn sign_out(&self, value: &str) {
        let value = digest(value);
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).retain(|session| session.digest != value);
    }
}

/// What is wrong with a key. A malformed and an unknown key get one sentence, which tells a guesser nothing.
fn explained(fault: KeyFault) -> &'static str {
    match fault {
        KeyFault::Malformed => "wire.access.malformed",
        KeyFault::Unknown => "wire.access.unknown",
        KeyFault::Expired => "wire.access.expired",
        KeyFault::Revoked => "wire.access.revoked",
    }
}

#[expect(clippy::disallowed_methods, reason = "whether a key works depends on the day, and no answer does")]
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// How often one key, or one address without a key, may ask, and how many of its requests may be in work.
#[derive(Default)]
pub struct RateLimits {
    rate: Option<(NonZeroU32, DefaultKeyedRateLimiter<String>)>,
    at_once: Option<usize>,
    in_work: Mutex<BTreeMap<String, usize>>,
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("RateLimits").field("rate", &self.rate.as_ref().map(|(rate, _)| rate)).finish_non_exhaustive()
    }
}

/// A request in work, counted until it is dropped.
struct InWork<'a> {
    limits: &'a RateLimits,
    who: String,
}

impl Drop for InWork<'_> {
    fn drop(&mut self) {
        let mut in_work = self.limits.in_work.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = in_work.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                in_work.remove(&self.who);
            }
        }
    }
}

impl RateLimits {
    pub fn new(per_second: Option<NonZeroU32>, at_once: Option<NonZeroU32>) -> Self {
        let rate = per_second.map(|rate| (rate, RateLimiter::keyed(Quota::per_second(rate))));
        Self { rate, at_once: at_once.map(|most| most.get() as usize), in_work: Mutex::default() }
    }

    fn is_used(&self) -> bool {
        self.rate.is_some() || self.at_once.is_some()
    }

    /// Counts a request, or says what is too much and for how many seconds.
    fn enter(&self, who: &str) -> Result<Option<InWork<'_>>, (Problem, u64)> {
        let refused = |template: &str, most: String, seconds: u64| {
            let slots = [("most", &*most), ("seconds", &seconds.to_string())];
            (Problem::new(ProblemKind::TooManyRequests, fill_text(template, &slots)), seconds)
        };
        if let Some((rate, limiter)) = &self.rate
            && let Err(until) = limiter.check_key(&who.to_owned())
        {
            limiter.retain_recent();
            let wait = until.wait_time_from(DefaultClock::default().now()).as_secs_f64().ceil() as u64;
            return Err(refused("wire.access.rate", rate.to_string(), wait.max(1)));
        }
        let Some(most) = self.at_once else { return Ok(None) };
        let mut in_work = self.in_work.lock().unwrap_or_else(PoisonError::into_inner);
        let count = in_work.entry(who.to_owned()).or_default();
        if *count >= most {
            return Err(refused("wire.access.at_once", most.to_string(), 1));
        }
        *count += 1;
        Ok(Some(InWork { limits: self, who: who.to_owned() }))
    }
}

/// Lets in whoever has a key for the path, and not too often.
pub(super) async fn keyed<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone();
    let Some(area) = service.served().routes.area(request.path()) else {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    };
    let name = match service.access.check(&request, area) {
        Ok(name) => name,
        Err(problem) => {
            let response = refused(&service, &request, area, problem);
            return Ok(request.into_response(response).map_into_right_body());
        }
    };
    let address = || request.peer_addr().map_or_else(String::new, |address| address.ip().to_string());
    let entered = match service.access.limits.is_used() {
        false => Ok(None),
        true => service.access.limits.enter(&name.clone().map_or_else(address, |name| format!("key {name}"))),
    };
    if let Some(name) = name {
        request.extensions_mut().insert(KeyName(name));
    }
    match entered {
        Ok(_in_work) => next.call(request).await.map(ServiceResponse::map_into_left_body),
        Err((problem, seconds)) => {
            let mut response = Refusal(problem).error_response();
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(request.into_response(response).map_into_right_body())
        }
    }
}

/// Answers who may not come in: a browser with the page to sign in.
fn refused(service: &Data<Service>, request: &ServiceRequest, area: Area, problem: Problem) -> HttpResponse {
    let is_unknown = problem.status == StatusCode::UNAUTHORIZED.as_u16();
    let challenge = match (is_unknown, area) {
        (true, _) if request.headers().contains_key(AUTHORIZATION) => {
            "Bearer realm=\"backmap\", error=\"invalid_token\"".to_owned()
        }
        (false, Area::Scope(scope) | Area::Page(scope)) => {
            format!("Bearer realm=\"backmap\", error=\"insufficient_scope\", scope=\"{}\"", scope.id())
        }
        _ => "Bearer realm=\"backmap\"".to_owned(),
    };
    let mut response = if is_unknown && matches!(area, Area::Page(_)) {
        super::pages::sign_in(service, request.request(), None)
    } else {
        Refusal(problem).error_response()
    };
    let challenge = HeaderValue::from_str(&challenge).expect("scopes are header text");
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    response
}
