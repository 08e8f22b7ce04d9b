//! The session cookie and its companions, byte for byte as Better Auth 1.7 writes and reads them.

mod cache;
mod chunks;
mod jar;
mod set_cookie;
mod signature;

use std::fmt;

use set_cookie::Attributes;
use signature::Signer;

pub(crate) use cache::{NoKey, SessionCache};
pub(crate) use jar::CookieJar;
pub(crate) use set_cookie::SetCookie;

use crate::{CookieSettings, Origin, SessionBearer, percent, secret::Secret};

/// What a remembering-not cookie says.
const TRUE: &str = "true";

/// Browsers keep no cookie longer than 400 days (RFC 6265bis, section 5.5), and Better Auth refuses
/// to send one that asks for more.
const LONGEST_MAX_AGE: u32 = 34_560_000;

/// A session token taken from a request whose signature held. Whether there is such a session is
/// for the database to say.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SessionToken(String);

impl SessionToken {
    /// The token, as in the `token` column.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is that one. Takes the same time whatever byte of it is another.
    fn is(&self, other: &str) -> bool {
        let (own, other) = (self.0.as_bytes(), other.as_bytes());
        aws_lc_rs::constant_time::verify_slices_are_equal(own, other).is_ok()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Why cookies cannot be set up like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum CookieSettingsError {
    /// The prefix is empty, or has a character that no cookie name may have (RFC 6265, section
    /// 4.1.1).
    #[display("the cookie prefix may have only letters, digits and !#$%&'*+-.^_`|~")]
    Prefix,
    /// The lifetime is above 400 days.
    #[display("cookies may last 34560000 seconds (400 days) at most")]
    MaxAge,
    /// Browsers would not take a cookie for that domain from this origin (RFC 6265, section
    /// 5.3).
    #[display("the cookie domain must be the host of BETTER_AUTH_URL or a domain it is under")]
    Domain,
}

/// Writes and reads the cookies of one server.
#[derive(Clone)]
pub(crate) struct Cookies {
    signer: Signer,
    secure: bool,
    domain: Option<String>,
    max_age: u32,
    session_token: String,
    session_data: String,
    dont_remember: String,
}

impl Cookies {
    /// Cookies signed with `secret` and named `<prefix>.…`. On an HTTPS origin they are named
    /// `__Secure-<prefix>.…` and go over HTTPS only; the other spelling is not read. `max_age` is
    /// the lifetime of a remembered session in seconds.
    pub(crate) fn new(
        secret: &Secret,
        settings: &CookieSettings,
        origin: &Origin,
        max_age: u32,
    ) -> Result<Self, CookieSettingsError> {
        let CookieSettings { prefix, domain, cache } = settings;
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if prefix.is_empty() || !prefix.bytes().all(is_token) {
            return Err(CookieSettingsError::Prefix);
        }
        let cache_age = cache.as_ref().map_or(0, |cache| cache.max_age.as_secs());
        if cache_age.max(max_age.into()) > LONGEST_MAX_AGE.into() {
            return Err(CookieSettingsError::MaxAge);
        }
        let domain = domain.as_deref().map(|domain| checked_domain(domain, origin)).transpose()?;
        let secure = origin.is_https();
        let name = |key: &str| format!("{}{prefix}.{key}", if secure { "__Secure-" } else { "" });
        Ok(Self {
            signer: Signer::new(secret),
            secure,
            domain,
            max_age,
            session_token: name("session_token"),
            session_data: name("session_data"),
            dont_remember: name("dont_remember"),
        })
    }

    /// The token of a well-signed session cookie. Any fault counts as no cookie.
    pub(crate) fn session(&self, jar: &CookieJar) -> Option<SessionToken> {
        self.verified(jar, &self.session_token).map(SessionToken)
    }

    /// Whether the request says, well signed, that its session is not to be remembered.
    pub(crate) fn dont_remember(&self, jar: &CookieJar) -> bool {
        self.verified(jar, &self.dont_remember).is_some_and(|value| value == TRUE)
    }

    /// The token of an `Authorization: Bearer` header: the signed value (percent-encoded or not),
    /// or a bare token, which has no dot, where `taken` says so. `None` leaves the request to its
    /// cookie.
    pub(crate) fn bearer(&self, authorization: &str, taken: SessionBearer) -> Option<SessionToken> {
        let (scheme, value) = authorization.split_at_checked("bearer ".len())?;
        let value = value.trim();
        if !scheme.eq_ignore_ascii_case("bearer ") || value.is_empty() {
            return None;
        }
        if !value.contains('.') {
            return match taken {
                SessionBearer::Any => Some(SessionToken(value.to_owned())),
                SessionBearer::Signed => None,
            };
        }
        let token = self.signer.verify(&percent::decode_or_keep(value))?.to_owned();
        Some(SessionToken(token))
    }

    /// The cookies that start or renew a session.
    pub(crate) fn start_session(
        &self,
        jar: &CookieJar,
        token: &str,
        remember: bool,
    ) -> Vec<SetCookie> {
        let unremembered = self.dont_remember(jar);
        let session = self.set_session(token, remember);
        match (remember, unremembered) {
            (false, _) => vec![session, self.set_dont_remember()],
            (true, true) => vec![session, self.expire_dont_remember()],
            (true, false) => vec![session],
        }
    }

    /// The session cookie alone, for as long as the browser runs unless it is to be remembered.
    pub(crate) fn set_session(&self, token: &str, remember: bool) -> SetCookie {
        let max_age = remember.then_some(self.max_age);
        self.write(&self.session_token, &self.signed_token(token), max_age)
    }

    /// The cookie that keeps a session from being remembered; it ends with the browser.
    pub(crate) fn set_dont_remember(&self) -> SetCookie {
        self.write(&self.dont_remember, &self.signer.sign(TRUE), None)
    }

    /// Takes the `dont_remember` cookie back.
    pub(crate) fn expire_dont_remember(&self) -> SetCookie {
        self.expire(&self.dont_remember)
    }

    /// Ends the session in the browser: three cookies in this order, and once more each name of a
    /// cookie cache the request carries.
    pub(crate) fn clear(&self, jar: &CookieJar) -> Vec<SetCookie> {
        let mut cookies = vec![self.expire(&self.session_token), self.expire(&self.session_data)];
        cookies.extend(self.expire_session_data(jar));
        cookies.push(self.expire_dont_remember());
        cookies
    }

    /// The signed token as it stands in the cookie but without percent-encoding: the value of
    /// `set-auth-token`.
    pub(crate) fn signed_token(&self, token: &str) -> String {
        self.signer.sign(token)
    }

    fn verified(&self, jar: &CookieJar, name: &str) -> Option<String> {
        self.signer.verify(&jar.get(name)?).map(str::to_owned)
    }

    fn expire(&self, name: &str) -> SetCookie {
        self.write(name, "", Some(0))
    }

    fn write(&self, name: &str, value: &str, max_age: Option<u32>) -> SetCookie {
        let domain = self.domain.as_deref();
        SetCookie::new(name, value, Attributes { max_age, domain, secure: self.secure })
    }
}

/// The domain as browsers write it, without the dot in front that they ignore.
fn checked_domain(domain: &str, origin: &Origin) -> Result<String, CookieSettingsError> {
    let domain = domain.trim_start_matches('.').to_ascii_lowercase();
    let host = origin.domain().ok_or(CookieSettingsError::Domain)?;
    let under =
        host.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if under && !domain.is_empty() { Ok(domain) } else { Err(CookieSettingsError::Domain) }
}

impl fmt::Debug for Cookies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cookies")
            .field("session_token", &self.session_token)
            .field("max_age", &self.max_age)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
