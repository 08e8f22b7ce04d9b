//! How users sign in.

use std::time::Duration;

use chrono::TimeDelta;
use db::Erasure;
use token::{Algorithm, SigningKey};

use crate::{
    CommonPasswords, CookieSettings, Cost, MailSettings, Options, Origin, RateLimit,
    RevocationSettings, Secrets, SessionBearer, SessionSettings, TrustedProxy,
};

/// How users sign in.
#[derive(Debug)]
pub struct Settings {
    /// The origin that browsers know the server by.
    pub origin: Origin,
    /// Patterns of further origins whose pages may use the accounts, in Better Auth's notation.
    pub trusted_origins: Vec<String>,
    /// Sign cookies and seal private keys: the `secret` or `secrets` of a Better Auth server on
    /// the same database.
    pub secrets: Secrets,
    /// How long sessions last.
    pub sessions: SessionSettings,
    /// Names and scope of the cookies.
    pub cookies: CookieSettings,
    /// Which bearer tokens are taken for a session's.
    pub bearer: SessionBearer,
    /// Threads that hash passwords.
    pub hash_threads: usize,
    /// How much work a hash is.
    pub hash_cost: Cost,
    /// What becomes of a chosen password that many others have too.
    pub common_passwords: CommonPasswords,
    /// Where it is counted how often a client calls.
    pub rate_limit: RateLimit,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<TrustedProxy>,
    /// How mail is sent; `None` sends none, and answers as a Better Auth server without senders.
    pub mail: Option<MailSettings>,
    /// How users come, stay and go.
    pub options: Options,
    /// The `iss` claim of tokens.
    pub issuer: String,
    /// The `aud` claim of tokens: a text, or a list if there are several.
    pub audiences: Vec<String>,
    /// How long a token lasts.
    pub expires_in: Duration,
    /// How tokens end with the session that gave them out; `None` lets them last until they expire.
    pub revocation: Option<RevocationSettings>,
    /// Deletes what a user owns elsewhere, in the transaction that deletes the user.
    pub erasure: Option<Erasure>,
    /// Which keys of our own are made, and for how long.
    pub keys: KeySettings,
    /// Signs tokens; `None` makes, keeps and publishes keys of our own.
    pub shared_key: Option<SigningKey>,
}

/// Which keys of our own are made, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeySettings {
    /// What new keys sign with; HS256 has none.
    pub algorithm: Algorithm,
    /// How long a key signs before its successor does: Better Auth's `rotationInterval`. At least
    /// an hour; `None` is for ever.
    pub rotation: Option<TimeDelta>,
    /// How long a key is published, and its tokens are good, after it has stopped signing: Better
    /// Auth's `gracePeriod`. At least as long as a token lasts.
    pub grace: TimeDelta,
}

impl Default for KeySettings {
    /// Better Auth's: EdDSA, no rotation, 30 days.
    fn default() -> Self {
        Self { algorithm: Algorithm::EdDsa, rotation: None, grace: TimeDelta::days(30) }
    }
}
