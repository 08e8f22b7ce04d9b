//! What happens to every answer on its way out.

use std::{
    any::Any,
    borrow::Cow,
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use accounts::Accounts;
use actix_web::{
    HttpRequest, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, Method, StatusCode, Uri,
        header::{self, HeaderName},
    },
    middleware::Next,
    web::Data,
};
use futures_util::FutureExt;

use super::{
    Error, RefusedTokens,
    fault::Fault,
    headers::{self, REQUEST_ID, Scheme},
    request_id::RequestId,
};
use crate::{metrics::Metrics, shutdown::Ending};

/// Gives the request an id, or keeps the one it came with; catches a panic; gives every 5xx one
/// fixed sentence and the id, and the log the cause; writes the access line and counts the
/// answer; sets the headers that every answer has. The path is logged without its query, which may
/// hold what is no one's business.
///
/// # Errors
/// A handler's panic, which knows its own answer.
pub async fn finish<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let start = Instant::now();
    let id = RequestId::of(request.headers());
    // Whoever else tells of the request knows it by the same.
    request.headers_mut().insert(REQUEST_ID, id.header().clone());
    let asked = Asked { method: request.method().clone(), uri: request.uri().clone() };
    let scheme = request.app_data::<Scheme>().copied().unwrap_or(Scheme::Http);
    let metrics = request.app_data::<Data<Metrics>>().cloned();

    let called = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let response = match called {
        Ok(response) => response?,
        Err(panic) => {
            let error = Error::Panicked(words(&*panic));
            log::error!(id:% = id; "{asked}: {error}");
            log::info!(id:% = id, status = 500, micros = micros(start.elapsed()); "{asked}");
            if let Some(metrics) = metrics {
                metrics.panicked(&asked.method, start.elapsed());
            }
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            let path = asked.path().into_owned();
            return Err(Fault { status, id, path, scheme }.into());
        }
    };

    let (status, after) = (response.status(), start.elapsed());
    if let Some(error) = response.response().error() {
        tell(error, response.request(), &id, &asked);
    }
    log::info!(
        id:% = id, client:% = client(response.request()), status = status.as_u16(),
        micros = micros(after);
        "{asked}"
    );
    if let Some(metrics) = metrics {
        metrics.answered(response.request(), status, after);
    }

    let mut response = if status.is_server_error() {
        let fault = Fault { status, id: id.clone(), path: asked.path().into_owned(), scheme };
        let mut answer = fault.error_response();
        for (name, value) in response.headers().iter().filter(|(name, _)| stays(name)) {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
        response.into_response(answer.map_into_right_body())
    } else {
        response.map_into_left_body()
    };
    headers::set(response.headers_mut(), asked.uri.path(), &id, scheme);
    let ending = response.request().app_data::<Data<Ending>>();
    if ending.is_some_and(|ending| ending.has_begun()) {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Says to the log why a request failed.
fn tell(error: &actix_web::Error, request: &HttpRequest, id: &RequestId, asked: &Asked) {
    if error.as_response_error().status_code().is_server_error() {
        log::error!(id:% = id; "{asked}: {error}");
        return;
    }
    log::debug!(id:% = id; "{asked}: {error}");
    let wall = error.as_error::<wall::Error>().or_else(|| match error.as_error::<Error>() {
        Some(Error::Wall(error)) => Some(error),
        _ => None,
    });
    let refused = request.app_data::<Data<RefusedTokens>>();
    if let (Some(wall::Error::InvalidToken(fault)), Some(refused)) = (wall, refused) {
        refused.tell(fault.reason(), &client(request), id.as_str());
    }
}

/// Where a request comes from: what a trusted proxy says, where there are accounts, or the peer.
fn client(request: &HttpRequest) -> String {
    let accounts = request.app_data::<Data<Accounts>>();
    let address = match accounts {
        Some(accounts) => accounts.client_address(request),
        None => request.peer_addr().map(|peer| peer.ip().to_string()),
    };
    address.unwrap_or_default()
}

/// Whether a header is kept where the answer is replaced: when to come back, and what makes the
/// answer readable to a page of another origin.
fn stays(name: &HeaderName) -> bool {
    [header::RETRY_AFTER, header::VARY].contains(name)
        || name.as_str().starts_with("access-control-")
}

/// What was asked for, as the log may have it.
#[derive(derive_more::Display)]
#[display("{method} {}", self.path())]
struct Asked {
    method: Method,
    uri: Uri,
}

impl Asked {
    /// The path without what is no one's business: one ends in a secret.
    fn path(&self) -> Cow<'_, str> {
        const SECRET_AFTER: &str = "/api/auth/reset-password/";
        match self.uri.path() {
            path if path.starts_with(SECRET_AFTER) => format!("{SECRET_AFTER}…").into(),
            path => path.into(),
        }
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
