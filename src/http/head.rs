//! How long the head of a request may be.

use actix_web::{
    ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

use super::Error;

/// How long the path and the query of a request may be together: 8 KiB.
pub const MOST_URI_BYTES: usize = 8_192;

/// How long the headers of a request may be together, names and values: 16 KiB. What is longer
/// than 128 KiB, or more than 96 headers, does not get here: actix refuses it by itself.
pub const MOST_HEADER_BYTES: usize = 16_384;

/// Refuses a request whose head is too long, before anybody looks at it.
///
/// # Errors
/// Those of what comes after it.
pub async fn bounded<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    match fault(&request) {
        None => next.call(request).await.map(ServiceResponse::map_into_left_body),
        Some(error) => {
            let answer = error.error_response().map_into_right_body();
            Ok(request.into_response(answer))
        }
    }
}

fn fault(request: &ServiceRequest) -> Option<Error> {
    let uri = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
    if uri > MOST_URI_BYTES {
        return Some(Error::UriTooLong);
    }
    let headers = request.headers().iter();
    let bytes: usize = headers.map(|(name, value)| name.as_str().len() + value.len()).sum();
    (bytes > MOST_HEADER_BYTES).then_some(Error::HeadersTooLarge)
}
