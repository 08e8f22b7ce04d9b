//! Tokens that were signed, with what verifies them: those that Better Auth made, one for each
//! algorithm, and one of a shared secret.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use token::{Expectations, KeySet, SigningKey};

/// When Better Auth's tokens were made
pub(crate) const NOW: i64 = 1_795_370_484;
pub(crate) const SECRET: &[u8] = b"a secret that is for fuzzing alone, and long enough";
pub(crate) const ISSUER: &str = "https://auth.example";
pub(crate) const AUDIENCE: &str = "https://tasks.example";

pub(crate) struct Signed {
    pub(crate) token: String,
    pub(crate) keys: KeySet,
    /// The document that the keys are from, if they are published
    pub(crate) jwks: Option<String>,
    pub(crate) expected: Expectations,
}

pub(crate) static SIGNED: LazyLock<Vec<Signed>> = LazyLock::new(|| {
    let recorded = include_str!("../../token/tests/data/better-auth.json");
    let recorded: Value = serde_json::from_str(recorded).unwrap();
    let theirs = ["EdDSA", "ES256", "ES512", "RS256", "PS256"].into_iter().zip(4116..);
    let theirs = theirs.map(|(algorithm, port)| {
        let origin = format!("http://127.0.0.1:{port}");
        let jwks = recorded[algorithm]["jwks"].to_string();
        Signed {
            token: recorded[algorithm]["token"].as_str().unwrap().to_owned(),
            keys: KeySet::import(jwks.as_bytes()).unwrap().keys,
            jwks: Some(jwks),
            expected: Expectations::new(&origin, [&origin]),
        }
    });
    theirs.chain([shared()]).collect()
});

fn shared() -> Signed {
    let claims = json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "iat": NOW, "exp": NOW + 900,
    });
    Signed {
        token: SigningKey::shared_secret(SECRET).unwrap().sign(&claims).unwrap(),
        keys: KeySet::shared_secret(SECRET).unwrap(),
        jwks: None,
        expected: Expectations::new(ISSUER, [AUDIENCE]),
    }
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}
