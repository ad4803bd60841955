//! State that the handlers share: the catalog being served, and the limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use arc_swap::{ArcSwap, Guard};
use prometheus::Registry;
use tokio::sync::Semaphore;

use super::base::{BasePath, Proxy};
use super::conditional::Resource;
use super::document;
use super::fallback::Routes;
use super::interface::described;
use crate::advisor::Advisor;
use crate::pages::OperationGroup;
use crate::wire::{CatalogueParts, Rendered};

/// An advisor and everything rendered from it; both are swapped together.
#[derive(Debug)]
pub struct Served {
    pub advisor: Advisor,
    pub(super) rendered: Rendered,
    pub(super) designs: Resource,
    pub(super) design_pages: std::collections::BTreeMap<String, Resource>,
    pub(super) factors: Resource,
    pub(super) sources: Resource,
    pub(super) standards: Resource,
    pub(super) planning: Resource,
    pub(super) openapi: Resource,
    /// The same, for the page at `/docs`.
    pub(super) described: Vec<OperationGroup>,
    pub(super) routes: Routes,
}

impl Served {
    pub fn new(advisor: Advisor) -> Self {
        let parts = CatalogueParts::new(advisor.catalogue());
        let rendered = Rendered::new(&advisor);
        let document = document::document(&advisor, &rendered, &parts);
        Self {
            rendered,
            designs: Resource::json(parts.designs),
            design_pages: parts.design_pages.into_iter().map(|(id, page)| (id, Resource::json(page))).collect(),
            factors: Resource::json(parts.factors),
            sources: Resource::json(parts.sources),
            standards: Resource::json(parts.standards),
            planning: Resource::json(parts.planning),
            routes: Routes::new(&document),
            described: described(&document),
            openapi: Resource::json(document::json(&document).into_bytes()),
            advisor,
        }
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
    pub(super) cors_origins: Vec<String>,
    pub(super) base_path: Option<BasePath>,
    pub(super) proxies: Vec<Proxy>,
    pub(super) registry: Registry,
    draining: AtomicBool,
    in_flight: AtomicUsize,
    /// One permit per core. Long batches and imports take turns, so that single requests find a free core.
    pub(super) turns: Arc<Semaphore>,
    /// Uploads stay in memory while they are read, so their number is limited.
    pub(super) uploads: Arc<Semaphore>,
}

/// The most uploads at once.
const MOST_UPLOADS: usize = 16;

impl Service {
    pub fn new(advisor: Advisor, limits: Limits, cors_origins: Vec<String>) -> Self {
        Self {
            served: ArcSwap::from_pointee(Served::new(advisor)),
            limits,
            cors_origins,
            base_path: None,
            proxies: Vec::new(),
            registry: Registry::new(),
            draining: AtomicBool::new(false),
            in_flight: AtomicUsize::new(0),
            turns: Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from))),
            uploads: Arc::new(Semaphore::new(MOST_UPLOADS)),
        }
    }

    /// Shows the service below a path, and below the one that each of these proxies names.
    #[must_use]
    pub fn behind(self, base_path: Option<BasePath>, proxies: Vec<Proxy>) -> Self {
        Self { base_path, proxies, ..self }
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

    /// Serves another catalog from the next request on.
    pub fn replace(&self, advisor: Advisor) {
        self.served.store(Arc::new(Served::new(advisor)));
    }

    /// Returns the registry of metrics.
    pub fn registry(&self) -> Registry {
        self.registry.clone()
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
        let place = InFlight(Arc::clone(self));
        (self.in_flight.fetch_add(1, Ordering::Relaxed) < self.limits.in_flight).then_some(place)
    }
}

/// A slot among the requests in progress, released when dropped.
#[derive(Debug)]
pub(super) struct InFlight(Arc<Service>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}
