//! `/health`: for those who start, stop and watch the server.

use actix_web::web::{Data, Json, ServiceConfig, resource};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use wall::{Db, Verifier};

use crate::{
    http::{Error, method_not_allowed},
    shutdown::Ending,
};

/// Whether the server is well.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    status: &'static str,
}

const WELL: Health = Health { status: "ok" };

#[derive(OpenApi)]
#[openapi(paths(live, ready))]
pub(crate) struct Document;

/// Adds the routes to an application.
pub fn routes(config: &mut ServiceConfig) {
    let (live, ready) = (resource("/health/live").get(live), resource("/health/ready").get(ready));
    config
        .service(live.default_service(method_not_allowed("GET")))
        .service(ready.default_service(method_not_allowed("GET")));
}

/// The process answers.
#[utoipa::path(
    get, path = "/health/live", tag = "health", operation_id = "isLive",
    responses((status = 200, description = "It is alive", body = Health))
)]
async fn live() -> Json<Health> {
    Json(WELL)
}

/// The process can do its work: the database answers too, and there are keys to check tokens with.
/// 503 until then, and once the server is about to stop.
#[utoipa::path(
    get, path = "/health/ready", tag = "health", operation_id = "isReady",
    responses((status = 200, description = "It is ready", body = Health))
)]
async fn ready(
    db: Data<Db>,
    verifier: Data<Verifier>,
    ending: Data<Ending>,
) -> Result<Json<Health>, Error> {
    if ending.has_begun() {
        return Err(Error::Stopping);
    }
    verifier.ready()?;
    db.ping().await?;
    Ok(Json(WELL))
}
