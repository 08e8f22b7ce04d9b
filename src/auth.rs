//! `/api/auth`: the accounts.

use accounts::Accounts;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Data, Payload, ServiceConfig},
};

use crate::http::read_payload;

/// Adds the routes of the accounts to an application. Which there are, and what an unknown one is
/// answered, is the accounts' own affair: Better Auth's contract has its own 404.
pub fn routes(accounts: Accounts) -> impl FnOnce(&mut ServiceConfig) {
    let scope = web::scope(Accounts::BASE).app_data(Data::new(accounts));
    move |config| {
        config.service(scope.default_service(web::to(answer)));
    }
}

async fn answer(
    accounts: Data<Accounts>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, actix_web::Error> {
    let body = read_payload(payload.into_inner());
    accounts.answer(&request, async { Ok(body.await?) }).await
}
