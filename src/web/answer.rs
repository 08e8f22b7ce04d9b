//! The answer that is one of the page's files.

use std::borrow::Cow;

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::header::{self, ETag, EntityTag, IfNoneMatch},
    web::Bytes,
};

/// What the page may do: run its own modules, talk to its own server, and nothing else. It is in
/// nobody's frame, and text never becomes markup.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; \
     trusted-types 'none'";

/// Asked for each time and sent when it has changed: 304 has no body (RFC 9110, section 15.4.5).
pub(super) fn answer(
    request: &HttpRequest,
    media_type: &'static str,
    hash: &[u8; 32],
    data: Cow<'static, [u8]>,
) -> HttpResponse {
    let tag = EntityTag::new_strong(hash.iter().map(|byte| format!("{byte:02x}")).collect());
    let known = match request.get_header::<IfNoneMatch>() {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        None => false,
    };
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header(ETag(tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        // The path is nobody's business: a mailed link has its secret there. The origin is said,
        // since the accounts refuse a stranger's.
        .insert_header((header::REFERRER_POLICY, "strict-origin"))
        .insert_header(("Cross-Origin-Opener-Policy", "same-origin"))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"));
    if known {
        return response.finish();
    }
    let body = match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    };
    response.content_type(media_type).body(body)
}
