//! `/api/tasks/{id}/comments`.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json, Path, ServiceConfig, resource},
};
use utoipa::OpenApi;
use wall::{AuthUser, Db, Id, Page};

use super::{Comment, WriteComment, comments, repository};
use crate::{
    http::{Body, Paging, Query, Result, method_not_allowed, path_id},
    openapi::{ErrorBody, PageOf},
    tasks::tasks,
};

const COMMENTS: &str = "/api/tasks/{id}/comments";
const COMMENT: &str = "/api/tasks/{id}/comments/{comment}";

#[derive(OpenApi)]
#[openapi(paths(list, create, update, delete))]
pub(crate) struct Document;

/// Adds the routes of comments to an application.
pub fn routes(config: &mut ServiceConfig) {
    let comments = resource(COMMENTS).get(list).post(create);
    let comment = resource(COMMENT).patch(update).delete(delete);
    config
        .service(comments.default_service(method_not_allowed("GET, POST")))
        .service(comment.default_service(method_not_allowed("PATCH, DELETE")));
}

/// What was said of a task, newest first
#[utoipa::path(
    get, path = COMMENTS, tag = "comments", operation_id = "listComments",
    params(("id" = String, Path, description = "Which task"), Paging),
    responses((status = 200, description = "A page of comments", body = PageOf<Comment>)),
    security(("jwt" = []))
)]
async fn list(
    user: AuthUser,
    db: Data<Db>,
    id: Path<String>,
    page: Query<Paging>,
) -> Result<Json<Page<Comment>>> {
    let task = path_id::<tasks::table>(&id)?;
    Ok(Json(repository::list(&db, &user, task, page.0).await?))
}

/// A new comment
#[utoipa::path(
    post, path = COMMENTS, tag = "comments", operation_id = "createComment",
    request_body = WriteComment,
    params(("id" = String, Path, description = "Which task")),
    responses(
        (
            status = 201, description = "It is made", body = Comment,
            headers(("Location" = String, description = "Where it is"))
        ),
        (status = 403, description = "You may see the task, but not change it", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
async fn create(
    user: AuthUser,
    db: Data<Db>,
    id: Path<String>,
    body: Body<WriteComment>,
) -> Result<HttpResponse> {
    let task = path_id::<tasks::table>(&id)?;
    let comment = repository::create(&db, &user, task, body.0.text).await?;
    let location = (header::LOCATION, format!("/api/tasks/{task}/comments/{}", comment.id));
    Ok(HttpResponse::Created().insert_header(location).json(comment))
}

/// Changes a comment of yours
#[utoipa::path(
    patch, path = COMMENT, tag = "comments", operation_id = "updateComment",
    request_body = WriteComment,
    params(
        ("id" = String, Path, description = "Which task"),
        ("comment" = String, Path, description = "Which comment")
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = Comment),
        (status = 403, description = "It is someone else's", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
async fn update(
    user: AuthUser,
    db: Data<Db>,
    path: Path<(String, String)>,
    body: Body<WriteComment>,
) -> Result<Json<Comment>> {
    let (task, comment) = ids(&path)?;
    Ok(Json(repository::update(&db, &user, task, comment, body.0.text).await?))
}

/// Deletes a comment
#[utoipa::path(
    delete, path = COMMENT, tag = "comments", operation_id = "deleteComment",
    params(
        ("id" = String, Path, description = "Which task"),
        ("comment" = String, Path, description = "Which comment")
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "It is someone else's", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
async fn delete(
    user: AuthUser,
    db: Data<Db>,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (task, comment) = ids(&path)?;
    repository::delete(&db, &user, task, comment).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn ids((task, comment): &(String, String)) -> Result<(Id, Id)> {
    Ok((path_id::<tasks::table>(task)?, path_id::<comments::table>(comment)?))
}
