//! `/api/me`: who the token says its bearer is, and all that is theirs.

use actix_web::{
    HttpResponse,
    http::header::CONTENT_DISPOSITION,
    web::{Bytes, Data, Json, ServiceConfig, resource},
};
use futures_util::{StreamExt, stream};
use serde::Serialize;
use serde_json::json;
use utoipa::{OpenApi, ToSchema};
use wall::{AuthUser, Db, UserId};

use crate::http::{Error, method_not_allowed};

/// Who the token says its bearer is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The `sub` claim.
    #[schema(value_type = String)]
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

#[derive(OpenApi)]
#[openapi(paths(me, export))]
pub(crate) struct Document;

/// Adds the routes to an application.
pub fn routes(config: &mut ServiceConfig) {
    let (me, export) = (resource("/api/me").get(me), resource("/api/me/export").get(export));
    config
        .service(me.default_service(method_not_allowed("GET")))
        .service(export.default_service(method_not_allowed("GET")));
}

/// Who the token says you are
#[utoipa::path(
    get, path = "/api/me", tag = "me", operation_id = "getMe",
    responses((status = 200, description = "You", body = Me)),
    security(("jwt" = []))
)]
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

/// All that is the user's, as lines of JSON: `{"table":"task","row":{…}}`. The last line is
/// `{"complete":true}`; where it is missing, so are rows.
#[utoipa::path(
    get, path = "/api/me/export", tag = "me", operation_id = "exportMe",
    summary = "All that is yours",
    responses((
        status = 200, description = "Lines of JSON; the last one is {\"complete\":true}",
        content_type = "application/x-ndjson", body = String
    )),
    security(("jwt" = []))
)]
async fn export(user: AuthUser, db: Data<Db>) -> Result<HttpResponse, Error> {
    let mut rows = Box::pin(db.export(&user));
    // The first row is waited for, so that an outage is told by the status.
    let first = rows.next().await.transpose()?;
    let rows = stream::iter(first.map(Ok)).chain(rows);
    let lines = rows.map(|row| Ok::<_, Error>(line(&row?)));
    let end = stream::once(async { Ok(line(&json!({ "complete": true }))) });
    Ok(HttpResponse::Ok()
        .content_type("application/x-ndjson")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"export.jsonl\""))
        .streaming(lines.chain(end)))
}

fn line(value: &impl Serialize) -> Bytes {
    let json = serde_json::to_string(value).unwrap_or_default();
    Bytes::from(json + "\n")
}
