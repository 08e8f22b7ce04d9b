//! The session cookie and its companions, byte for byte as Better Auth 1.7 writes and reads them.

mod jar;
mod set_cookie;
mod signature;

use std::fmt;

use set_cookie::Attributes;
use signature::Signer;

pub(crate) use jar::CookieJar;
pub(crate) use set_cookie::SetCookie;

use crate::{percent, secret::Secret};

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
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Why cookies cannot be set up like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum CookieSettingsError {
    /// The prefix has a character that no cookie name may have (RFC 6265, section 4.1.1).
    #[display("the cookie prefix may have only letters, digits and !#$%&'*+-.^_`|~")]
    Prefix,
    /// The lifetime is above 400 days.
    #[display("cookies may last 34560000 seconds (400 days) at most")]
    MaxAge,
}

/// Writes and reads the cookies of one server.
#[derive(Clone)]
pub(crate) struct Cookies {
    signer: Signer,
    secure: bool,
    max_age: u32,
    session_token: String,
    session_data: String,
    dont_remember: String,
}

impl Cookies {
    /// Cookies signed with `secret` and named `<prefix>.…`, `better-auth` by default. With `secure`
    /// they are named `__Secure-<prefix>.…` and go over HTTPS only; the other spelling is not read.
    /// `max_age` is the lifetime of a remembered session in seconds.
    pub(crate) fn new(
        secret: &Secret,
        secure: bool,
        prefix: &str,
        max_age: u32,
    ) -> Result<Self, CookieSettingsError> {
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !prefix.bytes().all(is_token) {
            return Err(CookieSettingsError::Prefix);
        }
        if max_age > LONGEST_MAX_AGE {
            return Err(CookieSettingsError::MaxAge);
        }
        let name = |key: &str| format!("{}{prefix}.{key}", if secure { "__Secure-" } else { "" });
        Ok(Self {
            signer: Signer::new(secret),
            secure,
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
    /// or a bare token, which has no dot. `None` leaves the request to its cookie.
    pub(crate) fn bearer(&self, authorization: &str) -> Option<SessionToken> {
        let (scheme, value) = authorization.split_at_checked("bearer ".len())?;
        let value = value.trim();
        if !scheme.eq_ignore_ascii_case("bearer ") || value.is_empty() {
            return None;
        }
        if !value.contains('.') {
            return Some(SessionToken(value.to_owned()));
        }
        let token = self.signer.verify(&percent::decode_or_keep(value))?.to_owned();
        Some(SessionToken(token))
    }

    /// The cookies that start or renew a session. `remember` is what the request asked for; `None`
    /// follows the cookies it came with.
    pub(crate) fn start_session(
        &self,
        jar: &CookieJar,
        token: &str,
        remember: Option<bool>,
    ) -> Vec<SetCookie> {
        let unremembered = self.dont_remember(jar);
        let remember = remember.unwrap_or(!unremembered);
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

    /// Takes back whatever cookie cache the request carries, chunks included: it is Better Auth's
    /// optional copy of the session, which nothing here reads.
    pub(crate) fn expire_session_data(&self, jar: &CookieJar) -> Vec<SetCookie> {
        jar.names()
            .filter(|name| self.is_session_data(name))
            .map(|name| self.expire(name))
            .collect()
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

    /// `session_data`, or `session_data.<n>` with a number written the plain way.
    fn is_session_data(&self, name: &str) -> bool {
        name.strip_prefix(&self.session_data).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix('.').is_some_and(|number| {
                    number.parse::<u32>().is_ok_and(|parsed| parsed.to_string() == number)
                })
        })
    }

    fn expire(&self, name: &str) -> SetCookie {
        self.write(name, "", Some(0))
    }

    fn write(&self, name: &str, value: &str, max_age: Option<u32>) -> SetCookie {
        SetCookie::new(name, value, Attributes { max_age, secure: self.secure })
    }
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
