//! The keys of another issuer, fetched from its JWKS URL.
//!
//! [`RemoteKeys`] has a thread of its own that does the fetching: requests are answered with the
//! keys known last while it works, and wait for it only where a token names a key that is not
//! known. An issuer that is away is lived without for a bounded time, one that answers nonsense is
//! not believed, and no flood of made-up names makes more than one fetch a cool-down.

mod fetch;
mod jwks_url;
mod known;
mod remote;
mod thread;

pub use fetch::{FetchError, NoCertificate, Roots};
pub use jwks_url::{JwksUrl, JwksUrlError};
pub use remote::{RemoteKeys, Settings};
