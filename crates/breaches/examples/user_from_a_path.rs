//! E0277: `AuthUser: serde::Deserialize<'de>` is not satisfied
//!
//! Let the path say who asks.

use actix_web::{
    Resource,
    web::{self, Path},
};
use wall::{AuthUser, UserId};

/// `/users/{id}`
pub fn route() -> Resource {
    #[cfg(feature = "breach")]
    return web::resource("/users/{id}").get(async |user: Path<AuthUser>| user.id().to_string());
    #[cfg(not(feature = "breach"))]
    web::resource("/users/{id}").get(async |user: AuthUser, _: Path<String>| name(user.id()))
}

fn name(id: &UserId) -> String {
    id.to_string()
}
