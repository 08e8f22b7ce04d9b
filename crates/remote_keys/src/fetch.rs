use std::sync::Arc;
use std::time::Duration;

use derive_more::{Display, Error};
use token::{Imported, KeySet, NotAKeySet};
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use crate::JwksUrl;

/// How long a fetch may take, from looking up the name to the last byte
const TIMEOUT: Duration = Duration::from_secs(5);

/// Longest answer that is read, in bytes
const MAX_BYTES: u64 = 1024 * 1024;

/// Why the keys were not fetched
///
/// Shown in the log alone.
#[derive(Debug, Display, Error)]
pub enum FetchError {
    /// No answer, not in time, or more than 1 MiB of it
    #[display("{_0}")]
    Http(ureq::Error),
    /// An answer other than 200; a redirect is one, and is not followed
    #[display("the answer has the status {_0}")]
    Status(#[error(ignore)] u16),
    /// An answer that is no JWK Set
    #[display("{_0}")]
    NotAKeySet(NotAKeySet),
    /// Nothing was fetched yet
    #[display("no answer yet")]
    NotYet,
    /// The last try came to nothing, so nobody knows which keys there are besides those known
    #[display("they could not be fetched again")]
    Failed,
    /// What was fetched last is too old to be believed
    #[display("the keys were fetched too long ago, and again they could not be")]
    TooOld,
}

/// Whose word is taken for it that a server is the one that it says it is
#[derive(Debug, Clone)]
pub struct Roots(RootCerts);

/// A text without a certificate in it
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, Error)]
#[display("there is no certificate in PEM in it")]
pub struct NoCertificate;

impl Roots {
    /// Mozilla's list, as it was when the program was built
    pub fn mozilla() -> Self {
        Self(RootCerts::WebPki)
    }

    /// The certificates in a text (RFC 7468 §5), and no others
    ///
    /// # Errors
    ///
    /// [`NoCertificate`], or if one is malformed.
    pub fn from_pem(pem: &[u8]) -> Result<Self, NoCertificate> {
        let mut certificates = Vec::new();
        for item in parse_pem(pem) {
            if let PemItem::Certificate(certificate) = item.map_err(|_| NoCertificate)? {
                certificates.push(certificate);
            }
        }
        if certificates.is_empty() {
            return Err(NoCertificate);
        }
        Ok(Self(RootCerts::new_with_certs(&certificates)))
    }
}

/// What fetches from one URL
pub(crate) struct Fetcher {
    agent: Agent,
    url: JwksUrl,
}

impl Fetcher {
    /// Certificates are checked by rustls with the same cryptographic library that checks tokens
    pub(crate) fn new(url: JwksUrl, roots: Roots) -> Self {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls =
            TlsConfig::builder().root_certs(roots.0).unversioned_rustls_crypto_provider(provider);
        let config = Agent::config_builder()
            .tls_config(tls.build())
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A connection that idled for the time between two fetches is likely to be dead.
            .max_idle_connections(0)
            // The URL says where keys come from, and no variable of the environment.
            .proxy(None)
            .user_agent(concat!("ownly/", env!("CARGO_PKG_VERSION")))
            .accept("application/jwk-set+json, application/json");
        Self { agent: config.build().new_agent(), url }
    }

    pub(crate) fn url(&self) -> &JwksUrl {
        &self.url
    }

    /// The document as it is, and what is in it
    pub(crate) fn fetch(&self) -> Result<(Vec<u8>, Imported), FetchError> {
        let mut answer = self.agent.get(self.url.as_str()).call().map_err(FetchError::Http)?;
        if answer.status() != 200 {
            return Err(FetchError::Status(answer.status().as_u16()));
        }
        let body = answer.body_mut().with_config().limit(MAX_BYTES).read_to_vec();
        let body = body.map_err(FetchError::Http)?;
        let imported = KeySet::import(&body).map_err(FetchError::NotAKeySet)?;
        Ok((body, imported))
    }
}
