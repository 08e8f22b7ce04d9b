//! The accounts as an application sees them.

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, http::Method, web::Bytes};
use db::{Database, RawAccess};
use derive_more::{Display, Error, From};
use token::{Clock, KeySource, RevocationSource};

use crate::{
    Entropy, Settings,
    client_address::ClientAddress,
    cookie::{CookieSettingsError, Cookies, NoKey, SessionCache},
    event::Events,
    mail::Mailer,
    origin::{TrustedOrigins, TrustedOriginsError},
    password::{Hasher, HasherSettings, PasswordPolicy},
    rate_limit::Limiter,
    routes,
    service::{
        email_token::EmailTokens,
        keys::{Keys, KeysError},
        link_tokens::LinkTokens,
        revocations::Revocations,
        revoker::Revoker,
        sessions::Sessions,
    },
    store::users,
};

/// Sign-ins that may wait for a hashing thread; further ones are told to come back later.
const WAITING_HASHES: usize = 64;

/// How often the keys are read again: well before they count as old, so that it is not a request
/// that waits for it.
const KEYS_EVERY: Duration = Duration::from_secs(30);

/// The accounts: Better Auth's HTTP API over a database of its kind.
#[derive(Clone)]
pub struct Accounts(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) settings: Settings,
    pub(crate) cookies: Cookies,
    /// Copies of sessions in cookies, where they are wanted.
    pub(crate) cache: Option<SessionCache>,
    pub(crate) trusted: TrustedOrigins,
    pub(crate) policy: PasswordPolicy,
    pub(crate) hasher: Hasher,
    pub(crate) limiter: Limiter,
    pub(crate) sessions: Sessions,
    pub(crate) keys: Arc<Keys>,
    pub(crate) mailer: Option<Mailer>,
    pub(crate) email_tokens: EmailTokens,
    pub(crate) link_tokens: LinkTokens,
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) events: Events,
}

/// Why the accounts could not be opened.
#[derive(Debug, Display, Error)]
#[display("{_0}")]
pub struct OpenError(Opening);

#[derive(Debug, Display, Error, From)]
enum Opening {
    Cookies(CookieSettingsError),
    Cache(NoKey),
    Trusted(TrustedOriginsError),
    Threads(std::io::Error),
    #[display("mail: {_0}")]
    #[from(skip)]
    Mail(std::io::Error),
    Keys(KeysError),
    #[display("what was revoked cannot be read: {_0}")]
    #[from(skip)]
    Revocations(db::Error),
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
        let max_age = u32::try_from(settings.sessions.expires_in.as_secs()).unwrap_or(u32::MAX);
        let secrets = &settings.secrets;
        let cookies = Cookies::new(secrets.current(), &settings.cookies, origin, max_age)?;
        let cache = settings.cookies.cache.as_ref();
        let cache = cache.map(|cache| SessionCache::new(cache, secrets, entropy.clone()));
        let cache = cache.transpose()?;
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
            secrets.clone(),
            settings.keys,
        );
        if settings.shared_key.is_none() {
            keys.look().await?;
        }
        let (limit, time) = (settings.rate_limit, clock.clone());
        let limiter = Limiter::new(limit, database.clone(), time, entropy.clone());
        let revocations = settings.revocation.map(|revocation| {
            Arc::new(Revocations::new(database.clone(), clock.clone(), revocation))
        });
        if let Some(revocations) = &revocations {
            revocations.look().await.map_err(Opening::Revocations)?;
        }
        let sessions = Sessions {
            database: database.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            settings: settings.sessions.clone(),
            revoker: Revoker::new(revocations),
        };
        let mailer = settings.mail.as_ref();
        let mailer = mailer
            .map(|mail| Mailer::start(mail, origin, clock.clone(), entropy.clone()))
            .transpose()
            .map_err(Opening::Mail)?;
        let (options, all) = (&settings.options, database.clone());
        let link_tokens =
            LinkTokens::new(all, clock.clone(), entropy.clone(), options.hashed_identifiers);
        let lengths = &options.email_and_password;
        let policy = PasswordPolicy {
            min: lengths.min_length,
            max: lengths.max_length,
            common: settings.common_passwords,
        };
        Ok(Self(Arc::new(Inner {
            email_tokens: EmailTokens::new(settings.secrets.current()),
            settings,
            cookies,
            cache,
            trusted,
            policy,
            hasher,
            limiter,
            sessions,
            keys: Arc::new(keys),
            mailer,
            link_tokens,
            database,
            clock,
            entropy,
            events: Events::default(),
        })))
    }

    /// The keys that tokens of these accounts are checked with.
    pub fn key_source(&self) -> Arc<dyn KeySource> {
        self.0.keys.clone()
    }

    /// Which tokens of these accounts are over before their time, if that is minded.
    pub fn revocation_source(&self) -> Option<Arc<dyn RevocationSource>> {
        let known = self.0.sessions.revoker.known()?;
        Some(Arc::clone(known) as Arc<dyn RevocationSource>)
    }

    /// Reads from time to time what other servers have revoked, and deletes what need not be
    /// remembered any more, for as long as it is polled.
    pub async fn keep_revocations_fresh(self) {
        if let Some(known) = self.0.sessions.revoker.known() {
            known.keep_fresh().await;
        }
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

    /// Waits until all mail is sent or given up, but no longer than the settings say. For the
    /// server's end: nothing that fails from then on is tried again.
    pub async fn empty_mail(&self) {
        if let Some(mailer) = &self.0.mailer {
            mailer.empty().await;
        }
    }

    /// The id of the user whose verified address that is, if there is one: an address that nobody
    /// has shown to be theirs is nobody's. For the server's own use: clients must not learn from it
    /// whether there is.
    ///
    /// # Errors
    /// [`Unavailable`](db::Error::Unavailable) when the database cannot be had.
    pub async fn user_id(&self, email: &str) -> Result<Option<String>, db::Error> {
        let email = email.to_ascii_lowercase();
        let found = self.0.database.look(move |connection| users::by_email(connection, &email));
        Ok(found.await?.filter(|user| user.email_verified).map(|user| user.id))
    }

    /// Whether pages of `origin` may call the server, and are not its own: those of its public
    /// origin, and of the `Host` that it was called by.
    pub fn trusts_foreign(&self, origin: &str, host: Option<&str>) -> bool {
        let public = self.0.settings.origin.as_str();
        let scheme = if self.0.settings.origin.is_https() { "https" } else { "http" };
        let called = host.map(|host| format!("{scheme}://{host}"));
        origin != public
            && called.is_none_or(|called| !called.eq_ignore_ascii_case(origin))
            && self.0.trusted.is_trusted_origin(origin)
    }

    /// The method and the path of each endpoint that [`answer`](Self::answer) knows. A segment in
    /// braces stands for one of any letters.
    pub fn endpoints() -> impl Iterator<Item = (&'static Method, String)> {
        routes::endpoints().map(|(method, path)| (method, format!("{}{path}", Self::BASE)))
    }

    /// The path below [`BASE`](Self::BASE) of the endpoint that a request is for, as
    /// [`endpoints`](Self::endpoints) has it; `None` if there is no such endpoint.
    pub fn route(method: &Method, path: &str) -> Option<&'static str> {
        routes::template(method, path)
    }

    /// The address that a request comes from, as limits count it and sessions keep it: that of
    /// the peer, or what a trusted proxy says.
    pub fn client_address(&self, request: &HttpRequest) -> Option<String> {
        let client = ClientAddress::of(request, &self.0.settings.trusted_proxies);
        client.map(|client| client.to_string())
    }

    /// Answers a request under [`BASE`](Self::BASE). The body is waited for once it is known that
    /// somebody will read it.
    ///
    /// # Errors
    /// Those of Better Auth, which know their own answers, and those of `body`.
    pub async fn answer(
        &self,
        request: &HttpRequest,
        body: impl Future<Output = Result<Bytes, actix_web::Error>>,
    ) -> Result<HttpResponse, actix_web::Error> {
        routes::answer(&self.0, request, body).await
    }
}
