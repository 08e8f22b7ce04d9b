//! `/api/tasks/{id}/comments`.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json, Path, ServiceConfig, resource},
};
use wall::{AuthUser, Db, Id, Page};

use super::{Comment, WriteComment, comments, repository};
use crate::{
    http::{Body, Paging, Query, Result, method_not_allowed, path_id},
    tasks::tasks,
};

const COMMENTS: &str = "/api/tasks/{id}/comments";
const COMMENT: &str = "/api/tasks/{id}/comments/{comment}";

/// Adds the routes of comments to an application.
pub fn routes(config: &mut ServiceConfig) {
    let comments = resource(COMMENTS).get(list).post(create);
    let comment = resource(COMMENT).patch(update).delete(delete);
    config
        .service(comments.default_service(method_not_allowed("GET, POST")))
        .service(comment.default_service(method_not_allowed("PATCH, DELETE")));
}

async fn list(
    user: AuthUser,
    db: Data<Db>,
    id: Path<String>,
    page: Query<Paging>,
) -> Result<Json<Page<Comment>>> {
    let task = path_id::<tasks::table>(&id)?;
    Ok(Json(repository::list(&db, &user, task, page.0).await?))
}

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

async fn update(
    user: AuthUser,
    db: Data<Db>,
    path: Path<(String, String)>,
    body: Body<WriteComment>,
) -> Result<Json<Comment>> {
    let (task, comment) = ids(&path)?;
    Ok(Json(repository::update(&db, &user, task, comment, body.0.text).await?))
}

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
