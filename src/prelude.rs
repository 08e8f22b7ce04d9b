//! What a table of one's own and its routes are written with: `use ownly::prelude::*;`
//!
//! The derives of Diesel and serde write the names of those crates, so `Cargo.toml` has to have
//! both: `diesel = { package = "ownly-words", … }` is all of Diesel that an application gets.

pub use actix_web::{
    HttpResponse,
    web::{Data, Json, Path, ServiceConfig, resource},
};
pub use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, NullableExpressionMethods,
    Queryable, Selectable, TextExpressionMethods, table,
};
pub use serde::{Deserialize, Serialize};
pub use wall::{
    AuthUser, Db, Id, Instant, OwnedBy, Owner, Page, PageSize, RowId, Scoped, Time, contains,
};

pub use crate::{
    App,
    http::{Body, Created, Paging, Query, Result, Text, method_not_allowed, path_id},
    migrations,
};
