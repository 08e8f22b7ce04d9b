//! Which origins may call with a cookie, and where a user may be sent.
//!
//! URLs are taken apart by the `url` crate, which follows the WHATWG standard as browsers and
//! Better Auth's runtime do: a parser of our own that disagreed with the browser in one odd case
//! would be an open redirect. (Schemes other than http and https go a way of their own, as in
//! Better Auth: see [`custom_scheme`].)

mod callback;
mod custom_scheme;
mod glob;
mod pattern;
mod request;

use pattern::{Candidate, Pattern};
use url::Url;

pub(crate) use callback::{CallbackFault, CallbackField};
pub(crate) use request::{OriginFault, OriginHeaders};

/// Why a list of trusted origins cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum TrustedOriginsError {
    /// The server's own URL is not one of http or https.
    #[display("{url:?} is no http or https URL")]
    OwnUrl {
        /// What was given.
        url: String,
    },
    /// A plain pattern is compared with a bare origin, which this is not: it would never match.
    #[display("{pattern:?} would never match: write {origin:?}")]
    NeverMatches {
        /// What was given.
        pattern: String,
        /// What was probably meant.
        origin: String,
    },
}

/// The origins a server trusts: its own and those of a list of patterns.
#[derive(Clone, Debug)]
pub(crate) struct TrustedOrigins(Vec<Pattern>);

impl TrustedOrigins {
    /// The origin of `own_url`, the server's public URL, and `patterns` in Better Auth's notation:
    ///
    /// | Pattern | Matches |
    /// | --- | --- |
    /// | `https://app.example.com` | that origin |
    /// | `https://*.example.com` | its subdomains at any depth, not itself |
    /// | `*.example.com` | the same on any scheme, without a port |
    /// | `http://localhost:*` | any port written out |
    /// | `myapp://` | every URL of that scheme |
    /// | `deep://host/cb` | that path and what is below it |
    /// | `exp://192.168.*.*:*/**` | IPv4 addresses in that range, any port and path |
    ///
    /// `*` stands for any run of characters but slashes, `?` for one of them. Empty patterns are
    /// skipped.
    pub(crate) fn new(
        own_url: &str,
        patterns: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Self, TrustedOriginsError> {
        let no_url = || TrustedOriginsError::OwnUrl { url: own_url.to_owned() };
        let own = web_origin(&Url::parse(own_url).map_err(|_| no_url())?).ok_or_else(no_url)?;
        let mut all = vec![Pattern::new(&own)];
        for pattern in patterns {
            let pattern = pattern.as_ref();
            if pattern.is_empty() {
                continue;
            }
            refuse_useless(pattern)?;
            all.push(Pattern::new(pattern));
        }
        Ok(Self(all))
    }

    /// Whether `url` (an `Origin`, a `Referer`, any absolute URL) is of a trusted origin.
    pub(crate) fn is_trusted_origin(&self, url: &str) -> bool {
        let candidate = Candidate::new(url);
        // What starts with a slash has no origin, whatever a parser makes of it.
        !url.starts_with('/') && self.0.iter().any(|pattern| pattern.matches(&candidate))
    }

    /// Whether a user may be sent to `target`: a URL of a trusted origin or a path of this one.
    pub(crate) fn is_trusted_callback(&self, target: &str) -> bool {
        if target.starts_with('/') {
            callback::is_safe_path(target)
        } else {
            self.is_trusted_origin(target)
        }
    }
}

/// `scheme://host[:port]` of an http or https URL, in lower case and without a default port.
fn web_origin(url: &Url) -> Option<String> {
    matches!(url.scheme(), "http" | "https").then(|| url.origin().ascii_serialization())
}

fn refuse_useless(pattern: &str) -> Result<(), TrustedOriginsError> {
    if Pattern::is_wild(pattern) {
        return Ok(());
    }
    match Url::parse(pattern).ok().and_then(|url| web_origin(&url)) {
        Some(origin) if origin != pattern => {
            Err(TrustedOriginsError::NeverMatches { pattern: pattern.to_owned(), origin })
        }
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
