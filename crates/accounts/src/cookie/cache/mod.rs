//! The copy of a session in a cookie, as Better Auth 1.7's option `session.cookieCache` makes it.

mod compact;
mod jwe;
mod jwt;
mod payload;

use chrono::{DateTime, TimeDelta, Utc};

use super::{CookieJar, Cookies, SessionToken, SetCookie, signature::Signer};
use crate::{
    CacheStrategy, CookieCache, Entropy, Secrets,
    store::{sessions::Session, users::User},
};
use payload::{Claims, Opened, Payload};

/// How long a copy is good that ends with the browser: a minute where its form is compact.
const UNREMEMBERED_COMPACT: TimeDelta = TimeDelta::seconds(60);
const UNREMEMBERED_JWT: TimeDelta = TimeDelta::seconds(300);

/// Writes and reads copies of sessions.
#[derive(Clone)]
pub(crate) struct SessionCache {
    form: Form,
    /// Seconds.
    max_age: u32,
    version: String,
    entropy: Entropy,
}

#[derive(Clone)]
enum Form {
    Compact(Signer),
    Jwt(Signer),
    /// The first encrypts.
    Jwe(Vec<jwe::Key>),
}

/// A secret from which no key can be derived, for want of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
#[display("no key can be derived from the secret")]
pub(crate) struct NoKey;

impl SessionCache {
    pub(crate) fn new(
        settings: &CookieCache,
        secrets: &Secrets,
        entropy: Entropy,
    ) -> Result<Self, NoKey> {
        let form = match settings.strategy {
            CacheStrategy::Compact => Form::Compact(Signer::new(secrets.current())),
            CacheStrategy::Jwt => Form::Jwt(Signer::new(secrets.current())),
            CacheStrategy::Jwe => {
                let keys: Result<_, _> = secrets.all().map(jwe::Key::derive).collect();
                Form::Jwe(keys.map_err(|_| NoKey)?)
            }
        };
        let max_age = u32::try_from(settings.max_age.as_secs()).unwrap_or(u32::MAX);
        Ok(Self { form, max_age, version: settings.version.clone(), entropy })
    }

    /// The copy that the request carries of the session of `token`, if it is good.
    pub(crate) fn read(
        &self,
        cookies: &Cookies,
        jar: &CookieJar<'_>,
        token: &SessionToken,
        now: DateTime<Utc>,
    ) -> Option<(Session, User)> {
        let value = cookies.session_data(jar)?;
        let Opened { cached, expires_at } = match &self.form {
            Form::Compact(signer) => compact::open(signer, &value),
            Form::Jwt(signer) => jwt::open(signer, &value),
            Form::Jwe(keys) => jwe::open(keys, &value),
        }?;
        let good = token.is(&cached.session.token)
            && cached.version.as_deref().unwrap_or("1") == self.version
            && expires_at >= now
            && *cached.session.expires_at >= now;
        good.then_some((cached.session, cached.user))
    }

    /// The cookies that carry a copy, and those that take an older one back. A copy that cannot
    /// be made is left out: the database has it all.
    pub(crate) fn write(
        &self,
        cookies: &Cookies,
        jar: &CookieJar<'_>,
        (session, user): (&Session, &User),
        remember: bool,
        now: DateTime<Utc>,
    ) -> Vec<SetCookie> {
        let max_age = remember.then_some(self.max_age);
        let version = &self.version;
        let payload = Payload { session, user, updated_at: now.timestamp_millis(), version };
        match self.value(&payload, max_age, now) {
            Some(value) => cookies.set_session_data(jar, &value, max_age),
            None => {
                log::warn!("a session could not be copied into a cookie");
                cookies.expire_session_data(jar)
            }
        }
    }

    fn value(
        &self,
        payload: &Payload<'_>,
        max_age: Option<u32>,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let lasts = |unremembered: TimeDelta| {
            max_age.map_or(unremembered, |seconds| TimeDelta::seconds(seconds.into()))
        };
        let claims = |jti: Option<String>| {
            let iat = now.timestamp();
            let exp = iat + lasts(UNREMEMBERED_JWT).num_seconds();
            serde_json::to_string(&Claims { payload, iat, exp, jti }).ok()
        };
        match &self.form {
            Form::Compact(signer) => {
                let end = now + lasts(UNREMEMBERED_COMPACT);
                compact::write(
                    signer,
                    &serde_json::to_string(payload).ok()?,
                    end.timestamp_millis(),
                )
            }
            Form::Jwt(signer) => Some(jwt::write(signer, &claims(None)?)),
            Form::Jwe(keys) => {
                let jti = uuid::Builder::from_random_bytes(self.entropy.bytes().ok()?);
                let claims = claims(Some(jti.into_uuid().to_string()))?;
                keys.first()?.encrypt(&claims, self.entropy.bytes().ok()?).ok()
            }
        }
    }
}

#[cfg(test)]
mod tests;
