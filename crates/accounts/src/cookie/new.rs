//! From settings to cookies.

use super::{Cookies, signature::Signer};
use crate::{CookieSettings, Origin, Secret};

/// Browsers keep no cookie longer than 400 days (RFC 6265bis, section 5.5), and Better Auth refuses
/// to send one that asks for more.
const LONGEST_MAX_AGE: u32 = 34_560_000;

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
    /// Browsers would not take a cookie of such a name (RFC 6265bis, section 4.1.3.2).
    #[display(
        "cookies for the host alone need an https BETTER_AUTH_URL and no domain of their own"
    )]
    HostOnly,
}

impl Cookies {
    /// Cookies signed with `secret` and named `<prefix>.…`. On an HTTPS origin they are named
    /// `__Secure-<prefix>.…` or `__Host-<prefix>.…` and go over HTTPS only; no other spelling is read. `max_age` is
    /// the lifetime of a remembered session in seconds.
    pub(crate) fn new(
        secret: &Secret,
        settings: &CookieSettings,
        origin: &Origin,
        max_age: u32,
    ) -> Result<Self, CookieSettingsError> {
        let CookieSettings { prefix, domain, host_only, cache } = settings;
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
        if *host_only && !(secure && domain.is_none()) {
            return Err(CookieSettingsError::HostOnly);
        }
        let scope = match (secure, host_only) {
            (true, true) => "__Host-",
            (true, false) => "__Secure-",
            (false, _) => "",
        };
        let name = |key: &str| format!("{scope}{prefix}.{key}");
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
}

/// The domain as browsers write it, without the dot in front that they ignore.
fn checked_domain(domain: &str, origin: &Origin) -> Result<String, CookieSettingsError> {
    let domain = domain.trim_start_matches('.').to_ascii_lowercase();
    let host = origin.domain().ok_or(CookieSettingsError::Domain)?;
    let under =
        host.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if under && !domain.is_empty() { Ok(domain) } else { Err(CookieSettingsError::Domain) }
}
