//! `backmap serve`: runs the server from start to the last answer.

use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::settings::Serve;
use super::tls::Certificate;
use super::{Exit, Stop, input, keys, telemetry};
use crate::advisor::Advisor;
use crate::api::{self, Limits, RateLimits, Service};
use crate::catalogue::Files;
use crate::words::fill_text;

pub fn run(settings: Serve) -> Result<(), Stop> {
    refuse_open_address(&settings)?;
    let advisor = input::advisor(settings.catalogue.as_deref())?;
    let _guard = telemetry::start(&settings.log)?;
    let limits = Limits {
        body_bytes: settings.max_body_bytes as usize,
        upload_bytes: settings.max_upload_bytes as usize,
        request_time: Duration::from_secs(settings.request_seconds.into()),
        in_flight: settings.max_in_flight as usize,
    };
    let service = Service::new(advisor, limits, settings.cors_origin.clone())
        .behind(settings.base_path.clone(), settings.trusted_proxy.clone())
        .guarded(
            settings.keys.as_deref().map(keys::read).transpose()?,
            settings.public.clone(),
            RateLimits::new(settings.rate_limit, settings.concurrency_limit),
        );
    let certificate = settings.tls_cert.as_deref().zip(settings.tls_key.as_deref());
    let certificate = certificate
        .map(|(chain, key)| Certificate::read(chain, key))
        .transpose()
        .map_err(|why| Stop::new(Exit::Usage, fill_text("cli.serve.tls_unreadable", &[("why", &why)])))?;
    // Whoever reaches the service from outside knows it by a name; on this computer only, names are a trick.
    let is_named = settings.bind.ip().is_loopback() || !settings.host.is_empty();
    let service = Data::new(if is_named { service.at(&settings.host) } else { service });
    refuse_own_path(&settings, &service)?;
    let listener = TcpListener::bind(settings.bind).map_err(|error| {
        let slots = [("address", &*settings.bind.to_string()), ("why", &error.to_string())];
        Stop::new(Exit::Failed, fill_text("cli.serve.cannot_listen", &slots))
    })?;
    actix_web::rt::System::new().block_on(serve(settings, service, listener, certificate))
}

/// Without keys, a public address is refused unless the user allows it.
fn refuse_open_address(settings: &Serve) -> Result<(), Stop> {
    if settings.bind.ip().is_loopback() || settings.allow_unauthenticated || settings.keys.is_some() {
        return Ok(());
    }
    Err(Stop::new(Exit::Usage, fill_text("cli.serve.open_address", &[("address", &settings.bind.to_string())])))
}

/// A base path must differ from the paths of the service, so that it can be told whether a proxy has removed it.
fn refuse_own_path(settings: &Serve, service: &Service) -> Result<(), Stop> {
    match &settings.base_path {
        Some(base) if service.owns(base) => {
            Err(Stop::new(Exit::Usage, fill_text("cli.serve.own_path", &[("path", base.as_str())])))
        }
        _ => Ok(()),
    }
}

async fn serve(
    settings: Serve,
    service: Data<Service>,
    listener: TcpListener,
    certificate: Option<Arc<Certificate>>,
) -> Result<(), Stop> {
    let failed = |error: &dyn std::fmt::Display| {
        Stop::new(Exit::Failed, fill_text("cli.serve.failed", &[("why", &error.to_string())]))
    };
    let address = listener.local_addr().map_err(|error| failed(&error))?;
    let (state, filled) = (service.clone(), service.clone());
    let mut server = HttpServer::new(move || api::app(state.clone()))
        .shutdown_timeout(settings.shutdown_seconds.into())
        .client_request_timeout(Duration::from_secs(settings.request_seconds.into()))
        .keep_alive(Duration::from_secs(settings.keep_alive_seconds.into()))
        .tcp_nodelay(true)
        .h1_allow_half_closed(false)
        .disable_signals();
    if let Some(workers) = settings.workers {
        server = server.workers(workers.into());
    }
    let listening = match &certificate {
        None => server.listen(listener),
        Some(certificate) => {
            server.listen_rustls_0_23(listener, Arc::clone(certificate).config().map_err(|error| failed(&error))?)
        }
    };
    let server = listening.map_err(|error| failed(&error))?.run();
    if let Some(health) = settings.health_bind {
        answer_for_health(health, service.clone())?;
    }
    let signals = Signals::new().map_err(|error| failed(&error))?;
    actix_web::rt::spawn(signals.follow(service, server.handle(), settings, certificate.clone()));
    let mut out = std::io::stdout();
    let address_text = fill_text(
        "cli.serve.listening",
        &[("address", &address.to_string()), ("scheme", if certificate.is_some() { "https" } else { "http" })],
    );
    writeln!(out, "{address_text}").and_then(|()| out.flush())?;
    tracing::info!(%address, "ready");
    std::thread::spawn(move || filled.fill());
    server.await.map_err(|error| failed(&error))?;
    tracing::info!("stopped");
    Ok(())
}

/// Answers health checks on a thread of their own.
fn answer_for_health(address: std::net::SocketAddr, service: Data<Service>) -> Result<(), Stop> {
    let failed = |error: &dyn std::fmt::Display| {
        let slots = [("address", &*address.to_string()), ("why", &error.to_string())];
        Stop::new(Exit::Failed, fill_text("cli.serve.cannot_listen", &slots))
    };
    let listener = TcpListener::bind(address).map_err(|error| failed(&error))?;
    std::thread::spawn(move || {
        let server = HttpServer::new(move || api::health_app(service.clone())).workers(1).disable_signals();
        match server.listen(listener) {
            Ok(server) => actix_web::rt::System::new().block_on(server.run()),
            Err(error) => Err(error),
        }
    });
    Ok(())
}

/// A signal from outside.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// SIGHUP reloads the catalog. SIGTERM and SIGINT stop the service after requests in progress.
    async fn follow(
        mut self,
        service: Data<Service>,
        server: ServerHandle,
        settings: Serve,
        certificate: Option<Arc<Certificate>>,
    ) {
        loop {
            tokio::select! {
                _ = self.hang_up.recv() => {
                    reload_access(&service, &settings, certificate.as_deref());
                    reload(&service, settings.catalogue.clone()).await;
                }
                _ = self.terminate.recv() => break,
                _ = self.interrupt.recv() => break,
            }
        }
        tracing::info!("shutting down");
        service.drain();
        tokio::time::sleep(Duration::from_secs(settings.drain_seconds.into())).await;
        server.stop(true).await;
    }
}

/// Reads the keys and the certificate again, or keeps the old ones and logs why.
fn reload_access(service: &Data<Service>, settings: &Serve, certificate: Option<&Certificate>) {
    if let Some(path) = &settings.keys {
        match keys::read(path) {
            Ok(keys) => {
                service.replace_keys(keys);
                tracing::info!("keys reloaded");
            }
            Err(stop) => tracing::error!(reason = stop.message, "keys not reloaded; still using the old ones"),
        }
    }
    if let (Some(certificate), Some(chain), Some(key)) = (certificate, &settings.tls_cert, &settings.tls_key) {
        match certificate.replace(chain, key) {
            Ok(()) => tracing::info!("certificate reloaded"),
            Err(reason) => tracing::error!(reason, "certificate not reloaded; still using the old one"),
        }
    }
}

/// Reloads the catalog and swaps it in, or keeps the old one and logs what is wrong with the new one.
async fn reload(service: &Data<Service>, directory: Option<PathBuf>) {
    let Some(directory) = directory else {
        tracing::info!("the catalog stays: the service was started without --catalogue");
        return;
    };
    let state = service.clone();
    let loaded = actix_web::web::block(move || {
        let files = Files::from_directory(&directory).map_err(|error| error.to_string())?;
        let advisor = Advisor::new(&files).map_err(|faults| faults.to_string())?;
        let version = advisor.catalogue().model.catalogue_version.clone();
        state.replace(advisor);
        Ok::<String, String>(version)
    });
    match loaded.await {
        Ok(Ok(catalogue_version)) => tracing::info!(catalogue_version, "catalog reloaded"),
        Ok(Err(reason)) => tracing::error!(reason, "catalog not reloaded; still serving the old one"),
        Err(_) => tracing::error!("reload canceled; still serving the old catalog"),
    }
}
