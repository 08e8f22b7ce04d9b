//! `/health`: for those who start, stop and watch the server.

use actix_web::web::{Data, Json, ServiceConfig, resource};
use serde::Serialize;
use wall::Db;

use crate::{
    http::{Error, method_not_allowed},
    shutdown::Ending,
};

/// Whether the server is well.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
}

const WELL: Health = Health { status: "ok" };

/// Adds the routes to an application.
pub fn routes(config: &mut ServiceConfig) {
    let (live, ready) = (resource("/health/live").get(live), resource("/health/ready").get(ready));
    config
        .service(live.default_service(method_not_allowed("GET")))
        .service(ready.default_service(method_not_allowed("GET")));
}

/// The process answers.
async fn live() -> Json<Health> {
    Json(WELL)
}

/// The process can do its work: the database answers too. 503 until it does, and once the server
/// is about to stop.
async fn ready(db: Data<Db>, ending: Data<Ending>) -> Result<Json<Health>, Error> {
    if ending.has_begun() {
        return Err(Error::Stopping);
    }
    db.ping().await?;
    Ok(Json(WELL))
}
