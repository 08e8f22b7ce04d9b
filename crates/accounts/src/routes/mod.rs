//! Better Auth's endpoints, and the order in which it checks a call.

mod answer;
mod call;
mod delete_user;
mod endpoint;
mod get_session;
mod jwks;
mod linked_accounts;
mod ok;
mod passwords;
mod profile;
mod sessions;
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
        Endpoint::Jwks => jwks::answer(inner).await?,
        Endpoint::ListSessions => sessions::list(&call).await?,
        Endpoint::RevokeSession => sessions::revoke(&call).await?,
        Endpoint::RevokeSessions => sessions::revoke_all(&call).await?,
        Endpoint::RevokeOtherSessions => sessions::revoke_others(&call).await?,
        Endpoint::UpdateUser => profile::update_user(&call).await?,
        Endpoint::UpdateSession => profile::update_session(&call).await?,
        Endpoint::ChangePassword => passwords::change(&call).await?,
        Endpoint::VerifyPassword => passwords::verify(&call).await?,
        Endpoint::ListAccounts => linked_accounts::list(&call).await?,
        Endpoint::UnlinkAccount => linked_accounts::unlink(&call).await?,
        Endpoint::DeleteUser => delete_user::answer(&call).await?,
        Endpoint::Ok => ok::answer(),
    };
    Ok(answer.into_response())
}

/// The public keys, wherever they are asked for.
pub(crate) async fn jwks(inner: &Inner) -> Result<HttpResponse, Fault> {
    Ok(jwks::answer(inner).await?.into_response())
}
