//! Better Auth's endpoints, and the order in which it checks a call.

mod answer;
mod call;
mod delete_user;
mod endpoint;
mod get_session;
mod jwks;
mod ok;
mod sign_in;
mod sign_out;
mod sign_up;
mod token;

use actix_web::{HttpRequest, HttpResponse, http::Method, web::Bytes};

use crate::{accounts::Inner, fault::Fault, validation::read_body};

use call::Call;
use endpoint::Endpoint;

/// Answers a call. The order of the checks is Better Auth's, down to which fault of several is
/// told: the path, the body's form, where it comes from, where it wants to be sent, and then what
/// each endpoint wants.
pub(crate) async fn answer(
    inner: &Inner,
    request: &HttpRequest,
    body: &Bytes,
) -> Result<HttpResponse, Fault> {
    let Some(endpoint) = Endpoint::find(request.method(), request.uri().path()) else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let mut call = Call::new(inner, request);
    if request.method() != Method::GET {
        if let Some(allowed) = endpoint.media_types() {
            let content_type = call.header("content-type");
            call.body = read_body(allowed, content_type.as_deref(), body)?;
        }
        let headers = call.origin_headers();
        inner.trusted.check_request(request.method(), &headers.view())?;
        inner.trusted.check_callbacks(call.body.as_ref(), &call.query)?;
    }
    let answer = match endpoint {
        Endpoint::SignUpEmail => sign_up::answer(&call).await?,
        Endpoint::SignInEmail => sign_in::answer(&call).await?,
        Endpoint::SignOut => sign_out::answer(&call).await?,
        Endpoint::GetSession => get_session::answer(&call).await?,
        Endpoint::PostGetSession => return Err(Fault::DeferSessionRefresh),
        Endpoint::Token => token::answer(&call).await?,
        Endpoint::Jwks => jwks::answer(&call).await?,
        Endpoint::DeleteUser => delete_user::answer(&call).await?,
        Endpoint::Ok => ok::answer(),
    };
    Ok(answer.into_response())
}
