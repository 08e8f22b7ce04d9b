//! The accounts as an application sees them.

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, web::Bytes};
use db::{Database, RawAccess};
use derive_more::{Display, Error, From};
use token::{Clock, KeySource};

use crate::{
    Entropy, Settings,
    cookie::{CookieSettingsError, Cookies},
    origin::{TrustedOrigins, TrustedOriginsError},
    password::{Hasher, HasherSettings, PasswordPolicy},
    routes,
    service::{
        keys::{Keys, KeysError},
        sessions::{LASTS, Sessions},
    },
    store::users,
};

/// Sign-ins that may wait for a hashing thread; further ones are told to come back later.
const WAITING_HASHES: usize = 64;

/// How often the keys are read again, so that one which another server revoked is not taken for
/// much longer.
const KEYS_EVERY: Duration = Duration::from_secs(60);

/// The accounts: Better Auth's HTTP API over a database of its kind.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) settings: Settings,
    pub(crate) cookies: Cookies,
    pub(crate) trusted: TrustedOrigins,
    pub(crate) policy: PasswordPolicy,
    pub(crate) hasher: Hasher,
    pub(crate) sessions: Sessions,
    pub(crate) keys: Arc<Keys>,
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
}

/// Why the accounts could not be opened.
#[derive(Debug, Display, Error)]
#[display("{_0}")]
pub struct OpenError(Opening);

#[derive(Debug, Display, Error, From)]
enum Opening {
    Cookies(CookieSettingsError),
    Trusted(TrustedOriginsError),
    Threads(std::io::Error),
    Keys(KeysError),
}

impl<E: Into<Opening>> From<E> for OpenError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl Accounts {
    /// Where they are mounted.
    pub const BASE: &str = "/api/auth";

    /// Opens the accounts in `database`, whose schema is up to date.
    ///
    /// # Errors
    /// A setting that cannot be meant; keys in the database that the secret does not open.
    pub async fn open(
        database: Database,
        settings: Settings,
        clock: Clock,
        entropy: Entropy,
    ) -> Result<Self, OpenError> {
        let origin = &settings.origin;
        let max_age = u32::try_from(LASTS.num_seconds()).unwrap_or(u32::MAX);
        let cookies = Cookies::new(&settings.secret, origin.is_https(), "better-auth", max_age)?;
        let trusted = TrustedOrigins::new(origin.as_str(), &settings.trusted_origins)?;
        let hashing = HasherSettings {
            threads: NonZeroUsize::new(settings.hash_threads).unwrap_or(NonZeroUsize::MIN),
            waiting: WAITING_HASHES,
            cost: settings.hash_cost,
        };
        let hasher = Hasher::start(hashing, entropy.clone())?;
        let keys = Keys::new(
            database.clone(),
            clock.clone(),
            entropy.clone(),
            settings.secret.clone(),
            settings.keys,
        );
        if settings.shared_key.is_none() {
            keys.look().await?;
        }
        let sessions =
            Sessions { database: database.clone(), clock: clock.clone(), entropy: entropy.clone() };
        Ok(Self(Arc::new(Inner {
            settings,
            cookies,
            trusted,
            policy: PasswordPolicy::default(),
            hasher,
            sessions,
            keys: Arc::new(keys),
            database,
            clock,
            entropy,
        })))
    }

    /// The keys that tokens of these accounts are checked with.
    pub fn key_source(&self) -> Arc<dyn KeySource> {
        self.0.keys.clone()
    }

    /// The public keys that tokens of these accounts are signed with, as a JWK set (RFC 7517
    /// section 5): none, if they are signed with a shared secret.
    ///
    /// # Errors
    /// When the database cannot be had; it knows its own answer.
    pub async fn jwks(&self) -> Result<HttpResponse, actix_web::Error> {
        Ok(routes::jwks(&self.0).await?)
    }

    /// Reads the keys again from time to time, and makes the next one when it is time to, for as
    /// long as it is polled.
    pub async fn keep_keys_fresh(self) {
        loop {
            tokio::time::sleep(KEYS_EVERY).await;
            if let Err(error) = self.0.keys.with_successor().await {
                log::warn!("the keys could not be read again: {error}");
            }
        }
    }

    /// The id of the user who has an account with the address, if there is one. For the server's
    /// own use: clients must not learn from it whether there is.
    ///
    /// # Errors
    /// [`Unavailable`](db::Error::Unavailable) when the database cannot be had.
    pub async fn user_id(&self, email: &str) -> Result<Option<String>, db::Error> {
        let email = email.to_ascii_lowercase();
        let found = self.0.database.look(move |connection| users::by_email(connection, &email));
        Ok(found.await?.map(|user| user.id))
    }

    /// Answers a request under [`BASE`](Self::BASE).
    ///
    /// # Errors
    /// Those of Better Auth, which know their own answers.
    pub async fn answer(
        &self,
        request: &HttpRequest,
        body: &Bytes,
    ) -> Result<HttpResponse, actix_web::Error> {
        Ok(routes::answer(&self.0, request, body).await?)
    }
}
