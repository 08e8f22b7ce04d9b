//! How sessions are carried by cookies and headers.

use std::time::Duration;

/// Names and scope of the cookies. The default is Better Auth's.
#[derive(Debug, Clone)]
pub struct CookieSettings {
    /// `advanced.cookiePrefix`: what their names begin with, before a dot.
    pub prefix: String,
    /// `advanced.crossSubDomainCookies.domain`: the domain that they are sent to with all that is
    /// under it; `None` sends them to the origin's own host alone.
    pub domain: Option<String>,
    /// Whether their names begin with `__Host-`, so that browsers take them from the origin's own
    /// host alone (RFC 6265bis, section 4.1.3.2). Better Auth has no such names, and does not find
    /// these.
    pub host_only: bool,
    /// `session.cookieCache`: whether they carry a copy of the session.
    pub cache: Option<CookieCache>,
}

impl Default for CookieSettings {
    fn default() -> Self {
        Self { prefix: "better-auth".to_owned(), domain: None, host_only: false, cache: None }
    }
}

/// A copy of the session in a cookie, which answers without the database. A session that is ended
/// meanwhile goes on for as long as its copy.
#[derive(Debug, Clone)]
pub struct CookieCache {
    /// How it is protected.
    pub strategy: CacheStrategy,
    /// How long it is good.
    pub max_age: Duration,
    /// Copies of another version count for nothing.
    pub version: String,
}

/// How a session's copy is protected: `session.cookieCache.strategy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheStrategy {
    /// Signed, in Better Auth's own form. Whoever has the cookie can read it.
    Compact,
    /// Signed: a JWT (RFC 7519) with HS256. Whoever has the cookie can read it.
    Jwt,
    /// Encrypted: a JWE (RFC 7516) with A256CBC-HS512.
    Jwe,
}

/// Which bearer tokens are taken for a session's: `bearer({ requireSignature })`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SessionBearer {
    /// The session token, or the signed value that `set-auth-token` tells.
    #[default]
    Any,
    /// The signed value alone.
    Signed,
}
