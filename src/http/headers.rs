//! The headers that every answer has.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

use super::request_id::RequestId;

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// A year, for this host and those below it (RFC 6797).
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");
/// What is no page loads nothing and stands in nobody's frame.
const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; \
                              frame-ancestors 'none'",
);
/// What no page of ours asks for.
const NO_DEVICES: HeaderValue = HeaderValue::from_static(
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
);

/// How browsers reach the server, by its public origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// In the clear.
    Http,
    /// By TLS, which a proxy ends.
    Https,
}

/// Sets what the answer to a request of that path and id has not said otherwise.
pub(super) fn set(headers: &mut HeaderMap, path: &str, id: &RequestId, scheme: Scheme) {
    headers.insert(REQUEST_ID, id.header().clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if scheme == Scheme::Https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    let page = headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/html"));
    if page {
        // The origin is said, since the accounts refuse a stranger's.
        unless_said(headers, REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
        unless_said(headers, OPENER_POLICY, HeaderValue::from_static("same-origin"));
        unless_said(headers, PERMISSIONS_POLICY, NO_DEVICES);
    }
    unless_said(headers, REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    unless_said(headers, CONTENT_SECURITY_POLICY, NOTHING);
    // A user's own data is for no cache; the accounts decide for themselves.
    if path.starts_with("/api/") && !path.starts_with("/api/auth/") {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn unless_said(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}
