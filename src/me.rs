//! `/api/me`: who the token says its bearer is.

use actix_web::web::{Json, ServiceConfig, resource};
use serde::Serialize;
use wall::{AuthUser, UserId};

use crate::http::method_not_allowed;

/// Who the token says its bearer is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The `sub` claim.
    pub id: UserId,
    /// The `iss` claim: the id is one among this issuer's.
    pub issuer: String,
    /// The `email` claim, where the issuer sends one.
    pub email: Option<String>,
    /// The `name` claim, where the issuer sends one.
    pub name: Option<String>,
    /// The `exp` claim: when the token ends, in whole seconds since 1970.
    pub expires_at: i64,
}

/// Adds the route to an application.
pub fn routes(config: &mut ServiceConfig) {
    let me = resource("/api/me").get(me);
    config.service(me.default_service(method_not_allowed("GET")));
}

async fn me(user: AuthUser) -> Json<Me> {
    Json(Me {
        id: user.id().clone(),
        issuer: user.issuer().to_owned(),
        email: user.claim("email").map(str::to_owned),
        name: user.claim("name").map(str::to_owned),
        #[expect(clippy::cast_possible_truncation, reason = "the verifier bounds it")]
        expires_at: user.expires_at() as i64,
    })
}
