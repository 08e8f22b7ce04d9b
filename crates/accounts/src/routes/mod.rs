//! Better Auth's endpoints, and the order in which it checks a call.

mod answer;
mod call;
mod call_session;
mod callback;
mod change_email;
mod content;
mod delete_user;
mod endpoint;
mod error;
mod get_session;
mod jwks;
mod linked_accounts;
mod mailed_link;
mod ok;
mod passwords;
mod profile;
mod providers;
mod redirect;
mod reset_password;
mod session_cookies;
mod sessions;
mod sign_in;
mod sign_out;
mod sign_up;
mod token;
mod verification;

use actix_web::{HttpRequest, HttpResponse, http::Method, web::Bytes};

use crate::{
    Accounts, accounts::Inner, event::Event, fault::Fault, rate_limit::bucket,
    validation::read_body,
};

pub(crate) use endpoint::endpoints;

use answer::Answer;
use call::Call;
use endpoint::Endpoint;
use session_cookies::SessionCookies;

/// Whether there is an endpoint of that method and path below the base.
pub(crate) fn is_endpoint(method: &Method, path: &str) -> bool {
    Endpoint::find(method, &format!("{}{path}", Accounts::BASE)).is_some()
}

/// The path below the base of the endpoint that a request is for, as it is declared.
pub(crate) fn template(method: &Method, path: &str) -> Option<&'static str> {
    Endpoint::template(method, path)
}

/// Answers a call. The order of the checks is Better Auth's, down to which fault of several is
/// told: how often it calls, the path, the body's form, where it comes from, where it wants to be
/// sent, and then what each endpoint wants.
pub(crate) async fn answer(
    inner: &Inner,
    request: &HttpRequest,
    body: impl Future<Output = Result<Bytes, actix_web::Error>>,
) -> Result<HttpResponse, actix_web::Error> {
    let path = request.uri().path();
    if request.method() == Method::TRACE {
        return Err(Fault::MethodNotAllowed(Endpoint::methods(path)).into());
    }
    let mut call = Call::new(inner, request);
    let below = path.strip_prefix(Accounts::BASE).unwrap_or(path);
    if let Err(fault) = inner.limiter.request(call.client, below).await {
        if matches!(fault, Fault::TooManyRequests { .. }) {
            call.tell(&Event::LimitHit(bucket(below).into()), None);
        }
        return Err(fault.into());
    }
    let Some(endpoint) = Endpoint::find(request.method(), path) else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let allowed = endpoint.media_types().filter(|_| request.method() != Method::GET);
    if let Some(allowed) = allowed {
        let body = body.await?;
        let content_type = call.header("content-type");
        call.body = read_body(allowed, content_type.as_deref(), &body).map_err(Fault::from)?;
    }
    Ok(answer_endpoint(endpoint, call).await?)
}

async fn answer_endpoint(endpoint: Endpoint, call: Call<'_>) -> Result<HttpResponse, Fault> {
    if call.is_write() {
        let inner = call.inner;
        let headers = call.origin_headers();
        inner
            .trusted
            .check_request(call.method(), &headers.view())
            .inspect_err(|_| call.tell(&Event::OriginRefused, None))?;
        inner.trusted.check_callbacks(call.body.as_ref(), &call.query)?;
    }
    let answered = handle(endpoint, &call).await;
    let found = call.into_found();
    Ok(match answered {
        Ok(answer) => answer.into_response(found),
        // A session that was extended, or found to be over, is so whatever else is wrong.
        Err(fault) => {
            let mut response = HttpResponse::from_error(fault);
            found.add_to(&mut response, None);
            response
        }
    })
}

async fn handle(endpoint: Endpoint, call: &Call<'_>) -> Result<Answer, Fault> {
    Ok(match endpoint {
        Endpoint::SignUpEmail => sign_up::answer(call).await?,
        Endpoint::SignInEmail => sign_in::answer(call).await?,
        Endpoint::SignOut => sign_out::answer(call).await?,
        Endpoint::GetSession => get_session::answer(call).await?,
        Endpoint::PostGetSession => get_session::refresh(call).await?,
        Endpoint::Token => token::answer(call).await?,
        Endpoint::Jwks => jwks::answer(call.inner).await?,
        Endpoint::ListSessions => sessions::list(call).await?,
        Endpoint::RevokeSession => sessions::revoke(call).await?,
        Endpoint::RevokeSessions => sessions::revoke_all(call).await?,
        Endpoint::RevokeOtherSessions => sessions::revoke_others(call).await?,
        Endpoint::UpdateUser => profile::update_user(call).await?,
        Endpoint::UpdateSession => profile::update_session(call).await?,
        Endpoint::ChangePassword => passwords::change(call).await?,
        Endpoint::VerifyPassword => passwords::verify(call).await?,
        Endpoint::ListAccounts => linked_accounts::list(call).await?,
        Endpoint::UnlinkAccount => linked_accounts::unlink(call).await?,
        Endpoint::DeleteUser => delete_user::answer(call).await?,
        Endpoint::DeleteUserLink => delete_user::link(call).await?,
        Endpoint::ChangeEmail => change_email::answer(call).await?,
        Endpoint::RequestPasswordReset => reset_password::request(call).await?,
        Endpoint::ResetPasswordLink => reset_password::link(call).await?,
        Endpoint::ResetPassword => reset_password::reset(call).await?,
        Endpoint::SendVerificationEmail => verification::send(call).await?,
        Endpoint::VerifyEmail => verification::verify(call).await?,
        Endpoint::SignInSocial => providers::sign_in(call)?,
        Endpoint::LinkSocial => providers::link(call).await?,
        Endpoint::GetAccessToken | Endpoint::RefreshToken => providers::token(call).await?,
        Endpoint::AccountInfo => providers::info(call).await?,
        Endpoint::GetCallback => callback::get(call)?,
        Endpoint::PostCallback => callback::post(call)?,
        Endpoint::Error => error::answer(call),
        Endpoint::Ok => ok::answer(),
    })
}

/// The public keys, wherever they are asked for.
pub(crate) async fn jwks(inner: &Inner) -> Result<HttpResponse, Fault> {
    Ok(jwks::answer(inner).await?.into_response(SessionCookies::default()))
}
