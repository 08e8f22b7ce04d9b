//! What all routes share: how bodies and queries are read, how faults are answered.

mod body;
mod cors;
mod created;
mod error;
mod finish;
mod input;
mod not_found;
mod query;
mod text;

pub use body::{Body, read_payload};
pub use cors::TrustedPages;
pub use created::Created;
pub use error::{Error, Result};
pub use finish::finish;
pub use input::{cursor, path_id};
pub use not_found::{method_not_allowed, no_such_route};
pub use query::{Paging, Query};
pub use text::Text;
