//! `/api/tasks`.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json, Path, ServiceConfig, resource},
};
use utoipa::OpenApi;
use wall::{AuthUser, Db, Page};

use super::{CreateTask, ListTasks, Task, UpdateTask, comments, members, repository, tasks};
use crate::{
    http::{Body, Query, Result, method_not_allowed, path_id},
    openapi::{ErrorBody, PageOf},
};

const TASKS: &str = "/api/tasks";
const TASK: &str = "/api/tasks/{id}";

#[derive(OpenApi)]
#[openapi(paths(list, create, get, update, delete))]
pub(crate) struct Document;

/// Adds the routes of tasks to an application.
pub fn routes(config: &mut ServiceConfig) {
    let tasks = resource(TASKS).get(list).post(create);
    let task = resource(TASK).get(get).patch(update).delete(delete);
    config
        .service(tasks.default_service(method_not_allowed("GET, POST")))
        .service(task.default_service(method_not_allowed("GET, PATCH, DELETE")))
        .configure(members::routes)
        .configure(comments::routes);
}

/// Your tasks, newest first or as `sort` says
#[utoipa::path(
    get, path = TASKS, tag = "tasks", operation_id = "listTasks", params(ListTasks),
    responses((status = 200, description = "A page of them", body = PageOf<Task>)),
    security(("jwt" = []))
)]
async fn list(
    user: AuthUser,
    db: Data<Db>,
    query: Query<ListTasks>,
) -> Result<Json<Page<Task, String>>> {
    Ok(Json(super::list(&db, &user, query.0).await?))
}

/// A new task, which is yours
#[utoipa::path(
    post, path = TASKS, tag = "tasks", operation_id = "createTask", request_body = CreateTask,
    responses((
        status = 201, description = "It is made", body = Task,
        headers(("Location" = String, description = "Where it is"))
    )),
    security(("jwt" = []))
)]
async fn create(user: AuthUser, db: Data<Db>, task: Body<CreateTask>) -> Result<HttpResponse> {
    let task = repository::create(&db, &user, task.0).await?;
    let location = (header::LOCATION, format!("{TASKS}/{}", task.id));
    Ok(HttpResponse::Created().insert_header(location).json(task))
}

/// A task that you may see
#[utoipa::path(
    get, path = TASK, tag = "tasks", operation_id = "getTask",
    params(("id" = String, Path, description = "Which task")),
    responses((status = 200, description = "The task", body = Task)),
    security(("jwt" = []))
)]
async fn get(user: AuthUser, db: Data<Db>, id: Path<String>) -> Result<Json<Task>> {
    Ok(Json(repository::get(&db, &user, path_id::<tasks::table>(&id)?).await?))
}

/// Changes what is sent of a task
///
/// `null` clears the description and the due date.
#[utoipa::path(
    patch, path = TASK, tag = "tasks", operation_id = "updateTask", request_body = UpdateTask,
    params(("id" = String, Path, description = "Which task")),
    responses(
        (status = 200, description = "The task as it is now", body = Task),
        (status = 403, description = "You may see it, but not change it", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
async fn update(
    user: AuthUser,
    db: Data<Db>,
    id: Path<String>,
    task: Body<UpdateTask>,
) -> Result<Json<Task>> {
    Ok(Json(repository::update(&db, &user, path_id::<tasks::table>(&id)?, task.0).await?))
}

/// Deletes a task of yours
#[utoipa::path(
    delete, path = TASK, tag = "tasks", operation_id = "deleteTask",
    params(("id" = String, Path, description = "Which task")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "It is shared with you, and not yours", body = ErrorBody)
    ),
    security(("jwt" = []))
)]
async fn delete(user: AuthUser, db: Data<Db>, id: Path<String>) -> Result<HttpResponse> {
    repository::delete(&db, &user, path_id::<tasks::table>(&id)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
