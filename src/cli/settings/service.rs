//! Arguments of the commands that run the service and make its keys.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::api::{BasePath, HostName, Origin, Proxy, Public};
use crate::keys::Scope;

/// Changes the file of keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make a key and print it; it cannot be shown again.
    New(NewKey),
    /// List the keys, without what would let anybody use them.
    List {
        /// File of keys.
        #[arg(long, value_name = "FILE", default_value = "keys.toml")]
        keys: PathBuf,
    },
    /// Revoke a key.
    Revoke {
        /// Name of the key.
        name: String,
        /// File of keys.
        #[arg(long, value_name = "FILE", default_value = "keys.toml")]
        keys: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct NewKey {
    /// Name of the key, such as the system or person that uses it.
    pub name: String,
    /// What the key may do.
    #[arg(long, value_name = "SCOPES", required = true, value_delimiter = ',', value_parser = scope)]
    pub scope: Vec<Scope>,
    /// Last day on which the key works, such as 2027-06-30.
    #[arg(long, value_name = "DATE")]
    pub expires: jiff::civil::Date,
    /// File of keys.
    #[arg(long, value_name = "FILE", default_value = "keys.toml")]
    pub keys: PathBuf,
}

fn scope(name: &str) -> Result<Scope, String> {
    let known = || Scope::ALL.map(Scope::id).join(", ");
    Scope::ALL.into_iter().find(|scope| scope.id() == name).ok_or_else(|| format!("expected one of {}", known()))
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Address to listen on; port 0 picks a free port.
    #[arg(long, default_value = "127.0.0.1:8080", env = "BACKMAP_BIND")]
    pub bind: SocketAddr,
    /// Catalog directory to use instead of the built-in one; SIGHUP reloads it.
    #[arg(long, value_name = "DIR", env = "BACKMAP_CATALOGUE")]
    pub catalogue: Option<PathBuf>,
    /// Allow a public address without keys.
    #[arg(long, env = "BACKMAP_ALLOW_UNAUTHENTICATED")]
    pub allow_unauthenticated: bool,
    /// Origin that browsers may call from; repeatable.
    #[arg(long, value_name = "ORIGIN", env = "BACKMAP_CORS_ORIGINS", value_delimiter = ',')]
    pub cors_origin: Vec<Origin>,
    /// Name by which the service is reached, such as plans.example.org; repeatable. Addresses and localhost always work.
    #[arg(long, value_name = "NAME", env = "BACKMAP_HOSTS", value_delimiter = ',')]
    pub host: Vec<HostName>,
    /// Path below which a proxy shows the service, such as `/backmap`; the proxy may strip it or leave it.
    #[arg(long, value_name = "PATH", env = "BACKMAP_BASE_PATH")]
    pub base_path: Option<BasePath>,
    /// Address or network of a proxy whose headers count: `X-Forwarded-Prefix`, `x-request-id`, `traceparent`; repeatable.
    #[arg(long, value_name = "ADDRESS", env = "BACKMAP_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxy: Vec<Proxy>,
    /// Address of a second listener, with a thread of its own, that answers health checks only, however busy the service is.
    #[arg(long, value_name = "ADDRESS", env = "BACKMAP_HEALTH_BIND")]
    pub health_bind: Option<SocketAddr>,
    /// File of keys, made by `backmap keys`; every request needs one. SIGHUP reads it again.
    #[arg(long, value_name = "FILE", env = "BACKMAP_KEYS")]
    pub keys: Option<PathBuf>,
    /// Part of the service that needs no key: rank, plan, catalog, import, pages, docs or metrics; repeatable.
    #[arg(long, value_name = "PART", env = "BACKMAP_PUBLIC", value_delimiter = ',', requires = "keys")]
    pub public: Vec<Public>,
    /// Most requests per second of one key, or of one address without a key [default: no limit].
    #[arg(long, value_name = "N", env = "BACKMAP_RATE_LIMIT")]
    pub rate_limit: Option<NonZeroU32>,
    /// Most requests at once of one key, or of one address without a key [default: no limit].
    #[arg(long, value_name = "N", env = "BACKMAP_CONCURRENCY_LIMIT")]
    pub concurrency_limit: Option<NonZeroU32>,
    /// Certificates of the service, PEM; with --tls-key it answers by TLS. SIGHUP reads both again.
    #[arg(long, value_name = "FILE", env = "BACKMAP_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM.
    #[arg(long, value_name = "FILE", env = "BACKMAP_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Number of worker threads [default: number of cores].
    #[arg(long, env = "BACKMAP_WORKERS", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub workers: Option<u16>,
    /// Maximum number of concurrent requests; further requests get 503.
    #[arg(long, default_value_t = 512, env = "BACKMAP_MAX_IN_FLIGHT", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_in_flight: u32,
    /// Maximum size of a request body, in bytes.
    #[arg(long, default_value_t = 1 << 20, env = "BACKMAP_MAX_BODY_BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_body_bytes: u32,
    /// Maximum size of a survey or roster upload, in bytes.
    #[arg(long, default_value_t = 32 << 20, env = "BACKMAP_MAX_UPLOAD_BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_upload_bytes: u32,
    /// Timeout for receiving a request, in seconds.
    #[arg(long, default_value_t = 10, env = "BACKMAP_REQUEST_SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    pub request_seconds: u16,
    /// Time that an idle connection stays open, in seconds; longer than a proxy keeps its own.
    #[arg(long, default_value_t = 75, env = "BACKMAP_KEEP_ALIVE_SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep_alive_seconds: u16,
    /// Time for requests in progress to finish after SIGTERM, in seconds.
    #[arg(long, default_value_t = 30, env = "BACKMAP_SHUTDOWN_SECONDS")]
    pub shutdown_seconds: u16,
    /// Delay between reporting not ready and closing the port, in seconds, so that a load balancer notices.
    #[arg(long, default_value_t = 1, env = "BACKMAP_DRAIN_SECONDS")]
    pub drain_seconds: u16,
    /// Log filter, such as `info` or `backmap=debug,actix_server=warn`.
    #[arg(long, default_value = "info,actix_server=warn,actix_http=off", env = "BACKMAP_LOG")]
    pub log: String,
}
