//! `/api/tasks`.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json, Path, ServiceConfig, resource},
};
use wall::{AuthUser, Db, Page};

use super::{CreateTask, ListTasks, Task, UpdateTask, comments, members, repository, tasks};
use crate::http::{Body, Query, Result, method_not_allowed, path_id};

const TASKS: &str = "/api/tasks";
const TASK: &str = "/api/tasks/{id}";

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

async fn list(user: AuthUser, db: Data<Db>, query: Query<ListTasks>) -> Result<Json<Page<Task>>> {
    Ok(Json(repository::list(&db, &user, query.0).await?))
}

async fn create(user: AuthUser, db: Data<Db>, task: Body<CreateTask>) -> Result<HttpResponse> {
    let task = repository::create(&db, &user, task.0).await?;
    let location = (header::LOCATION, format!("{TASKS}/{}", task.id));
    Ok(HttpResponse::Created().insert_header(location).json(task))
}

async fn get(user: AuthUser, db: Data<Db>, id: Path<String>) -> Result<Json<Task>> {
    Ok(Json(repository::get(&db, &user, path_id::<tasks::table>(&id)?).await?))
}

async fn update(
    user: AuthUser,
    db: Data<Db>,
    id: Path<String>,
    task: Body<UpdateTask>,
) -> Result<Json<Task>> {
    Ok(Json(repository::update(&db, &user, path_id::<tasks::table>(&id)?, task.0).await?))
}

async fn delete(user: AuthUser, db: Data<Db>, id: Path<String>) -> Result<HttpResponse> {
    repository::delete(&db, &user, path_id::<tasks::table>(&id)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
