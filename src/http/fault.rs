//! Faults of ours, as clients are told of them.

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use serde::Serialize;

use super::{
    headers::{self, Scheme},
    request_id::RequestId,
};

/// A fault of ours, as the client is told of it.
#[derive(Debug, derive_more::Display)]
#[display("{status}")]
pub(super) struct Fault {
    pub(super) status: StatusCode,
    /// Of the request.
    pub(super) id: RequestId,
    pub(super) path: String,
    pub(super) scheme: Scheme,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FaultBody<'a> {
    code: &'static str,
    message: &'static str,
    request_id: &'a str,
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let (code, message) = match self.status {
            StatusCode::SERVICE_UNAVAILABLE => {
                ("SERVICE_UNAVAILABLE", "Busy. Try again in a moment.")
            }
            _ => ("INTERNAL_ERROR", "Something went wrong here."),
        };
        let body = FaultBody { code, message, request_id: self.id.as_str() };
        let mut answer = HttpResponse::build(self.status).json(body);
        headers::set(answer.headers_mut(), &self.path, &self.id, self.scheme);
        answer
    }
}
