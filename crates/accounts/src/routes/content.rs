//! What an answer says or where it sends.

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::{
        StatusCode,
        header::{CONTENT_SECURITY_POLICY, ContentType, LOCATION, REFERRER_POLICY},
    },
};
use serde_json::Value;

use super::redirect;

/// What is answered.
pub(super) enum Content {
    Json(Value),
    /// Another place to go to: 302.
    Redirect(String),
    /// The same from `/error`, which alone does not call its nothing JSON.
    BareRedirect(String),
    /// A page, and what it may load and do (Content Security Policy Level 3).
    Page {
        html: String,
        policy: String,
    },
}

impl Default for Content {
    fn default() -> Self {
        Self::Json(Value::Null)
    }
}

impl Content {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Redirect(_) | Self::BareRedirect(_) => StatusCode::FOUND,
            Self::Json(_) | Self::Page { .. } => StatusCode::OK,
        }
    }

    /// The answer, with what belongs to its content.
    pub(super) fn finish(self, response: &mut HttpResponseBuilder) -> HttpResponse {
        match self {
            Self::Json(body) => response.json(body),
            Self::Redirect(url) => {
                // What led here had a token in its URL.
                response.insert_header((REFERRER_POLICY, "no-referrer"));
                response.insert_header(ContentType::json());
                response.insert_header((LOCATION, redirect::header(&url))).finish()
            }
            Self::BareRedirect(url) => {
                response.insert_header((LOCATION, redirect::header(&url))).finish()
            }
            Self::Page { html, policy } => {
                response.insert_header((CONTENT_SECURITY_POLICY, policy));
                response.insert_header((REFERRER_POLICY, "no-referrer"));
                response.insert_header(ContentType::html()).body(html)
            }
        }
    }
}
