//! The wall between a request and everyone else's rows.
//!
//! A request proves who is asking ([`AuthUser`]). A [`Db`] turns that proof into a [`Scope`], and
//! a scope runs nothing but statements about rows that the asker may touch. Nothing that this
//! crate shows is a connection, makes an [`AuthUser`] without a verified token, or takes SQL text.
//!
//! An owned table is said to be one in three lines:
//!
//! ```ignore
//! impl Scoped for notes::table {
//!     const NOUN: &str = "note";
//!     type Policy = OwnedBy<notes::owner_id>;
//! }
//! ```

mod answer;
mod auth_user;
mod contains;
mod db;
mod error;
mod fits;
mod owner;
mod page;
mod policy;
mod rows;
mod scope;
mod statement;
mod verifier;

#[doc(hidden)]
pub use db_crate::diesel_migrations;

pub use answer::Envelope;
pub use auth_user::{AuthUser, UserId};
pub use contains::{Contains, contains};
pub use db::Db;
pub use db_crate::{
    Database, DatabaseUrl, Error as DatabaseError, Id, Instant, Migrations, MultiBackend,
    PoolSizes, RowId, Time, UrlError,
};
pub use error::{Error, Result};
pub use fits::{Columns, Condition, Row};
pub use owner::Owner;
pub use page::{Page, PageSize};
pub use policy::{Access, OwnedBy, Policy, Scoped};
pub use rows::{One, Rows};
pub use scope::{Mode, Read, Scope, Write};
pub use verifier::Verifier;
