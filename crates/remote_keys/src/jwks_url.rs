use std::fmt;

use derive_more::{Display, Error};
use url::{Host, Url};

/// A URL that keys may be fetched from: `https`, or `http` where nobody can be in between
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwksUrl(Url);

/// Why keys may not be fetched from a URL
#[derive(Debug, Clone, PartialEq, Eq, Display, Error)]
pub enum JwksUrlError {
    /// No absolute URL (WHATWG)
    #[display("not a URL")]
    NotAUrl,
    /// A scheme other than `https` and `http`
    #[display("only https, and http to this machine, can be used")]
    Scheme,
    /// `http` to another machine, whose name was not said to be an exception
    #[display("http to {host} is not safe: use https, or allow it by OWNLY_JWKS_INSECURE_HOSTS")]
    Insecure {
        /// The machine
        host: String,
    },
    /// A user name or password, which would end up in logs
    #[display("a URL with a user name or password cannot be used")]
    Credentials,
}

impl JwksUrl {
    /// Checks a URL. `http` is for this machine (RFC 9110 §4.2.1 leaves what is exchanged open to
    /// everyone on the way), and for the hosts that are listed.
    ///
    /// # Errors
    ///
    /// See [`JwksUrlError`].
    pub fn parse(text: &str, insecure_hosts: &[String]) -> Result<Self, JwksUrlError> {
        let mut url = Url::parse(text).map_err(|_| JwksUrlError::NotAUrl)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(JwksUrlError::Credentials);
        }
        let host = url.host().ok_or(JwksUrlError::NotAUrl)?;
        let here = match &host {
            Host::Domain(name) => *name == "localhost",
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        let name = host.to_string();
        let allowed = here || insecure_hosts.iter().any(|host| host.eq_ignore_ascii_case(&name));
        match url.scheme() {
            "https" => {}
            "http" if allowed => {}
            "http" => return Err(JwksUrlError::Insecure { host: name }),
            _ => return Err(JwksUrlError::Scheme),
        }
        // It is not sent anyway.
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The URL
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Without the query, in which some issuers take a key to their API
impl fmt::Display for JwksUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.clone();
        shown.set_query(None);
        f.write_str(shown.as_str())
    }
}
