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
mod checks;
mod contains;
mod db;
mod error;
mod fits;
mod held;
mod issuer;
mod order;
mod owner;
mod page;
mod policy;
mod rows;
mod scope;
mod second_wall;
mod statement;
mod tables;
mod verified;
mod verifier;
mod waiting;

#[doc(hidden)]
pub use db_crate::diesel_migrations;

pub use answer::Envelope;
pub use auth_user::{AuthUser, UserId};
pub use checks::TokenChecks;
pub use contains::{Contains, contains};
pub use db::{Db, ExportedRow};
pub use db_crate::{
    BackupError, Database, DatabaseUrl, Error as DatabaseError, Id, Instant, Migrations,
    MultiBackend, MultiRawValue, PoolSizes, PoolState, RowId, Time, UrlError, back_up,
};
pub use error::{Error, Result};
pub use fits::{Columns, Condition, Row};
pub use held::{Held, Reading};
pub use issuer::{Issuer, IssuerError, adopt_issuer, check_issuer};
pub use order::{Ascending, Cursor, Descending, Order, Sortable, ascending, descending};
pub use owner::{Author, Owner, Writer};
pub use page::{Keyed, Page, PageSize};
pub use policy::{
    Access, Asker, Either, MemberOf, Names, Outline, OwnedBy, Policy, Rule, Scoped, Through, Word,
    WrittenBy,
};
pub use rows::{One, Reach, Rows};
pub use scope::{Mode, Read, Scope, Write};
pub use second_wall::prepare;
pub use tables::Tables;
pub use verifier::Verifier;
pub use waiting::{Waiting, waiting};
