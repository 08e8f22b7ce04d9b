//! `/api/auth`: the accounts, and `/.well-known/jwks.json`: their public keys.

use accounts::Accounts;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Data, Payload, ServiceConfig},
};

use crate::http::{method_not_allowed, read_payload};

/// Adds the routes of the accounts to an application. Which there are, and what an unknown one is
/// answered, is the accounts' own affair: Better Auth's contract has its own 404.
pub fn routes(accounts: Accounts) -> impl FnOnce(&mut ServiceConfig) {
    let accounts = Data::new(accounts);
    let scope = web::scope(Accounts::BASE).app_data(accounts.clone());
    let jwks = web::resource("/.well-known/jwks.json").app_data(accounts).get(jwks);
    move |config| {
        config.service(jwks.default_service(method_not_allowed("GET")));
        config.service(scope.default_service(web::to(answer)));
    }
}

async fn answer(
    accounts: Data<Accounts>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let body = read_payload(&request, payload.into_inner());
    accounts.answer(&request, async { Ok(body.await?) }).await
}

/// The same set as Better Auth's, where verifiers other than its own look for it.
async fn jwks(accounts: Data<Accounts>) -> Result<HttpResponse, actix_web::Error> {
    accounts.jwks().await
}
