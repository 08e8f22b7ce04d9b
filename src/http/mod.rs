//! What all routes share: how bodies and queries are read, how faults are answered.

mod body;
mod error;
mod finish;
mod input;
mod not_found;
mod query;

pub use body::{Body, read_payload};
pub use error::Error;
pub use finish::finish;
pub(crate) use input::text;
pub use input::{cursor, path_id};
pub use not_found::{method_not_allowed, no_such_route};
pub use query::Query;
