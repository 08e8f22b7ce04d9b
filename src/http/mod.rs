//! What all routes share: how bodies and queries are read, how faults are answered.

mod body;
mod cors;
mod created;
mod error;
mod fault;
mod finish;
mod head;
mod headers;
mod input;
mod not_found;
mod query;
mod refused_tokens;
mod request_id;
mod text;

pub use body::{Body, BodyTimeout, read_payload};
pub use cors::TrustedPages;
pub use created::Created;
pub use error::{Error, Result};
pub use finish::finish;
pub use head::{MOST_HEADER_BYTES, MOST_URI_BYTES, bounded};
pub use headers::Scheme;
pub use input::{cursor, path_id};
pub use not_found::{method_not_allowed, no_such_route};
pub use query::{Paging, Query};
pub use refused_tokens::RefusedTokens;
pub use text::Text;
