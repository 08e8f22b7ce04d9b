//! `/api/tasks/{id}/members`.

use accounts::Accounts;
use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json, Path, ServiceConfig, resource},
};
use serde::Serialize;
use wall::{AuthUser, Db, Id};

use super::{Member, ShareTask, Who, repository, task_members};
use crate::{
    http::{Body, Error, Result, method_not_allowed, path_id},
    tasks::tasks,
};

const MEMBERS: &str = "/api/tasks/{id}/members";
const MEMBER: &str = "/api/tasks/{id}/members/{member}";

/// Adds the routes of members to an application.
pub fn routes(config: &mut ServiceConfig) {
    let members = resource(MEMBERS).get(list).post(share);
    let member = resource(MEMBER).delete(remove);
    config
        .service(members.default_service(method_not_allowed("GET, POST")))
        .service(member.default_service(method_not_allowed("DELETE")));
}

/// The members of a task.
#[derive(Debug, Serialize)]
struct Members {
    items: Vec<Member>,
}

type Directory = Option<Data<Accounts>>;

async fn list(
    user: AuthUser,
    db: Data<Db>,
    accounts: Directory,
    id: Path<String>,
) -> Result<Json<Members>> {
    let task = path_id::<tasks::table>(&id)?;
    if let Some(accounts) = accounts {
        for email in repository::pending(&db, &user, task).await? {
            if let Some(member) = accounts.user_id(&email).await.map_err(wall::Error::from)? {
                repository::settle(&db, &user, task, email, member).await?;
            }
        }
    }
    Ok(Json(Members { items: repository::list(&db, &user, task).await? }))
}

async fn share(
    user: AuthUser,
    db: Data<Db>,
    accounts: Directory,
    id: Path<String>,
    body: Body<ShareTask>,
) -> Result<HttpResponse> {
    let task = path_id::<tasks::table>(&id)?;
    let ShareTask { email, user_id, role } = body.0;
    let who = match (&accounts, email, user_id) {
        (Some(accounts), Some(email), None) => {
            let user_id = accounts.user_id(&email).await.map_err(wall::Error::from)?;
            Who::Address { email, user_id }
        }
        (None, None, Some(user_id)) => Who::User(user_id),
        (Some(_), _, _) => return Err(refused("name the member by email, and not by userId")),
        (None, _, _) => return Err(refused("name the member by userId, and not by email")),
    };
    let shared = repository::share(&db, &user, task, who, role).await?;
    let (member, new) = shared.ok_or_else(|| refused("that is you, who own it"))?;
    if !new {
        return Ok(HttpResponse::Ok().json(member));
    }
    let location = (header::LOCATION, format!("/api/tasks/{task}/members/{}", member.id));
    Ok(HttpResponse::Created().insert_header(location).json(member))
}

async fn remove(
    user: AuthUser,
    db: Data<Db>,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (task, member) = path.into_inner();
    let task = path_id::<tasks::table>(&task)?;
    let member: Id = path_id::<task_members::table>(&member)?;
    repository::remove(&db, &user, task, member).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn refused(why: &str) -> Error {
    Error::InvalidBody(why.to_owned())
}
