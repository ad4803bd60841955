//! State that the handlers share: the catalog being served, and the limits.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use actix_web::rt::{self, System};
use actix_web::web;
use arc_swap::{ArcSwap, Guard};
use tokio::sync::Semaphore;

use super::access::{Access, Public, RateLimits};
use super::base::{BasePath, Proxy};
use super::conditional::Resource;
use super::document;
use super::fallback::Routes;
use super::interface::described;
use super::metrics::Figures;
use super::origin::{HostName, Origin};
use super::turns::Turns;
use crate::advisor::Advisor;
use crate::keys::KeyFile;
use crate::pages::{OperationGroup, Page};
use crate::wire::{CatalogueParts, Rendered};

/// An advisor and everything rendered from it; both are swapped together.
#[derive(Debug)]
pub struct Served {
    pub advisor: Advisor,
    pub(super) rendered: Rendered,
    pub(super) designs: Resource,
    pub(super) design_pages: BTreeMap<String, Resource>,
    pub(super) factors: Resource,
    pub(super) sources: Resource,
    pub(super) standards: Resource,
    pub(super) planning: Resource,
    interface: OnceLock<Interface>,
    pub(super) routes: Routes,
    /// The pages without answers that somebody has opened, by path and language.
    pub(super) opened: Mutex<BTreeMap<(&'static str, &'static str), Page>>,
}

/// What the API says of itself.
#[derive(Debug)]
pub(super) struct Interface {
    /// The OpenAPI document.
    pub(super) document: Resource,
    /// The same, for the page at `/docs`.
    pub(super) operations: Vec<OperationGroup>,
}

impl Served {
    pub fn new(advisor: Advisor) -> Self {
        let parts = CatalogueParts::new(advisor.catalogue());
        Self {
            rendered: Rendered::new(&advisor),
            designs: Resource::json(parts.designs),
            design_pages: parts.design_pages.into_iter().map(|(id, page)| (id, Resource::json(page))).collect(),
            factors: Resource::json(parts.factors),
            sources: Resource::json(parts.sources),
            standards: Resource::json(parts.standards),
            planning: Resource::json(parts.planning),
            routes: Routes::new(&document::operations()),
            interface: OnceLock::new(),
            opened: Mutex::default(),
            advisor,
        }
    }

    /// Makes the sentences that answers would make when they first need them.
    pub(super) fn fill(&self) {
        self.rendered.fill(&self.advisor);
    }

    /// What the API says of itself, with real answers as examples: made when it is first asked for.
    pub(super) fn interface(&self) -> &Interface {
        self.interface.get_or_init(|| {
            let document = document::document(&self.advisor, &self.rendered);
            let operations = described(&document);
            Interface { document: Resource::json(document::json(&document).into_bytes()), operations }
        })
    }
}

/// The limits of the service.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest body accepted, in bytes.
    pub body_bytes: usize,
    /// The largest upload accepted, in bytes.
    pub upload_bytes: usize,
    /// The longest time that a body may take to arrive.
    pub request_time: Duration,
    /// The most requests in progress at once.
    pub in_flight: usize,
}

/// The state of the process.
#[derive(Debug)]
pub struct Service {
    served: ArcSwap<Served>,
    pub(super) limits: Limits,
    pub(super) cors_origins: Vec<Origin>,
    /// The names by which the service may be reached, besides addresses and localhost.
    pub(super) hosts: Vec<String>,
    /// Whether every name is accepted: of a service that is reached from outside, and named by nobody.
    pub(super) is_open_to_all_hosts: bool,
    pub(super) base_path: Option<BasePath>,
    pub(super) proxies: Vec<Proxy>,
    pub(super) figures: Figures,
    pub(super) access: Access,
    draining: AtomicBool,
    in_flight: AtomicUsize,
    /// The bytes of bodies that are arriving.
    arriving: AtomicUsize,
    pub(super) turns: Turns,
    /// Batches last as long as their sender likes, so they have places of their own.
    pub(super) batches: Arc<Semaphore>,
    /// Uploads stay in memory while they are read, so their number is limited.
    pub(super) uploads: Arc<Semaphore>,
}

/// The most uploads at once.
const MOST_UPLOADS: usize = 16;
/// The most batches at once.
const MOST_BATCHES: usize = 64;
/// The most bytes of bodies that are arriving at once.
const MOST_ARRIVING: usize = 256 << 20;

impl Service {
    pub fn new(advisor: Advisor, limits: Limits, cors_origins: Vec<Origin>) -> Self {
        Self {
            served: ArcSwap::from_pointee(Served::new(advisor)),
            limits,
            cors_origins,
            hosts: Vec::new(),
            is_open_to_all_hosts: true,
            base_path: None,
            proxies: Vec::new(),
            figures: Figures::new(),
            access: Access::default(),
            draining: AtomicBool::new(false),
            in_flight: AtomicUsize::new(0),
            arriving: AtomicUsize::new(0),
            turns: Turns::new(),
            batches: Arc::new(Semaphore::new(MOST_BATCHES)),
            uploads: Arc::new(Semaphore::new(MOST_UPLOADS)),
        }
    }

    /// Shows the service below a path, and below the one that each of these proxies names.
    #[must_use]
    pub fn behind(self, base_path: Option<BasePath>, proxies: Vec<Proxy>) -> Self {
        Self { base_path, proxies, ..self }
    }

    /// Answers only for these names, addresses and localhost.
    #[must_use]
    pub fn at(self, hosts: &[HostName]) -> Self {
        Self { hosts: hosts.iter().map(|host| host.0.clone()).collect(), is_open_to_all_hosts: false, ..self }
    }

    /// Asks for keys, except for what is public, and limits how often each key and each address asks.
    #[must_use]
    pub fn guarded(self, keys: Option<KeyFile>, public: Vec<Public>, limits: RateLimits) -> Self {
        Self { access: Access::new(keys, public, limits), ..self }
    }

    /// Uses other keys from the next request on.
    pub fn replace_keys(&self, keys: KeyFile) {
        if let Some(known) = &self.access.keys {
            known.store(Arc::new(keys));
        }
    }

    /// Whether the headers of this peer about the request count.
    pub(super) fn trusts(&self, peer: Option<std::net::SocketAddr>) -> bool {
        peer.is_some_and(|peer| self.proxies.iter().any(|proxy| proxy.covers(peer.ip())))
    }

    /// Whether a base path begins like a path of the service. Then nobody could tell whether a proxy has removed it.
    pub fn owns(&self, base: &BasePath) -> bool {
        self.served().routes.begin_with(base.first())
    }

    /// Returns the catalog being served; one request uses one catalog throughout.
    pub(super) fn served(&self) -> Guard<Arc<Served>> {
        self.served.load()
    }

    /// Returns the same, for longer work.
    pub(super) fn served_whole(&self) -> Arc<Served> {
        self.served.load_full()
    }

    /// Returns the same, after making aside what the API says of itself.
    pub(super) async fn described(&self) -> Arc<Served> {
        let served = self.served_whole();
        if served.interface.get().is_none() {
            let own = Arc::clone(&served);
            // If it could not be made aside, it is made where it is used.
            let _ = web::block(move || {
                own.interface();
            })
            .await;
        }
        served
    }

    /// Makes all sentences of the catalog being served, which takes some milliseconds; answers do not wait for it.
    pub fn fill(&self) {
        self.served_whole().fill();
    }

    /// Serves another catalog from the next request on.
    pub fn replace(&self, advisor: Advisor) {
        let served = Served::new(advisor);
        served.fill();
        self.served.store(Arc::new(served));
    }

    /// Marks the service as not ready.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Takes a slot among the requests in progress, if one is free.
    pub(super) fn enter(self: &Arc<Self>) -> Option<InFlight> {
        let slot = Slot(Arc::clone(self));
        let is_free = self.in_flight.fetch_add(1, Ordering::Relaxed) < self.limits.in_flight;
        is_free.then(|| InFlight(Some(slot)))
    }
}

/// Bytes of a body in memory, given back when dropped.
#[derive(Debug)]
pub(super) struct Arriving {
    service: Arc<Service>,
    bytes: usize,
}

impl Arriving {
    pub(super) fn new(service: Arc<Service>) -> Self {
        Self { service, bytes: 0 }
    }

    /// Holds more bytes. Returns whether there is room for them.
    pub(super) fn add(&mut self, bytes: usize) -> bool {
        self.bytes += bytes;
        self.service.arriving.fetch_add(bytes, Ordering::Relaxed) + bytes <= MOST_ARRIVING
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.service.arriving.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// A slot among the requests in progress. Dropped, it is released after the worker has looked at the requests that are
/// ready by then: a worker answers a request without a pause, so without this delay it would never see two at once, and
/// would let any number of callers wait.
#[derive(Debug)]
pub(super) struct InFlight(Option<Slot>);

impl Drop for InFlight {
    fn drop(&mut self) {
        let slot = self.0.take();
        if System::try_current().is_some() {
            // A worker's tasks run in turn, so this one runs behind those that are ready.
            rt::spawn(async move { drop(slot) });
        }
    }
}

/// What is counted as one request in progress.
#[derive(Debug)]
struct Slot(Arc<Service>);

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}
