//! E0277: `UserId: serde::de::DeserializeOwned` is not satisfied
//!
//! Let the query say who asks.

use actix_web::web::Query;

#[cfg(not(feature = "breach"))]
type Wanted = String;
#[cfg(feature = "breach")]
type Wanted = wall::UserId;

/// Whom the query names.
pub fn wanted(query: &str) -> Option<Query<Wanted>> {
    Query::from_query(query).ok()
}
