//! What happens to every answer on its way out.

use std::{any::Any, panic::AssertUnwindSafe, time::Instant};

use actix_web::{
    HttpResponse, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use futures_util::FutureExt;
use serde::Serialize;
use uuid::Uuid;

use super::Error;
use crate::shutdown::Ending;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, or keeps the one it came with; catches a panic; gives every 5xx one
/// fixed sentence and the id, and the log the cause; writes the access line; sets the headers that
/// every answer has. The path is logged without its query, which may hold what is no one's
/// business.
///
/// # Errors
/// None: they are answered.
pub async fn finish<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let start = Instant::now();
    let id = request_id(request.headers());
    let (method, path) = (request.method().clone(), told(request.path()));

    let called = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let response = match called {
        Ok(response) => response?,
        Err(panic) => {
            let error = Error::Panicked(words(&*panic));
            log::error!(id:% = id; "{method} {path}: {error}");
            return Err(Fault { status: StatusCode::INTERNAL_SERVER_ERROR, id }.into());
        }
    };

    let status = response.status();
    if let Some(error) = response.response().error() {
        if status.is_server_error() {
            log::error!(id:% = id; "{method} {path}: {error}");
        } else {
            log::debug!(id:% = id; "{method} {path}: {error}");
        }
    }
    log::info!(
        id:% = id, status = status.as_u16(), micros = start.elapsed().as_micros() as u64;
        "{method} {path}"
    );

    let mut response = if status.is_server_error() {
        let mut answer = Fault { status, id: id.clone() }.error_response();
        for (name, value) in response.headers().iter().filter(|(name, _)| stays(name)) {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
        response.into_response(answer.map_into_right_body())
    } else {
        response.map_into_left_body()
    };
    set_headers(response.headers_mut(), &path, id);
    let ending = response.request().app_data::<Data<Ending>>();
    if ending.is_some_and(|ending| ending.has_begun()) {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}

/// Whether a header is kept where the answer is replaced: when to come back, and what makes the
/// answer readable to a page of another origin.
fn stays(name: &HeaderName) -> bool {
    [header::RETRY_AFTER, header::VARY].contains(name)
        || name.as_str().starts_with("access-control-")
}

/// A path as the log may have it: one ends in a secret.
fn told(path: &str) -> String {
    const SECRET_AFTER: &str = "/api/auth/reset-password/";
    match path.strip_prefix(SECRET_AFTER) {
        Some(_) => format!("{SECRET_AFTER}…"),
        None => path.to_owned(),
    }
}

fn set_headers(headers: &mut HeaderMap, path: &str, id: String) {
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A user's own data is for no cache; the accounts decide for themselves.
    if path.starts_with("/api/") && !path.starts_with("/api/auth/") {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// The id that a proxy gave the request, if it is one that can be logged as it stands.
fn request_id(headers: &HeaderMap) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let sent = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    match sent {
        Some(id) if (1..=64).contains(&id.len()) && id.bytes().all(plain) => id.to_owned(),
        _ => Uuid::now_v7().simple().to_string(),
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// A fault of ours, as the client is told of it.
#[derive(Debug, derive_more::Display)]
#[display("{status}")]
struct Fault {
    status: StatusCode,
    id: String,
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
        HttpResponse::build(self.status).json(FaultBody { code, message, request_id: &self.id })
    }
}
