//! A good answer.

use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, HeaderValue, LOCATION, PRAGMA, VARY},
};
use serde_json::Value;

use super::{call::Call, content::Content, session_cookies::SessionCookies};
use crate::{
    cookie::SetCookie,
    store::{sessions::Session, users::User},
};

/// A good answer.
#[derive(Default)]
pub(super) struct Answer {
    content: Content,
    /// `None` leaves it at what looking the session up calls for.
    session: Option<SessionCookies>,
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

    /// Sets the session's cookies, and the header that tells the value of the first to clients
    /// that keep it themselves; no cache may keep it. Where nothing is said of remembering, the
    /// request's own cookie decides.
    pub(super) fn with_session(
        mut self,
        call: &Call<'_>,
        session: &Session,
        user: &User,
        remember: Option<bool>,
    ) -> Self {
        self.session = Some(call.start_session(session, user, remember));
        self.never_cached()
    }

    /// Sets these cookies and no others.
    pub(super) fn with_cookies(mut self, cookies: Vec<SetCookie>) -> Self {
        self.session = Some(SessionCookies::of(cookies));
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

    /// `found` is what looking the session up calls for.
    pub(super) fn into_response(self, found: SessionCookies) -> HttpResponse {
        let mut builder = HttpResponse::build(self.content.status());
        // A URL may hold what no header can; the body has it in any case.
        if let Some(location) = self.location.and_then(|url| HeaderValue::try_from(url).ok()) {
            builder.insert_header((LOCATION, location));
        }
        match self.cache {
            Cache::Unsaid => {}
            Cache::Never => {
                builder.insert_header((CACHE_CONTROL, "no-store"));
                builder.insert_header((PRAGMA, "no-cache"));
            }
            Cache::Seconds(seconds) => {
                builder.insert_header((CACHE_CONTROL, format!("public, max-age={seconds}")));
                // Pages of other origins are told what others are not.
                builder.insert_header((VARY, "Origin"));
            }
        }
        let mut response = self.content.finish(&mut builder);
        self.session.unwrap_or(found).add_to(&mut response, self.auth_jwt);
        response
    }
}
