//! People, and how they come to be signed in.

use std::sync::Arc;

use ownly_wall::{AuthUser, Verifier};
use serde_json::json;
use token::{Clock, Expectations, FixedKeys, KeySet, SigningKey};

const SECRET: &[u8] = b"a secret for tests, long enough for HS256";

/// A user of that name, made as all users are: by a token.
pub(crate) fn signed_in(name: &str) -> AuthUser {
    let clock = Clock::system();
    let claims = json!({
        "iss": "https://test", "aud": "https://test", "sub": name,
        "exp": clock.now().timestamp() + 60,
    });
    let token = SigningKey::shared_secret(SECRET).unwrap().sign(&claims).unwrap();
    let keys = FixedKeys::new(KeySet::shared_secret(SECRET).unwrap());
    let expected = Expectations::new("https://test", ["https://test"]);
    block_on(Verifier::new(Arc::new(keys), expected, clock).verify(&token)).unwrap()
}

pub(crate) fn block_on<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(work)
}
