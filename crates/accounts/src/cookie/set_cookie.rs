//! One `Set-Cookie` header.

use std::fmt;

use actix_web::http::header::HeaderValue;

use crate::percent;

/// What differs between the cookies of one server.
#[derive(Clone, Copy)]
pub(super) struct Attributes<'a> {
    /// Seconds; `None` for as long as the browser runs.
    pub(super) max_age: Option<u32>,
    /// To which hosts it goes; `None` to the one that it came from.
    pub(super) domain: Option<&'a str>,
    /// Whether it goes over HTTPS only.
    pub(super) secure: bool,
}

/// A cookie to be set. More than one in a response must be appended as headers of their own.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SetCookie(String);

impl SetCookie {
    /// `name` is a token (RFC 6265, section 4.1.1); `value` is percent-encoded here. The attributes
    /// stand in Better Auth's order.
    pub(super) fn new(name: &str, value: &str, attributes: Attributes<'_>) -> Self {
        let Attributes { max_age, domain, secure } = attributes;
        let max_age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let domain = domain.map(|domain| format!("; Domain={domain}")).unwrap_or_default();
        let secure = if secure { "; Secure" } else { "" };
        let value = percent::encode(value);
        Self(format!("{name}={value}{max_age}{domain}; Path=/; HttpOnly{secure}; SameSite=Lax"))
    }

    /// The header's value.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The header's value, marked so that it does not show in a dump of the response's headers.
    #[expect(clippy::unwrap_used, reason = "a token, percent-encoded text and our attributes")]
    pub(crate) fn header_value(&self) -> HeaderValue {
        let mut value = HeaderValue::from_str(&self.0).unwrap();
        value.set_sensitive(true);
        value
    }
}

impl fmt::Debug for SetCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, _) = self.0.split_once('=').unwrap_or_default();
        write!(f, "SetCookie({name}=…)")
    }
}
