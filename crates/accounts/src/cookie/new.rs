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
}

/// The domain as browsers write it, without the dot in front that they ignore.
fn checked_domain(domain: &str, origin: &Origin) -> Result<String, CookieSettingsError> {
    let domain = domain.trim_start_matches('.').to_ascii_lowercase();
    let host = origin.domain().ok_or(CookieSettingsError::Domain)?;
    let under =
        host.strip_suffix(&domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if under && !domain.is_empty() { Ok(domain) } else { Err(CookieSettingsError::Domain) }
}
