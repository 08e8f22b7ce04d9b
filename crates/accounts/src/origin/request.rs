//! Which requests are refused because of where they come from.

use actix_web::http::Method;

use super::TrustedOrigins;

/// Why a request is refused with 403. The texts are Better Auth's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum OriginFault {
    /// It does not say where it comes from.
    #[display("Missing or null Origin")]
    MissingOrNull,
    /// It comes from elsewhere.
    #[display("Invalid origin")]
    Untrusted,
    /// Another site's page submitted a sign-in form.
    #[display("Cross-site navigation login blocked. This request appears to be a CSRF attack.")]
    CrossSiteNavigation,
}

impl OriginFault {
    /// The `code` of the answer.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::MissingOrNull => "MISSING_OR_NULL_ORIGIN",
            Self::Untrusted => "INVALID_ORIGIN",
            Self::CrossSiteNavigation => "CROSS_SITE_NAVIGATION_LOGIN_BLOCKED",
        }
    }
}

/// What of a request's headers tells where it comes from. A header that is there but no text
/// is best given as a text that matches nothing, not left out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OriginHeaders<'a> {
    /// Whether there is a `Cookie` header, whatever it says.
    pub(crate) has_cookie: bool,
    /// `Origin`.
    pub(crate) origin: Option<&'a str>,
    /// `Referer`.
    pub(crate) referer: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub(crate) fetch_site: Option<&'a str>,
    /// `Sec-Fetch-Mode`.
    pub(crate) fetch_mode: Option<&'a str>,
    /// `Sec-Fetch-Dest`.
    pub(crate) fetch_dest: Option<&'a str>,
    /// The origin the request itself was sent to, as `Host` has it. It stands in for an
    /// `Origin: null` that the browser vouches to be of the same origin.
    pub(crate) own_origin: Option<&'a str>,
}

impl TrustedOrigins {
    /// The rule for every request, before its body is validated: one that changes something and
    /// carries a cookie must come from a trusted origin.
    pub(crate) fn check_request(
        &self,
        method: &Method,
        headers: &OriginHeaders,
    ) -> Result<(), OriginFault> {
        let is_read = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
        if is_read || !headers.has_cookie { Ok(()) } else { self.check_origin(headers) }
    }

    /// The further rule for sign-in and sign-up, after their body is validated: without a cookie
    /// too, a browser's request must come from a trusted origin, lest another site sign its visitor
    /// in to an account of its own. A request with no sign of a browser passes.
    pub(crate) fn check_sign_in(&self, headers: &OriginHeaders) -> Result<(), OriginFault> {
        if headers.has_cookie {
            return self.check_origin(headers);
        }
        let fetch = [headers.fetch_site, headers.fetch_mode, headers.fetch_dest];
        let from_browser = fetch.into_iter().flatten().any(|value| !value.trim().is_empty());
        if from_browser
            && headers.fetch_site == Some("cross-site")
            && headers.fetch_mode == Some("navigate")
        {
            return Err(OriginFault::CrossSiteNavigation);
        }
        if from_browser || source(headers).is_some() { self.check_origin(headers) } else { Ok(()) }
    }

    fn check_origin(&self, headers: &OriginHeaders) -> Result<(), OriginFault> {
        let same_origin =
            headers.origin == Some("null") && headers.fetch_site == Some("same-origin");
        let own = headers.own_origin.filter(|_| same_origin);
        match own.or_else(|| source(headers)) {
            None | Some("null") => Err(OriginFault::MissingOrNull),
            Some(origin) if self.is_trusted_origin(origin) => Ok(()),
            Some(_) => Err(OriginFault::Untrusted),
        }
    }
}

/// `Origin`, or else `Referer`; empty ones do not count.
fn source<'a>(headers: &OriginHeaders<'a>) -> Option<&'a str> {
    [headers.origin, headers.referer].into_iter().flatten().find(|value| !value.is_empty())
}
