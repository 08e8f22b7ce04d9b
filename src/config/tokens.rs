//! Which tokens are taken, and given out.

use std::time::Duration;

use accounts::{KeySettings, RevocationSettings, Secret};
use token::{Algorithm, Expectations};

/// Which tokens are taken, and given out.
#[derive(Debug, Clone)]
pub struct TokenConfig {
    /// `OWNLY_JWT_SECRET`: tokens are signed and checked with it; `None` signs with keys of our
    /// own.
    pub secret: Option<Secret>,
    /// `OWNLY_JWT_ALG`, `OWNLY_JWT_KEY_ROTATION` and `OWNLY_JWT_KEY_GRACE`: the keys of our own.
    pub keys: KeySettings,
    /// `OWNLY_JWKS_URL` and its like: the keys of the issuer, where that is another server.
    pub remote: Option<remote_keys::Settings>,
    /// `OWNLY_JWT_ISSUER`; `None` is the public origin.
    pub issuer: Option<String>,
    /// `OWNLY_JWT_AUDIENCE`; empty is the public origin.
    pub audiences: Vec<String>,
    /// `OWNLY_JWT_EXPIRES_IN`.
    pub expires_in: Duration,
    /// `OWNLY_JWT_LEEWAY`.
    pub leeway: Duration,
    /// `OWNLY_JWT_CACHE`: how many verified tokens are remembered.
    pub cache: usize,
    /// `OWNLY_REVOCATION`: how tokens end with their session; `None` lets them last until they
    /// expire.
    pub revocation: Option<RevocationSettings>,
}

impl TokenConfig {
    /// What a token must say, on a server whose public origin is `origin`.
    pub fn expectations(&self, origin: &str) -> Expectations {
        let issuer = self.issuer.clone().unwrap_or_else(|| origin.to_owned());
        let audiences = match self.audiences.as_slice() {
            [] => vec![origin.to_owned()],
            audiences => audiences.to_vec(),
        };
        Expectations { issuer, audiences, leeway: self.leeway }
    }

    /// What tokens given out are signed with; nothing where another server gives them out with
    /// keys of its own.
    pub fn algorithm(&self) -> Option<Algorithm> {
        match (&self.secret, &self.remote) {
            (Some(_), _) => Some(Algorithm::Hs256),
            (None, Some(_)) => None,
            (None, None) => Some(self.keys.algorithm),
        }
    }

    /// Says in the log which tokens are taken: whoever wonders why one is refused looks there.
    pub fn tell(&self, expected: &Expectations) {
        log::info!(
            issuer = expected.issuer.as_str(),
            audiences = expected.audiences.join(", ").as_str(),
            algorithm = self.algorithm_in_words(),
            keys = self.key_source().as_str(),
            leeway_seconds = expected.leeway.as_secs();
            "which tokens are taken"
        );
    }

    /// The algorithm in words.
    pub fn algorithm_in_words(&self) -> &'static str {
        self.algorithm().map_or("that of each key", Algorithm::as_str)
    }

    /// Where the keys come from, in words.
    pub fn key_source(&self) -> String {
        match (&self.secret, &self.remote) {
            (Some(_), _) => "a shared secret".to_owned(),
            (None, Some(remote)) => remote.url.to_string(),
            (None, None) => "our own".to_owned(),
        }
    }
}
