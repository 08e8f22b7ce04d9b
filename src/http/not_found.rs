//! Answers for what is routed nowhere.

use actix_web::{HttpResponse, Route, web};

use super::Error;

/// Answers 405 to the methods that a resource does not take. `allow` are those it does, separated
/// by commas.
pub fn method_not_allowed(allow: &'static str) -> Route {
    web::to(move || async move { Err::<HttpResponse, _>(Error::MethodNotAllowed { allow }) })
}

/// Answers 404.
///
/// # Errors
/// Always [`Error::NoSuchRoute`].
pub async fn no_such_route() -> Result<HttpResponse, Error> {
    Err(Error::NoSuchRoute)
}
