//! The list of tasks without a token: whatever it costs less than the list is the token's price.
//!
//! Nobody is a user without having proved it, so each proves it once, before the measuring.

use std::sync::{PoisonError, RwLock};

use ownly::{prelude::*, tasks};

/// Those who have proved who they are, in that order.
#[derive(Default)]
struct Known(RwLock<Vec<AuthUser>>);

/// Adds `POST /floor/users`, which remembers whose token it is, and `GET /floor/tasks/{n}`, the
/// list of the n-th of them.
pub(crate) fn routes() -> impl Fn(&mut ServiceConfig) + Send + Sync + 'static {
    let known = Data::new(Known::default());
    move |config| {
        config
            .app_data(known.clone())
            .service(resource("/floor/users").post(remember))
            .service(resource("/floor/tasks/{n}").get(list));
    }
}

async fn remember(user: AuthUser, known: Data<Known>) -> HttpResponse {
    let mut users = known.0.write().unwrap_or_else(PoisonError::into_inner);
    users.push(user);
    HttpResponse::NoContent().finish()
}

async fn list(
    n: Path<usize>,
    db: Data<Db>,
    known: Data<Known>,
    query: Query<tasks::ListTasks>,
) -> Result<HttpResponse> {
    let user = {
        let users = known.0.read().unwrap_or_else(PoisonError::into_inner);
        users.get(*n).cloned()
    };
    let Some(user) = user else { return Ok(HttpResponse::NotFound().finish()) };
    Ok(HttpResponse::Ok().json(tasks::list(&db, &user, query.0).await?))
}
