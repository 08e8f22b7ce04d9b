//! JWT claims, keys and key sets: sign and verify, with time as an argument
//!
//! This crate alone decides whether a token is good. It is pure: it knows no HTTP server and no
//! database, opens no connection, and [`verify`] reads no clock. `jsonwebtoken` computes the
//! signatures; the rules around them (RFC 7515, RFC 7519, RFC 8725) are written here, because the
//! library looks at neither `typ`, `crit`, `b64`, `iat` nor repeated members.
//!
//! ```
//! use ownly_token::{Clock, Expectations, KeySet, SigningKey, verify};
//!
//! let secret = b"a secret of at least 32 bytes, kept in a file";
//! let now = Clock::system().now();
//! let token = SigningKey::shared_secret(secret)?.sign(&serde_json::json!({
//!     "iss": "https://notes.example", "aud": "https://notes.example", "sub": "ada",
//!     "exp": now.timestamp() + 900,
//! }))?;
//!
//! let expected = Expectations::new("https://notes.example", ["https://notes.example"]);
//! let claims = verify(&token, &KeySet::shared_secret(secret)?, &expected, now)?;
//! assert_eq!(claims.subject().as_str(), "ada");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod algorithm;
mod base64url;
mod bearer;
mod claims;
mod clock;
mod ed25519;
mod fault;
mod header;
mod json;
mod jwk;
mod key_set;
mod key_source;
mod kid;
mod public_key;
mod refusal;
mod revocation;
mod rule;
mod sid;
mod signing_key;
mod subject;
mod verify;
mod weak_secret;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use bearer::{BearerFault, bearer};
pub use claims::Claims;
pub use clock::Clock;
pub use fault::{Fault, Segment};
pub use json::JsonFault;
pub use key_set::{Imported, KeySet, NotAKeySet};
pub use key_source::{FixedKeys, KeySource, KeysUnavailable, Refreshed};
pub use refusal::{Refusal, RefusedKey};
pub use revocation::{
    Reread, Revocation, RevocationList, RevocationSource, RevocationsUnavailable,
};
pub use rule::{Rule, dissect};
pub use sid::Sid;
pub use signing_key::{KeyError, SignError, SigningKey};
pub use subject::{BadSubject, Subject};
pub use verify::{DEFAULT_LEEWAY, Expectations, MAX_LEEWAY, MAX_LIFETIME, MAX_TOKEN_BYTES, verify};
pub use weak_secret::WeakSecret;
