//! What the tests of every crate share: databases of their own, a PostgreSQL cluster.
//!
//! A test takes a [`Backend`] and a [`TestDatabase`]; everything it made goes when it ends,
//! and whatever it could not drop goes when the test process ends, `kill -9` included.
//!
//! ```
//! use ownly_testing::{Backend, TestDatabase};
//!
//! let database = TestDatabase::new(Backend::Sqlite);
//! database.execute("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('milk')");
//! assert_eq!(database.text("SELECT text FROM notes"), ["milk"]);
//! ```
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TEST_DATABASE_URL` | a PostgreSQL server to use, as a role that may create databases and roles; without it a cluster is started for the process |
//! | `TEST_DATABASES=sqlite` | leave PostgreSQL out |
//! | `TEST_LOGS` | a folder to keep logs in, and what must not be in them: see [`planted`] |

mod backend;
mod database;
mod directory;
mod plan;
pub mod planted;
mod postgres;
mod sqlite;
mod statements;
mod watcher;

pub use backend::Backend;
pub use database::{TestDatabase, TestSession};
pub use directory::TestDirectory;
pub use plan::{Plan, Slow};
pub use postgres::{Pooler, TestCluster};
pub use statements::{Statement, listen};
