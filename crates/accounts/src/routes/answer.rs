//! An answer, with the headers that Better Auth's bearer and jwt plugins add to it.

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::header::{
        ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, HeaderName, HeaderValue, LOCATION, PRAGMA,
        SET_COOKIE,
    },
};
use serde_json::Value;

use super::{call::Call, content::Content};
use crate::{cookie::SetCookie, service::sessions::Current};

const SET_AUTH_JWT: HeaderName = HeaderName::from_static("set-auth-jwt");
const SET_AUTH_TOKEN: HeaderName = HeaderName::from_static("set-auth-token");

/// A good answer.
#[derive(Default)]
pub(super) struct Answer {
    content: Content,
    cookies: Vec<SetCookie>,
    auth_token: Option<String>,
    auth_jwt: Option<String>,
    location: Option<String>,
    cache: Cache,
}

/// How long an answer may be kept.
#[derive(Default)]
enum Cache {
    #[default]
    Unsaid,
    Never,
    Seconds(u32),
}

impl Answer {
    pub(super) fn of(body: Value) -> Self {
        Self { content: Content::Json(body), ..Self::default() }
    }

    /// Sends the browser to a URL that it may be sent to.
    pub(super) fn redirect(url: String) -> Self {
        Self { content: Content::Redirect(url), ..Self::default() }
    }

    /// The same, without a content type.
    pub(super) fn bare_redirect(url: String) -> Self {
        Self { content: Content::BareRedirect(url), ..Self::default() }
    }

    pub(super) fn page(html: String, policy: String) -> Self {
        Self { content: Content::Page { html, policy }, ..Self::default() }
    }

    /// Sets the session's cookie, and the header that tells its value to clients that keep it
    /// themselves. Where nothing is said of remembering, the request's own cookie decides.
    pub(super) fn with_session(
        mut self,
        call: &Call<'_>,
        token: &str,
        remember: Option<bool>,
    ) -> Self {
        let cookies = &call.inner.cookies;
        self.cookies.extend(cookies.start_session(&call.jar, token, remember));
        self.auth_token = Some(cookies.signed_token(token));
        self
    }

    /// Sets the session's cookie anew if its life was just made longer.
    pub(super) fn extending(self, call: &Call<'_>, current: &Current) -> Self {
        if current.extended { self.with_session(call, &current.session.token, None) } else { self }
    }

    pub(super) fn with_cookies(mut self, cookies: Vec<SetCookie>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    pub(super) fn with_jwt(mut self, jwt: String) -> Self {
        self.auth_jwt = Some(jwt);
        self
    }

    pub(super) fn with_location(mut self, location: String) -> Self {
        self.location = Some(location);
        self
    }

    /// It holds a secret, or says who is signed in: no cache may keep it.
    pub(super) fn never_cached(mut self) -> Self {
        self.cache = Cache::Never;
        self
    }

    pub(super) fn cached_for(mut self, seconds: u32) -> Self {
        self.cache = Cache::Seconds(seconds);
        self
    }

    pub(super) fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::build(self.content.status());
        for cookie in self.cookies {
            response.append_header((SET_COOKIE, cookie.header_value()));
        }
        expose(&mut response, [(SET_AUTH_JWT, self.auth_jwt), (SET_AUTH_TOKEN, self.auth_token)]);
        // A URL may hold what no header can; the body has it in any case.
        if let Some(location) = self.location.and_then(|url| HeaderValue::try_from(url).ok()) {
            response.insert_header((LOCATION, location));
        }
        match self.cache {
            Cache::Unsaid => {}
            Cache::Never => {
                response.insert_header((CACHE_CONTROL, "no-store"));
                response.insert_header((PRAGMA, "no-cache"));
            }
            Cache::Seconds(seconds) => {
                response.insert_header((CACHE_CONTROL, format!("public, max-age={seconds}")));
            }
        }
        self.content.finish(&mut response)
    }
}

/// Secrets in headers, which scripts of other origins may read only if they are listed.
fn expose(response: &mut HttpResponseBuilder, secrets: [(HeaderName, Option<String>); 2]) {
    let mut exposed = Vec::new();
    for (name, text) in secrets {
        if let Some(mut value) = text.and_then(|text| HeaderValue::try_from(text).ok()) {
            value.set_sensitive(true);
            exposed.push(name.to_string());
            response.insert_header((name, value));
        }
    }
    if !exposed.is_empty() {
        response.insert_header((ACCESS_CONTROL_EXPOSE_HEADERS, exposed.join(", ")));
    }
}
