//! `/api/tasks/{id}/members`.

use accounts::Accounts;
use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json, Path, ServiceConfig, resource},
};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use wall::{AuthUser, Db, Id};

use super::{Member, ShareTask, Who, repository, task_members};
use crate::{
    http::{Body, Error, Result, method_not_allowed, path_id},
    openapi::ErrorBody,
    tasks::tasks,
};

const MEMBERS: &str = "/api/tasks/{id}/members";
const MEMBER: &str = "/api/tasks/{id}/members/{member}";

#[derive(OpenApi)]
#[openapi(paths(list, share, remove))]
pub(crate) struct Document;

/// Adds the routes of members to an application.
pub fn routes(config: &mut ServiceConfig) {
    let members = resource(MEMBERS).get(list).post(share);
    let member = resource(MEMBER).delete(remove);
    config
        .service(members.default_service(method_not_allowed("GET, POST")))
        .service(member.default_service(method_not_allowed("DELETE")));
}

/// The members of a task.
#[derive(Debug, Serialize, ToSchema)]
struct Members {
    items: Vec<Member>,
}

type Directory = Option<Data<Accounts>>;

/// Whom a task is shared with
///
/// Its owner sees all members, a member sees themselves.
#[utoipa::path(
    get, path = MEMBERS, tag = "members", operation_id = "listMembers",
    params(("id" = String, Path, description = "Which task")),
    responses((status = 200, description = "The members", body = Members)),
    security(("jwt" = []))
)]
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

/// Shares a task of yours, or changes a member's role
///
/// The member is named by `email`, or by `userId` where another issuer has the accounts.
#[utoipa::path(
    post, path = MEMBERS, tag = "members", operation_id = "shareTask", request_body = ShareTask,
    params(("id" = String, Path, description = "Which task")),
    responses(
        (status = 200, description = "They were a member, and have that role now", body = Member),
        (
            status = 201, description = "They are a member", body = Member,
            headers(("Location" = String, description = "Where they can be put out"))
        ),
        (status = 403, description = "It is shared with you, and not yours", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
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

/// Puts a member out, or leaves
#[utoipa::path(
    delete, path = MEMBER, tag = "members", operation_id = "removeMember",
    params(
        ("id" = String, Path, description = "Which task"),
        ("member" = String, Path, description = "Which member")
    ),
    responses(
        (status = 204, description = "They are no member any more"),
        (status = 403, description = "That is for the owner", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
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
