//! The one form of every answer that is not what was asked for.

use std::borrow::Cow;

use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;

/// `{ "code": "TASK_NOT_FOUND", "message": "No such task." }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Envelope<'a> {
    /// For programs: upper case and underscores. Does not change.
    pub code: Cow<'a, str>,
    /// For people. May change.
    pub message: Cow<'a, str>,
}

impl<'a> Envelope<'a> {
    /// An envelope of that code and message.
    pub fn new(code: impl Into<Cow<'a, str>>, message: impl Into<Cow<'a, str>>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// The answer that holds it.
    pub fn respond(&self, mut response: HttpResponseBuilder) -> HttpResponse {
        response.json(self)
    }
}
