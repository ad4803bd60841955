//! `backmap serve`: runs the server from start to the last answer.

use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web_prom::PrometheusMetricsBuilder;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::settings::Serve;
use super::{Exit, Stop, input, telemetry};
use crate::advisor::Advisor;
use crate::api::{self, Limits, Service};
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
    let service = Data::new(
        Service::new(advisor, limits, settings.cors_origin.clone())
            .behind(settings.base_path.clone(), settings.trusted_proxy.clone()),
    );
    refuse_own_path(&settings, &service)?;
    let listener = TcpListener::bind(settings.bind).map_err(|error| {
        let slots = [("address", &*settings.bind.to_string()), ("why", &error.to_string())];
        Stop::new(Exit::Failed, fill_text("cli.serve.cannot_listen", &slots))
    })?;
    actix_web::rt::System::new().block_on(serve(settings, service, listener))
}

/// The service has no authentication, so refuse a public address unless the user allows it.
fn refuse_open_address(settings: &Serve) -> Result<(), Stop> {
    if settings.bind.ip().is_loopback() || settings.allow_unauthenticated {
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

async fn serve(settings: Serve, service: Data<Service>, listener: TcpListener) -> Result<(), Stop> {
    let failed = |error: &dyn std::fmt::Display| {
        Stop::new(Exit::Failed, fill_text("cli.serve.failed", &[("why", &error.to_string())]))
    };
    let address = listener.local_addr().map_err(|error| failed(&error))?;
    let figures = PrometheusMetricsBuilder::new("backmap")
        .registry(service.registry())
        .mask_unmatched_patterns("none")
        .build()
        .map_err(|error| failed(&error))?;
    let state = service.clone();
    let mut server = HttpServer::new(move || api::app(state.clone(), figures.clone()))
        .shutdown_timeout(settings.shutdown_seconds.into())
        .client_request_timeout(Duration::from_secs(settings.request_seconds.into()))
        .disable_signals();
    if let Some(workers) = settings.workers {
        server = server.workers(workers.into());
    }
    let server = server.listen(listener).map_err(|error| failed(&error))?.run();
    let signals = Signals::new().map_err(|error| failed(&error))?;
    actix_web::rt::spawn(signals.follow(service, server.handle(), settings));
    let mut out = std::io::stdout();
    let address_text = fill_text("cli.serve.listening", &[("address", &address.to_string())]);
    writeln!(out, "{address_text}").and_then(|()| out.flush())?;
    tracing::info!(%address, "ready");
    server.await.map_err(|error| failed(&error))?;
    tracing::info!("stopped");
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
    async fn follow(mut self, service: Data<Service>, server: ServerHandle, settings: Serve) {
        loop {
            tokio::select! {
                _ = self.hang_up.recv() => reload(&service, settings.catalogue.clone()).await,
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

/// Reloads the catalog and swaps it in, or keeps the old one and logs what is wrong with the new one.
async fn reload(service: &Data<Service>, directory: Option<PathBuf>) {
    let Some(directory) = directory else {
        tracing::warn!("nothing to reload: the service was started without --catalogue");
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
