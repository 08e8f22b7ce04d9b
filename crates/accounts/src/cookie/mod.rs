//! The session cookie and its companions, byte for byte as Better Auth 1.7 writes and reads them.

mod cache;
mod chunks;
mod jar;
mod new;
mod session_token;
mod set_cookie;
mod signature;

use std::fmt;

use set_cookie::Attributes;
use signature::Signer;

pub(crate) use cache::{NoKey, SessionCache};
pub(crate) use jar::CookieJar;
pub(crate) use new::CookieSettingsError;
pub(crate) use session_token::SessionToken;
pub(crate) use set_cookie::SetCookie;

use crate::{SessionBearer, percent};

/// What a remembering-not cookie says.
const TRUE: &str = "true";

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
