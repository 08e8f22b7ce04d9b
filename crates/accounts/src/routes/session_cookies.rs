//! What a browser, or a client that keeps sessions itself, is told to remember of its session.

use actix_web::{
    HttpResponse,
    http::header::{
        ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, HeaderName, HeaderValue, PRAGMA, SET_COOKIE,
    },
};

use crate::cookie::SetCookie;

const SET_AUTH_JWT: HeaderName = HeaderName::from_static("set-auth-jwt");
const SET_AUTH_TOKEN: HeaderName = HeaderName::from_static("set-auth-token");

/// The cookies of an answer, and the headers of Better Auth's bearer and jwt plugins.
#[derive(Default)]
pub(super) struct SessionCookies {
    pub(super) cookies: Vec<SetCookie>,
    /// The session cookie's value, where it is set.
    pub(super) auth_token: Option<String>,
}

impl SessionCookies {
    pub(super) fn of(cookies: Vec<SetCookie>) -> Self {
        Self { cookies, auth_token: None }
    }

    /// Adds them to an answer, good or bad, with a JWT if there is one.
    pub(super) fn add_to(self, response: &mut HttpResponse, jwt: Option<String>) {
        let headers = response.headers_mut();
        for cookie in self.cookies {
            headers.append(SET_COOKIE, cookie.header_value());
        }
        if self.auth_token.is_some() {
            // A cookie that is set anew is a secret, whatever else the answer says.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
        }
        let mut exposed = Vec::new();
        for (name, text) in [(SET_AUTH_JWT, jwt), (SET_AUTH_TOKEN, self.auth_token)] {
            if let Some(mut value) = text.and_then(|text| HeaderValue::try_from(text).ok()) {
                value.set_sensitive(true);
                exposed.push(name.as_str().to_owned());
                headers.insert(name, value);
            }
        }
        if let Ok(exposed) = HeaderValue::try_from(exposed.join(", "))
            && !exposed.is_empty()
        {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
}
