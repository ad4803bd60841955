//! TLS with the operator's certificate, which can be replaced while the service runs.

use std::path::Path;
use std::sync::Arc;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

/// The certificate in use.
#[derive(Debug)]
pub struct Certificate(ArcSwap<CertifiedKey>);

impl Certificate {
    /// Reads the certificates and the key.
    ///
    /// # Errors
    /// A sentence about the file that cannot be used.
    pub fn read(certificates: &Path, key: &Path) -> Result<Arc<Self>, String> {
        Ok(Arc::new(Self(ArcSwap::new(Arc::new(read(certificates, key)?)))))
    }

    /// Reads both again; on an error the old ones stay.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn replace(&self, certificates: &Path, key: &Path) -> Result<(), String> {
        self.0.store(Arc::new(read(certificates, key)?));
        Ok(())
    }

    /// Returns the settings of a server with this certificate.
    ///
    /// # Errors
    /// If the library has no protocol in common with itself, which does not happen.
    pub fn config(self: Arc<Self>) -> Result<ServerConfig, String> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        Ok(config.map_err(|error| error.to_string())?.with_no_client_auth().with_cert_resolver(self))
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

fn read(certificates: &Path, key: &Path) -> Result<CertifiedKey, String> {
    let explained = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let chain = CertificateDer::pem_file_iter(certificates).map_err(|error| explained(certificates, &error))?;
    let chain: Vec<CertificateDer<'static>> =
        chain.collect::<Result<_, _>>().map_err(|error| explained(certificates, &error))?;
    if chain.is_empty() {
        return Err(explained(certificates, &"no certificate"));
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| explained(key, &error))?;
    let private = rustls::crypto::ring::sign::any_supported_type(&private).map_err(|error| explained(key, &error))?;
    let certified = CertifiedKey::new(chain, private);
    certified.keys_match().map_err(|error| explained(key, &error))?;
    Ok(certified)
}
