//! Two database back ends behind one connection type: pool, migrations, SQL types.
//!
//! The crates that must have a raw connection (`accounts`, because before a sign-in there is no
//! user to scope by, and `wall`, because it writes the scoped statements) import [`RawAccess`].
//! An application depends on neither this crate nor that trait, so the [`Database`] it passes
//! around has nothing for it to call.

mod backup;
mod begin;
mod brief;
mod connection;
mod database;
mod erasure;
mod error;
mod group_commit;
mod id;
mod inspect;
mod job;
mod manager;
mod migrations;
mod patience;
mod pool_state;
mod queue;
mod time;
mod url;
mod waiting;
mod worker;

#[doc(hidden)]
pub use diesel_migrations;

pub use backup::{BackupError, back_up};
pub use begin::{Begin, Mode, ScopeUser};
pub use connection::{AnyConnection, MultiBackend, MultiRawValue, MultiRow};
pub use database::{Database, PoolSizes, RawAccess};
pub use erasure::Erasure;
pub use error::{Error, Result};
pub use id::{Id, RowId};
pub use inspect::inspect;
pub use migrations::{Adoption, Migrations, migrate};
pub use pool_state::PoolState;
pub use time::{Instant, Time};
pub use url::{DatabaseUrl, UrlError};
