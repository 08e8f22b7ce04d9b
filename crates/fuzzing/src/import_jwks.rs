use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use token::{Expectations, KeySet, verify};

use crate::mint::{AUDIENCE, ISSUER, NOW, now};

/// No document makes the import panic or gives more keys than a set may have, and by no key that
/// it gives is a token good that nobody signed.
pub fn import_jwks(bytes: &[u8]) {
    let Ok(imported) = KeySet::import(bytes) else { return };
    let keys = imported.keys;
    assert!(keys.len() <= 100, "{} keys", keys.len());
    assert_eq!(keys.len(), keys.kids().count());
    for refused in &imported.refused {
        assert!(!refused.to_string().chars().any(char::is_control), "{refused:?}");
    }
    for kid in keys.kids() {
        assert!((1..=255).contains(&kid.len()) && !kid.chars().any(char::is_control));
        for alg in ["EdDSA", "ES256", "ES512", "RS256", "PS256", "HS256"] {
            for signature in SIGNATURES {
                let token = unsigned(kid, alg, signature);
                let judged = verify(&token, &keys, &Expectations::new(ISSUER, [AUDIENCE]), now());
                assert!(judged.is_err(), "{token}");
            }
        }
    }
}

/// What a weak key, or none, would be content with. The last is one on Ed25519's identity, which
/// fits every message under a key of order 1.
const SIGNATURES: [&[u8]; 5] = [&[], &[0; 64], &[1; 132], &[0; 256], &{
    let mut identity = [0; 64];
    identity[0] = 1;
    identity
}];

fn unsigned(kid: &str, alg: &str, signature: &[u8]) -> String {
    let header = json!({ "alg": alg, "kid": kid }).to_string();
    let claims = json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "exp": NOW + 900 });
    let [header, claims] = [header, claims.to_string()].map(|text| URL_SAFE_NO_PAD.encode(text));
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode(signature))
}
